"""What is no article, taken out of the tree before the text is read: frames of a page, link lists, teasers.

Destructive: whatever else the tree has to say (head, bylines, dates) is read before.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

_FRAME = (
    "applet", "area", "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fencedframe", "fieldset",
    "figcaption", "footer", "frame", "frameset", "head", "iframe", "input", "label", "legend", "link", "map", "menu",
    "meta", "nav", "noscript", "object", "optgroup", "option", "output", "picture", "progress", "script", "select",
    "source", "style", "svg", "template", "textarea", "time", "track", "video",
)  # fmt: skip
_TABLED = etree.XPath("//figure[.//table]")
_LISTS = etree.XPath("//ul[.//a] | //ol[.//a]")
_LINKED = etree.XPath("//p[a or */a]")

MIN_SHARE = 0.8
"""A list is one of links when its links hold this share of its characters; of 108 pages, no article's own list does."""

MAX_OWN_SHARE = 0.5
"""A list with less is the article's own: its links are taken for text, or extraction would drop it for them."""

MIN_TEASER = 20
"""A whole paragraph that is one link, from this many characters on, is the title of another article."""


def prune(tree: Any) -> Any:
    """Take out frames and link lists, in place; returns the tree."""
    for figure in _TABLED(tree):
        figure.tag = "div"
    etree.strip_elements(tree, *_FRAME, "figure", with_tail=False)
    for element in [*_link_lists(tree), *_teasers(tree)]:
        _drop(element)
    return tree


def _link_lists(tree: Any) -> Iterator[Any]:
    for element in _LISTS(tree):
        links = [_length(a) for a in element.iter("a")]
        share = sum(links) / max(1, _length(element))
        if len(links) > 1 and share >= MIN_SHARE:
            yield element
        elif share < MAX_OWN_SHARE:
            etree.strip_tags(element, "a")


def _teasers(tree: Any) -> Iterator[Any]:
    for paragraph in _LINKED(tree):
        length = _length(paragraph)
        if length >= MIN_TEASER and sum(_length(a) for a in paragraph.iter("a")) >= 0.9 * length:
            yield paragraph


def _length(element: Any) -> int:
    """Characters of an element that are no white space at its ends or doubled."""
    return len(" ".join("".join(element.itertext()).split()))


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
