"""P4. Pemberdayaan koperasi dan usaha mikro."""
