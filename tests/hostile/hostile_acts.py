"""What the hostile server answers: each function makes an act, or is one."""

from collections.abc import Iterable
from datetime import UTC, datetime

from hostile_server import HTML, Act, Exchange, head

XML = "application/rss+xml; charset=utf-8"

MEBI = 1024 * 1024
SECRET = "contenu-d-un-fichier-local"  # noqa: S105  what an XXE would bring into the archive


def article(title: str, *, head_markup: str = "", body: str = "") -> bytes:
    """A page with enough text to be an article."""
    sentence = f"{title} : la commune de Sainte-Invention ouvre son guichet numérique aux habitants. "
    paragraphs = "".join(f"<p>{number}. {sentence * 3}</p>" for number in range(4))
    return (
        f"<!doctype html><html lang='fr'><head><title>{title}</title>{head_markup}</head>"
        f"<body><article><h1>{title}</h1>{paragraphs}{body}</article></body></html>"
    ).encode()


def page(title: str, *headers: tuple[str, str]) -> Act:
    """An honest page."""
    return fixed(article(title), *headers)


def fixed(body: bytes, *headers: tuple[str, str], status: str = "200 OK", kind: str = HTML) -> Act:
    """Always this answer."""

    async def act(exchange: Exchange) -> None:
        await exchange.answer(body, *headers, status=status, kind=kind)

    return act


def raw(*pieces: bytes) -> Act:
    """These bytes, then the connection is closed."""

    async def act(exchange: Exchange) -> None:
        for piece in pieces:
            await exchange.send(piece)

    return act


def feed(links: Iterable[str], *headers: tuple[str, str]) -> Act:
    """An RSS feed of these links; what begins with a slash is on the feed's own host."""
    listed = list(links)

    async def act(exchange: Exchange) -> None:
        urls = [exchange.url(link) if link.startswith("/") else link for link in listed]
        body = rss([url.replace("{port}", str(exchange.server.port)) for url in urls])
        await exchange.answer(body, *headers, kind=XML)

    return act


def rss(urls: Iterable[str], prolog: str = "", title: str = "Un titre assez long") -> bytes:
    """A feed as it should be, after a prolog that should not."""
    items = "".join(f"<item><title>{title}</title><link>{url}</link></item>" for url in urls)
    return f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def redirect(target: str, *headers: tuple[str, str], status: str = "302 Found") -> Act:
    """To a path of the same host, or anywhere else."""

    async def act(exchange: Exchange) -> None:
        location = exchange.url(target) if target.startswith("/") else target
        location = location.replace("{port}", str(exchange.server.port))
        await exchange.answer(b"", ("Location", location), *headers, status=status)

    return act


def broken_chunks(*pieces: bytes) -> Act:
    """A chunked answer that goes wrong."""
    start = head(("Transfer-Encoding", "chunked"))
    return raw(start, b"1a\r\n<html><body><p>un morceau\r\n", *pieces)


def short_of(missing: int) -> Act:
    """Content-Length promises more than comes."""
    body = article("Une page coupée")
    return raw(head(("Content-Length", str(len(body) + missing))), body)


def longer_by(extra: bytes) -> Act:
    """Content-Length promises less than comes."""
    body = article("Une page entière")
    return raw(head(("Content-Length", str(len(body)))), body + extra)


def http_date(seconds: int) -> str:
    """An HTTP-date so far from now."""
    moment = datetime.fromtimestamp(datetime.now(UTC).timestamp() + seconds, UTC)
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def come_back_later(status: str, seconds: int) -> Act:
    """Retry-After as a date."""

    async def act(exchange: Exchange) -> None:
        await exchange.answer(b"plus tard", ("Retry-After", http_date(seconds)), status=status)

    return act
