"""What every answer carries, and what is not even read."""

import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PUBLIC_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Of pages that are files as well, and bring their style with them."""
DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),  # the address of a page may be somebody's secret
    (b"x-robots-tag", b"noindex"),
)
LONGEST_BODY = 8192
"""Bytes of a form: a one-click unsubscribing has thirty."""
LONGEST_PATH = 512
_LENGTH = re.compile(rb"\d{1,9}")  # Python reads no number of thousands of digits


class Shield:
    """Refuses what is too long before anybody reads it, and adds the headers to everything."""

    def __init__(self, app: ASGIApp, policy: str = PUBLIC_POLICY, longest_body: int = LONGEST_BODY) -> None:
        self._app, self._policy, self._longest = app, policy.encode(), longest_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                if not any(name.lower() == _CSP for name, _ in own):
                    own.append((_CSP, self._policy))
                message = {**message, "headers": [*own, *HEADERS]}
            await send(message)

        if status := _too_long(scope, self._longest):
            await _refuse(shielded, status)
        else:
            await self._app(scope, receive, shielded)


_CSP = b"content-security-policy"


def _too_long(scope: Scope, longest: int) -> int:
    if len(scope["path"]) > LONGEST_PATH:
        return 414
    lengths = [value for name, value in _headers(scope) if name == b"content-length"]
    return 413 if any(not _LENGTH.fullmatch(value) or int(value) > longest for value in lengths) else 0


def _headers(scope: Scope) -> Iterable[tuple[bytes, bytes]]:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return headers


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
