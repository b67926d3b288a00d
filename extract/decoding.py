"""Bytes to text: what the page declares where it fits, repaired where it does not."""

import codecs
import re
from typing import NamedTuple

_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LATIN = {
    "iso-8859-1",
    "iso8859-1",
    "latin1",
    "latin-1",
    "windows-1252",
    "cp1252",
    "us-ascii",
    "ascii",
}

# One character of UTF-8 that was read as windows-1252: a lead byte, then what its following bytes look like.
_FOLLOWING = re.escape(
    bytes(b for b in range(0x80, 0xC0) if b not in b"\x81\x8d\x8f\x90\x9d").decode("cp1252")
)
_TWICE = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}\x81\x8d\x8f\x90\x9d]|[\u00e0-\u00ef][{_FOLLOWING}\x81\x8d\x8f\x90\x9d]{{2}}"
)
_MIN_TWICE = 3

_WEB = {
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "gbk",
    "gb18030",
    "gb2312",
    "big5",
    "big5hkscs",
    "euc_jp",
    "iso2022_jp",
    "shift_jis",
    "cp932",
    "euc_kr",
    "cp949",
    "koi8-r",
    "koi8-u",
    "cp866",
    "mac-roman",
    "mac-cyrillic",
    "cp874",
    "tis-620",
}
"""Python's names of the WHATWG's encodings, the ISO 8859 and windows-125x families aside: no page is in punycode, and
decoding one as such takes time with the square of its length."""


class Decoded(NamedTuple):
    """A page's text; `repair` says what had to be done to read it ("" for nothing)."""

    text: str
    repair: str


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Text of a page: BOM, the declared charset, UTF-8, each byte that is none of these as windows-1252.

    A page that declares ISO-8859-1 is read as windows-1252, as browsers do (WHATWG Encoding), and as UTF-8 when
    its bytes are valid UTF-8: that does not happen to Latin text by chance.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(body.decode(name, "replace"), "")
    if wide := _wide(body[:400]):
        return Decoded(body.decode(wide, "replace"), wide)
    return _twice_encoded(_declared(body, content_type))


def _declared(body: bytes, content_type: str) -> Decoded:
    names = [m[1] for m in (_HEADER_CHARSET.search(content_type),) if m]
    names += [m[1].decode("ascii") for m in (_META_CHARSET.search(body[:4096]),) if m]
    latin = bool(names) and all(name.lower() in _LATIN for name in names)
    for name in ["utf-8"] if latin else [*names, "utf-8"]:
        try:
            text = body.decode(_codec(name))
        except (UnicodeError, LookupError):
            continue
        return Decoded(text, "utf-8" if latin and not text.isascii() else "")
    if latin:
        return Decoded(body.decode("windows-1252", "replace"), "")
    return Decoded(body.decode("utf-8", "beffroi-windows-1252"), "windows-1252")


def _codec(name: str) -> str:
    """The codec of a declared charset; raises LookupError for what no browser reads."""
    codec = codecs.lookup(name).name
    if codec in {"iso8859-1", "ascii"}:
        return "cp1252"
    if codec in _WEB or codec.startswith(("iso8859-", "cp125")):
        return codec
    raise LookupError(name)


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252: right for a stray one, and for a page that lies."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end


codecs.register_error("beffroi-windows-1252", _one_by_one)


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: every other byte of what should be markup is NUL."""
    if start[1::2].count(0) > 0.4 * len(start) > 0:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > 0.4 * len(start) > 0 else ""


def _twice_encoded(read: Decoded) -> Decoded:
    """Repair "Ã©" for "é": a text encoded twice, read once more when it has more such pairs than honest letters."""
    if (
        "Ã" not in read.text and "â€" not in read.text
    ):  # two looks at memory speed: nearly every page ends here
        return read
    pairs = _TWICE.findall(read.text)
    if len(pairs) < _MIN_TWICE or 3 * len(pairs) < sum(1 for c in read.text if c > "\x7f"):
        return read
    return Decoded(_TWICE.sub(_once, read.text), "twice-encoded")


def _once(match: re.Match[str]) -> str:
    try:
        return _bytes(match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]


def _bytes(text: str) -> bytes:
    """Bytes of windows-1252, and of Latin-1 where it has none: how such text came about."""
    return b"".join(c.encode("latin-1") if c in "\x81\x8d\x8f\x90\x9d" else c.encode("cp1252") for c in text)
