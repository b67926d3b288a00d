"""What a page says of its article in microdata: schema.org's words again, on the visible elements."""

import re
from typing import Any

from lxml import etree

from extract.head import clean
from extract.jsonld import Node

_PROPERTIES = etree.XPath("//*[@itemprop]")
_ARTICLE = re.compile(r"schema\.org/(?:\w*Article|\w*BlogPosting|Report|CreativeWork)\b", re.IGNORECASE)
_PAGE = re.compile(r"schema\.org/\w*Page\b", re.IGNORECASE)
_WANTED = frozenset({
    "headline", "datePublished", "dateCreated", "dateModified", "description", "articleSection", "articleBody",
    "keywords", "image", "isAccessibleForFree", "alternativeHeadline",
})  # fmt: skip
_ADDRESSES = ("content", "src", "href", "data-src")
_VALUES = ("content", "datetime")
_MAX_ITEMS, _MAX_SCOPES = 3000, 200
_MAX_CLIMB = 80


def beside(tree: Any, node: Node) -> Node:
    """The article's microdata, read only when its JSON-LD leaves the date or the title to be asked (0.7 ms)."""
    return {} if node.get("datePublished") and node.get("headline") else read(tree)


def read(tree: Any) -> Node:
    """Property -> first value (a string), of the article's own scope; empty when the page has none.

    Properties of what stands beside the article (teasers, comments, persons, the publisher) are not the article's.
    """
    scopes: dict[Any, Node] = {}
    for element in _PROPERTIES(tree)[:_MAX_ITEMS]:
        names = [name for name in element.get("itemprop").split()[:8] if name in _WANTED]
        if not names:
            continue
        if len(scopes) > _MAX_SCOPES:
            break
        values = scopes.setdefault(_scope(element), {})
        for name in names:
            if not values.get(name):
                values[name] = _value(element, name)
    page = scopes.pop(None, {})
    for scope in [s for s in scopes if _PAGE.search(s.get("itemtype") or "")]:
        page = {**page, **scopes[scope]}
    return {**page, **_main({s: v for s, v in scopes.items() if _ARTICLE.search(s.get("itemtype") or "")})}


def _main(articles: dict[Any, Node]) -> Node:
    """The article among the articles: the one with the page's h1 or the body; several without either are a listing."""
    for scope, node in articles.items():
        if "articleBody" in node or next(scope.iter("h1"), None) is not None:
            return node
    return next(iter(articles.values())) if len(articles) == 1 else {}


def _scope(element: Any) -> Any:
    """The item that a property belongs to: an element, or None for the page."""
    for count, ancestor in enumerate(element.iterancestors()):
        if "itemscope" in ancestor.attrib or count > _MAX_CLIMB:
            return ancestor
    return None


def _value(element: Any, name: str) -> str:
    if name == "articleBody":
        return "present"  # its text is the business of the body
    if name == "image":
        places = [element, *element.iter("meta", "img", "link")]
        return next((value for e in places for a in _ADDRESSES if (value := clean(e.get(a)))), "")
    declared = next((value for a in _VALUES if (value := clean(element.get(a)))), "")
    return declared or clean(element.text_content())
