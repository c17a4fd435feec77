"""Mail: composed the same each time, put into the outbox once, handed to a real SMTP server over TLS."""

from __future__ import annotations

import datetime as dt
import ipaddress
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.mail.contexts import KINDS, SAMPLE_OFFICE
from connectors.mail.lint import problems_in_mail_templates
from connectors.mail.message import Composer, Unsendable
from connectors.mail.outbox import OutboxMail
from connectors.mail.smtp import Server, SmtpMail
from flows.engine.ports import Did


def payload(**more: Any) -> dict[str, Any]:
    context = {
        "kasus": "SK-2026-0001", "proses": "Surat keluar", "kode_proses": "P1.2.1.1", "register": "Surat Keluar", "status": "Draf",
        "tugas": "Susun draf", "giliran": "Bidang Koperasi", "batas_waktu": "2026-11-25", "penerima": "Bu Rina", "meja": "Bidang Koperasi",
        "jawaban": ["Ajukan"], "nomor": "", "kode_lacak": "ABCDEFGHIJ",
    }  # fmt: skip
    return {
        "id": "SK-2026-0001/2/mail/giliran", "to": ["rina@contoh.example"], "template": "giliran", "at": "2026-11-23T09:00:00+07:00",
        "ref": "ALR-SK-2026-0001-2", "case": "SK-2026-0001", "visit": 2, "desk": "Bidang Koperasi", "person": "rina", "request": "",
        "attach": [], "context": context,
    } | more  # fmt: skip


def composer(documents: Path, link: str = "https://alur.contoh.example/keputusan/abc") -> Composer:
    return Composer("alur@contoh.example", SAMPLE_OFFICE, documents, lambda _: {"tautan": link})


def test_no_template_asks_for_a_word_that_its_mail_does_not_have() -> None:
    assert problems_in_mail_templates() == []


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_mail_has_text_and_html(name: str, tmp_path: Path) -> None:
    message = composer(tmp_path).compose(payload(template=name, context=KINDS[name].sample))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Ref: ALR-SK-2026-0001-2" in text.get_content()
    assert "<script" not in html.get_content()
    assert "src=" not in html.get_content().replace('src="cid:', "")  # nothing is fetched from elsewhere


def test_the_same_mail_has_the_same_bytes(tmp_path: Path) -> None:
    assert (
        composer(tmp_path).compose(payload()).as_bytes() == composer(tmp_path).compose(payload()).as_bytes()
    )


def test_the_letter_is_attached_as_pdf_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "P1").mkdir()
    (tmp_path / "P1/surat.docx").write_bytes(b"docx")
    message = composer(tmp_path).compose(payload(attach=["P1/surat.docx"]))
    assert [part.get_filename() for part in message.iter_attachments()] == ["surat.docx"]
    (tmp_path / "P1/surat.pdf").write_bytes(b"%PDF")
    message = composer(tmp_path).compose(payload(attach=["P1/surat.docx"]))
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/pdf"]
    with pytest.raises(Unsendable, match="is not there"):
        composer(tmp_path).compose(payload(attach=["P1/lain.docx"]))
    with pytest.raises(Unsendable, match="only letters of"):
        composer(tmp_path).compose(payload(attach=["../secret.key"]))


@pytest.mark.parametrize(
    "address",
    [
        "a@b.id, c@d.id", "a@b.id\r\nBcc: x@y.id", "a@b.id\nX: y", "=?utf-8?q?a?=@b.id", "a b@c.id", "a@b", "<a@b.id>", "a@b.id\x00",
        "ä@b.id", "@b.id", "a@" + "b" * 260 + ".id",
    ],
)  # fmt: skip
def test_an_address_that_is_not_one_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Unsendable):
        composer(tmp_path).compose(payload(to=[address]))


@pytest.mark.parametrize("field", ["ref", "case"])
@pytest.mark.parametrize(
    "text", ["x\r\nBcc: a@b.id", "x\nSubject: y", "x\x00", "=?utf-8?b?eA0KQmNjOiBhQGIuaWQ=?="]
)
def test_nothing_gets_out_of_its_header(tmp_path: Path, field: str, text: str) -> None:
    with pytest.raises(Unsendable):
        composer(tmp_path).compose(payload(**{field: text}))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a\r\nBcc: x@y.id", "{{ 7*7 }}", "\u202eabc", "A & B"]
)
def test_what_staff_typed_comes_out_as_text(tmp_path: Path, text: str) -> None:
    context = {**payload()["context"], "dilihat": [["Perihal", text]], "perubahan": []}
    message = composer(tmp_path).compose(payload(template="permintaan_keputusan", context=context))
    html = message.get_body(("html",))
    assert html is not None
    assert "<script>alert" not in html.get_content()
    assert "49" not in html.get_content().split("Yang Anda putuskan")[1]
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "X-Alur-Ref", "Auto-Submitted", "MIME-Version", "Content-Type",
    }  # fmt: skip


def test_a_request_without_a_link_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(Unsendable, match="with a link only"):
        composer(tmp_path, link="").compose(payload(template="permintaan_keputusan"))


def test_a_receipt_shows_the_qr_of_its_tracking_page(tmp_path: Path) -> None:
    link = "https://alur.contoh.example/lacak/abc"
    maker = Composer("alur@contoh.example", SAMPLE_OFFICE, tmp_path, lambda payload: {"tautan_lacak": link})
    sent = maker.compose(payload(template="tanda_terima")).as_bytes()
    message = message_from_bytes(sent, policy=policy.default)
    (picture,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<lacak>"
    assert picture.get_content().startswith(b"\x89PNG")
    html, text = message.get_body(("html",)), message.get_body(("plain",))
    assert html is not None
    assert 'src="cid:lacak"' in html.get_content()
    assert text is not None
    assert link in text.get_content()
    assert maker.compose(payload(template="tanda_terima")).as_bytes() == sent


def test_the_outbox_holds_a_mail_once(tmp_path: Path) -> None:
    outbox = OutboxMail(tmp_path / "outbox", composer(tmp_path))
    assert outbox.settle(payload()).did is Did.NOT_DONE
    assert outbox.send(payload()).did is Did.DONE
    assert outbox.send(payload()).did is Did.DONE
    (file,) = (tmp_path / "outbox").iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["Subject"] == "Giliran Anda: SK-2026-0001"
    assert outbox.settle(payload()).did is Did.DONE
    assert outbox.send(payload(to=["a@b"], id="x")).again is False


# ------------------------------------------------------------------------------------------------ SMTP


class Mailbox:
    """A server that keeps what it gets; refuse: address -> reply; hang_up_at: the command at which it hangs up."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.refuse: dict[str, str] = {}
        self.hang_up_at = ""

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.hang_up_at == "MAIL":
            server.transport.close()
        envelope.mail_from = address
        return "250 ok"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.hang_up_at == "DATA":
            server.transport.abort()
            return "250 never heard"
        self.got.append(envelope.content)
        return "250 kept"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def authenticator(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"alur", b"rahasia")
    return AuthResult(success=good, handled=good)


@pytest.fixture
def served(certificate: Path) -> Iterator[tuple[Mailbox, int, ssl.SSLContext]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=authenticator, auth_require_tls=True,
    )  # fmt: skip
    controller.start()
    yield box, port, ssl.create_default_context(cafile=str(certificate))
    controller.stop()


def mailer(served: tuple[Mailbox, int, ssl.SSLContext], folder: Path, password: str = "rahasia") -> SmtpMail:
    _, port, context = served
    return SmtpMail(Server("127.0.0.1", port, "starttls", "alur", password, 5, context), composer(folder))


def test_mail_goes_over_tls_after_a_login_on_one_connection(served: Any, tmp_path: Path) -> None:
    mail = mailer(served, tmp_path)
    assert [mail.send(payload(id=str(n))).did for n in range(3)] == [Did.DONE] * 3
    mail.close()
    assert len(served[0].got) == 3
    assert b"Giliran Anda" in served[0].got[0]


def test_a_wrong_password_and_a_strange_certificate_send_nothing(served: Any, tmp_path: Path) -> None:
    refused = mailer(served, tmp_path, "salah").send(payload())
    assert ("refused the login" in refused.why, refused.tried) == (True, False)
    strange = SmtpMail(Server("127.0.0.1", served[1], "starttls", "alur", "rahasia", 5), composer(tmp_path))
    outcome = strange.send(payload())
    assert (outcome.did, outcome.again, outcome.tried) == (Did.NOT_DONE, True, False)
    assert served[0].got == []


@pytest.mark.parametrize(("reply", "again"), [("550 no such user", False), ("451 try later", True)])
def test_a_refused_recipient_is_not_done(served: Any, tmp_path: Path, reply: str, again: bool) -> None:
    served[0].refuse["rina@contoh.example"] = reply
    mail = mailer(served, tmp_path)
    outcome = mail.send(payload())
    assert (outcome.did, outcome.again) == (Did.NOT_DONE, again)
    served[0].refuse.clear()
    assert mail.send(payload()).did is Did.DONE
    mail.close()


def test_a_connection_that_broke_before_the_content_is_surely_not_done(served: Any, tmp_path: Path) -> None:
    served[0].hang_up_at = "MAIL"
    outcome = mailer(served, tmp_path).send(payload())
    assert (outcome.did, outcome.again) == (Did.NOT_DONE, True)


def test_content_without_an_answer_is_unknown_and_stays_so(served: Any, tmp_path: Path) -> None:
    served[0].hang_up_at = "DATA"
    mail = mailer(served, tmp_path)
    assert mail.send(payload()).did is Did.UNKNOWN
    assert mail.settle(payload()).did is Did.UNKNOWN


class _NoContent(smtplib.SMTP):
    """A server that wants no content, says so and hangs up."""

    def __init__(self) -> None:
        super().__init__()

    def docmd(self, cmd: str, args: str = "") -> tuple[int, bytes]:
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        return 250, b"ok"

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        return 250, b"ok"

    def data(self, msg: object) -> tuple[int, bytes]:
        raise smtplib.SMTPDataError(554, b"no")


def test_content_that_was_refused_before_it_went_is_surely_not_done(tmp_path: Path) -> None:
    mail = SmtpMail(Server("127.0.0.1", 25), composer(tmp_path))
    mail._connection = _NoContent()
    outcome = mail.send(payload())
    assert (outcome.did, outcome.again, outcome.why) == (Did.NOT_DONE, False, "the server refused it: 554")


def test_without_a_server_mails_wait_and_it_is_asked_once(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mail = SmtpMail(Server("127.0.0.1", port, "none", seconds=2), composer(tmp_path))
    outcome = mail.send(payload())
    assert (outcome.did, outcome.again, outcome.tried) == (Did.NOT_DONE, True, False)
    with socket.create_server(("127.0.0.1", port)) as late:
        late.settimeout(0.2)
        assert mail.send(payload()) is outcome
        with pytest.raises(TimeoutError):
            late.accept()
    assert threading.active_count() < 20
