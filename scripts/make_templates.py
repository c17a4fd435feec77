"""Make the stock templates of letters anew: ``python -m scripts.make_templates [NAME ...]``.

The office's own versions are edited in Word and live in ``templates/letters``; this overwrites those that are named
(all, when none is).
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.stock_templates import TEMPLATES

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "letters"


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in TEMPLATES]
    if unknown:
        print(f"no such template: {', '.join(unknown)}; there are {', '.join(TEMPLATES)}", file=sys.stderr)
        return 2
    for name in names or TEMPLATES:
        TEMPLATES[name]().save(FOLDER / f"{name}.docx")
        print(f"made {FOLDER / f'{name}.docx'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
