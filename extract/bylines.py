"""Who signed: journalists, and apart from them agencies and newsrooms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.head import Head, clean
from extract.jsonld import Graph

_AGENCY = re.compile(
    r"\b(?:AFP|Reuters|AP|Belga|ATS|EFE|DPA|Agence [A-ZÉ]\w+|rédaction|redaction|newsroom|la rédac)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:par|de|by|propos recueillis par|textes?\s*:?)\s+", re.IGNORECASE)
_MAX_DEPTH = 4
_SPLIT = re.compile(r"\s*(?:,|;| et | & | avec |/|\|)\s*")


@dataclass(frozen=True, slots=True)
class Bylines:
    """`authors` are persons, `agencies` press agencies, newsrooms and organisations."""

    authors: tuple[str, ...]
    agencies: tuple[str, ...]


def bylines(tree: Any, graph: Graph, head: Head) -> Bylines:  # noqa: ARG001
    """Names in the order given; JSON-LD first, the head's when it has none."""
    declared = list(_named(graph.article.get("author"))) or [(v, "") for v in _from_head(head)]
    authors: dict[str, None] = {}
    agencies: dict[str, None] = {}
    for value, kind in declared:
        for name in _SPLIT.split(_PREFIX.sub("", clean(value))):
            if not name or name.startswith("http") or len(name) > 80:
                continue
            organisation = kind.endswith("Organization") or _AGENCY.search(name)
            (agencies if organisation else authors)[name] = None
    return Bylines(tuple(authors), tuple(agencies))


def _named(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """(name, type) of what JSON-LD gives as author: a string, an object, a list of either."""
    if isinstance(value, str):
        yield value, ""
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value:
            yield from _named(item, depth + 1)
    elif isinstance(value, dict):
        name = value.get("name")
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str):
                yield one, str(value.get("@type", ""))


def _from_head(head: Head) -> list[str]:
    value = head.first("author", "article:author", "dc.creator", "sailthru.author", "parsely-author")
    return [value] if value else []
