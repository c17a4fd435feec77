"""An offline stand-in for Google Workspace: one loopback HTTP server with Google's real paths, for tests and demos."""
