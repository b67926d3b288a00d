"""What is no article, taken out of the tree: furniture of a page first, then frames, link lists, teasers.

Destructive: JSON-LD and the head are read before the furniture goes (it is nearly half of the elements, and no field
stands in it), everything but the text before the rest goes.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

_FURNITURE = (
    "applet", "area", "audio", "button", "canvas", "datalist", "dialog", "embed", "fencedframe", "frame",
    "frameset", "iframe", "input", "map", "menu", "nav", "noscript", "object", "optgroup", "option", "progress",
    "script", "select", "source", "style", "svg", "template", "textarea", "track",
)  # fmt: skip
_FRAME = (
    "aside", "fieldset", "figcaption", "footer", "head", "img", "label", "legend", "link", "meta", "output", "picture",
    "video",
)  # fmt: skip
_INLINE = (
    "abbr", "acronym", "b", "bdi", "big", "cite", "em", "font", "i", "ins", "mark", "small", "span", "strong", "time",
    "u", "wbr",
)  # fmt: skip
_FOOTERS = etree.XPath("//footer[not(ancestor::article or ancestor::main or ancestor::footer)]")
_LENGTH = etree.XPath("string-length(normalize-space(.))")
_TABLED = etree.XPath("//figure[.//table or .//blockquote]")
_CREDITED = etree.XPath("//blockquote//footer")
_LISTS = etree.XPath("//*[self::ul or self::ol][.//a][not(ancestor::ul or ancestor::ol)]")
_LINKED = etree.XPath("//p[a or */a]")

MIN_SHARE = 0.8
"""A list is one of links when its links hold this share of its characters."""

MAX_OWN_SHARE = 0.5
"""A list or paragraph with less is the article's own: its links are taken for text, or extraction would weigh them
again, and drop some for them."""

MAX_NAME = 30
"""Characters of a name in a list; a title of an article has more."""

MIN_TEASER = 20
"""A whole paragraph that is one link, from this many characters on, is the title of another article."""


def strip_furniture(tree: Any) -> None:
    """Take out, in place, what holds neither text nor fields. An article's own footer may bear its date and author."""
    etree.strip_elements(tree, *_FURNITURE, with_tail=False)
    for footer in _FOOTERS(tree):
        footer.drop_tree()


def prune(tree: Any) -> Any:
    """Take out frames and link lists, in place; returns the tree."""
    for figure in _TABLED(tree):
        figure.tag = "div"
    for footer in _CREDITED(tree):  # who said it
        footer.tag = "p"
    etree.strip_elements(tree, *_FRAME, "figure", with_tail=False)
    etree.strip_tags(tree, *_INLINE)
    for element in [*_link_lists(tree), *_teasers(tree)]:
        _drop(element)
    return tree


def _link_lists(tree: Any) -> Iterator[Any]:
    for element in _LISTS(tree):
        links = [_length(a) for a in element.iter("a")]
        share = sum(links) / max(1, _length(element))
        if len(links) > 1 and share >= MIN_SHARE and not _is_announced(element, links):
            yield element
        elif share < MAX_OWN_SHARE or share >= MIN_SHARE:
            etree.strip_tags(element, "a")


def _is_announced(element: Any, links: list[int]) -> bool:
    """A list of short names after a colon is what the sentence announces: "Les communes retenues :"."""
    before = element.getprevious()
    said = before is not None and "".join(before.itertext()).rstrip().endswith(":")
    return said and sum(links) < MAX_NAME * len(links)


def _teasers(tree: Any) -> Iterator[Any]:
    for paragraph in _LINKED(tree):
        length = _length(paragraph)
        linked = sum(_length(a) for a in paragraph.iter("a"))
        if length >= MIN_TEASER and linked >= 0.9 * length:
            yield paragraph
        elif linked < MAX_OWN_SHARE * length:
            etree.strip_tags(paragraph, "a")


def _length(element: Any) -> int:
    """Characters of an element that are no white space at its ends or doubled."""
    return int(_LENGTH(element))


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
