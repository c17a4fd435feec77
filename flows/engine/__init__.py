"""The engine: it knows what a flow is and how a case moves, and no single process."""
