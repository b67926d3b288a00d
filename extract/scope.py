"""Where on the page the prose is: the smallest element that holds nearly all of it."""

from collections import defaultdict
from typing import Any

from lxml import etree

_PROSE = etree.XPath("//*[not(self::a)][text()[string-length(normalize-space(.)) >= 60]]")
_H1 = etree.XPath("boolean(descendant-or-self::h1)")

SHARE = 0.9
"""Of the prose: text F1 on 86 publishers' pages is .949 at 0.7, .954 at 0.9 and at 0.95, where less is left out."""


SHORT_SHARE, MAX_STRAY, MIN_PIECES = 0.6, 2, 5
"""Around a short article the footer alone may be more than a tenth of the prose: a smaller share is enough when no more
than two of five or more pieces stand outside."""


def prose(tree: Any) -> int:
    """How many characters of running text a page has."""
    return sum(_own_text(element) for element in _PROSE(tree))


def isolate(tree: Any) -> None:
    """Remove, in place, what lies beside the prose; ancestors stay, and so does what holds a heading of first rank."""
    held: dict[Any, int] = defaultdict(int)
    pieces: dict[Any, int] = defaultdict(int)
    for element in _PROSE(tree):
        length = _own_text(element)
        for holder in (element, *element.iterancestors()):
            held[holder] += length
            pieces[holder] += 1
    if held[tree]:
        isolate_element(_smallest(tree, held, pieces))


def isolate_element(element: Any) -> None:
    """Remove, in place, the siblings of an element and of its ancestors."""
    while (parent := element.getparent()) is not None:
        for sibling in list(parent):
            if sibling is not element and not _H1(sibling):
                parent.remove(sibling)
        element = parent


def _own_text(element: Any) -> int:
    """Characters that stand in the element itself, around its children."""
    return len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)


def _smallest(tree: Any, held: dict[Any, int], pieces: dict[Any, int]) -> Any:
    """Walk down as long as one child holds enough: of the characters, or all pieces of prose but a stray few."""
    found = tree
    while True:
        child = max(found, key=lambda e: held.get(e, 0), default=None)
        share = held.get(child, 0) / held[tree]
        stray = pieces[tree] - pieces.get(child, 0)
        if share < SHARE and (share < SHORT_SHARE or stray > MAX_STRAY or pieces[tree] < MIN_PIECES):
            return found
        found = child
