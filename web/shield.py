"""What every answer carries, and what is not even read."""

import re
from collections.abc import Iterable

from starlette.requests import ClientDisconnect
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
Headers = tuple[tuple[bytes, bytes], ...]
HEADERS: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),  # the address of a page may be somebody's secret
    (b"x-robots-tag", b"noindex"),
)
DESK_HEADERS: Headers = (
    (b"x-content-type-options", b"nosniff"),
    # not "no-referrer": browsers then send "Origin: null" with our own forms (Fetch, "append a request Origin header"),
    # and a form from elsewhere would look the same
    (b"referrer-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
)
"""Of the desk: nobody frames it, opens it with a hold on its window, or loads parts of it elsewhere."""
ONLY_HTTPS = (b"strict-transport-security", b"max-age=31536000")
"""Of the desk under https. Not for subdomains: they are not ours to decide for."""
LONGEST_BODY = 8192
"""Bytes of a form: a one-click unsubscribing has thirty."""
LONGEST_PATH = 512
LONGEST_QUERY = 16_384
"""Bytes: 2,000 accented characters, each written as six."""
_LENGTH = re.compile(rb"\d{1,9}")  # Python reads no number of thousands of digits
_CSP, _FRAMES = b"content-security-policy", b"x-frame-options"
_SAID = {
    413: "C’est trop long : rien n’en a été lu. Envoyez-le en plusieurs fois.",
    414: "Cette adresse est trop longue. Repartez de la première page.",
}


class TooLong(ClientDisconnect):
    """More was sent than is read: whoever reads stops, as if the client had left."""


class Shield:
    """Refuses what is too long, whatever length it declares, and adds the headers to everything."""

    def __init__(
        self,
        app: ASGIApp,
        policy: str = PUBLIC_POLICY,
        longest_body: int = LONGEST_BODY,
        *,
        headers: Headers = HEADERS,
        small: tuple[str, ...] = (),
    ) -> None:
        """`small` are the paths where anybody may post: there LONGEST_BODY is enough."""
        self._app, self._policy, self._longest = app, policy.encode(), longest_body
        self._headers, self._small = headers, small

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        longest = LONGEST_BODY if scope["path"].startswith(self._small or ("\0",)) else self._longest
        secure = scope["scheme"] == "https" and self._headers is not HEADERS

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                message = {**message, "headers": _with(own, self._policy, self._headers, secure=secure)}
            await send(message)

        if status := too_long(scope, longest):
            await tell(shielded, status, _SAID[status])
        else:
            await _measured(self._app, longest, scope, receive, shielded)


def _with(own: list[tuple[bytes, bytes]], policy: bytes, headers: Headers, *, secure: bool) -> object:
    """An answer's own headers go before ours."""
    given = {name.lower(): value for name, value in own}
    added = [] if _CSP in given else [(_CSP, policy)]
    added += [(name, value) for name, value in headers if name not in given]
    if b"frame-ancestors 'self'" in given.get(
        _CSP, b""
    ):  # a page of ours that another page of ours shows inside
        added = [(name, b"SAMEORIGIN" if name == _FRAMES else value) for name, value in added]
    return [*own, *added, *([ONLY_HTTPS] if secure else [])]


async def _measured(app: ASGIApp, longest: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Run the application; whatever it answers, a body that turns out to be too long is answered 413."""
    read, over, begun = 0, False, False

    async def counting() -> Message:
        nonlocal read, over
        message = await receive()
        read += len(message.get("body", b""))
        if read > longest:
            over = True
            raise TooLong
        return message

    async def answering(message: Message) -> None:
        nonlocal begun
        if over and not begun:
            return
        begun = True
        await send(message)

    try:
        await app(scope, counting, answering)
    except TooLong:
        if begun:
            raise
    if over and not begun:
        await tell(send, 413, _SAID[413])


def too_long(scope: Scope, longest: int) -> int:
    """The status that refuses what is too long by what it says of itself; 0 for the rest."""
    if len(scope["path"]) > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
        return 414
    lengths = [value for name, value in _headers(scope) if name == b"content-length"]
    return 413 if any(not _LENGTH.fullmatch(value) or int(value) > longest for value in lengths) else 0


def _headers(scope: Scope) -> Iterable[tuple[bytes, bytes]]:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return headers


async def tell(send: Send, status: int, words: str) -> None:
    """A refusal before there is any page: a line of text."""
    body = f"{words}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
