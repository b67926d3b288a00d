"""Answers that are too much, or too slow."""

import asyncio
import gzip
import itertools
import zlib
from functools import lru_cache

import brotli
from backports import zstd
from hostile_acts import MEBI, article, fixed
from hostile_server import HTML, Act, Exchange

DRIP_SECONDS = 0.05

BOMB_BYTES = 64 * MEBI

COOKIES = tuple(("Set-Cookie", f"temoin{n}={'c' * 200}; Path=/; Max-Age=99999") for n in range(500))


@lru_cache
def bomb(encoding: str, opening: bytes = b"<html><body>") -> bytes:
    """Sixty-four megabytes of nothing, as few kilobytes; it opens like an honest document."""
    if encoding == "br":
        return bytes(brotli.compress(opening + bytes(BOMB_BYTES), quality=1))
    if encoding == "zstd":
        return bytes(zstd.compress(opening + bytes(BOMB_BYTES)))
    deflate = zlib.compressobj(1, wbits=31 if encoding == "gzip" else 15)
    parts = [deflate.compress(opening)]
    parts += [deflate.compress(bytes(MEBI)) for _ in range(BOMB_BYTES // MEBI)]
    return b"".join((*parts, deflate.flush()))


def compressed(encoding: str, kind: str = HTML) -> Act:
    """A decompression bomb."""
    body = bomb(encoding, b"<html><body>" if kind == HTML else b"<?xml version='1.0'?><rss><channel>")
    return fixed(body, ("Content-Encoding", encoding), kind=kind)


def gzipped(body: bytes, levels: int, kind: str = HTML) -> Act:
    """An honest body, compressed over and over again."""
    data = body
    for _ in range(levels):
        data = gzip.compress(data)
    return fixed(data, ("Content-Encoding", ", ".join(["gzip"] * levels)), kind=kind)


def flood(*headers: tuple[str, str], chunk: bytes = b"<p>encore</p>" * 5000, kind: str = HTML) -> Act:
    """A body without end, as fast as it is taken; with a Content-Length the length is what is promised."""

    async def act(exchange: Exchange) -> None:
        await exchange.head(*headers, kind=kind)
        while True:
            await exchange.send(chunk)

    return act


def sized_flood(length: int) -> Act:
    """A body of this length, announced."""
    return flood(("Content-Length", str(length)))


async def endless_headers(exchange: Exchange) -> None:
    """Header lines without end, as fast as they are taken."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        await exchange.send(b"".join(b"X-%d-%d: %s\r\n" % (number, n, b"v" * 200) for n in range(200)))


async def endless_continue(exchange: Exchange) -> None:
    """Interim answers without end."""
    while True:
        await exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def heavy_headers(*headers: tuple[str, str]) -> Act:
    """A good page behind a great many header lines."""
    return fixed(article("Des en-têtes lourds"), *headers)


def drip(before: bytes, piece: bytes = b"x") -> Act:
    """The beginning at once, then a byte now and then for ever: never idle long, never done."""

    async def act(exchange: Exchange) -> None:
        await exchange.send(before)
        while True:
            await asyncio.sleep(DRIP_SECONDS)
            await exchange.send(piece)

    return act


async def silence(exchange: Exchange) -> None:
    """Says nothing until the client goes away."""
    await exchange.writer.wait_closed()
