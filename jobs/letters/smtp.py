"""The dialogue with the mail server, stopped one line before its end: what is recorded there decides after a crash."""

import asyncio
import re
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage

from aiosmtplib import (
    SMTP,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from core.errors import SendError, SettingsError
from core.letters import DeliveryState
from core.settings import SmtpSettings
from jobs.letters.mails import is_loopback
from jobs.letters.smtp_words import lost, said

Line = SMTP
"""An open line to the server."""
# RFC 3463, at the start of an answer (further on it may be an address): bad mailbox, bad system, moved, disabled
_NO_SUCH_ADDRESS = re.compile(r"\s*5\.(?:1\.[0-36]|1\.10|2\.1)(?![.\d])")
# what the server has against us, whoever the reader is: our rights, our sender, our machine
_ABOUT_US = re.compile(
    r"\s*5\.(?:7\.\d|1\.[78](?![.\d]))|.*\b(?:client host|blocked|black-?list|block-?list)",
    re.IGNORECASE | re.DOTALL,
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_GO_ON, _FOR_NOW, _FOR_GOOD = 354, 400, 500
_DONE = range(200, 300)  # the first digit decides (RFC 5321, 4.2)
_DRAIN_SECONDS = 0.002


class Lost(Exception):
    """The line broke, or cannot be opened, before anything was handed over."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the server answered; `unknown_address`: that there is no such reader.

    `this_run`: whether asking again soon may help; not a server that wants nothing of us before somebody sees to it.
    """

    state: DeliveryState
    answer: str
    unknown_address: bool = False
    this_run: bool = True


async def opened(settings: SmtpSettings, own_domain: str) -> Line:
    """A line to the server, encrypted and named as the settings say.

    Raises:
        SettingsError: no server, or no encryption towards another machine.
        SendError: the server refuses the account, or cannot encrypt.
        Lost: it does not answer; it may later.
    """
    check(settings)
    line = _line(settings, own_domain)
    try:
        await line.connect()
    except (SMTPException, OSError) as error:
        if _may_pass(error):
            raise Lost(lost(error, settings.host, settings.port)) from error
        raise SendError(
            f"pas de connexion sûre à {settings.host} : {said(error)}",
            "Vérifiez smtp.tls, smtp.port, BEFFROI_SMTP__USER et BEFFROI_SMTP__PASSWORD.",
        ) from error
    return line


def _may_pass(error: Exception) -> bool:
    """Whether a server that does not take us now may later: not without its encryption, a certificate or an account."""
    if isinstance(error, SMTPResponseException):
        return error.code < _FOR_GOOD
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return False
    return isinstance(error, OSError | SMTPServerDisconnected | SMTPConnectError | SMTPTimeoutError)


def check(settings: SmtpSettings) -> None:
    """Raise SettingsError where there is no server, or letters would cross a network in clear."""
    if not settings.host:
        raise SettingsError("smtp.host est vide : aucun serveur d’envoi", "Donnez-le dans beffroi.toml.")
    if settings.tls == "none" and not is_loopback(settings.host):
        raise SettingsError(
            f"smtp.tls = « none » vers {settings.host} : les lettres y passeraient en clair",
            "Choisissez starttls ou tls ; none ne vaut que vers cette machine.",
        )


def _line(settings: SmtpSettings, own_domain: str) -> Line:
    return SMTP(
        hostname=settings.host,
        port=settings.port,
        username=settings.user or None,
        password=settings.password or None,
        local_hostname=own_domain,  # its default tells the name of this machine
        timeout=settings.timeout_seconds,
        use_tls=settings.tls == "tls",
        start_tls=settings.tls == "starttls",
    )


async def closed(line: Line) -> None:
    """Say goodbye; a server that has gone already is no trouble."""
    if line.is_connected:
        with suppress(SMTPException, OSError):
            await line.quit()
    line.close()


async def hand_over(
    line: Line, message: EmailMessage, sender: str, reader: str, before_end: Callable[[], None]
) -> Outcome:
    """Give one mail to the server; `before_end` is called when only the last line is still to go.

    Until then nothing is delivered, whatever happens. After it, only an answer tells.

    Raises:
        Lost: the line broke before `before_end`: it can be tried again.
        SendError: the server refuses whom we send as, which no other reader would change.
    """
    try:
        refused = await _asked(line, sender, reader)
        if refused is None:
            await _written(line, message)
    except (SMTPException, OSError) as error:
        raise Lost(lost(error, line.hostname, line.port)) from error
    if refused is not None:
        return await _reset(line, refused)
    before_end()
    try:
        answer = await line.execute_command(b".")
    except (SMTPException, OSError) as error:
        line.close()  # what it says later would be taken for the answer about the next mail
        return Outcome(DeliveryState.HANDED, lost(error, line.hostname, line.port))
    return _ended(answer.code, answer.message)


async def _asked(line: Line, sender: str, reader: str) -> Outcome | None:
    """MAIL, RCPT and DATA; None when the server is ready for the mail."""
    try:
        await line.mail(sender)
        await line.rcpt(reader)
    except SMTPSenderRefused as error:
        if error.code < _FOR_GOOD:
            return _outcome(error.code, error.message)
        raise SendError(
            f"le serveur refuse l’expéditeur {sender} : {said(error)}",
            "Vérifiez letter.sender, et le compte du serveur.",
        ) from error
    except SMTPRecipientRefused as error:
        made = _outcome(error.code, error.message)
        gone = made.state is DeliveryState.REFUSED and bool(_NO_SUCH_ADDRESS.match(error.message))
        return replace(made, unknown_address=gone)
    answer = await line.execute_command(b"DATA")
    return None if answer.code == _GO_ON else _outcome(answer.code, answer.message)


async def _written(line: Line, message: EmailMessage) -> None:
    """The whole mail but its last line, out of our hands."""
    if line.protocol is None:
        raise SMTPServerDisconnected("Connection lost")
    line.protocol.write(stuffed(message.as_bytes()))
    async with asyncio.timeout(line.timeout):
        while line.transport is not None and _pending(line):  # noqa: ASYNC110  no event tells it in public
            await asyncio.sleep(_DRAIN_SECONDS)
    if not line.is_connected:
        raise SMTPServerDisconnected("Connection lost")


def _pending(line: Line) -> int:
    transport = line.transport
    return transport.get_write_buffer_size() if isinstance(transport, asyncio.WriteTransport) else 0


def stuffed(message: bytes) -> bytes:
    """Lines that end as SMTP wants them, and none that is the end of the mail (RFC 5321, 4.5.2)."""
    lines = _LINE_END.split(message.rstrip(b"\r\n"))
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


async def _reset(line: Line, outcome: Outcome) -> Outcome:
    """Clear what the server remembers of a mail that it did not take."""
    if line.is_connected:
        try:
            await line.rset()
        except (SMTPException, OSError):
            line.close()  # a new line is opened for the next one
    return outcome


def _ended(code: int, words: str) -> Outcome:
    """What an answer to the last line says; one that is neither yes nor no leaves it in doubt."""
    if code in _DONE:
        return Outcome(DeliveryState.SENT, f"{code} {words}".strip())
    if code < _FOR_NOW:
        return Outcome(DeliveryState.HANDED, f"{code} {words}".strip())
    return _outcome(code, words)


def _outcome(code: int, words: str) -> Outcome:
    answer = f"{code} {words}".strip()
    if code < _FOR_GOOD:
        return Outcome(DeliveryState.FAILED, answer)
    if _ABOUT_US.match(words) and not _NO_SUCH_ADDRESS.match(words):
        return Outcome(DeliveryState.FAILED, answer, this_run=False)
    return Outcome(DeliveryState.REFUSED, answer)
