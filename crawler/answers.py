"""Scrapy's responses as our nouns."""

from scrapy.http import Response

from core.types import Fetch, Page

_READABLE = ("html", "xml", "text/plain")


def page(response: Response, line: Fetch) -> Page:
    """The answer that a journal line is about."""
    return Page(
        requested_url=line.url,
        final_url=response.url,
        source=line.source,
        fetched_at=line.at,
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
    """Pages declare HTML, or nothing; a PDF or a podcast is not archived."""
    kind = (header(response, "Content-Type") or "html").lower()
    return any(word in kind for word in _READABLE)
