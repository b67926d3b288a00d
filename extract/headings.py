"""The heading that bears the article's title, among those of the page."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from extract.head import Head, clean

MIN_TITLE = 12
"""Shorter headings are sections and logos unless the <title> repeats them."""

_MAX_H1, _MAX_LOWER = 8, 30
_KICKER = re.compile(
    r"kicker|surtit|sur-tit|overline|eyebrow|dachzeile|topline|rubri|categor|label|badge|\btag\b|"
    r"sr-only|visually-hidden|screen-reader|premium|picto",
    re.IGNORECASE,
)
_LABELS = ("span", "small", "div", "em", "strong", "a", "p", "svg")


def own(tree: Any, head: Head) -> Any | None:
    """The heading element of the article: what the <title> begins with, or repeats; else the longest h1."""
    whole = bare(head.title)
    ones = [(element, bare(text_of(element))) for element in islice(tree.iter("h1"), _MAX_H1)]
    first = [pair for pair in ones if pair[1] and whole.startswith(pair[1])] or list(_lower(tree, whole))
    repeated = [pair for pair in ones if len(pair[1]) > 3 and pair[1] in whole]
    return max(first or repeated or ones, key=lambda pair: len(pair[1]), default=(None, ""))[0]


def _lower(tree: Any, whole: str) -> Iterator[tuple[Any, str]]:
    """Some sites set their own name as h1 and the article's title one rank below."""
    for element in islice(tree.iter("h2", "h3"), _MAX_LOWER):
        text = bare(clean(element.text_content()))
        if len(text) >= MIN_TITLE and whole.startswith(text):
            yield element, text


def text_of(heading: Any) -> str:
    """The heading's text, small labels in front of it left out ("Opinion", "Abonnés")."""
    whole = clean(heading.text_content())
    for child in heading.iterchildren(*_LABELS):
        label = clean(child.text_content())
        rest = whole.removeprefix(label).lstrip(" -–—|:•·")
        marked = _KICKER.search(f"{child.get('class') or ''} {child.get('id') or ''}")
        if label and marked and rest != whole and len(rest) >= MIN_TITLE:
            return rest
    return whole


def bare(text: str) -> str:
    """Letters and digits alone, for comparing titles."""
    return re.sub(r"[\W_]+", "", text.casefold())
