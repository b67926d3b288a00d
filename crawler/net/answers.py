"""Scrapy's responses as our nouns."""

from datetime import datetime

from scrapy.http import Response

from core.types import Page

_READABLE = ("html", "xml", "text/plain")
# What a document, an image, an archive or a recording begins with, whatever its Content-Type says.
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"ID3",
    b"OggS",
)


def page(response: Response, url: str, source: str, at: datetime) -> Page:
    """The answer that an address of a source gave."""
    return Page(
        requested_url=url,
        final_url=response.url,
        source=source,
        fetched_at=at,
        status=response.status,
        headers=headers(response),
        body=response.body,
    )


def headers(response: Response) -> tuple[tuple[str, str], ...]:
    """Every header, names in lower case."""
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )


def header(response: Response, name: str) -> str | None:
    """One header."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def is_text(response: Response) -> bool:
    """Pages declare HTML, or nothing; a PDF or a podcast is not archived, also when it is called a page."""
    kind = (header(response, "Content-Type") or "html").lower()
    return any(word in kind for word in _READABLE) and not response.body.lstrip().startswith(_BINARY)
