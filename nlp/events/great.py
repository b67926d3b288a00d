"""Events that everybody knows by name, whose days no text gives: lexicon/events.toml has them.

Only around their time: an article of 2030 that says "depuis les Jeux" tells of the past.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from core.types import DateMention
from nlp.events.days import Link
from nlp.events.heads import Named
from nlp.findings import Findings
from nlp.text import sentence
from nlp.wordlists import either, table

_AROUND = 450
"""Days before and after."""


def _facts() -> dict[str, Any]:
    found: dict[str, Any] = table("events.toml")["great"]
    return found


_NAMES = re.compile(
    rf"(?:\b(?:les|des|aux|la|de la|a la|l|d) )?\b(?P<name>{either(_facts())})\b"
    r"(?! d hiver)(?: et paralympiques)?(?: de paris)?"
    r"(?: (?:de )?(?P<year>(?:19|20)\d\d))?\b"
)
_SIGNS = tuple(dict.fromkeys(" ".join(name.split()[:2]) for name in _facts() if " " in name))
"""How they begin, save what is written in capitals."""
_OTHERS = re.compile(r" (?:de|d) (?!paris\b|20)[a-z]")


def great(found: Findings) -> Iterator[Link]:
    """Each of them once, where it is first named."""
    if found.published is None or not (any(sign in found.low for sign in _SIGNS) or "JO" in found.text):
        return
    seen = set()
    for m in _NAMES.finditer(found.low):
        title, first, last, *_ = _facts()[m["name"]]
        near = abs((date.fromisoformat(first) - found.published).days) <= _AROUND
        if (
            not near
            or title in seen
            or (m["year"] or first[:4]) != first[:4]
            or _OTHERS.match(found.low, m.end())
        ):
            continue
        if m["name"] == "jo" and not found.text[m.start("name") : m.end("name")].isupper():
            continue  # a first name
        seen.add(title)
        name = Named(m.start(), m.end(), title, 3, m.start("name"))
        mention = DateMention(m.start(), m.end(), first, last, "great")
        yield Link(name, mention, 7.0, "great", sentence(found.plain, m.start(), m.end()))


def great_place(link: Link) -> tuple[str, str | None]:
    """(place, INSEE code); none for what is played in many towns."""
    place, insee = next((f[3], f[4]) for f in _facts().values() if f[0] == link.name.head)
    return place, insee or None
