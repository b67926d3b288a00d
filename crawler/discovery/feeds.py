"""RSS 0.9x, 1.0, 2.0 and Atom, by feedparser; JSON Feed. They are handed bytes and fetch nothing."""

import calendar
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from time import struct_time
from typing import Any
from xml.sax import SAXException

import feedparser

from crawler.discovery.cut import as_utf8, cut, narrow, without_doctype
from crawler.discovery.feeddates import feed_instant
from crawler.discovery.jsonfeeds import is_json, read_json_feed
from crawler.discovery.reading import (
    MAX_EXTRACT,
    MAX_TITLE,
    Announced,
    Reading,
    absolute,
    plain,
    same_site,
    sensible,
)

_HTML = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def read_feed(body: bytes, url: str, content_type: str = "", *, max_entries: int) -> Reading:
    """At most `max_entries`, in the feed's order; `next_url` is RFC 5005's next page, or its older archive.

    Refusals: `not_a_feed`, `broken_feed` when nothing can be read, `too_complex` (crawler.discovery.cut).
    """
    body = narrow(body)
    if is_json(body):
        return read_json_feed(body, url, max_entries)
    body = body[max(body.find(b"<"), 0) :]  # some servers print a warning first
    if _HTML.match(body):
        return Reading(refusal="not_a_feed")
    known = without_doctype(body)
    if known is None:
        return Reading(refusal="too_complex")
    short = cut(known, max_entries)
    if short.refusal:
        return Reading(refusal=short.refusal)
    return replace(_read(as_utf8(short.body, _charset(content_type)), url), surplus=short.surplus)


def _read(body: bytes, url: str) -> Reading:
    # A file object: feedparser would take bytes for a file name and open it. Sanitising is for those who
    # show the mark-up; we drop it all.
    headers = {"content-location": url, **_HEADERS}
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version"):
        return Reading(refusal="not_a_feed")
    announced = tuple(line for entry in parsed.entries if (line := _announced(entry, url)) is not None)
    if isinstance(parsed.get("bozo_exception"), SAXException) and not announced:
        return Reading(refusal="broken_feed")
    told = sum(1 for entry in parsed.entries if any(map(entry.get, ("link", "title", "id"))))
    dropped = told - len(announced)  # an empty element is no entry
    return Reading(announced, next_url=_next_page(parsed.feed, url), dropped=dropped)


def _next_page(feed: Any, url: str) -> str | None:
    for wanted in ("next", "prev-archive"):
        for link in feed.get("links", ()):
            target = absolute(url, link.get("href"))
            if link.get("rel") == wanted and target != url and same_site(target, url):
                return target
    return None


def _charset(content_type: str) -> str | None:
    header = Message()
    header["content-type"] = content_type
    return header.get_content_charset()


def _announced(entry: Any, base: str) -> Announced | None:
    # A permalink in the guid beside an empty link: feedparser takes it only where there is no link at all.
    url = absolute(base, entry.get("link")) or absolute("", entry.get("id"))
    if url is None:
        return None
    # dict.get: feedparser's own falls back from `updated` to `published`, with a warning.
    published, updated = _date(entry, "published"), _date(entry, "updated")
    return Announced(
        url=url,
        title=plain(entry.get("title"), MAX_TITLE),
        extract=plain(entry.get("summary"), MAX_EXTRACT),
        guid=plain(entry.get("id"), MAX_TITLE),
        published_at=published or updated,
        updated_at=updated,
    )


def _date(entry: Any, name: str) -> datetime | None:
    """What is written, as we read it; else as feedparser does, in UTC."""
    if written := feed_instant(dict.get(entry, name)):
        return written
    parsed = dict.get(entry, f"{name}_parsed")
    if not isinstance(parsed, struct_time):
        return None
    try:
        return sensible(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (OverflowError, ValueError, OSError):
        return None
