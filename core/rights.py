"""Opt-outs from text and data mining, as publishers declare them (W3C TDM Reservation Protocol, `noai`).

One reading of them for the crawler, which must know before it keeps a body, and for extraction.
"""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[\w-]+")
_ROBOTS = frozenset({"robots", "beffroi"})
Pairs = Iterable[tuple[str, str]]


def reserved_by_headers(headers: Pairs) -> str | None:
    """What reserves, among (lower-case name, value) headers; None when nothing does."""
    for name, value in headers:
        if name == "tdm-reservation" and value.strip() == "1":
            return "tdm-reservation header"
        if name == "x-robots-tag" and _says_noai(value):
            return "X-Robots-Tag noai"
    return None


def reserved_by_meta(tags: Pairs) -> str | None:
    """What reserves, among the (lower-case name, content) of meta tags; None when nothing does."""
    for name, content in tags:
        if name == "tdm-reservation" and content.strip() == "1":
            return "tdm-reservation meta"
        if name in _ROBOTS and _says_noai(content):
            return "robots meta noai"
    return None


def _says_noai(value: str) -> bool:
    return "noai" in _WORD.findall(value.lower())
