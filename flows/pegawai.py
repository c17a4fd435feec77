"""Hari-hari penting pegawai menurut Data Pegawai: masa kerja, kenaikan pangkat, gaji berkala, pensiun."""

from collections.abc import Callable, Sequence
from datetime import date

from flows.aturan import BUP, KENAIKAN_PANGKAT, PANGKAT_PNS
from flows.data import PEGAWAI as DATA_PEGAWAI
from flows.engine.calendar import Duration, years_after
from flows.engine.model import Announce, RowView
from flows.roles import SUBBAG_UMUM


def bulan_kerja(row: RowView, day: date | None) -> int | None:
    """Bulan sejak TMT CPNS, yang ada di NIP (angka 9 s.d. 14); None untuk PPPK, yang NIP-nya tidak menyebut bulan."""
    nip = row.text("NIP")
    if day is None or len(nip) != 18 or not 1 <= int(nip[12:14]) <= 12:
        return None
    return (day.year - int(nip[8:12])) * 12 + day.month - int(nip[12:14])


def masa_kerja(row: RowView) -> str | None:
    """Tahun dan bulan masa kerja hari ini."""
    months = bulan_kerja(row, row.today)
    return None if months is None else f"{months // 12} tahun {months % 12} bulan"


def tmt_pangkat_berikut(row: RowView) -> date | None:
    """Hari kenaikan pangkat reguler berikutnya: sekian tahun sesudah TMT pangkat terakhir."""
    day = row["TMT pangkat"]
    return years_after(day, KENAIKAN_PANGKAT["tahun_reguler"]) if isinstance(day, date) else None


def tmt_pensiun(row: RowView) -> date | None:
    """Tanggal 1 bulan berikutnya sesudah ulang tahun yang mencapai batas usia pensiun jenis jabatannya."""
    nip, age = row.text("NIP"), BUP.get(row.text("Jenis jabatan"))
    if age is None or len(nip) != 18:
        return None
    month = int(nip[4:6]) + 1
    return date(int(nip[:4]) + age + (month > 12), month % 12 or 12, 1)


def next_raise(row: RowView) -> date | None:
    """Hari kenaikan gaji berkala yang berikutnya: setiap sekian tahun sejak TMT gaji berkala."""
    since, years = row["TMT gaji berkala"], KENAIKAN_PANGKAT["kgb_tahun"]
    if not isinstance(since, date):
        return None
    day = years_after(since, years)
    while row.today is not None and day < row.today:
        day = years_after(day, years)
    return day


def mendekat(
    day: Callable[[RowView], date | None], beyond: Duration | None
) -> Callable[[RowView], date | None]:
    """Hari itu, selama masih lebih jauh daripada pengingat yang berikutnya."""

    def nearing(row: RowView) -> date | None:
        falls = day(row)
        if falls is None or beyond is None or row.today is None or row.calendar is None:
            return falls
        return falls if falls > row.calendar.add(row.today, beyond) else None

    return nearing


def pengingat(
    name: str, day: Callable[[RowView], date | None], terms: Sequence[Duration], says: str
) -> tuple[Announce, ...]:
    """Satu pemberitahuan kepada Subbag untuk setiap jarak waktu, yang paling jauh dulu."""
    nexts = (*terms[1:], None)
    return tuple(
        Announce(f"{name} ({term})", DATA_PEGAWAI, mendekat(day, beyond), term, SUBBAG_UMUM, says)
        for term, beyond in zip(terms, nexts, strict=True)
    )


def bukan_pangkat_berikut(row: RowView) -> bool:
    """Pangkat yang diusulkan bukan satu tingkat di atas pangkat sekarang."""
    now, next_ = row.text("Pangkat golongan"), row.text("Pangkat yang diusulkan")
    if row["Jenis usulan"] != "kenaikan pangkat" or now not in PANGKAT_PNS or next_ not in PANGKAT_PNS:
        return False
    return PANGKAT_PNS.index(next_) != PANGKAT_PNS.index(now) + 1
