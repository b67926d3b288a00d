"""Whether a page gives its whole text to everyone, and what the article's text therefore rests on."""

import re

from core.types import Access, Basis
from extract.jsonld import Node, text_of
from extract.junk import has_paywall

MAX_STUB = 1500
"""A longer text beside subscribers' words is an article with an advertisement for subscriptions."""

MIN_WHOLE = 2500
"""A page that says it is not free and gives this much all the same has given its text (metered access)."""

_CUT_OFF = re.compile(r"(?:\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\))$")
_FALSE = {"false", "0", "no", "non"}
_TRUE = {"true", "1", "yes", "oui"}


def declared_free(node: Node) -> str:
    """JSON-LD's isAccessibleForFree, of the article or of a part of it (content behind a wall).

    Publishers write it as a boolean, a word or an address of schema.org.
    """
    parts = node.get("hasPart")
    holders = [node, *(parts[:20] if isinstance(parts, list) else [parts])]
    values = [h.get("isAccessibleForFree", "") for h in holders if isinstance(h, dict)]
    said = [word for value in values if (word := text_of(value) or str(value))]
    return next((word for word in said if _word(word) in _FALSE), said[0] if said else "")


def _word(said: str) -> str:
    return said.strip().lower().rpartition("/")[2]


def access_of(declared: str, text: str, visible: str, cut: str = "") -> Access:
    """Not free when the page says so, when a short text stands beside subscribers' words, or when it breaks off.

    `declared` is the page's isAccessibleForFree as text ("" when it says nothing), `visible` all its visible text,
    `cut` the lines that were cut from the text: a wall that stands there stands before the rest of it.
    """
    free = _word(declared)
    if free in _FALSE or _CUT_OFF.search(text) or (len(text) < MAX_STUB and has_paywall(cut)):
        return Access.EXCERPT
    if free not in _TRUE and len(text) < MAX_STUB and has_paywall(" ".join(visible.split())):
        return Access.EXCERPT
    return Access.FREE


def basis_of(access: Access, text: str, summary: str, node: Node) -> Basis:
    """Full for the whole text: free, or given in spite of what is declared."""
    if text and (access is Access.FREE or _is_whole(text, node)):
        return Basis.FULL
    return Basis.EXCERPT if text or summary else Basis.TITLE


def _is_whole(text: str, node: Node) -> bool:
    """Long, and as long as the page counts its own words when it does."""
    counted = str(node.get("wordCount", ""))
    enough = not counted.isdecimal() or len(text.split()) >= 0.8 * int(counted[:6])
    return len(text) >= MIN_WHOLE and enough and not _CUT_OFF.search(text)
