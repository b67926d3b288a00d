"""What would find more: a filter for words that name something, quotes for a value of several words."""

import re
from typing import NamedTuple

from tantivy import Query

from store.searching.compiled import Unknown
from store.searching.reader import Reader, value_of

FEW = 2
"""Articles found up to which a filter is suggested."""
_MOST = 3
_LONGEST_NAME = 5
_NAMED = {"technology": "technologie", "commune": "commune", "mayor": "maire"}
_PLAIN = re.compile(r"[\w'’ -]+")
_OPERATOR = re.compile(r"\b(?:AND|ET|OR|OU|NOT|SAUF)\b|(?<!\w)-")


class Suggested(NamedTuple):
    """A filter as it is typed, and how many articles it finds."""

    typed: str
    articles: int


def suggested(reader: Reader, words: str) -> tuple[Suggested, ...]:
    """The filters of what these words name, the whole of them or one; none for a query with operators."""
    if not _PLAIN.fullmatch(words) or _OPERATOR.search(words):
        return ()
    asked = dict.fromkeys([words.strip(), *words.split()])
    found = {
        _typed(name, value_of(term).label): _count(reader, field, term)
        for field, name in _NAMED.items()
        for one in asked
        if len(one) > _MOST
        for term in reader.terms(field, one)
    }
    return tuple(Suggested(typed, articles) for typed, articles in found.items() if articles)[:_MOST]


def _count(reader: Reader, field: str, term: str) -> int:
    """The articles with this term: the frequency that the index keeps of it counts those that were deleted too."""
    found = reader.searcher.search(Query.term_query(reader.schema, field, term), limit=1, count=True)
    return int(found.count)  # type: ignore[attr-defined]  # its stubs forget it


def quoted(reader: Reader, unknown: Unknown, words: str) -> Unknown:
    """The same, knowing the value that the words behind it make with it: « commune:Le Havre »."""
    _, _, rest = words.partition(f":{unknown.value} ")
    following = rest.split()[:_LONGEST_NAME]
    for count in range(1, len(following) + 1):
        value = " ".join([unknown.value, *following[:count]])
        if reader.terms(unknown.field, value):
            return unknown._replace(nearest=(), quoted=value)
    return unknown


def _typed(name: str, label: str) -> str:
    return f'{name}:"{label}"' if re.search(r"[^\w-]", label) else f"{name}:{label}"
