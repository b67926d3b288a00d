"""Opt-outs from text and data mining that an answer declares (TDM Reservation Protocol, `noai`).

They are known only with the answer: the caller then drops the body before it is written anywhere.
"""

import codecs
import re
from collections.abc import Iterable

_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WORD = re.compile(r"[\w-]+")
_ROBOTS = frozenset({"robots", "beffroi"})


def reserved_by(headers: Iterable[tuple[str, str]], body: bytes) -> str | None:
    """What declares the reservation, or None. Header names are lower-case."""
    for name, value in headers:
        if name == "tdm-reservation" and value.strip() == "1":
            return "tdm-reservation header"
        if name == "x-robots-tag" and _says_noai(value):
            return "X-Robots-Tag noai"
    for tag in _META.findall(_text(body)):
        found = {name.lower(): (a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        name, content = found.get("name", "").strip().lower(), found.get("content", "")
        if name == "tdm-reservation" and content.strip() == "1":
            return "tdm-reservation meta"
        if name in _ROBOTS and _says_noai(content):
            return "robots meta noai"
    return None


def _says_noai(value: str) -> bool:
    return "noai" in _WORD.findall(value.lower())


def _text(body: bytes) -> str:
    """Mark-up is ASCII in every encoding of the web but UTF-16."""
    utf16 = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return body.decode("utf-16" if utf16 else "latin-1", "replace")
