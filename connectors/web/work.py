"""What waits for me: the cases at my desks, late ones first."""

from __future__ import annotations

from flask import Blueprint, render_template

from connectors.web.staff import staff

pages = Blueprint("kerja", __name__)


@pages.get("/kerja")
def daftar() -> str:
    return render_template("kerja.html", judul="Kerja saya", staf=staff())
