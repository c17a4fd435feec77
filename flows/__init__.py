"""The procedures of the office, in the order and numbering of the process map."""

from flows.engine.model import Flow
from flows.p1_umum.kearsipan import FLOW as KEARSIPAN
from flows.p1_umum.surat_keluar import FLOW as SURAT_KELUAR
from flows.p1_umum.surat_masuk import FLOW as SURAT_MASUK
from flows.p3_keuangan.penatausahaan import FLOW as PENATAUSAHAAN
from flows.p5_pengawasan.pembubaran import FLOW as PEMBUBARAN
from flows.p5_pengawasan.pendataan_usaha_mikro import FLOW as PENDATAAN_USAHA_MIKRO

ALL: tuple[Flow, ...] = (
    SURAT_KELUAR,
    SURAT_MASUK,
    KEARSIPAN,
    PENATAUSAHAAN,
    PENDATAAN_USAHA_MIKRO,
    PEMBUBARAN,
)
"""Written by hand: a list that can be read beats discovery that cannot."""
