"""What a cell may say, and how days are counted."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.calendar import JAKARTA, WorkCalendar, calendar_days, calendar_months, working_days
from flows.engine.columns import (
    KBLI,
    NIB,
    NPWP,
    CellError,
    Choice,
    Choices,
    Coded,
    Date,
    Email,
    Invalid,
    Link,
    Nik,
    Nip,
    Phone,
    Rupiah,
    Text,
    Whole,
)  # fmt: skip
from flows.engine.reading import in_one_line

GOOD = [
    (Date(), "23-11-2026", date(2026, 11, 23)), (Date(), "23/11/2026", date(2026, 11, 23)), (Date(), "2026-11-23", date(2026, 11, 23)),
    (Date(), "23 November 2026", date(2026, 11, 23)), (Date(), "Senin, 23 Nopember 2026", date(2026, 11, 23)),
    (Date(), "1 December 2026", date(2026, 12, 1)), (Date(), "5 Aug 2026", date(2026, 8, 5)),
    (Date(), datetime(2026, 11, 23, 10, tzinfo=JAKARTA), date(2026, 11, 23)), (Rupiah(), "Rp1.500.000,00", 1_500_000), (Rupiah(), 1500.0, 1500),
    (Rupiah(), "Rp 250.000,-", 250_000), (Whole(), "1.000", 1000), (Phone(), "+62 812-3456-7890", "081234567890"),
    (Phone(), 81234567890.0, "081234567890"), (Phone(), "(0343) 421615", "0343421615"), (Nik(), "3575015708850003", "3575015708850003"),
    (Nip(), "19860410 201001 2 030", "198604102010012030"), (Nip(), "199001102023211908", "199001102023211908"),
    (NIB, "1234567890123", "1234567890123"), (KBLI, 10710.0, "10710"), (NPWP, "09.254.294.3-407.000", "092542943407000"),
    (Email(), "rina@contoh.id", "rina@contoh.id"), (Choice(("Ya", "Tidak")), " ya ", "Ya"),
    (Choice(("Tapa'an", "Karangketug")), "TAPAAN", "Tapa'an"), (Choice(("Karangketug",)), "Karang Ketug", "Karangketug"),
    (Choices(("A", "B")), "b; a", ("B", "A")), (Coded({"500.3": "Koperasi"}), "500.3 Koperasi", "500.3"),
    (Coded({"500.3": "Koperasi"}, strict=False), "518", "518"), (Text(), 12.0, "12"), (Link(), "https://contoh.id/a", "https://contoh.id/a"),
]  # fmt: skip
BAD = [
    (Date(), "31-02-2026", "bukan tanggal"), (Date(), "besok", "bukan tanggal"), (Date(), 46000.0, "bukan tanggal"), (Date(), "01-01-1900", "di luar"),
    (Rupiah(), "-5", "bukan jumlah rupiah"), (Rupiah(), "1.50", "bukan jumlah rupiah"), (Whole(least=1), 0, "yang boleh"), (Whole(), 1.5, "bukan bilangan"),
    (Phone(), "12345", "bukan nomor telepon"), (Nik(), 3575015708850003.0, "berisi angka"), (Nik(), "357501570885000", "bukan NIK"),
    (Nik(), "3575017208850003", "tidak mungkin"), (Nik(), "3575015708850000", "tidak mungkin"), (Nip(), "1986", "bukan NIP"),
    (Nip(), "198613102010012030", "tidak mungkin"), (Email(), "rina@contoh", "bukan alamat"), (Email(), "a@b.id, c@d.id", "bukan alamat"),
    (Email(), "a@b.id\nBcc: x@y.id", "bukan alamat"), (Choice(("Surat dinas", "Undangan")), "Undngan", "maksud Anda «Undangan»"),
    (Coded({"500.3": "x"}), "999", "tidak ada dalam daftar"), (Text(), "x" * 2001, "terlalu panjang"), (Text(), CellError("#REF!"), "kesalahan rumus"),
    (Text(), CellError("yang belum dihitung"), "buka dan simpan buku kerja sekali lagi"), (Date(), "1-12-26", "bukan tanggal"),
    (Date(), "12/31/2026", "bukan tanggal"), (Link(), "javascript:alert(1)", "yang boleh"), (NIB, "12", "terdiri atas 13 angka"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cell", "value"), GOOD, ids=[f"{type(k).__name__} {c!r}" for k, c, _ in GOOD]
)
def test_a_good_cell_is_read(kind: object, cell: object, value: object) -> None:
    assert kind.parse(cell) == value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "cell", "said"), BAD, ids=[f"{type(k).__name__} {str(c)[:20]!r}" for k, c, _ in BAD]
)
def test_a_bad_cell_is_told_in_a_sentence(kind: object, cell: object, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        kind.parse(cell)  # type: ignore[attr-defined]


@given(
    st.text(max_size=60)
    | st.integers()
    | st.floats(allow_nan=True)
    | st.booleans()
    | st.dates()
    | st.datetimes()
)
def test_no_cell_raises_anything_else(cell: object) -> None:
    for kind in (
        Date(),
        Rupiah(),
        Whole(),
        Phone(),
        Nik(),
        Nip(),
        NIB,
        Email(),
        Choice(("a",)),
        Choices(("a", "b")),
        Text(),
        Link(),
    ):
        try:
            kind.parse(cell)  # type: ignore[arg-type]
        except Invalid:
            continue


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("Wali Kota (sebagai laporan)\nCamat Gadingrejo", "Wali Kota (sebagai laporan); Camat Gadingrejo"),
        ("Satu kalimat.\n\nLainnya.", "Satu kalimat. Lainnya."),
        ("Sebaris;", "Sebaris;"),
        ("", ""),
    ],
)
def test_entries_of_a_cell_stay_apart_in_one_line(cell: str, line: str) -> None:
    assert in_one_line(cell) == line


CALENDAR = WorkCalendar(
    {date(2026, 12, 24): "cuti bersama", date(2026, 12, 25): "Natal", date(2027, 1, 1): "Tahun Baru"},
    closes=time(15, 30),
)


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        (date(2026, 11, 23), working_days(3), date(2026, 11, 26)),  # Monday to Thursday
        (date(2026, 11, 27), working_days(1), date(2026, 11, 30)),  # Friday to Monday
        (date(2026, 12, 23), working_days(1), date(2026, 12, 28)),  # over Christmas
        (date(2026, 12, 28), working_days(-1), date(2026, 12, 23)),
        (date(2026, 11, 23), calendar_days(5), date(2026, 11, 30)),  # ends on a Saturday
        (date(2026, 12, 31), calendar_months(2), date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2026, 10, 25), calendar_months(2), date(2026, 12, 28)),
        (date(2026, 11, 25), calendar_months(-1), date(2026, 10, 26)),
    ],
)  # fmt: skip
def test_terms_as_the_office_counts_them(start: date, term: object, end: date) -> None:
    assert CALENDAR.add(start, term) == end  # type: ignore[arg-type]


def test_a_term_runs_out_when_the_office_closes_in_jakarta() -> None:
    late_in_london = datetime(2026, 11, 23, 23, 30, tzinfo=JAKARTA)
    assert CALENDAR.deadline(late_in_london, working_days(1)) == datetime(
        2026, 11, 24, 15, 30, tzinfo=JAKARTA
    )


def test_on_a_friday_the_office_closes_earlier() -> None:
    asked = datetime(2026, 11, 26, 9, 0, tzinfo=JAKARTA)
    assert CALENDAR.deadline(asked, working_days(1)) == datetime(2026, 11, 27, 14, 30, tzinfo=JAKARTA)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 60))
def test_counting_on_and_back_agree(start: date, n: int) -> None:
    end = CALENDAR.add(start, working_days(n))
    assert CALENDAR.working_days_between(start, end) == n
    assert CALENDAR.is_working_day(end)
