"""What the readers of feeds, sitemaps and listings give back, and the cleaning that they share."""

import html
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree
from lxml import html as lxml_html

MAX_TITLE = 500
MAX_EXTRACT = 2000
MAX_URL = 2000
PARIS = ZoneInfo("Europe/Paris")
_BLOCKS = ("p", "br", "div", "li", "h2", "h3", "td", "blockquote")


@dataclass(frozen=True, slots=True)
class Announced:
    """One line of an entry point, before it is anybody's candidate."""

    url: str
    title: str | None = None
    extract: str | None = None
    guid: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one answer announces, in its own order, or why it is not what it should be.

    `surplus` counts the lines beyond the cap, `stale` those left out for their age, `dropped` those without a
    usable address; `sitemaps` are those that an index lists.
    """

    announced: tuple[Announced, ...] = ()
    next_url: str | None = None
    refusal: str | None = None
    sitemaps: tuple[str, ...] = ()
    surplus: int = 0
    stale: int = 0
    dropped: int = 0


def absolute(base: str, href: object) -> str | None:
    """The absolute http(s) URL of a link, or None when it is not one. Blanks inside become %20, as in browsers."""
    if not isinstance(href, str) or not href.strip():
        return None
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        usable = usable and " " not in parts.netloc
    except ValueError:  # "http://[", a port that is no number
        return None
    url = url.replace(" ", "%20")
    return url if usable and len(url) <= MAX_URL and _storable(url) else None


def same_site(url: str | None, other: str) -> bool:
    """Whether two addresses are of one registrable domain; without one (localhost, an IP), of one host."""
    return url is not None and _site(url) == _site(other)


@lru_cache(maxsize=1024)
def _site(url: str) -> str:
    from courlan import extract_domain  # 60 ms to import: only where addresses are handled

    host = urlsplit(url).hostname or ""
    return extract_domain(url) or host


def plain(text: object, limit: int) -> str | None:
    """One line of text: tags and entities gone, white space squeezed; None when nothing is left."""
    if not isinstance(text, str):
        return None
    start = text[: 20 * limit]  # enough to fill the limit once the mark-up is gone
    bare = _without_tags(start) if "<" in start else html.unescape(start)
    line = " ".join(bare.encode("utf-8", "replace").decode("utf-8").split())
    return line[:limit].rstrip() or None


def _without_tags(markup: str) -> str:
    """What a browser would show; by a parser, since patterns for tags take quadratic time on hostile text."""
    try:
        tree = lxml_html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return html.unescape(markup)
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    for node in tree.iter(*_BLOCKS):
        node.tail = " " + (node.tail or "")
    return str(tree.text_content())


def instant(text: object) -> datetime | None:
    """A W3C date: its own offset; Paris when it has none; midnight UTC when it is only a day."""
    if not isinstance(text, str):
        return None
    stamp = text.strip()
    try:
        value = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC if len(stamp) <= len("2026-11-23") else PARIS)
    return sensible(value)


def sensible(value: datetime) -> datetime | None:
    """The instant, in UTC, unless its year says that it is a mistake."""
    # In Paris's zone those of the hour that comes twice in October are equal to nothing in another zone (PEP 495).
    return value.astimezone(UTC) if 1990 <= value.year <= 2100 else None


def _storable(url: str) -> bool:
    """No white space or control character inside, and encodable: `&#xD800;` makes a lone surrogate."""
    return not any(char <= " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in url)
