"""P5. Pengawasan dan pengendalian koperasi dan usaha mikro."""
