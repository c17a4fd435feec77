"""Whatever an operator does wrong, the command line answers with what to do next."""

from __future__ import annotations

import errno
import os
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import schedule

from scripts import alur, checking, faults, running
from scripts.office import Busy

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["alur", "--office", str(tmp_path / "office"), *words])
        with pytest.raises(SystemExit) as ended:
            alur.main()
        said = capsys.readouterr()
        return int(str(ended.value.code or 0)), said.out, said.err

    for slow in ("letter_problems", "mail_problems", "problems_of"):  # test_checking looks at these
        monkeypatch.setattr(checking, slow, lambda *_: [])
    run("init")
    return run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["number", "void", "surat kluar", "2026", "1", "salah"], "no series «surat kluar»; there are SPM"),
        (["number", "void", "surat keluar", "2026", "1", "salah"], "«surat keluar» 2026 was never given"),
        (
            ["number", "insert", "surat keluar", "2026", "1", "SK-2026-0001"],
            "`alur status` lists the open ones",
        ),
        (["number", "list", "--series", "surat"], "there is no series «surat»"),
        (["decide", "SK-1", "Setuju"], "there is no request «SK-1»; `alur requests` lists them"),
        (["export", "Surat Masuk", "nowhere/there.csv"], "there is no such workbook; restore it"),
        (["draw", "P1.1", "--out", "/dev/null/x"], "/dev/null"),
        (["case", "SK-2026-0001"], "there is no case"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(say: Say, words: list[str], told: str) -> None:
    code, out, err = say(*words)
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize("content", ["", "geheim", "ab" * 16])
def test_an_office_with_a_spoilt_key_signs_nothing(say: Say, tmp_path: Path, content: str) -> None:
    (tmp_path / "office" / "secret.key").write_text(content)
    for command in ("sync", "status", "check"):
        code, _, err = say(command)
        assert code == 1
        assert "Restore it from the backup" in err


def test_a_new_key_for_a_known_journal_is_said_and_check_names_who_needs_a_pin(
    say: Say, tmp_path: Path
) -> None:
    (tmp_path / "office" / "secret.key").unlink()
    _, out, _ = say("init")
    assert "put it back instead" in out
    assert "no PIN yet, so they cannot decide: kepala" in say("check")[1]
    assert say("pin", "set", "kepala", "--pin", "482913")[0] == 0
    assert "cannot decide: ppk_skpd" in say("check")[1]


def test_only_the_owner_reads_journal_and_outbox(say: Say, tmp_path: Path) -> None:
    office = tmp_path / "office"
    assert all(
        stat.S_IMODE((office / name).stat().st_mode) & 0o077 == 0
        for name in ("journal.db", "secret.key", "outbox", "log")
    )


def test_check_says_when_there_is_no_office_yet(say: Say, tmp_path: Path) -> None:
    (tmp_path / "office" / "secret.key").unlink()
    code, out, _ = say("check")
    assert code == 0
    assert "holds no office yet" in out


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EROFS, "The office belongs to one user"),
        (errno.EACCES, "`chown -R`"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_the_machine_refuses_is_told_with_the_file(number: int, told: str) -> None:
    said = faults.of_the_machine(OSError(number, os.strerror(number), "office/registers/Umum.xlsx"))
    assert said.startswith("office/registers/Umum.xlsx: ")
    assert told in said
    assert "the same command again" in said


def test_a_mistake_of_alur_leaves_its_place_and_no_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").mkdir()

    nik = "3575010101800001"

    def command() -> None:
        raise KeyError(nik)

    with pytest.raises(SystemExit):
        faults.run(command, lambda: tmp_path)
    (kept,) = (tmp_path / "log").iterdir()
    for text in (capsys.readouterr().err, kept.read_text()):
        assert "KeyError" in text
        assert "test_faults.py" in text
        assert nik not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\nStep(neds=1)", "flows/p1_umum/baru.py, line 2: NameError: name 'Step' is not defined."),
        ("x = (\ny = 2", "flows/p1_umum/baru.py, line 1: SyntaxError: '(' was never closed."),
        ("from flows.roles import PEMOHN", "flows/p1_umum/baru.py, line 1: ImportError: cannot import name 'PEMOHN'"),
    ],
)  # fmt: skip
def test_a_flow_that_python_cannot_read_is_told_to_its_author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    def command() -> None:
        exec(compile(text, str(faults.FLOWS / "p1_umum" / "baru.py"), "exec"), {})

    with pytest.raises(SystemExit):
        faults.run(command, lambda: tmp_path)
    said = capsys.readouterr().err
    assert told in said
    assert "then run `alur check`" in said


@pytest.mark.parametrize("words", [("status", "--office", "{}"), ("status", "--office={}", "--json")])
def test_the_office_may_be_named_behind_the_command(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir("/")  # no ./office here
    monkeypatch.setattr("sys.argv", ["alur", *(word.format(tmp_path / "office") for word in words)])
    with pytest.raises(SystemExit) as ended:
        alur.main()
    assert not ended.value.code


@pytest.mark.parametrize(
    ("host", "told"),
    [("127.0.0.1", "another program answers there already"), ("192.0.2.1", "no such address")],
)
def test_an_address_that_cannot_be_had_is_told_before_anything_is_begun(
    say: Say, host: str, told: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, out, err = say("serve", "--host", host, "--port", str(taken.getsockname()[1]))
    assert (code, out) == (1, "")
    assert told in err


def test_a_watch_goes_on_after_a_pass_that_failed(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[BaseException] = [
        OSError(errno.ENOSPC, "No space left", "journal.db"),
        Busy(),
        KeyboardInterrupt(),
    ]

    def one_pass(*_: object, **__: object) -> None:
        if begun:
            raise ends.pop(0)
        begun.append(1)

    begun: list[int] = []
    monkeypatch.setattr(running, "one_pass", one_pass)
    monkeypatch.setattr(schedule, "run_pending", lambda: schedule.run_all(0))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    code, out, err = say("watch")
    schedule.clear()
    assert (code, out.splitlines()[-1]) == (0, "stopped")
    assert "there is no room left on its disk" in err
    assert "a pass is at work" in err
