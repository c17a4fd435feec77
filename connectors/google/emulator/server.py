"""The stand-in as an HTTP server: a request is matched to Google's method, checked, handled, and its answer checked."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.calls import Answer, ApiError, Call, Handler, Json, Media, invalid, not_found
from connectors.google.emulator.control import Control, refusal
from connectors.google.emulator.pages import Pages, bearer
from connectors.google.emulator.response_fields import parse, pick
from connectors.google.emulator.schema import VERSIONS, Route, check_body, misfit, routes

GENERAL = {"fields", "alt", "prettyPrint", "quotaUser", "key", "uploadType", "oauth_token", "access_token"}

BORNE = {"drive.permissions.create": ("withLink",)}
"""Fields of older versions that clients still send and Google lets pass: gspread's ``share`` does, and works."""


class App:
    """The WSGI application. handlers: of all services by method id; saved: called after each call that may change."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        pages: Pages,
        control: Control,
        now: Callable[[], datetime],
        saved: Callable[[], None] = lambda: None,
    ) -> None:
        self.handlers, self.pages, self.control, self.clock, self.saved = handlers, pages, control, now, saved
        self.lock = threading.RLock()

    def now(self) -> datetime:
        return self.control.now or self.clock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        content = request.get_data()
        with self.lock:
            response = self.answer(request, content)
        if response is None:
            environ["werkzeug.socket"].shutdown(2)
            response = Response(status=500)
        return response(environ, start_response)

    def answer(self, request: Request, content: bytes) -> Response | None:
        """None for a connection that breaks."""
        try:
            own = self._own(request, content)
        except ApiError as fault:
            return _refused("forms", fault)
        if own is not None:
            return own
        found = self.pages.answer(request)
        if found is not None:
            if request.method == "POST":
                self.saved()
            return found
        raw = urlsplit(request.environ.get("RAW_URI") or request.full_path)
        path = raw.path.removeprefix("/upload")
        verb = request.headers.get("X-HTTP-Method-Override", request.method)
        query = raw.query
        if verb != request.method and "form-urlencoded" in (request.content_type or ""):
            query, content = content.decode(), b""
        for api in VERSIONS:
            for route in routes(api):
                words = route.pattern.fullmatch(path)
                if words and route.method["httpMethod"] == verb:
                    given = {name: unquote(word) for name, word in words.groupdict().items()}
                    return self._method(api, route, request, given, query, content, path != raw.path)
        return _refused("forms", not_found(f"The requested URL {raw.path} was not found on this server."))

    def _method(
        self,
        api: str,
        route: Route,
        request: Request,
        params: Json,
        query: str,
        content: bytes,
        upload: bool,
    ) -> Response | None:
        try:
            who = bearer(request)
            if not who:
                message = "Request is missing required authentication credential."
                raise ApiError(401, "UNAUTHENTICATED", message, "required")
            fault = self.control.fault(route.id)
            if fault and not fault.after:
                if not fault.code:
                    return None
                raise refusal(fault.code)
            self.control.allow(route.id, who, self.now())
            self.control.count(route.id, "reads" if route.method["httpMethod"] == "GET" else "writes")
            params |= _typed(route.method.get("parameters", {}), query)
            body, media = _body(request, content, upload)
            for stray in BORNE.get(route.id, ()):
                body.pop(stray, None)
            if body:
                check_body(api, route.method.get("request", {"type": "object", "properties": {}}), body)
            handler = self.handlers.get(route.id)
            if handler is None:
                raise ApiError(
                    501, "UNIMPLEMENTED", f"The stand-in does not have {route.id}.", "notImplemented"
                )
            mask = params.get("fields")
            tree = parse(mask) if mask else None
            given = Call(route.id, who, params, body, self.now(), media)
            answer = handler(given)
            if route.method["httpMethod"] != "GET":
                self.saved()
            if fault and not fault.code:
                return None
            if fault:
                raise refusal(fault.code)
            return self._answered(api, route, answer, tree)
        except ApiError as refused:
            return _refused(api, refused)

    def _answered(self, api: str, route: Route, answer: Answer, tree: Any) -> Response:
        if answer is None:
            return Response(status=204)
        if isinstance(answer, Media):
            return Response(answer.content, mimetype=answer.mime_type)
        problem = misfit(api, route.method.get("response", {"type": "object", "properties": {}}), answer)
        if problem:
            self.control.schema_faults.append(f"{route.id}: {problem}")
            raise ApiError(500, "INTERNAL", f"The stand-in's answer to {route.id} is not Google's: {problem}")
        return _json(pick(answer, tree) if tree else answer)

    def _own(self, request: Request, content: bytes) -> Response | None:
        """What the stand-in answers beside Google's methods."""
        where = (request.method, request.path)
        if where == ("GET", "/_requests"):
            return _json(self.control.requests())
        if where == ("POST", "/_requests/reset"):
            return _json(self.control.reset())
        if where == ("POST", "/_control"):
            return _json(self.control.set(_read(content)))
        if where == ("POST", "/token"):
            token = parse_qs(content.decode()).get("refresh_token", [""])[0]
            if not token:
                return _json({"error": "invalid_grant", "error_description": "Bad Request"}, 400)
            return _json({"access_token": token, "expires_in": 3599, "token_type": "Bearer"})
        if where == ("GET", "/"):
            text = '<p><a href="/_view">Spreadsheets and files</a></p><p><a href="/_mailbox">Mail</a></p>'
            return Response(text, mimetype="text/html")
        return None


class Server:
    """The application on a port of this machine; 0 takes a free one."""

    def __init__(self, app: App, port: int = 0) -> None:
        self.server: BaseWSGIServer = make_server(
            "127.0.0.1", port, app, threaded=True, request_handler=_Quiet
        )
        self.base_url = f"http://127.0.0.1:{self.server.port}"

    def start(self) -> None:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Requests are counted, not printed."""


def _typed(known: Mapping[str, Json], query: str) -> Json:
    params: Json = {}
    for name, values in parse_qs(query, keep_blank_values=True).items():
        if name in GENERAL:
            params[name] = values[-1]
        elif name not in known:
            raise invalid(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                "Field 'x' could not be found in request message.".replace("'x'", f"'{name}'")
            )
        else:
            typed = [_value(known[name], name, value) for value in values]
            params[name] = typed if known[name].get("repeated") else typed[-1]
    return params


def _value(parameter: Json, name: str, value: str) -> Any:
    kind = parameter["type"]
    if kind == "integer" and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "boolean" and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if kind == "string" and value in parameter.get("enum", [value]):
        return value
    raise invalid(f"Invalid value at '{name}', \"{value}\"")


def _body(request: Request, content: bytes, upload: bool) -> tuple[Json, Media | None]:
    kind = request.content_type or ""
    if not upload:
        return (_read(content) if content else {}), None
    boundary = re.search(r'boundary="?([^";]+)"?', kind)
    if not boundary:
        return {}, Media(content, kind)
    parts = content.split(b"--" + boundary[1].encode())[1:3]
    if len(parts) < 2:
        raise invalid("Malformed multipart body.")
    (_, meta), (head, data) = (re.split(rb"\r?\n\r?\n", one.lstrip(b"\r\n"), maxsplit=1) for one in parts)
    named = re.search(rb"(?i)content-type:\s*([^\r\n]+)", head)
    data = data.removesuffix(b"\n").removesuffix(b"\r")
    return _read(meta), Media(data, named[1].decode() if named else "application/octet-stream")


def _read(content: bytes) -> Json:
    try:
        body = json.loads(content or b"{}")
    except ValueError as problem:
        raise invalid(f"Invalid JSON payload received. {problem}") from problem
    if not isinstance(body, dict):
        raise invalid("Invalid JSON payload received. An object is expected.")
    return body


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status, mimetype="application/json")


def _refused(api: str, fault: ApiError) -> Response:
    """The envelope of that API."""
    error: Json = {"code": fault.code, "message": fault.message}
    if api in ("drive", "gmail"):
        error["errors"] = [{"domain": fault.domain, "reason": fault.reason, "message": fault.message}]
    if api != "drive":
        error["status"] = fault.status
    return _json({"error": error}, fault.code)
