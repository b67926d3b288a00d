"""What a page says of itself in JSON-LD, whatever way it nests it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

_SCRIPTS = etree.XPath("//script[contains(@type, 'ld+json')]/text()", smart_strings=False)
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_MAX_CHARS = 500_000
_MAX_DEPTH = 12

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """Every object of a page's JSON-LD, and the one that describes the article (empty when there is none)."""

    article: Node
    nodes: tuple[Node, ...]


def read(tree: Any) -> Graph:
    """Read the page's JSON-LD once; the article is the first node of an article type."""
    found = tuple(nodes(tree))
    return Graph(next((node for node in found if is_article(node)), {}), found)


def is_article(node: Node) -> bool:
    """Whether the node's type is one of schema.org's articles."""
    types = node.get("@type")
    return any(
        isinstance(t, str) and _ARTICLE_TYPES.search(t)
        for t in (types if isinstance(types, list) else [types])
    )


def nodes(tree: Any) -> Iterator[Node]:
    """Every object of every JSON-LD block, outermost first."""
    for script in _SCRIPTS(tree):
        yield from _walk(_loads(script), 0)


def _loads(script: str) -> Any:
    """The value, or None: a broken block is ordinary (up to 3% of pages) and other signals remain."""
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > _MAX_CHARS:
        return None
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), (dict, list)):
                yield from _walk(value[key], depth + 1)


def text_of(value: Any, depth: int = 0) -> str:
    """A string out of what publishers write where a string is due."""
    if isinstance(value, str):
        return value.strip()
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return next((t for item in value if (t := text_of(item, depth + 1))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("url") or value.get("@value"), depth + 1)
    return ""
