"""The pages of the stand-in that a person opens in a browser: small handlers by path, one WSGI application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import DictLoader, Environment, StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.calls import ApiError

FRAME = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{% block title %}{% endblock %}</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 1.5rem auto; max-width: {% block width %}46rem{% endblock %};
  padding: 0 1rem; color: #222 }
table { border-collapse: collapse } th, td { border: 1px solid #ccc; padding: .15rem .5rem; text-align: left }
th { background: #f3f3f3; font-weight: 600 } a { color: #0b57d0 } .quiet { color: #666 }
.fault { color: #b3261e } fieldset { border: 1px solid #ccc; margin: 0 0 1rem }
input[type=text], input[type=email], textarea, select { font: inherit; max-width: 100% }
{% block style %}{% endblock %}
</style></head>
<body>{% block body %}{% endblock %}</body></html>
"""
MESSAGE = """{% extends "frame" %}{% block title %}{{ title }}{% endblock %}
{% block body %}<h1>{{ title }}</h1><p>{{ text }}</p>
{% if link %}<p><a href="{{ link }}">{{ link_text }}</a></p>{% endif %}{% endblock %}
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is (a rule of werkzeug: ``/_view/<id>``) and who makes it from the request and the rule's words."""

    rule: str
    make: Callable[..., Response]
    methods: tuple[str, ...] = ("GET",)


class Shown:
    """Templates by name on one frame; everything put into them is escaped."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._jinja = Environment(
            loader=DictLoader({"frame": FRAME, "message": MESSAGE, **templates}),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, name: str, /, status: int = 200, **words: Any) -> Response:
        return Response(self._jinja.get_template(name).render(words), status, mimetype="text/html")

    def message(
        self, title: str, text: str = "", status: int = 200, link: str = "", link_text: str = ""
    ) -> Response:
        return self.page("message", status, title=title, text=text, link=link, link_text=link_text)


class Pages:
    """All pages as one WSGI application; ``answer`` gives None for a path that is not a page."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = list(pages)
        self._map = Map(
            [Rule(page.rule, methods=page.methods, endpoint=str(n)) for n, page in enumerate(self._pages)],
            strict_slashes=False,
        )

    def answer(self, request: Request) -> Response | None:
        try:
            endpoint, words = self._map.bind_to_environ(request.environ).match()
        except NotFound:
            return None
        except HTTPException as refusal:
            return Response.force_type(refusal.get_response(request.environ))
        try:
            return self._pages[int(endpoint)].make(request, **words)
        except ApiError as fault:
            return Shown({}).message(f"{fault.code} {fault.status}", str(fault), fault.code)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = self.answer(Request(environ)) or Response("Not found", 404)
        return found(environ, start_response)


def bearer(request: Request) -> str:
    """The identity in the Authorization header; empty without one."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
