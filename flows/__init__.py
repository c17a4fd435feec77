"""The procedures of the office, in the order and numbering of the process map."""

from flows.engine.model import Flow
from flows.p1_umum.bmd import FLOW as BMD
from flows.p1_umum.kearsipan import FLOW as KEARSIPAN
from flows.p1_umum.kepegawaian import FLOW as KEPEGAWAIAN
from flows.p1_umum.perlengkapan import FLOW as PERLENGKAPAN
from flows.p1_umum.surat_keluar import FLOW as SURAT_KELUAR
from flows.p1_umum.surat_masuk import FLOW as SURAT_MASUK
from flows.p2_perencanaan.laporan_keuangan import FLOW as LAPORAN_KEUANGAN
from flows.p2_perencanaan.laporan_kinerja import FLOW as LAPORAN_KINERJA
from flows.p2_perencanaan.renstra_renja_monev import FLOW as RENSTRA_RENJA_MONEV
from flows.p2_perencanaan.rka_dpa import FLOW as RKA_DPA
from flows.p3_keuangan.penatausahaan import FLOW as PENATAUSAHAAN
from flows.p4_pemberdayaan.advokasi import FLOW as ADVOKASI
from flows.p4_pemberdayaan.keikutsertaan_promosi import FLOW as KEIKUTSERTAAN_PROMOSI
from flows.p4_pemberdayaan.pelatihan import FLOW as PELATIHAN
from flows.p4_pemberdayaan.pembiayaan import FLOW as PEMBIAYAAN
from flows.p4_pemberdayaan.penyelenggaraan_promosi import FLOW as PENYELENGGARAAN_PROMOSI
from flows.p4_pemberdayaan.perizinan import FLOW as PERIZINAN
from flows.p5_pengawasan.informasi_stakeholder import FLOW as INFORMASI_STAKEHOLDER
from flows.p5_pengawasan.monev_koperasi import FLOW as MONEV_KOPERASI
from flows.p5_pengawasan.monev_usaha_mikro import FLOW as MONEV_USAHA_MIKRO
from flows.p5_pengawasan.pembubaran import FLOW as PEMBUBARAN
from flows.p5_pengawasan.pendataan_koperasi import FLOW as PENDATAAN_KOPERASI
from flows.p5_pengawasan.pendataan_usaha_mikro import FLOW as PENDATAAN_USAHA_MIKRO

ALL: tuple[Flow, ...] = (
    PERLENGKAPAN,
    SURAT_KELUAR,
    SURAT_MASUK,
    KEARSIPAN,
    BMD,
    KEPEGAWAIAN,
    RENSTRA_RENJA_MONEV,
    RKA_DPA,
    LAPORAN_KINERJA,
    LAPORAN_KEUANGAN,
    PENATAUSAHAAN,
    PELATIHAN,
    PEMBIAYAAN,
    PENYELENGGARAAN_PROMOSI,
    KEIKUTSERTAAN_PROMOSI,
    PERIZINAN,
    ADVOKASI,
    MONEV_USAHA_MIKRO,
    MONEV_KOPERASI,
    PENDATAAN_KOPERASI,
    PENDATAAN_USAHA_MIKRO,
    INFORMASI_STAKEHOLDER,
    PEMBUBARAN,
)
"""Written by hand: a list that can be read beats discovery that cannot."""
