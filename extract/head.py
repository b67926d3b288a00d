"""The page's head and visible marks, read once into a small record."""

import html as entities
import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

MAX_META = 400
"""Real pages have at most 150 meta elements; a page with more repeats them to be heavy."""

_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LANG = re.compile(r"[a-z]{2,3}(?=$|[-_])")
# Soft hyphens, bidirectional controls, zero-width spaces and what else has no ink: they reorder or split words
# for whoever reads or searches them. Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji are spelt with them.
_INKLESS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MAX_CHARS = 2000
_MAX_HEADINGS = 8


@dataclass(frozen=True, slots=True)
class Head:
    """`meta` maps lower-case property or name to content, first one wins; `pairs` are all of them, in order.

    `headings` are the texts of the first h1 elements; `lang` is a language code of two or three letters, or "".
    """

    meta: dict[str, str]
    canonical: str
    title: str
    headings: tuple[str, ...]
    lang: str
    pairs: tuple[tuple[str, str], ...] = ()

    def first(self, *names: str) -> str:
        """The first of these meta contents that is not empty."""
        return next((self.meta[n] for n in names if self.meta.get(n)), "")

    def every(self, name: str) -> list[str]:
        """All contents of a meta that may be repeated ("article:tag")."""
        return [content for key, content in self.pairs if key == name]


def read(tree: Any) -> Head:
    """Read the head of a parsed page."""
    pairs: list[tuple[str, str]] = []
    canonical = title = ""
    headings: list[str] = []
    # one walk by tag: six times faster than an XPath for each (0.1 ms against 0.6 ms on a median page)
    for element in tree.iter("meta", "link", "title", "h1"):
        if element.tag == "meta":
            pair = _pair(element) if len(pairs) < MAX_META else None
            if pair:
                pairs.append(pair)
        elif element.tag == "link":
            if not canonical and (element.get("rel") or "").strip().lower() == "canonical":
                canonical = (element.get("href") or "").strip()
        elif element.tag == "title":
            if not title and _is_page_title(element):
                title = clean(element.text_content())
        elif len(headings) < _MAX_HEADINGS and (heading := clean(element.text_content())):
            headings.append(heading)
    meta = dict(reversed(pairs))
    return Head(meta, canonical, title, tuple(headings), _language(tree, meta), tuple(pairs))


def clean(text: str | None) -> str:
    """One line of NFC text; no-break spaces kept, whatever has no ink dropped.

    Entities are read once and twice more, inline tags dropped: some publishers escape twice ("&lt;em&gt;" in a title).
    """
    if not text:
        return ""
    text = text[:_MAX_CHARS]
    for _ in range(2):
        if "&" in text:
            text = entities.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _INKLESS.sub("", text)).strip()


def absolute(base: str, href: str) -> str | None:
    """An address against the page's own; None for what is no address ("http://[bad")."""
    try:
        return urljoin(base, href) if href else None
    except ValueError:
        return None


def _pair(element: Any) -> tuple[str, str] | None:
    name = element.get("property") or element.get("name") or ""
    content = clean(element.get("content")) if name else ""
    return (name.lower().strip(), content) if content else None


def _is_page_title(element: Any) -> bool:
    """Drawings (svg) have titles too."""
    parent = element.getparent()
    return parent is None or parent.tag in {"head", "html", "body"}


def _language(tree: Any, meta: dict[str, str]) -> str:
    for value in (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        meta.get("og:locale"),
        meta.get("content-language"),
    ):
        found = _LANG.match((value or "").strip().lower())
        if found:
            return found[0]
    return ""
