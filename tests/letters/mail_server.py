"""A real mail server on loopback that keeps what it is given, and misbehaves on demand."""

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[[str], str | None]


class Box:
    """Every mail that was taken, in order. `at_rcpt` and `at_end` may answer for the server, by the reader."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.asked: list[str] = []
        self.at_rcpt: Answer = lambda _: None
        self.at_end: Answer = lambda _: None
        self.at_mail = ""
        self.drop_at_end: set[str] = set()
        self.drop_at_rcpt: set[str] = set()

    @property
    def to(self) -> list[str]:
        return [reader for reader, _ in self.taken]

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.to)

    def mail(self, reader: str) -> EmailMessage:
        (found,) = self.mails(reader)
        return found

    def mails(self, reader: str) -> list[EmailMessage]:
        found = [message_from_bytes(raw, policy=default) for one, raw in self.taken if one == reader]
        return [one for one in found if isinstance(one, EmailMessage)]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session
        if not self.at_mail:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.at_mail or "250 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del session, options
        self.asked.append(address)
        if address in self.drop_at_rcpt:
            self.drop_at_rcpt.remove(address)
            _hang_up(server)
        answer = self.at_rcpt(address) or "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        (reader,) = envelope.rcpt_tos
        answer = self.at_end(reader)
        if answer is None:
            assert isinstance(envelope.content, bytes)
            self.taken.append((reader, envelope.content))
        if reader in self.drop_at_end:
            _hang_up(server)
        return answer or "250 OK"


def _hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.abort()


@contextmanager
def listening(box: Box, port: int = 0, **options: Any) -> Iterator[int]:
    """The port on which it listens."""
    chosen = port or free_port()
    controller = Controller(box, hostname="127.0.0.1", port=chosen, **options)
    controller.start()
    try:
        yield chosen
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
