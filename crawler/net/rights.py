"""Reservations that an answer declares: known only with the answer, so its body is then dropped unwritten."""

import codecs
import re
from collections.abc import Iterable, Iterator

from core.rights import reserved_by_headers, reserved_by_meta

# Bounded repetitions, and the head of the page only: this runs in the reactor, on whatever a site sends.
_META = re.compile(r"<meta\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(name|content)\s{0,9}=\s{0,9}(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,1000}))""",
    re.IGNORECASE,
)
_HEAD_BYTES = 256 * 1024


def reserved_by(headers: Iterable[tuple[str, str]], body: bytes) -> str | None:
    """What declares the reservation, or None. Header names are lower-case."""
    return reserved_by_headers(headers) or reserved_by_meta(_meta(body))


def _meta(body: bytes) -> Iterator[tuple[str, str]]:
    for tag in _META.findall(_text(body[:_HEAD_BYTES])):
        found = {name.lower(): (a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        yield found.get("name", "").strip().lower(), found.get("content", "")


def _text(body: bytes) -> str:
    """Mark-up is ASCII in every encoding of the web but UTF-16."""
    utf16 = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return body.decode("utf-16" if utf16 else "latin-1", "replace")
