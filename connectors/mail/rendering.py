"""The texts of mails: one Jinja2 source for each mail, rendered as HTML and as plain text.

A source extends ``dasar.jinja`` and speaks through the macros of ``bentuk.jinja`` (alinea, tabel, tombol, ...). Both
exist twice, in ``html/`` and in ``teks/``, so wording is written once and the two parts of a mail cannot differ.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connectors.mail.contexts import MailKind
from flows.engine.calendar import JAKARTA
from flows.engine.case import Json

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "mails"
SUFFIX = ".jinja"
LAYOUTS = ("html", "teks")
MACROS = ("alinea", "penting", "tabel", "perbandingan", "tombol", "kode_qr", "daftar")
TEXT_WIDTH = 72
LONGEST_TEXT, LONGEST_LIST = 2_000, 200
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}


class Unrenderable(Exception):
    """A mail whose template is missing or wrong; English, for the operator."""


def clean(value: object) -> Any:
    """Data as a mail may show it: one line, nothing invisible or half a character, of bounded length."""
    match value:
        case str():
            text = " ".join(value.split())
            seen = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN or c in _JOINERS)
            return seen if len(seen) <= LONGEST_TEXT else seen[: LONGEST_TEXT - 1] + "…"
        case Mapping():
            return {str(name): clean(inner) for name, inner in value.items()}
        case Sequence():
            return [clean(inner) for inner in value[:LONGEST_LIST]]
        case bool() | int() | float() | None:
            return value
    return clean(str(value))


def tanggal(text: str) -> str:
    """``2026-11-23`` -> «23 November 2026»."""
    from babel.dates import format_date

    return format_date(date.fromisoformat(text[:10]), "d MMMM y", locale="id")


def waktu(text: str) -> str:
    """``2026-11-23T09:00:00+07:00`` -> «Senin, 23 November 2026 pukul 09.00 WIB»."""
    from babel.dates import format_date

    at = datetime.fromisoformat(text).astimezone(JAKARTA)
    return f"{format_date(at.date(), 'EEEE, d MMMM y', locale='id')} pukul {at:%H.%M} WIB"


def lipat(text: str, first: str = "", rest: str = "") -> str:
    """Wrap a paragraph of plain text; addresses of links stay whole."""
    return textwrap.fill(
        " ".join(text.split()), TEXT_WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


class Renderer:
    """Compiles templates once. folders: searched in order, so that an office may replace single texts."""

    def __init__(self, folders: Sequence[Path] = (TEMPLATES,)) -> None:
        self.folders = tuple(folders)
        self._environments: dict[str, Environment] = {}

    def environment(self, layout: str) -> Environment:
        """The sandbox of ``html`` or ``teks``: strict about unknown words, escaping where it is HTML."""
        if layout in self._environments:
            return self._environments[layout]
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        paths = [path for folder in self.folders for path in (folder / layout, folder)]
        environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(paths), undefined=StrictUndefined, autoescape=layout == "html",
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        environment.filters.update(tanggal=tanggal, waktu=waktu, lipat=lipat)
        macros = environment.get_template("bentuk" + SUFFIX).module
        environment.globals.update({name: getattr(macros, name) for name in MACROS})
        self._environments[layout] = environment
        return environment

    def names(self) -> list[str]:
        """Every mail that has a template."""
        return sorted({path.stem for folder in self.folders for path in folder.glob("*" + SUFFIX)})

    def render(self, kind: MailKind, words: Json) -> tuple[str, str]:
        """Give the plain text and the HTML of a mail. Raises Unrenderable."""
        from jinja2 import TemplateError, TemplateNotFound

        cleaned = clean(words)
        texts = []
        for layout in reversed(LAYOUTS):
            try:
                texts.append(self.environment(layout).get_template(kind.name + SUFFIX).render(cleaned))
            except TemplateNotFound as fault:
                raise Unrenderable(f"templates/mails has no {fault.name}") from None
            except (TemplateError, ValueError, TypeError) as fault:
                raise Unrenderable(f"templates/mails/{kind.name}{SUFFIX}: {fault}") from None
        return _tidy(texts[0]), texts[1].strip() + "\n"


def _tidy(text: str) -> str:
    """At most one blank line at a time, none at the ends."""
    lines: list[str] = []
    for line in map(str.rstrip, text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"
