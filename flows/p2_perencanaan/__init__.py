"""P2. Perencanaan dan pelaporan."""
