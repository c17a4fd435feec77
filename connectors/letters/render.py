"""Filling a Word template: strict (a missing word is an error, not a hole), escaping, sandboxed, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from connectors.letters.filters import FILTERS

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
QR_MILLIMETRES = 17
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class TemplateFault(Exception):
    """A template or its words are wrong; the text says which template, what, and what to do."""


def clean(value: Any) -> Any:
    """Take out what no Word file can hold: control characters and halves of surrogate pairs."""
    match value:
        case str():
            return _CONTROL.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
        case list():
            return [clean(one) for one in value]
        case dict():
            return {key: clean(one) for key, one in value.items()}
        case _:
            return value


@cache
def environment() -> Any:
    """The Jinja environment of all letters: no attribute tricks, no missing words, everything escaped."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Remembering(ImmutableSandboxedEnvironment):
        """Compiles the same template once: compiling takes longer than filling."""

        compiled = lru_cache(maxsize=100)(ImmutableSandboxedEnvironment.from_string)

        def from_string(self, source: Any, *more: Any, **named: Any) -> Any:
            return self.compiled(str(source), *more, **named)

    made = Remembering(undefined=StrictUndefined, autoescape=True)
    made.filters.update(FILTERS)
    made.globals.clear()  # no range() to make a template run for ever
    return made


def render(template: Path, context: dict[str, Any], qr_text: str = "") -> bytes:
    """Fill a template; raises TemplateFault. qr_text: what the word ``qr`` pictures, '' for no picture."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    from connectors.letters.keeping import keep_signatures

    if not template.is_file():
        raise TemplateFault(
            f"{template}: there is no such template; put it there, or correct the name in the flow"
        )
    words = clean(context)
    document = DocxTemplate(template)
    words["qr"] = (
        InlineImage(document, io.BytesIO(qr_png(qr_text)), width=Mm(QR_MILLIMETRES)) if qr_text else ""
    )
    try:
        document.render(words, jinja_env=environment(), autoescape=True)
    except SecurityError as fault:
        raise TemplateFault(
            f"{template.name}: the template asks for something that is not allowed: {fault}"
        ) from fault
    except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as fault:
        raise TemplateFault(
            f"{template.name}: {fault}; correct the placeholder in Word, then try again"
        ) from fault
    keep_signatures(document.docx.element.body)
    out = io.BytesIO()
    document.save(out)
    return same_each_time(out.getvalue())


@lru_cache(maxsize=20)
def qr_png(text: str) -> bytes:
    """A QR code as PNG, the same bytes for the same text."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=1)
    return out.getvalue()


def same_each_time(docx: bytes) -> bytes:
    """The same file without the times at which its parts were packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, ZIP_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            target.writestr(fixed, source.read(info.filename))
    return out.getvalue()
