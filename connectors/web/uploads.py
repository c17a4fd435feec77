"""Files that come by a page: within their limits, looked into by a limited child, stored under made names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from werkzeug.datastructures import FileStorage

from connectors.uploads import inspect
from flows.engine.model import Upload


def limits_in_words(upload: Upload) -> str:
    kinds = ", ".join(upload.kinds).upper()
    return f"{kinds}; paling banyak {upload.count} berkas, masing-masing {upload.megabytes} MB."


def keep_files(came: Sequence[FileStorage], upload: Upload, folder: Path, stem: str) -> tuple[list[str], str]:
    """Store files as ``stem-1.pdf``, ``stem-2.jpg`` below ``folder``, or say what is wrong with one of them.

    None is stored when one is at fault. What a file is called where it comes from is not even looked at.
    """
    if len(came) > upload.count:
        return [], f"Paling banyak {upload.count} berkas."
    taken: list[tuple[str, bytes]] = []
    for file in came:
        content = file.stream.read(upload.megabytes * 1024 * 1024 + 1)
        if len(content) > upload.megabytes * 1024 * 1024:
            return [], f"Satu berkas lebih dari {upload.megabytes} MB; kecilkan dulu."
        found = inspect(content, upload.kinds)
        if not found.kind:
            wanted = ", ".join(upload.kinds).upper()
            return [], found.fault or f"Berkas harus {wanted}; yang dikirim bukan itu."
        taken.append((found.kind, content))
    names = []
    (folder / stem).parent.mkdir(parents=True, exist_ok=True)
    for number, (kind, content) in enumerate(taken, 1):
        name = f"{stem}-{number}.{kind}"
        (folder / name).write_bytes(content)
        names.append(name)
    return names, ""


__all__ = ["keep_files", "limits_in_words"]
