"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), recognised by what it says, not by its content type."""

import json
import re
from typing import Any

from crawler.discovery.reading import (
    MAX_EXTRACT,
    MAX_TITLE,
    Announced,
    Reading,
    absolute,
    instant,
    plain,
    same_site,
)

_COLON = re.compile(r"[ \t\r\n]*+:[ \t\r\n]*+")
_COMMA = re.compile(r"[ \t\r\n,]*+")
_DECODER = json.JSONDecoder()


def is_json(body: bytes) -> bool:
    """Whether the answer can only be JSON."""
    return body.startswith(b"{")


def read_json_feed(body: bytes, url: str, max_entries: int) -> Reading:
    """Its items in their order. `not_a_feed` for other JSON, `broken_feed` for half of one."""
    text = body.decode("utf-8", "replace")
    if "jsonfeed.org" not in text:  # its required `version`
        return Reading(refusal="not_a_feed")
    top: dict[str, Any] = {}
    try:
        end = _members(text, top, max_entries)
    except (ValueError, RecursionError, IndexError):
        return Reading(refusal="broken_feed")
    items = top.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in str(top.get("version", "jsonfeed.org")):
        return Reading(refusal="not_a_feed")
    lines = [line for item in items if (line := _announced(item, url)) is not None]
    following = absolute(url, top.get("next_url"))
    return Reading(
        tuple(lines),
        next_url=following if following != url and same_site(following, url) else None,
        # Each item has an `id`, nothing else of the format does: the rest is counted, not parsed.
        surplus=text.count('"id"', end) if end else 0,
        dropped=len(items) - len(lines),
    )


def _members(text: str, top: dict[str, Any], max_entries: int) -> int:
    """Fill `top` with the document's members; where the reading stopped in `items`, or 0 at the document's end.

    Raises ValueError, RecursionError or IndexError for what is not JSON.
    """
    at = 1
    while text[at := _skip(_COMMA, text, at)] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(_COLON, text, at)
        if key == "items" and text[at] == "[":
            top["items"], at, whole = _elements(text, at + 1, max_entries)
            if not whole:
                return at
        else:
            top[str(key)], at = _DECODER.raw_decode(text, at)
    return 0


def _elements(text: str, at: int, limit: int) -> tuple[list[Any], int, bool]:
    """The first elements of an array, the place behind them, or behind it, and whether that is all of it."""
    elements: list[Any] = []
    while text[at := _skip(_COMMA, text, at)] != "]":
        if len(elements) == limit:
            return elements, at, False
        value, at = _DECODER.raw_decode(text, at)
        elements.append(value)
    return elements, at + 1, True


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    if found is None:
        raise ValueError(f"no colon at {at}")
    return found.end()


def _announced(item: Any, base: str) -> Announced | None:
    if not isinstance(item, dict):
        return None
    addresses = (absolute(base, item.get(key)) for key in ("url", "external_url"))
    identifier = item.get("id")
    if isinstance(identifier, int | float):  # against the format, and common
        identifier = str(identifier)
    own = absolute("", identifier)  # an id that is an address
    url = next((address for address in addresses if address), own)
    if url is None:
        return None
    published, updated = instant(item.get("date_published")), instant(item.get("date_modified"))
    texts = (plain(item.get(key), MAX_EXTRACT) for key in ("summary", "content_text", "content_html"))
    return Announced(
        url=url,
        title=plain(item.get("title"), MAX_TITLE),
        extract=next((text for text in texts if text), None),
        guid=plain(identifier, MAX_TITLE),
        published_at=published or updated,
        updated_at=updated,
    )
