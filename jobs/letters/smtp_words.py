"""What is wrong between us and a mail server, in one line."""

import errno
import socket

from aiosmtplib import SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError

_REFUSED = f"[Errno {errno.ECONNREFUSED}]"


def said(error: BaseException) -> str:
    """What went wrong, in the words of the server or of the library."""
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {error.message}".replace("\n", " ").strip()
    return str(error).partition("\n")[0] or type(error).__name__


def lost(error: BaseException, host: str | None, port: int | None) -> str:
    """Why the line to a server cannot be opened, or broke: in French where it is common."""
    where, cause = f"{host}:{port}", error.__cause__ or error
    # a name with several addresses gives one error of several, without a number of its own
    if isinstance(cause, ConnectionRefusedError) or _REFUSED in str(cause):
        return f"connexion refusée par {where}"
    if isinstance(cause, socket.gaierror):
        return f"serveur introuvable : {host}"
    if isinstance(error, SMTPTimeoutError) or isinstance(cause, TimeoutError | SMTPTimeoutError):
        return f"pas de réponse de {where}"
    if isinstance(cause, ConnectionError | SMTPServerDisconnected):
        return f"connexion coupée par {where}"
    return f"{where} : {said(error)}"
