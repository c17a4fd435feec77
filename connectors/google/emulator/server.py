"""The stand-in as an HTTP server: a request is matched to Google's method, checked, handled, and its answer checked."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.arriving import Arrived, Uploads, answer_batch, is_batch
from connectors.google.emulator.calls import Answer, ApiError, Call, Handler, Json, Media, invalid, not_found
from connectors.google.emulator.control import Control, refusal
from connectors.google.emulator.identity import Caller, Identity, Refused
from connectors.google.emulator.pages import Pages
from connectors.google.emulator.response_fields import parse, pick, unknown
from connectors.google.emulator.schema import VERSIONS, Route, check_body, misfit, routes

GENERAL = {"fields", "alt", "prettyPrint", "quotaUser", "key", "uploadType", "oauth_token", "access_token"}

ABOUT = ("spreadsheetId", "formId", "fileId")
READS = {
    "sheets.spreadsheets.getByDataFilter", "sheets.spreadsheets.values.batchGetByDataFilter",
    "sheets.spreadsheets.developerMetadata.search",
}  # fmt: skip
"""Reads that come as POST."""
ANY_TRUTH: Json = {"type": "boolean"}
BORNE_IN_QUERY = {"drive.files.get": ("includeItemsFromAllDrives",)}
"""The same of parameters: gspread asks so for a file's dates."""
OLD_UPLOAD = re.compile(r"/upload/drive/v2/files/([^/]+)")
"""The one method of Drive v2 that gspread still uses, to import a table."""
BORNE = {"drive.permissions.create": ("withLink",)}
"""Fields of older versions that clients still send and Google lets pass: gspread's ``share`` does, and works."""


class App:
    """The WSGI application. handlers: of all services by method id; saved: called after each call that may change;
    human: edits a spreadsheet by chance; controlled: called after something was switched; as_app: what the program
    that calls may see, while it is answered."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        pages: Pages,
        control: Control,
        now: Callable[[], datetime],
        saved: Callable[[], None] = lambda: None,
        identity: Identity | None = None,
        human: Callable[[Random], str] | None = None,
        controlled: Callable[[], None] = lambda: None,
        as_app: Callable[[Caller], AbstractContextManager[None]] = lambda caller: nullcontext(),
    ) -> None:
        self.handlers, self.pages, self.control, self.clock, self.saved = handlers, pages, control, now, saved
        self.identity = identity or Identity()
        self.human, self.controlled, self.as_app, self.uploads = human, controlled, as_app, Uploads()
        self.lock = threading.RLock()

    def now(self) -> datetime:
        return self.control.now or self.clock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        content = request.get_data()
        found = self._matched(_arrived(request, content))
        if found is not None and (seconds := self.control.wait(found[1].id)):
            time.sleep(seconds)
        with self.lock:
            if (
                found is not None
                and self.human is not None
                and self.control.random.random() < self.control.human
            ):
                self.control.edits[self.human(self.control.random)] += 1
            response = self.answer(request, content)
        if response is None:
            environ["werkzeug.socket"].shutdown(2)
            response = Response(status=500)
        return response(environ, start_response)

    def answer(self, request: Request, content: bytes) -> Response | None:
        """None for a connection that breaks."""
        arrived = _arrived(request, content)
        try:
            own = self._own(request, content)
            if own is not None:
                return own
            found = self.pages.answer(request)
            if found is not None:
                if request.method == "POST":
                    self.saved()
                return found
            if is_batch(arrived):
                return answer_batch(arrived, self.serve)
            return self.serve(arrived)
        except ApiError as fault:
            return _refused("forms", fault)

    def serve(self, arrived: Arrived) -> Response | None:
        """Answer a request for a method of Google's."""
        if arrived.verb == "PUT" and (old := OLD_UPLOAD.fullmatch(arrived.path)):
            return _as_of_old(self.serve(_of_today(arrived, old[1])))
        if Uploads.concerns(arrived):
            if not arrived.token and "upload_id=" not in arrived.query:
                raise _nobody()
            base = f"http://{arrived.headers.get('Host', '')}"
            return self.uploads.answer(arrived, base, self.serve)
        found = self._matched(arrived)
        if found is None:
            return _refused(
                "forms", not_found(f"The requested URL {arrived.path} was not found on this server.")
            )
        api, route, words = found
        query, content = arrived.query, arrived.content
        if "X-HTTP-Method-Override" in arrived.headers and "form-urlencoded" in arrived.kind:
            query, content = content.decode(), b""
        try:
            return self._method(api, route, replace(arrived, query=query, content=content), words)
        except ApiError as refused:
            return _refused(api, refused)

    @staticmethod
    def _matched(arrived: Arrived) -> tuple[str, Route, Json] | None:
        """The API and the method that a path means, and the words of the path."""
        path = arrived.path.removeprefix("/upload")
        verb = arrived.headers.get("X-HTTP-Method-Override", arrived.verb)
        for api in VERSIONS:
            for route in routes(api):
                if route.method["httpMethod"] == verb and (words := route.pattern.fullmatch(path)):
                    return api, route, {name: unquote(word) for name, word in words.groupdict().items()}
        return None

    def _method(self, api: str, route: Route, arrived: Arrived, params: Json) -> Response | None:
        if not arrived.token:
            raise _nobody()
        caller = self.identity.who(arrived.token, self.now(), route.method.get("scopes", ()))
        kind = "reads" if route.method["httpMethod"] == "GET" or route.id in READS else "writes"
        fault = self.control.fault(route.id)
        if fault and not fault.after:
            if not fault.code:
                return None
            raise refusal(fault.code, api, kind)
        self.control.allow(route.id, caller.who, self.now(), kind)
        self.control.count(route.id, kind, next((params[name] for name in ABOUT if name in params), ""))
        known = route.method.get("parameters", {})
        params |= _typed(
            {**known, **dict.fromkeys(BORNE_IN_QUERY.get(route.id, ()), ANY_TRUTH)}, arrived.query
        )
        for name, one in known.items():
            if one.get("required") and name not in params:
                raise invalid(f"Required parameter: {name}", "required")
        body, media = _body(arrived)
        for stray in BORNE.get(route.id, ()):
            body.pop(stray, None)
        if body:
            check_body(api, route.method.get("request", {"type": "object", "properties": {}}), body)
        handler = self.handlers.get(route.id)
        if handler is None:
            raise ApiError(501, "UNIMPLEMENTED", f"The stand-in does not have {route.id}.", "notImplemented")
        mask = params.get("fields")
        tree = parse(mask) if mask else None
        if tree and (path := unknown(api, route.method.get("response", {}), tree)):
            raise _no_such_field(api, path)
        with self.as_app(caller):
            answer = handler(Call(route.id, caller.who, params, body, self.now(), media))
        if kind == "writes":
            self.saved()
        if fault and not fault.code:
            return None
        if fault:
            raise refusal(fault.code, api, kind)
        return self._answered(api, route, answer, tree)

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
            said = self.control.set(_read(content))
            self.controlled()
            return _json(said)
        if where == ("POST", "/token"):
            try:
                form = {name: values[-1] for name, values in parse_qs(content.decode()).items()}
                given = self.identity.exchange(form, self.now())
            except Refused as fault:
                return _json({"error": fault.error, "error_description": fault.description}, 400)
            self.saved()
            return _json(given)
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


def _arrived(request: Request, content: bytes) -> Arrived:
    raw = urlsplit(request.environ.get("RAW_URI") or request.full_path)
    return Arrived(request.method, raw.path, raw.query, request.headers, content)


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


def _body(arrived: Arrived) -> tuple[Json, Media | None]:
    content = arrived.content
    if not arrived.path.startswith("/upload/"):
        return (_read(content) if content else {}), None
    boundary = re.search(r'boundary="?([^";]+)"?', arrived.kind)
    if not boundary:
        return {}, Media(content, arrived.kind)
    parts = content.split(b"--" + boundary[1].encode())[1:3]
    if len(parts) < 2:
        raise invalid("Malformed multipart body.")
    (_, meta), (head, data) = (re.split(rb"\r?\n\r?\n", one.lstrip(b"\r\n"), maxsplit=1) for one in parts)
    named = re.search(rb"(?i)content-type:\s*([^\r\n]+)", head)
    data = data.removesuffix(b"\n").removesuffix(b"\r")
    return _read(meta), Media(data, named[1].decode() if named else "application/octet-stream")


def _of_today(arrived: Arrived, id: str) -> Arrived:
    return replace(arrived, verb="PATCH", path=f"/upload/drive/v3/files/{id}", query="uploadType=media")


def _as_of_old(response: Response | None) -> Response | None:
    if response is None or response.status_code != 200:
        return response
    said = json.loads(response.get_data())
    return _json({**{name: said[name] for name in ("kind", "id", "mimeType")}, "title": said["name"]})


def _no_such_field(api: str, path: str) -> ApiError:
    """A mask that names what the answer does not have."""
    if api == "drive":
        return invalid(f"Invalid field selection {path}", "invalidParameter")
    said = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    violations = [{"field": path, "description": said}]
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}
    words = "Request contains an invalid argument."
    return ApiError(400, "INVALID_ARGUMENT", words, "invalidArgument", details=[detail])


def _nobody() -> ApiError:
    return ApiError(
        401, "UNAUTHENTICATED", "Request is missing required authentication credential.", "required"
    )


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


LOCATIONS = {
    "File notFound": "fileId", "Permission notFound": "permissionId", "Invalid invalidParameter": "fields",
}  # fmt: skip
"""First word and reason of Drive's refusals that name the parameter they are about."""


def _refused(api: str, fault: ApiError) -> Response:
    """The envelope of that API."""
    error: Json = {"code": fault.code, "message": fault.message}
    if api in ("drive", "gmail"):
        where = LOCATIONS.get(fault.message.split(" ")[0] + " " + fault.reason, "") if api == "drive" else ""
        located = {"locationType": "parameter", "location": where} if where else {}
        said = {"domain": fault.domain, "reason": fault.reason, "message": fault.message}
        error["errors"] = [said | located]
    if api != "drive":
        error["status"] = fault.status
    if fault.details:
        error["details"] = fault.details
    return _json({"error": error}, fault.code)
