"""``alur check``: whatever is broken is named, with its file, the word, and what was probably meant."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.config import load_office
from connectors.mail.lint import problems_in_mail_templates
from connectors.mail.rendering import TEMPLATES as MAILS
from flows import ALL
from flows.engine.check import problems_of
from flows.engine.model import (
    Fill,
    Flow,
    MakeLetter,
    Register,
    RowView,
    Rule,
    SendMail,
    Step,
    TakeNumber,
    actions_of,
    all_of,
)
from scripts.checking import (
    desk_problems,
    letter_problems,
    letters_of,
    mail_problems,
    problems_and_reminders,
    program_problems,
    series_problems,
)  # fmt: skip
from scripts.office import TEMPLATES

LETTERS = TEMPLATES / "letters"
by_code = pytest.mark.parametrize("flow", ALL, ids=lambda flow: flow.code)


# -------------------------------------------------------------------------------------- templates


def with_one_word_broken(template: Path, words: set[str], to: Path) -> str:
    """Copy a template, one of these words misspelt where it stands first; gives the word."""
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(to, "w") as target:
        broken = ""
        for info in source.infolist():
            content = source.read(info.filename)
            if info.filename == "word/document.xml":
                text = content.decode()
                asked = (m for m in re.finditer(r"\{[{%][^{}]*?\b([a-z_]{4,})\b", text) if m[1] in words)
                found = next(asked)
                broken = found[1]
                content = f"{text[: found.end(1)]}xx{text[found.end(1) :]}".encode()
            target.writestr(info, content)
    return broken


def test_a_misspelt_word_is_named_in_each_of_the_templates(tmp_path: Path) -> None:
    broken: dict[str, str] = {}
    for flow in ALL:
        for register, letter in letters_of(flow):
            words = {column.word for column in register.columns} | {"kasus", "tanda_tangan", "kantor"}
            for name in {*all_of(letter.template)} - broken.keys():
                broken[name] = with_one_word_broken(LETTERS / name, words, tmp_path / name)
    words = {"nomor_berkas", "hari_ini", "kantor"}
    for name in ("daftar_arsip_aktif.docx", "daftar_usul_pindah.docx", "daftar_usul_musnah.docx"):
        broken[name] = with_one_word_broken(LETTERS / name, words, tmp_path / name)
    told = letter_problems(tmp_path, ALL)
    assert set(broken) == {path.name for path in LETTERS.glob("*.docx")}, "a template that nothing checks"
    unnamed = {
        name: word
        for name, word in broken.items()
        if not any(
            line.startswith(f"templates/letters/{name} asks for «{word}xx»") and f"mean «{word}»" in line
            for line in told
        )
    }
    assert unnamed == {}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "there is no such template"),
        (lambda path: path.write_bytes(b"PK no zip"), "this is no Word file that can be read"),
        (lambda path: rewrite(path, "{{ uraian_informasi }}", "{{ uraian_informasi"), "a placeholder is broken"),
        (lambda path: rewrite(path, "| tanggal_pendek", "| tanggal_pendk"), "Did you mean «tanggal_pendek»?"),
    ],
    ids=["missing", "no Word file", "an open brace", "a filter"],
)  # fmt: skip
def test_a_spoilt_template_is_named(tmp_path: Path, spoil: Callable[[Path], None], said: str) -> None:
    archive = [flow for flow in ALL if flow.code == "P1.2.2"]
    for name in ("label_folder_arsip.docx", "daftar_arsip_aktif.docx"):
        shutil.copy(LETTERS / name, tmp_path)
    spoil(tmp_path / "label_folder_arsip.docx")
    told = letter_problems(tmp_path, tuple(archive))
    assert any(
        line.startswith("templates/letters/label_folder_arsip.docx") and said in line for line in told
    ), told


def rewrite(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as source:
        parts = {info.filename: source.read(info.filename) for info in source.infolist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tugas", "tgas", "Did you mean «tugas»?"),
        ("{% endblock %}", "", "mend the text there"),
        ("call alinea(", "call alnea(", "Did you mean «alinea»?"),
    ],
)
def test_a_broken_mail_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "mails"
    shutil.copytree(MAILS, folder)
    mail = folder / "giliran.jinja"
    assert old in mail.read_text("utf-8")
    mail.write_text(mail.read_text("utf-8").replace(old, new, 1), "utf-8")
    told = problems_in_mail_templates([folder])
    assert any(line.startswith("templates/mails/giliran.jinja") and said in line for line in told), told


# ----------------------------------------------------------------------------------------- columns


def without(register: Register, heading: str) -> Register:
    return replace(register, columns=tuple(one for one in register.columns if one.heading != heading))


def used_columns(flow: Flow) -> list[str]:
    """What its steps need, show, mail to and have filled."""
    named = [heading for step in flow.steps for heading in step.needs]
    for step in flow.steps:
        named += [heading for label in step.answers for heading in step.answer(label).needs]
        named += step.approval.shows if step.approval else ()
        for action in actions_of(step):
            if isinstance(action, Fill | TakeNumber):
                named.append(action.column)
            if isinstance(action, SendMail):
                named += [whom.column for whom in action.to if hasattr(whom, "column")]
    here = {column.heading for column in flow.register.columns}
    return [heading for heading in dict.fromkeys(named) if heading in here]


@by_code
def test_a_column_that_is_taken_away_is_named_with_its_register(flow: Flow) -> None:
    headings = used_columns(flow)
    assert headings, "nothing was tried"
    for heading in headings:
        broken = replace(flow, register=without(flow.register, heading))
        told = [str(problem) for problem in problems_of([broken])]
        assert any(f"«{heading}»; the register «{flow.register.name}» has no" in line for line in told), (
            heading
        )
        assert all(line.startswith("flows/p") for line in told)


@by_code
def test_a_template_names_the_column_that_was_taken_away(flow: Flow) -> None:
    for register, letter in letters_of(flow):
        name = all_of(letter.template)[0]
        with zipfile.ZipFile(LETTERS / name) as file:
            text = file.read("word/document.xml").decode()
        asked = [one for one in register.columns if re.search(rf"\{{\{{ {one.word}\b", text)]
        if not asked or register is not flow.register:
            continue
        alone = MakeLetter(name, letter.name, lines=letter.lines)
        step = replace(
            flow.steps[0], on_arrival=(alone,), answers={}, if_silent=None, rules=(), children=None
        )
        broken = replace(flow, register=without(register, asked[0].heading), steps=[step])
        told = letter_problems(LETTERS, (broken,))
        assert any(f"{name} asks for «{asked[0].word}»" in line for line in told), told
        return
    pytest.fail("no letter of this flow asks for a column")


def needs_nilai(row: RowView) -> bool:
    return row["Nilai"] is None


@pytest.mark.parametrize(
    "reads",
    [
        lambda row: row["Nilaii"],
        lambda row: row.text("Nilaii"),
        lambda row: [row[h] for h in ()] or row["Nilaii"],
    ],
    ids=["by index", "as text", "after a comprehension"],
)
def test_a_column_that_only_a_rule_reads_is_named(reads: Callable[[RowView], bool]) -> None:
    flow = next(flow for flow in ALL if flow.code == "P1.1")
    step = flow.steps[0]
    ruled = replace(step, rules=(Rule(reads, flow.steps[1].status, "uji"),))
    told = [str(problem) for problem in problems_of([replace(flow, steps=[ruled, *flow.steps[1:]])])]
    wanted = "a rule reads «Nilaii»; the register «Perlengkapan» has no such column. Did you mean «Nilai»?"
    assert any(line.endswith(wanted) and f"step «{step.status}»" in line for line in told), told


def test_a_column_is_found_through_the_functions_that_a_rule_calls() -> None:
    flow = next(flow for flow in ALL if flow.code == "P1.1")
    ruled = replace(flow.steps[0], rules=(Rule(lambda row: needs_nilai(row), flow.steps[1].status, "uji"),))
    broken = replace(
        flow, register=without(flow.register, "Nilai"), steps=[ruled, *flow.steps[1:]], checks=()
    )
    told = [str(problem) for problem in problems_of([broken])]
    assert any("a rule reads «Nilai»" in line for line in told)


# ------------------------------------------------------------------------------ desks, series, days


def office_with(folder: Path, file: str, *changes: tuple[str, str]) -> Path:
    """An office folder with its own copy of a file of the configuration, changed."""
    text = (TEMPLATES.parent / "config" / file).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "config").mkdir()
    (folder / "config" / file).write_text(text, "utf-8")
    return folder


DESKS = sorted(load_office(Path("no office")).directory.desks)


@pytest.mark.parametrize("desk", DESKS)
def test_a_desk_at_which_nobody_sits_is_named(desk: str) -> None:
    config = load_office(Path("no office"))
    others = {name: people for name, people in config.directory.desks.items() if name != desk}
    empty = replace(config, directory=config.directory.model_copy(update={"desks": others}))
    told = desk_problems(empty, ALL)
    assert any(f"config/people.toml: desks: «{desk}» has nobody" in line for line in told), told


def test_a_misspelt_desk_is_named_with_what_was_meant(tmp_path: Path) -> None:
    office = office_with(tmp_path, "people.toml", ('"Kepala Dinas" =', '"Kepala Dians" ='))
    (told,) = desk_problems(load_office(office), ALL)
    assert told.startswith(str(office / "config" / "people.toml"))
    assert told.endswith("«Kepala Dinas» has nobody; did you mean «Kepala Dians»")


def test_a_person_who_is_not_there_is_named_by_the_whole_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = checked(office_with(tmp_path, "people.toml", ('["caraka"]', '["carak"]')), monkeypatch)
    assert "desks.Caraka" in told
    assert "carak" in told


@pytest.mark.parametrize(
    ("garbage", "said"),
    [
        ("libur nasional 2026: banyak", "a mistake in its syntax"),
        ('[libur_nasional]\n2026-13-45 = "Hari"', "calendar.toml"),
        ('[libur_nasional]\nlebaran = "Idulfitri"', "a day such as 2026-01-31"),
    ],
)
def test_garbage_among_the_holidays_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, garbage: str, said: str
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "calendar.toml").write_text(garbage)
    told = checked(tmp_path, monkeypatch)
    assert str(tmp_path / "config" / "calendar.toml") in told
    assert said in told


def checked(office: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the whole check says of an office, without trying every letter again."""
    monkeypatch.setattr("scripts.checking.letter_problems", lambda folder, flows: [])
    return "\n".join(problems_and_reminders(office)[0])


@pytest.mark.parametrize("series", sorted(load_office(Path("no office")).numbering))
def test_a_missing_series_is_named_with_what_to_add(series: str) -> None:
    config = load_office(Path("no office"))
    fewer = {name: one for name, one in config.numbering.items() if name != series}
    settings = config.settings.model_copy(update={"numbering": fewer})
    told = series_problems(replace(config, settings=settings), ALL)
    assert len(told) == 1
    assert f"numbering has no «{series}», which P" in told[0]
    assert f'add [numbering."{series}"] with a format' in told[0]


def test_a_mail_without_a_template_is_named() -> None:
    flow = ALL[0]
    first: Step = replace(flow.steps[0], on_arrival=(SendMail("gilran", ()),))
    (told,) = mail_problems([replace(flow, steps=[first])])
    assert told == (
        f"{flow.title}, step «{first.status}»: there is no mail templates/mails/gilran.jinja. Did you mean «giliran»?"
    )


@pytest.mark.parametrize(("pdf", "told"), [("on", True), ("auto", False), ("off", False)])
def test_letters_that_must_become_pdf_need_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pdf: str, told: bool
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "office.toml").write_text(f'[letters]\npdf = "{pdf}"\n')
    config = load_office(tmp_path)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert any("no LibreOffice" in line for line in program_problems(config)) is told
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert program_problems(config) == []
