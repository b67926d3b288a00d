"""Bytes to one lxml tree: the only parse of a page."""

import codecs
import re

from lxml import etree, html

MAX_BYTES = 2 * 1024 * 1024
"""Larger pages are not articles: the largest of 86 real ones is 1.4 MB, and 5 MB takes 6 s to extract."""

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(body: bytes, content_type: str = "") -> str:
    """Text of a page: BOM, then the declared charset if it fits, then UTF-8, then windows-1252.

    A page that declares ISO-8859-1 is read as windows-1252, as browsers do (WHATWG Encoding).
    """
    for bom, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(bom):
            return body.decode(name, "replace")
    for charset in (*_declared(body, content_type), "utf-8"):
        try:
            return body.decode(charset)
        except (UnicodeError, LookupError):
            continue
    return body.decode("windows-1252", "replace")


def _declared(body: bytes, content_type: str) -> list[str]:
    names = [m[1] for m in (_HEADER_CHARSET.search(content_type),) if m]
    names += [m[1].decode("ascii") for m in (_META_CHARSET.search(body[:4096]),) if m]
    return ["windows-1252" if n.lower() in {"iso-8859-1", "latin1", "latin-1"} else n for n in names]


def parse(text: str) -> html.HtmlElement | None:
    """The page's tree, or None when there is nothing to parse. Entities and network are never resolved."""
    clean = _CONTROL.sub("", text).encode("utf-8", "replace")
    if not clean.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, ValueError):
        return None
