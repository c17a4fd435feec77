"""Mail over SMTP. One connection for a pass; what was handed over without an answer is unknown and never sent again."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass

from connectors.mail.message import Composer, Unsendable
from flows.engine.case import Json
from flows.engine.ports import Did, Outcome


@dataclass(frozen=True, slots=True)
class Server:
    """security: «starttls», «ssl» or «none»; seconds: time limit of each step."""

    host: str
    port: int
    security: str = "starttls"
    username: str = ""
    password: str = ""
    seconds: float = 30
    context: ssl.SSLContext | None = None


class SmtpMail:
    """The mail port over SMTP."""

    def __init__(self, server: Server, composer: Composer) -> None:
        self.server, self.composer = server, composer
        self._connection: smtplib.SMTP | None = None
        self._put_off: Outcome | None = None

    def send(self, payload: Json) -> Outcome:
        """Where the server cannot be reached or refuses the login no mail was tried: all of them wait for a later pass,
        however long that lasts, and the server is asked once.
        """
        if self._put_off is not None:
            return self._put_off
        try:
            message = self.composer.compose(payload)
        except Unsendable as fault:
            return Outcome(Did.NOT_DONE, str(fault), again=False)
        try:
            connection = self._connected()
        except smtplib.SMTPAuthenticationError as fault:
            return self._wait(
                f"{self._place} refused the login ({fault.smtp_code}); check mail.username and the password"
            )
        except (OSError, smtplib.SMTPException) as fault:
            return self._wait(f"no connection to {self._place}: {fault}")
        return self._hand_over(connection, payload, message.as_bytes())

    def _hand_over(self, connection: smtplib.SMTP, payload: Json, content: bytes) -> Outcome:
        """MAIL, RCPT, DATA step by step: until the content begins to go, a failure is surely «not done»."""
        try:
            code, said = connection.mail(self.composer.sender)
            for address in payload["to"] if code == 250 else ():
                code, said = connection.rcpt(address)
                if code not in (250, 251):
                    break
            if code not in (250, 251):
                connection.rset()
                return Outcome(Did.NOT_DONE, f"the server refused it: {code} {_text(said)}", again=code < 500)
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            return Outcome(Did.NOT_DONE, f"the connection broke before the mail went: {fault}")
        try:
            code, said = connection.data(content)
        except smtplib.SMTPDataError as fault:
            self.close()  # it may have hung up after saying so
            return Outcome(
                Did.NOT_DONE, f"the server refused it: {fault.smtp_code}", again=fault.smtp_code < 500
            )
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            return Outcome(Did.UNKNOWN, f"the server took it without an answer ({fault}); ask the recipient")
        if code != 250:
            return Outcome(Did.NOT_DONE, f"the server refused it: {code} {_text(said)}", again=code < 500)
        return Outcome(Did.DONE, result={"said": _text(said)[:200]})

    def settle(self, payload: Json) -> Outcome:
        """SMTP cannot be asked: a person has to."""
        return Outcome(Did.UNKNOWN, f"ask {', '.join(payload['to'])} whether {payload['ref']} has come")

    def close(self) -> None:
        """End the connection, if there is one; the next mail tries to make another."""
        self._put_off = None
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()

    def _wait(self, why: str) -> Outcome:
        self._put_off = Outcome(Did.NOT_DONE, why, tried=False)
        return self._put_off

    @property
    def _place(self) -> str:
        return f"{self.server.host}:{self.server.port}"

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            return self._connection
        server = self.server
        context = server.context or ssl.create_default_context()
        if server.security == "ssl":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.seconds, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
        try:
            connection.ehlo()
            if server.security == "starttls":
                connection.starttls(context=context)
                connection.ehlo()
            if server.username:
                connection.login(server.username, server.password)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
