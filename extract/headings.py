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
    """The heading element of the article: one the <title> repeats, else the longest h1; None without any."""
    whole = bare(head.title)
    ones = list(islice(tree.iter("h1"), _MAX_H1))
    texts = [(element, bare(text_of(element))) for element in ones]
    repeated = next((element for element, text in texts if len(text) > 3 and text in whole), None)
    if repeated is not None:
        return repeated
    lower = next(_lower(tree, whole), None)
    if lower is not None:
        return lower
    return max(texts, key=lambda pair: len(pair[1]), default=(None, ""))[0]


def _lower(tree: Any, whole: str) -> Iterator[Any]:
    """Some sites set their own name as h1 and the article's title one rank below."""
    for element in islice(tree.iter("h2", "h3"), _MAX_LOWER):
        text = bare(clean(element.text_content()))
        if len(text) >= MIN_TITLE and whole.startswith(text):
            yield element


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
