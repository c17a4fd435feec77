"""What an operator may write in the configuration, and how every mistake is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from connectors.config import FILES, ConfigError, load_office, write_default_config
from connectors.config.loader import PROJECT_CONFIG
from connectors.config.settings import Hours
from flows.engine.calendar import JAKARTA, working_days
from flows.engine.office import MandateKind

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into the configuration of the office folder ``tmp_path``."""

    def writer(name: str, text: str) -> Path:
        path = tmp_path / "config" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def told(office: Path) -> list[str]:
    """The problems of an office folder, each as its sentence without the folder."""
    with pytest.raises(ConfigError) as caught:
        load_office(office)
    return [str(problem).removeprefix(f"{office / 'config'}/") for problem in caught.value.problems]


PEOPLE = """
[people.ani]
name = "Ani"
{more}

[people.budi]
name = "Budi"

[desks]
"Kepala Dinas" = ["ani"]
"Sekretaris Dinas" = ["budi"]
"""


# ------------------------------------------------------------------------------------ what it gives


def test_an_office_without_files_of_its_own_has_those_of_the_project(tmp_path: Path) -> None:
    config = load_office(tmp_path)
    assert config.backend == "xlsx"
    assert config.office.kop.instansi == "DINAS KOPERASI DAN USAHA MIKRO"
    assert config.mail.backend == "outbox"
    assert config.hours.closes == time(15, 30)
    assert set(config.sources.values()) == {PROJECT_CONFIG / name for name in FILES}


def test_what_an_office_leaves_out_of_its_settings_comes_from_the_project(
    tmp_path: Path, write: Write
) -> None:
    write("office.toml", 'backend = "google"\n[google]\nbase_url = "http://127.0.0.1:8099/"\n')
    config = load_office(tmp_path)
    assert (config.backend, config.google.base_url) == ("google", "http://127.0.0.1:8099")
    assert config.office.kota == "Pasuruan"
    assert config.sources["office.toml"] == tmp_path / "config" / "office.toml"


def test_people_of_an_office_replace_the_invented_ones(tmp_path: Path, write: Write) -> None:
    write("people.toml", PEOPLE.format(more=""))
    assert [person.name for person in load_office(tmp_path).directory.people.values()] == ["Ani", "Budi"]


def test_the_written_configuration_loads_and_keeps_what_was_there(tmp_path: Path, write: Write) -> None:
    own = write("people.toml", PEOPLE.format(more=""))
    written = write_default_config(tmp_path)
    assert {path.name for path in written} == set(FILES) - {"people.toml"}
    assert own.read_text() == PEOPLE.format(more="")
    assert load_office(tmp_path).sources == {name: tmp_path / "config" / name for name in FILES}
    assert write_default_config(tmp_path) == []


def test_a_file_saved_by_a_spreadsheet_or_notepad_is_read_the_same(tmp_path: Path, write: Write) -> None:
    project = load_office(tmp_path)
    lines = (PROJECT_CONFIG / "wilayah.csv").read_text().splitlines()
    semicolons = "\r\n".join(line if line.startswith("#") else line.replace(",", ";") for line in lines)
    write("wilayah.csv", f"\ufeff{semicolons}\r\n;;;\r\n")
    write("calendar.toml", "\ufeff" + (PROJECT_CONFIG / "calendar.toml").read_text())
    config = load_office(tmp_path)
    assert config.wilayah == project.wilayah
    assert config.calendar == project.calendar


def test_the_ledger_is_in_the_office_folder_or_where_the_operator_says(tmp_path: Path, write: Write) -> None:
    assert load_office(tmp_path).ledger == tmp_path / "ledger" / "ledger.jsonl"
    write("office.toml", '[journal]\nledger = "/mnt/usb/alur.jsonl"')
    assert load_office(tmp_path).ledger == Path("/mnt/usb/alur.jsonl")


# ---------------------------------------------------------------------------------------- the people


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("19690412 199403 2 901", "196904121994032901"),
        ("196904121994032901", "196904121994032901"),
        ("19900110 202321 1 908", "199001102023211908"),
    ],
    ids=["none", "spaced", "plain", "PPPK"],
)
def test_a_nip_is_kept_as_eighteen_digits(tmp_path: Path, write: Write, written: str, kept: str) -> None:
    write("people.toml", PEOPLE.format(more=f'nip = "{written}"'))
    assert load_office(tmp_path).directory.people["ani"].nip == kept


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("1969041219940329", "18 digits"),
        ("19690230 199403 2 901", "19690230 is no day"),
        ("19690412 199413 2 901", "13 is no month"),
        ("19690412 199403 3 901", "18 digits"),
        ("19690412 197003 2 901", "at an age of 1"),
        ("١٩٦٩٠٤١٢١٩٩٤٠٣٢٩٠١", "18 digits"),
    ],
)
def test_a_nip_of_another_shape_is_told(tmp_path: Path, write: Write, written: str, fault: str) -> None:
    write("people.toml", PEOPLE.format(more=f'nip = "{written}"'))
    [problem] = told(tmp_path)
    assert problem.startswith(f"people.toml: people.ani.nip: found «{written}», expected 18 digits")
    assert fault in problem


def test_every_invented_person_has_a_nip_and_an_address_that_no_mail_reaches(tmp_path: Path) -> None:
    people = load_office(tmp_path).directory.people
    assert all(len(person.nip) == 18 for person in people.values())
    assert all(person.email.endswith(".example") for person in people.values())
    assert all(person.id == name for name, person in people.items())


def test_the_desks_are_those_of_the_process_map_and_none_is_empty(tmp_path: Path) -> None:
    config = load_office(tmp_path)
    desks = [
        "Kepala Dinas", "Sekretaris Dinas", "Subbag Umum dan Kepegawaian", "Subbag Program dan Keuangan",
        "Sekretariat", "Bidang Koperasi", "Bidang Usaha Mikro", "Caraka", "Bendahara", "PPTK", "Verifikator",
        "PPK-SKPD", "Pengguna Anggaran", "Pengurus Barang", "Pengadaan Barang", "Pegawai", "Tim Pelaksana",
        "Tim Pendataan", "Pendamping",
    ]  # fmt: skip
    assert list(config.directory.desks) == desks
    assert config.desks_without_people(desks) == []
    assert config.desks_without_people(["Bidang Kopersi"]) == [
        "«Bidang Kopersi» has nobody; did you mean «Bidang Koperasi»"
    ]


MANDATE = """
[[mandates]]
person = "budi"
desk = "Kepala Dinas"
kind = "Plh."
from = 2026-12-14
until = 2026-12-18
letters = ["undangan"]
"""


@pytest.mark.parametrize(
    ("at", "letter", "holds"),
    [
        (datetime(2026, 12, 13, 23, 59, 59, tzinfo=JAKARTA), "undangan", False),
        (datetime(2026, 12, 14, tzinfo=JAKARTA), "undangan", True),
        (datetime(2026, 12, 18, 23, 59, 59, tzinfo=JAKARTA), "undangan", True),
        (datetime(2026, 12, 19, tzinfo=JAKARTA), "undangan", False),
        (datetime(2026, 12, 15, tzinfo=JAKARTA), "keputusan", False),
    ],
)
def test_a_mandate_holds_on_its_days_and_for_its_letters(
    tmp_path: Path, write: Write, at: datetime, letter: str, holds: bool
) -> None:
    write("people.toml", PEOPLE.format(more="") + MANDATE)
    directory = load_office(tmp_path).directory.to_engine()
    assert bool(directory.mandates_for("Kepala Dinas", at, letter)) is holds
    assert directory.may_decide("budi", "Kepala Dinas", at, letter) is holds
    assert directory.mandates_for("Sekretaris Dinas", at, letter) == []


def test_the_example_of_a_mandate_in_the_file_can_be_used_as_it_is(tmp_path: Path, write: Write) -> None:
    text = (PROJECT_CONFIG / "people.toml").read_text()
    before, example = text.split("# [[mandates]]")
    lines = ["[[mandates]]", *(line.removeprefix("# ") for line in example.splitlines())]
    write("people.toml", before + "\n".join(lines))
    [mandate] = load_office(tmp_path).directory.mandates
    assert mandate.to_engine().kind is MandateKind.PLH
    assert (mandate.person, mandate.ends) == ("sekretaris", datetime(2026, 12, 19, tzinfo=JAKARTA))


# ------------------------------------------------------------------------------------------ the days


def test_the_calendar_of_2026_has_17_national_holidays_and_8_days_of_cuti_bersama(tmp_path: Path) -> None:
    calendar = load_office(tmp_path).calendar
    assert sum(day.year == 2026 for day in calendar.libur_nasional) == 17
    assert sum(day.year == 2026 for day in calendar.cuti_bersama) == 8
    on_a_weekend = [day for day in calendar.libur_nasional if day.year == 2026 and day.weekday() in {5, 6}]
    assert on_a_weekend == [date(2026, 3, 21), date(2026, 3, 22), date(2026, 4, 5), date(2026, 5, 31)]
    assert not [day for day in calendar.cuti_bersama if day.weekday() in {5, 6}]
    assert calendar.told()[0] == "2026: 17 libur nasional, 8 cuti bersama"
    assert calendar.to_engine(Hours()).joint_leave_of(2026) == 8


def test_the_weekdays_off_in_2027_are_those_of_the_announcement(tmp_path: Path) -> None:
    off = [day for day in load_office(tmp_path).calendar.days_off if day.year == 2027 and day.weekday() < 5]
    announced = {
        1: [1, 5],
        2: [5],
        3: [8, 9, 10, 11, 12, 15, 25, 26],
        5: [6, 17, 18, 19, 20],
        6: [1],
        8: [17],
        12: [24],
    }
    assert off == [date(2027, month, day) for month, days in announced.items() for day in days]


def test_the_engine_counts_working_days_with_the_calendar(tmp_path: Path) -> None:
    config = load_office(tmp_path)
    days = config.calendar.to_engine(config.hours)
    assert days.add(date(2026, 3, 17), working_days(1)) == date(
        2026, 3, 25
    )  # Tuesday to Wednesday of next week
    asked = datetime(2026, 12, 23, 9, tzinfo=JAKARTA)  # a Wednesday
    assert days.deadline(asked, working_days(1)) == datetime(2026, 12, 28, 15, 30, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("settings", "weekend", "said"),
    [
        ("", "", "Senin s.d. Kamis 07.00-15.30, Jumat 07.00-14.30 WIB"),
        ("[hours]\nfriday_closes = 15:30:00\n", "", "Senin s.d. Jumat 07.00-15.30 WIB"),
        ("[hours]\nopens = 08:00:00\n", 'weekend = ["Minggu"]\n',
         "Senin s.d. Kamis 08.00-15.30, Jumat 08.00-14.30, Sabtu 08.00-15.30 WIB"),
    ],
)  # fmt: skip
def test_the_public_reads_when_the_office_is_open(
    settings: str, weekend: str, said: str, tmp_path: Path, write: Write
) -> None:
    write("office.toml", settings)
    write("calendar.toml", f'{weekend}[libur_nasional]\n2026-01-01 = "a"\n')
    config = load_office(tmp_path)
    assert config.calendar.service_hours(config.hours) == said


def test_a_setting_of_earlier_versions_is_noted_and_stops_nothing(tmp_path: Path, write: Write) -> None:
    write("office.toml", "[letters.margins]\nleft = 2.5\n")
    config = load_office(tmp_path)
    (note,) = [line for line in config.reminders(date(2026, 10, 5)) if "margins" in line]
    assert "letters.margins is not used any more" in note


def test_a_day_in_two_sections_is_told(tmp_path: Path, write: Write) -> None:
    write("calendar.toml", '[libur_nasional]\n2026-01-01 = "a"\n[cuti_bersama]\n2026-01-01 = "b"\n')
    assert told(tmp_path) == [
        "calendar.toml: cuti_bersama.2026-01-01: found the day again, expected each day once; "
        "it is in [libur_nasional] too."
    ]


def test_a_day_that_does_not_exist_is_told(tmp_path: Path, write: Write) -> None:
    write("calendar.toml", 'weekend = ["Saptu"]\n[libur_nasional]\n2026-02-30 = "a"\n')
    assert told(tmp_path) == [
        "calendar.toml: weekend[1]: found «Saptu», expected one of 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', "
        "'Sabtu' or 'Minggu'; did you mean «Sabtu».",
        "calendar.toml: libur_nasional.2026-02-30: found «2026-02-30», expected a day such as 2026-01-31.",
    ]


# ---------------------------------------------------------------------------------------- the tables


def test_the_city_has_34_kelurahan_and_they_are_found_however_they_are_written(tmp_path: Path) -> None:
    config = load_office(tmp_path)
    per_kecamatan = [sum(k.kode.startswith(f"35.75.0{n}") for k in config.wilayah) for n in (1, 2, 3, 4)]
    assert per_kecamatan == [8, 7, 6, 13]
    for written in ("Tapa'an", "TAPAAN", "tapa an"):
        found = config.kelurahan(written)
        assert found is not None
        assert (found.kecamatan, found.kode_pos) == ("Bugul Kidul", "67129")
    assert config.kelurahan("Bangil") is None


def test_the_classification_has_no_invented_retention(tmp_path: Path) -> None:
    config = load_office(tmp_path)
    entry = config.classification_of("500.3.2.1")
    assert entry is not None
    assert entry.label == "500.3.2.1 Organisasi dan badan hukum koperasi"
    assert not any(entry.has_retention for entry in config.classification)
    assert any("JRA kota belum dimuat" in reminder for reminder in config.reminders(date(2026, 11, 24)))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "klasifikasi.csv: found no heading, expected the columns kode, uraian"),
        ("kode,urian\n000,Umum\n", "heading: found the column «urian», expected only kode, uraian"),
        ("kode\n000\n", "heading: found no column «uraian»"),
        ("kode,uraian\n0.1,Umum\n", "line 2, kode: found «0.1», expected a code such as 500.3.2.1."),
        ("kode,uraian\n\n000,Umum, dan lain\n", "line 3: found 3 cells, expected 2; a text with a comma"),
        (
            "kode,uraian\n000,Umum\n000,Lagi\n",
            "line 3, kode: found «000» again, expected each only once; it is in line 2",
        ),
        ("kode,uraian,nasib_akhir\n000,Umum,Musna\n", "line 2, nasib_akhir: found «Musna», expected one of"),
        ("kode,uraian,nasib_akhir\n000,Umum,Musna\n", "did you mean «Musnah»"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(
    tmp_path: Path, write: Write, text: str, problem: str
) -> None:
    write("klasifikasi.csv", text)
    [sentence] = told(tmp_path)
    assert problem in sentence


# -------------------------------------------------------------------------------------- the settings


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'backend = "gogle"',
            "backend: found «gogle», expected one of 'xlsx' or 'google'; did you mean «google».",
        ),
        ("[mail]\nprot = 25", "mail.prot: found an unknown key, expected one of backend, from, host, port,"),
        ("[mail]\nprot = 25", "; did you mean «port»."),
        ('[mail]\nfrm = "a@b.id"', "; did you mean «from»."),
        ('[mail]\nport = "many"', "mail.port: found «many», expected a whole number."),
        ("[mail]\nport = 70000", "mail.port: found 70000, expected a number of at most 65535."),
        ('[mail]\nfrom = "Kantor <a@b.id>"', "mail.from: found «Kantor <a@b.id>», expected one mail address"),
        (
            '[mail]\nfrom = "a@b.id\\nBcc: c@d.id"',
            "mail.from: found «a@b.id Bcc: c@d.id», expected one mail address",
        ),
        (
            '[mail]\nbackend = "smtp"',
            'mail.host: found an empty text, expected a value when mail.backend is "smtp".',
        ),
        (
            '[mail]\nbackend = "gmail"\nfrom = ""',
            "mail.from: found an empty text, expected the address of the account",
        ),
        ("port = 25", "«port» belongs to [mail]."),
        (
            '[numbering."surat keluar"]\nbackend = "google"',
            "«backend» belongs above the first [section] of the file.",
        ),
        ("[mail]\ncaps = 3", "mail.caps: found 3, expected a table."),
        ("[office.kop]\nkode_pos = 67117", "office.kop.kode_pos: found 67117, expected a text in quotes."),
        ('[office.kop]\nkode_pos = "6711"', "office.kop.kode_pos: found «6711», expected five digits."),
        ('[office]\nnama = ""', "office.nama: found an empty text, expected a text that is not empty."),
        (
            '[office]\nkota = "Pasuruan\\nRaya"',
            "office.kota: found «Pasuruan Raya», expected one line of text.",
        ),
        (
            '[office]\ntimezone = "Asia/Makassar"',
            "office.timezone: found «Asia/Makassar», expected one of 'Asia/Jakarta'",
        ),
        (
            '[hours]\ncloses = "half past three"',
            "hours.closes: found «half past three», expected a time such as 15:30:00.",
        ),
        ("[hours]\ncloses = 06:00:00", "hours.closes: found 06:00:00, expected a time after 07:00:00"),
        (
            "[hours]\nfriday_closes = 06:00:00",
            "hours.friday_closes: found 06:00:00, expected a time after 07:00:00",
        ),
        ("[letters]\nfont_size = 25", "letters.font_size: found 25, expected a number of at most 14."),
        ('[letters]\npdf = "yes"', "letters.pdf: found «yes», expected one of 'auto', 'on' or 'off'"),
        (
            '[google]\nbase_url = "http://sheets.example"',
            "google.base_url: found «http://sheets.example», expected an https://",
        ),
        ('[web]\nbase_url = "alur.example"', "expected an address that begins with http:// or https://"),
        (
            '[numbering."nota dinas"]\nformat = "{urt}/{tahun}"',
            'numbering."nota dinas".format: found «{urt}/{tahun}», expected',
        ),
        ('[numbering."nota dinas"]\nformat = "{urt}/{tahun}"', "in braces, not {urt}; did you mean «urut»"),
        ('[numbering."nota dinas"]\nformat = "{urut.real}"', "in braces, not {urut.real}"),
        ('[numbering."nota dinas"]\nformat = "{kode}/{tahun}"', "expected a format with {urut} in it."),
        ('[numbering."nota dinas"]\nformat = "{urut"', "expected a format whose braces close"),
        (
            '[numbering."nota dinas"]\nformat = "{kode:04}/{urut}"',
            "{kode} alone in braces; only {urut} has a width",
        ),
        ('[numbering."memo"]\nreset = "monthly"', "numbering.memo.format: found nothing, expected a value."),
        (
            '[numbering."memo"]\nformat = "{urut}"\nreset = "monthly"',
            "numbering.memo.reset: found «monthly», expected",
        ),
        ("[mail]\nport = 25\nport = 26", "found a mistake in its syntax"),
        ("[mail\nport = 25", "expected TOML; the line is «[mail»."),
    ],
)
def test_a_mistake_in_the_settings_is_told(tmp_path: Path, write: Write, text: str, problem: str) -> None:
    write("office.toml", text)
    sentences = told(tmp_path)
    assert any(problem in sentence for sentence in sentences), sentences
    assert all(sentence.startswith("office.toml: ") for sentence in sentences)


def test_a_password_in_the_file_is_refused_and_not_repeated(tmp_path: Path, write: Write) -> None:
    write("office.toml", '[mail]\npassword = "hunter2"')
    [problem] = told(tmp_path)
    assert "secrets are not written here: name the environment variable in password_env" in problem
    assert "hunter2" not in problem


def test_a_password_is_not_sent_over_an_open_line(tmp_path: Path, write: Write) -> None:
    write(
        "office.toml",
        '[mail]\nbackend = "smtp"\nhost = "mail.example"\nusername = "alur"\nsecurity = "none"\npassword_env = ""',
    )
    assert [problem.split(": found")[0] for problem in told(tmp_path)] == [
        "office.toml: mail.password_env",
        "office.toml: mail.security",
    ]


def test_the_engine_gets_formats_desks_and_days(tmp_path: Path) -> None:
    office = load_office(tmp_path).to_engine((), b"key")
    assert list(office.series) == [
        "surat keluar", "nota dinas", "surat tugas", "SPPD", "keputusan", "berita acara", "agenda masuk",
        "agenda keluar", "berkas arsip", "SPP", "SPM", "sertifikat",
    ]  # fmt: skip
    assert office.series["surat keluar"] == "{kode}/{urut:04}/{kode_opd}/{tahun}"
    assert "{kode_opd}" not in office.series["keputusan"]
    head = office.directory.head_of("Bidang Koperasi")
    assert head is not None
    assert head.jabatan == "Kepala Bidang Koperasi"
    assert not office.calendar.is_working_day(date(2026, 8, 17))


# ---------------------------------------------------------------------------------------- all at once


def test_the_mistakes_of_all_files_are_told_together(tmp_path: Path, write: Write) -> None:
    write("office.toml", 'backend = "gogle"\n[web]\nbase_ulr = ""')
    write(
        "people.toml",
        """
[people.ani]
name = "Ani"
nip = "19690412 199403 2 901"
email = "ani"
[people.budi]
name = "Budi"
nip = "196904121994032901"
id = "b"
[desks]
"Kepala Dinas" = "ani"
""",
    )
    write("calendar.toml", "weekend = [\n")
    write("wilayah.csv", "kode,kecamatan,kelurahan,kode_pos\n35.75.1,Gadingrejo,Sebani,67139\n")
    (tmp_path / "config" / "klasifikasi.csv").write_bytes(b"kode,uraian\n000,Umum\xff\n")
    write("kalender.toml", "")
    keys = [sentence.split(": found")[0] for sentence in told(tmp_path)]
    assert keys == [
        "office.toml: backend",
        "office.toml: web.base_ulr",
        "people.toml: people.ani.email",
        "people.toml: people.budi.id",
        'people.toml: desks."Kepala Dinas"',
        "calendar.toml",
        "klasifikasi.csv",
        "wilayah.csv: line 2, kode",
    ]


def test_people_who_are_not_there_are_told_with_who_was_meant(tmp_path: Path, write: Write) -> None:
    desks = PEOPLE.format(more='nip = "196904121994032901"').replace('["budi"]', '["bude", "ani", "ani"]')
    nip = desks.replace('name = "Budi"', 'name = "Budi"\nnip = "19690412 199403 2 901"')
    mandate = MANDATE.replace('"budi"', '"budy"').replace('"Kepala Dinas"', '"Kepala Dins"')
    write("people.toml", nip + mandate.replace("2026-12-18", "2026-12-13"))
    assert told(tmp_path) == [
        'people.toml: desks."Sekretaris Dinas"[1]: found «bude», expected the id of somebody in [people]; '
        "did you mean «budi».",
        'people.toml: desks."Sekretaris Dinas"[3]: found «ani» again, expected each person once at a desk.',
        "people.toml: people.budi.nip: found 196904121994032901, expected a NIP of one person; ani has it too.",
        "people.toml: mandates[1].person: found «budy», expected the id of somebody in [people]; did you mean «budi».",
        "people.toml: mandates[1].desk: found «Kepala Dins», expected a desk of [desks]; did you mean «Kepala Dinas».",
        "people.toml: mandates[1].until: found an end at 2026-12-14 00:00, expected one after 2026-12-14 00:00, "
        "when it begins.",
    ]


def test_a_file_with_almost_the_right_name_is_told_and_not_passed_over(tmp_path: Path, write: Write) -> None:
    write("ofice.toml", 'backend = "google"')
    write("notes.csv", "anything")
    [problem] = told(tmp_path)
    assert problem.startswith("ofice.toml: found a file that Alur does not know, expected one of office.toml")
    assert "did you mean «office.toml»" in problem


def test_the_error_reads_as_a_list(tmp_path: Path, write: Write) -> None:
    path = write("office.toml", 'backend = "gogle"')
    with pytest.raises(ConfigError) as caught:
        load_office(tmp_path)
    assert str(caught.value).splitlines() == [
        "Configuration: 1 problem",
        f"- {path}: backend: found «gogle», expected one of 'xlsx' or 'google'; did you mean «google».",
    ]


def test_series_that_could_print_the_same_number_are_named(tmp_path: Path, write: Write) -> None:
    assert not any("same number" in said for said in load_office(tmp_path).reminders(date(2026, 11, 25)))
    write("office.toml", '[numbering."nota dinas"]\nformat = "{kode}/{urut:03}/{kode_opd}/{tahun}"')
    (said,) = [one for one in load_office(tmp_path).reminders(date(2026, 11, 25)) if "same number" in one]
    assert "«surat keluar», «nota dinas» can print the same number ({kode}/{urut}/423.1xx/{tahun})" in said


def test_reminders_name_what_the_office_still_has_to_fill_in(tmp_path: Path, write: Write) -> None:
    said = load_office(tmp_path).reminders(date(2027, 11, 1))
    for part in (
        "kode_opd is «423.1xx»",
        "kode_pos",
        "pos_el",
        ".example",
        "no holidays of 2028",
        "JRA kota belum dimuat",
    ):
        assert any(part in sentence for sentence in said), part
    write(
        "office.toml",
        '[office]\nkode_opd = "423.118"\n[office.kop]\nkode_pos = "67117"\npos_el = "a@b.go.id"',
    )
    write("people.toml", PEOPLE.format(more=""))
    assert [sentence.split(": ")[1] for sentence in load_office(tmp_path).reminders(date(2026, 5, 4))] == [
        "JRA kota belum dimuat; no retention is shown."
    ]
