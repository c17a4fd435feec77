"""P3. Pengelolaan keuangan."""
