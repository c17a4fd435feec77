"""The letters port: makes a letter from its template and keeps it; a final one stays as it is for ever."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from connectors.letters.pdf import to_pdf
from connectors.letters.render import TemplateFault
from connectors.letters.workbook import locked_workbook, password_of
from connectors.letters.worker import Renderer
from flows.engine.case import Json
from flows.engine.lettering import WORKBOOK
from flows.engine.ports import Did, Outcome


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every letter says of the office; templates know it as ``kantor``."""

    pemerintah: str
    instansi: str
    alamat: str
    telepon: str
    pos_el: str
    laman: str
    kode_pos: str
    kota: str
    nama: str = ""


class DocxLetters:
    """templates: folder of .docx; documents: folder of the letters; base_url: where a letter can be verified;
    pdf: make PDF too; key: the office's secret, of which passwords of workbooks are made; renderer: one that outlives
    this, and that whoever made it closes."""

    def __init__(
        self,
        templates: Path,
        documents: Path,
        letterhead: Letterhead,
        *,
        base_url: str = "",
        pdf: bool = True,
        key: bytes = b"",
        renderer: Renderer | None = None,
    ) -> None:
        self.templates, self.documents, self.letterhead = templates, documents, letterhead
        self.base_url, self.with_pdf = base_url.rstrip("/"), pdf
        self.key = key
        self._lasting = renderer is not None
        self.renderer = renderer or Renderer()

    def close(self) -> None:
        if not self._lasting:
            self.renderer.close()

    def make(self, payload: Json) -> Outcome:
        target = self._path(str(payload["file"]))
        if payload["final"] and target.is_file():
            return _made(target, payload)
        try:
            content = self._content(payload)
        except TemplateFault as fault:
            return Outcome(Did.NOT_DONE, str(fault), again=False)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.new")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return _made(target, payload)

    def _content(self, payload: Json) -> bytes:
        if payload["template"] == WORKBOOK:
            table = payload["context"]
            return locked_workbook(table["headings"], table["rows"], password_of(self.key, payload["case"]))
        return self.renderer.render(self._template(str(payload["template"])), *self._words(payload))

    def settle(self, payload: Json) -> Outcome:
        target = self._path(str(payload["file"]))
        return _made(target, payload) if target.is_file() else Outcome(Did.NOT_DONE)

    def pdf(self, files: Sequence[str]) -> Mapping[str, Outcome]:
        paths = {file: self._path(file) for file in files}
        wanted = [
            path
            for path in paths.values()
            if path.suffix == ".docx" and path.is_file() and not _is_newer(path.with_suffix(".pdf"), path)
        ]
        if wanted and not self.with_pdf:
            done: Mapping[Path, Outcome] = dict.fromkeys(
                wanted, Outcome(Did.NOT_DONE, "no PDF is asked for", tried=False)
            )
        else:
            done = to_pdf(wanted) if wanted else {}
        return {file: done.get(path, Outcome(Did.DONE)) for file, path in paths.items()}

    def _words(self, payload: Json) -> tuple[Json, str]:
        code = str(payload.get("code", ""))
        link = f"{self.base_url}/v/{code}" if self.base_url and code else ""
        context = {
            **payload["context"],
            "kantor": asdict(self.letterhead),
            "tanda_tangan": payload.get("sign"),
            "final": bool(payload["final"]),
            "kode_verifikasi": code if payload["final"] else "",
            "tautan_verifikasi": link if payload["final"] else "",
        }
        return context, (link or code) if payload["final"] else ""

    def _template(self, name: str) -> Path:
        path = (self.templates / name).resolve()
        if not path.is_relative_to(self.templates.resolve()):
            raise TemplateFault(f"{name}: a template lies in {self.templates}, nowhere else")
        return path

    def _path(self, file: str) -> Path:
        path = (self.documents / file).resolve()
        if not path.is_relative_to(self.documents.resolve()):
            raise ValueError(f"{file}: a letter lies in {self.documents}, nowhere else")
        return path


def _made(path: Path, payload: Json) -> Outcome:
    return Outcome(
        Did.DONE, result={"file": payload["file"], "sha256": sha256(path.read_bytes()).hexdigest()}
    )


def _is_newer(one: Path, other: Path) -> bool:
    return one.is_file() and one.stat().st_mtime_ns >= other.stat().st_mtime_ns
