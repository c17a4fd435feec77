"""Reports of an office, made from its journal and registers: agenda, rekap, bmd, kum.

Each report is a module of pure functions (frames in, frames out) and one ``compose`` that lays their results out as a
``Report``; ``workbook`` and ``document`` write any report, ``sources`` reads the office. Command: ``scripts.laporan``.
"""
