"""The page's head and visible marks, read once into a small record."""

import html as entities
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

_META = etree.XPath("//meta[@content]")
_CANONICAL = etree.XPath("//link[@rel='canonical']/@href", smart_strings=False)
_TITLE = etree.XPath("string(//head/title)", smart_strings=False)
_HEADINGS = etree.XPath("//h1")
_LANG = etree.XPath("string(/html/@lang)", smart_strings=False)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SUFFIX = re.compile(r"\s[|\-–—•·:»]\s")
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


def title(head: Head, headline: str, site_name: str) -> str:
    """The article's title without the site's name."""
    candidates = [headline, head.first("og:title", "twitter:title"), *head.headings[:1], head.title]
    chosen = next((c for c in candidates if c), "")
    return without_suffix(chosen, site_name, head.headings)


def without_suffix(text: str, site_name: str, headings: tuple[str, ...] = ()) -> str:
    """Drop " - Smart City Mag": a tail that is the site's name, or what the visible heading leaves out."""
    cuts = list(_SUFFIX.finditer(text))
    for cut in cuts:
        head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
        if head in headings or _same(tail, site_name):
            return head
    return text


def _same(one: str, other: str) -> bool:
    return bool(other) and _bare(one) == _bare(other)


def _bare(name: str) -> str:
    """Letters and digits alone, without the domain's ending: "Actu.fr" and "actu" are one."""
    return re.sub(r"[\W_]+|fr$|com$", "", name.casefold())


def canonical_url(head: Head, page_url: str) -> str:
    """The address the page declares, when it is on the same site and not its home page; else its own."""
    declared = absolute(page_url, head.canonical or head.first("og:url")) or page_url
    there, here = urlsplit(declared), urlsplit(page_url)
    same_site = _site(there.hostname) == _site(here.hostname)
    if there.scheme in {"http", "https"} and same_site and there.path.strip("/"):
        return declared
    return page_url


def absolute(base: str, href: str) -> str | None:
    """An address against the page's own; None for what is no address ("http://[bad")."""
    try:
        return urljoin(base, href) if href else None
    except ValueError:
        return None


def _site(host: str | None) -> str:
    """The last two labels of a host: enough to tell a publisher from a stranger."""
    return ".".join((host or "").lower().split(".")[-2:])
