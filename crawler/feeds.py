"""RSS 0.9x, 1.0, 2.0 and Atom, by feedparser. It is handed bytes and fetches nothing."""

import calendar
import io
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from xml.sax import SAXException

import feedparser

from crawler.reading import MAX_EXTRACT, MAX_TITLE, Announced, Reading, absolute, plain, sensible


def read_feed(body: bytes, url: str, content_type: str = "") -> Reading:
    """Entries in the feed's order. `not_a_feed` for anything else, `broken_feed` when nothing can be read."""
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    # A file object: feedparser would take bytes for a file name and open it. Sanitising is for those who
    # show the mark-up; we drop it all.
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version"):
        return Reading(refusal="not_a_feed")
    # Its other complaints are about the content type, which half the press gets wrong.
    if isinstance(parsed.get("bozo_exception"), SAXException) and not parsed.entries:
        return Reading(refusal="broken_feed")
    announced = (_announced(entry, url) for entry in parsed.entries)
    return Reading(tuple(line for line in announced if line is not None))


def _announced(entry: Any, base: str) -> Announced | None:
    url = absolute(base, entry.get("link"))
    if url is None:
        return None
    # dict.get: feedparser's own falls back from `updated` to `published`, with a warning.
    published = _instant(dict.get(entry, "published_parsed"))
    updated = _instant(dict.get(entry, "updated_parsed"))
    return Announced(
        url=url,
        title=plain(entry.get("title"), MAX_TITLE),
        extract=plain(entry.get("summary"), MAX_EXTRACT),
        guid=plain(entry.get("id"), MAX_TITLE),
        published_at=published or updated,
        updated_at=updated,
    )


def _instant(parsed: object) -> datetime | None:
    """A date of feedparser's, which is in UTC already."""
    if not isinstance(parsed, struct_time):
        return None
    try:
        return sensible(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (OverflowError, ValueError, OSError):
        return None
