"""Aturan dan batas dari ``config/aturan.toml``, dengan sumbernya di sana.

Yang belum diverifikasi ditandai di berkas itu; mengubahnya tidak memerlukan Python.
"""

import re
import tomllib
from pathlib import Path

from flows.engine.calendar import Duration, calendar_days, calendar_months, working_days

BERKAS = Path(__file__).resolve().parents[1] / "config" / "aturan.toml"
_isi = tomllib.loads(BERKAS.read_text("utf-8"))


def jangka(text: str) -> Duration:
    """Baca «14 hari kerja», «30 hari» atau «2 bulan»; ValueError bila bukan salah satunya."""
    found = re.fullmatch(r"(\d+) (hari kerja|hari|bulan)", text)
    if found is None:
        raise ValueError(f"{BERKAS}: «{text}» is no term; write «14 hari kerja», «30 hari» or «2 bulan»")
    n = int(found[1])
    kinds: dict[str, Duration] = {
        "hari kerja": working_days(n),
        "hari": calendar_days(n),
        "bulan": calendar_months(n),
    }
    return kinds[found[2]]


TENGGAT: dict[str, Duration] = {step: jangka(one["jangka"]) for step, one in _isi["tenggat"].items()}
"""Proses/langkah pada peta -> jangka waktunya."""
HARI_SIFAT: dict[str, int] = {
    name: value for name, value in _isi["sifat_surat"].items() if isinstance(value, int)
}
"""Sifat surat -> hari kerja penyelesaiannya."""
CUTI: dict[str, int] = {name: value for name, value in _isi["cuti"].items() if type(value) is int}
CUTI_BERSAMA_MENGURANGI: bool = _isi["cuti"]["cuti_bersama_mengurangi"] is True
"""Apakah hari cuti bersama dikurangkan dari cuti tahunan tahun itu."""
KENAIKAN_PANGKAT: dict[str, int] = {
    name: value for name, value in _isi["kenaikan_pangkat"].items() if isinstance(value, int)
}
CUTI_PALING_LAMA: dict[str, int] = dict(_isi["cuti"]["paling_lama_bulan"])
"""Jenis cuti -> bulan paling lama."""
CUTI_MASA_KERJA: dict[str, int] = dict(_isi["cuti"]["masa_kerja_tahun"])
"""Jenis cuti -> tahun masa kerja paling sedikit."""
PENGINGAT: dict[str, tuple[int, ...]] = {
    name: tuple(value) for name, value in _isi["kenaikan_pangkat"].items() if isinstance(value, list)
}
"""Hal yang mendekat -> hari atau bulan sebelumnya, yang paling jauh dulu."""
PANGKAT_PNS: tuple[str, ...] = tuple(_isi["pangkat"]["pns"])
"""«Penata, III/c», dari yang terendah."""
PANGKAT: tuple[str, ...] = (*PANGKAT_PNS, *(f"PPPK Golongan {one}" for one in _isi["pangkat"]["pppk"]))
BUP: dict[str, int] = dict(_isi["bup"])
"""Jenis jabatan -> batas usia pensiun, tahun."""
BUKTI_PEMBAYARAN: tuple[tuple[int, str], ...] = tuple(
    (one["paling_tinggi"], one["nama"]) for one in _isi["bukti_pembayaran"]["batas"]
)
"""Nilai paling tinggi -> bukti pembayarannya, yang terkecil dulu."""
BUKTI_DI_ATASNYA: str = _isi["bukti_pembayaran"]["di_atas_semua"]
METERAI_DI_ATAS: int = _isi["bukti_pembayaran"]["meterai_di_atas"]
DOKUMEN_SPJ: dict[str, tuple[str, ...]] = {name: tuple(value) for name, value in _isi["spj"].items()}
"""Jenis SPJ -> dokumen yang lazim diminta."""
BOBOT_KESEHATAN: dict[str, int] = dict(_isi["kesehatan_koperasi"]["bobot"])
"""Aspek -> bobot, persen; berjumlah 100."""
PREDIKAT_KESEHATAN: tuple[tuple[int, str], ...] = tuple(
    (one["paling_rendah"], one["nama"]) for one in _isi["kesehatan_koperasi"]["predikat"]
)
"""Skor paling rendah setiap predikat, tertinggi dulu."""
NILAI_BUTIR: tuple[tuple[int, int], ...] = tuple(
    (one["di_atas"], one["nilai"]) for one in _isi["kesehatan_koperasi"]["nilai_butir"]
)
"""Persen butir terpenuhi yang harus dilampaui setiap nilai, tertinggi dulu."""
KUK: tuple[dict[str, int], ...] = tuple(dict(one) for one in _isi["kuk"]["paling_tinggi"])
"""Ukuran -> angka paling tinggi, untuk KUK 1, 2 dan 3; di atasnya KUK 4."""
KUK_BILA_BERBEDA: str = _isi["kuk"]["bila_berbeda"]
if KUK_BILA_BERBEDA not in (_kuk := ("tertinggi", "dua dari tiga", "terendah")):
    raise ValueError(f"{BERKAS}: [kuk] bila_berbeda is «{KUK_BILA_BERBEDA}»; write one of: {', '.join(_kuk)}")
TAHUN_TANPA_RAT: int = _isi["koperasi_aktif"]["tahun_tanpa_rat"]
RAT_PALING_LAMBAT_BULAN: int = _isi["koperasi_aktif"]["rat_paling_lambat_bulan"]
INGATKAN_SK_HARI: int = _isi["pembubaran"]["ingatkan_sk_hari"]
INGATKAN_KEBERATAN_HARI: tuple[int, int] = tuple(_isi["pembubaran"]["ingatkan_keberatan_hari"])
"""Hari sebelum putusan atas keberatan jatuh tempo: Bidang diingatkan, lalu Kepala Dinas."""
BATAS_MODAL_MIKRO: int = _isi["usaha_mikro"]["batas_modal"]
BATAS_OMZET_MIKRO: int = _isi["usaha_mikro"]["batas_omzet"]
OMZET_NAIK_PERSEN: int = _isi["berkembang"]["omzet_naik_persen"]
BOBOT_SAKIP: dict[str, int] = dict(_isi["sakip"]["bobot"])
"""Komponen evaluasi SAKIP -> bobot, persen; berjumlah 100."""
PREDIKAT_SAKIP: tuple[tuple[int, str], ...] = tuple(
    (one["di_atas"], one["nama"]) for one in _isi["sakip"]["predikat"]
)
"""Nilai yang harus dilampaui setiap predikat, tertinggi dulu."""
SKALA_CAPAIAN: tuple[tuple[int, str], ...] = tuple(
    (one["di_atas"], one["nama"]) for one in _isi["monev_renja"]["skala"]
)
"""Persen capaian yang harus dilampaui setiap predikat monev Renja, tertinggi dulu."""
