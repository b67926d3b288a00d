"""What a page says of itself in JSON-LD, whatever way it nests it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from extract import loosejson

_SCRIPTS = etree.XPath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
_ADDRESSES = etree.XPath(
    "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content", smart_strings=False
)
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"^https?://(?:www\.)?")
_REFERENCES = ("author", "creator", "publisher", "image")
_INWARD = ("@graph", "mainEntity", "mainEntityOfPage")
_MAX_CHARS = 2_000_000
"""Over all blocks of a page; a live blog's is 950,000 long."""
_MAX_DEPTH = 12
_MAX_VISITS = 20_000

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """Every object of a page's JSON-LD, and the one that describes the article (empty when there is none).

    The article's references (`"author": {"@id": ...}`) are resolved within the page. `repaired` blocks were not
    JSON and could be mended, `broken` ones could not, or not wholly.
    """

    article: Node
    nodes: tuple[Node, ...]
    repaired: int = 0
    broken: int = 0


def read(tree: Any) -> Graph:
    """Read the page's JSON-LD once. Never raises for what a page may hold; time is linear in its length."""
    blocks = list(_blocks(tree))
    found = tuple(_walk([block.values for block in blocks], _INWARD))
    return Graph(
        article=resolved(_main(tree, found), found),
        nodes=found,
        repaired=sum(block.state is loosejson.State.REPAIRED for block in blocks),
        broken=sum(block.state is loosejson.State.BROKEN for block in blocks),
    )


def is_article(node: Node) -> bool:
    """Whether the node's type is one of schema.org's articles."""
    types = node.get("@type")
    return any(
        isinstance(t, str) and _ARTICLE_TYPES.search(t)
        for t in (types if isinstance(types, list) else [types])
    )


def text_of(value: Any, depth: int = 0) -> str:
    """A string out of what publishers write where a string is due."""
    if isinstance(value, str):
        return _SURROGATE.sub("", value).strip()
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return next((t for item in value[:100] if (t := text_of(item, depth + 1))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("url") or value.get("@value"), depth + 1)
    return ""


def _blocks(tree: Any) -> Iterator[loosejson.Loose]:
    budget = _MAX_CHARS
    for script in _SCRIPTS(tree):
        text = (script.text or "").strip()
        budget -= len(text)
        if text:
            yield loosejson.loads(text) if budget >= 0 else loosejson.GIVEN_UP


def _main(tree: Any, found: tuple[Node, ...]) -> Node:
    """Of several articles the one that names this page, else the first that is told whole: others are teasers."""
    articles = [node for node in found if is_article(node)]
    if len(articles) < 2:
        return articles[0] if articles else {}
    here = {_address(href) for href in _ADDRESSES(tree)} - {""}

    def merit(node: Node) -> tuple[bool, bool, bool]:
        own = {_address(value) for value in _names(node)}
        headline = bool(node.get("headline"))
        return bool(own & here), headline and bool(node.get("datePublished")), headline

    return max(articles, key=merit)


def _names(node: Node) -> Iterator[Any]:
    page = node.get("mainEntityOfPage")
    yield from (node.get("url"), node.get("@id"), page)
    if isinstance(page, dict):
        yield from (page.get("@id"), page.get("url"))


def _address(value: Any) -> str:
    """An address reduced to what names a page: no scheme, www., query, fragment or last slash."""
    if not isinstance(value, str):
        return ""
    page = value[:2000].strip().partition("#")[0].partition("?")[0]
    return _SCHEME.sub("", page).rstrip("/")


def resolved(node: Node, found: tuple[Node, ...]) -> Node:
    """The node with its bare references replaced by the objects of the page that they name."""
    wanted = {key: node[key] for key in _REFERENCES if _has_reference(node.get(key))}
    if not wanted:
        return node
    known: dict[str, Node] = {}
    for other in _walk(list(found), None):
        name = other.get("@id")
        if isinstance(name, str) and len(other) > len(known.get(name, ())):
            known[name] = other

    def replaced(value: Any) -> Any:
        if isinstance(value, list):
            return [replaced(item) if isinstance(item, dict) else item for item in value]
        return known.get(value["@id"], value) if _has_reference(value) else value

    return node | {key: replaced(value) for key, value in wanted.items()}


def _has_reference(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(item, dict) and _has_reference(item) for item in value)
    return isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name")


def _walk(value: Any, keys: tuple[str, ...] | None) -> Iterator[Node]:
    """Every object within, outermost first, through these keys (None: all); without recursion, bounded."""
    waiting = [(value, 0)]
    visits = 0
    while waiting and visits < _MAX_VISITS:
        visits += 1
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
            inner = list(value.values()) if keys is None else [value.get(key) for key in keys]
        else:
            inner = value
        if depth < _MAX_DEPTH:
            room = _MAX_VISITS - visits
            waiting += [(v, depth + 1) for v in reversed(inner[:room]) if isinstance(v, (dict, list))]
