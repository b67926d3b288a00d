"""The page's head and visible marks, read once into a small record."""

import html as entities
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

_META = etree.XPath("//meta[@content]")
_CANONICAL = etree.XPath("//link[@rel='canonical']/@href", smart_strings=False)
_TITLE = etree.XPath("string(//head/title)", smart_strings=False)
_HEADINGS = etree.XPath("//h1")
_LANG = etree.XPath("string(/html/@lang)", smart_strings=False)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MAX_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """`meta` maps lower-case property or name to content, first one wins."""

    meta: dict[str, str]
    canonical: str
    title: str
    headings: tuple[str, ...]
    lang: str

    def first(self, *names: str) -> str:
        """The first of these meta contents that is not empty."""
        return next((self.meta[n] for n in names if self.meta.get(n)), "")


def read(tree: Any) -> Head:
    """Read the head of a parsed page."""
    meta: dict[str, str] = {}
    for element in _META(tree):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").lower().strip()
        )
        content = clean(element.get("content"))
        if name and content:
            meta.setdefault(name, content)
    headings = tuple(t for t in (clean(h.text_content()) for h in _HEADINGS(tree)[:5]) if t)
    canonical = next(iter(_CANONICAL(tree)), "").strip()
    return Head(meta, canonical, clean(_TITLE(tree)), headings, _LANG(tree)[:2].lower())


def clean(text: str | None) -> str:
    """One line, entities read twice over (some publishers escape twice); no-break spaces kept."""
    if not text:
        return ""
    return _SPACE.sub(" ", entities.unescape(text[:_MAX_CHARS])).strip()


def absolute(base: str, href: str) -> str | None:
    """An address against the page's own; None for what is no address ("http://[bad")."""
    try:
        return urljoin(base, href) if href else None
    except ValueError:
        return None
