"""What a page says around its article: section, tags, image, the name of its site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.canonical import host
from extract.head import Head, absolute, clean
from extract.headings import bare
from extract.jsonld import Node, text_of

MAX_TAGS, MAX_LABEL = 30, 80
MAX_ADDRESS = 2000

_NO_SECTION = frozenset(
    {
        "",
        "nonclasse",
        "nonclassé",
        "uncategorized",
        "accueil",
        "home",
        "article",
        "articles",
        "news",
        "actualité",
        "actualités",
    }
)
_MACHINE_TAG = re.compile(r"https?:|^[\w-]+:\S|^\d+$|^[0-9a-f]{8}-|[{}<>=\[\]]")
_LIST = re.compile(r"\s*[,;]\s*")
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Labels:
    """All on one line and bounded; None or empty where the page does not say. `image` is an http(s) address."""

    section: str | None
    tags: tuple[str, ...]
    image: str | None
    site_name: str | None


def labels(head: Head, node: Node, page_url: str, *, items: Node | None = None) -> Labels:
    """Read JSON-LD first, then meta, then the article's microdata (`items`)."""
    items = items or {}
    return Labels(
        _section(head, node, items),
        _tags(head, node, items),
        _image(head, node, items, page_url),
        _site_name(head, node),
    )


def _section(head: Head, node: Node, items: Node) -> str | None:
    for value in (
        text_of(node.get("articleSection")), head.first("article:section", "cxenseparse:articlesection", "section"),
        text_of(items.get("articleSection")),
    ):  # fmt: skip
        label = clean(value)
        if bare(label) not in _NO_SECTION and len(label) <= MAX_LABEL and not _MACHINE_TAG.search(label):
            return label
    return None


def _tags(head: Head, node: Node, items: Node) -> tuple[str, ...]:
    """Keywords once each, as first written; those of meta only where the article's own are missing."""
    for values in (
        [*_texts(node.get("keywords"))], head.every("article:tag"), [*_texts(items.get("keywords"))],
        [head.first("news_keywords")], [head.first("keywords")],
    ):  # fmt: skip
        found: dict[str, str] = {}
        for value in values[:200]:
            for part in _LIST.split(clean(value)):
                if 1 < len(part) <= MAX_LABEL and not _MACHINE_TAG.search(part):
                    found.setdefault(part.casefold(), part)
        if found:
            return tuple(found.values())[:MAX_TAGS]
    return ()


def _image(head: Head, node: Node, items: Node, page_url: str) -> str | None:
    for value in (head.first("og:image", "og:image:url"), *_images(node.get("image")), head.first("twitter:image"),
                  text_of(items.get("image"))):  # fmt: skip
        address = absolute(page_url, value.strip()) if value else None
        if (
            address
            and len(address) <= MAX_ADDRESS
            and address.startswith(("http://", "https://"))
            and host(address)
        ):
            return address
    return None


def _images(value: Any, depth: int = 0) -> Iterator[str]:
    """Addresses out of a string, an ImageObject (whose `name` is no address), or a list of either."""
    if isinstance(value, str):
        yield value
    elif depth < _MAX_DEPTH and isinstance(value, list):
        for item in value[:20]:
            yield from _images(item, depth + 1)
    elif depth < _MAX_DEPTH and isinstance(value, dict):
        for key in ("url", "contentUrl", "@id"):
            yield from _images(value.get(key), depth + 1)


def _site_name(head: Head, node: Node) -> str | None:
    """Open Graph's: JSON-LD's publisher is as often the company that owns the title."""
    titles = {bare(head.first("og:title")), bare(head.title)}
    for value in (head.first("og:site_name"), text_of(node.get("publisher")), head.first("application-name")):
        name = clean(value)
        if "://" in name:
            name = host(name).removeprefix("www.")
        if name and len(name) <= MAX_LABEL and bare(name) not in titles:
            return name
    return None


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Strings out of what publishers write for keywords: a string, a list, DefinedTerm objects."""
    if isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value[:200]:
            yield from _texts(item, depth + 1)
    elif text := text_of(value):
        yield text
