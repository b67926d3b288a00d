"""Counts of values over all that is found, not over the page that is shown."""

from collections import Counter
from typing import NamedTuple

from tantivy import Query

from store.searching.reader import Reader, Value, value_of

FACETS = ("source", "departement", "commune", "mayor", "technology", "topic", "nature", "month")

_SHOWN = 10
_ASKED = 20  # a value that was renamed has two terms until its articles are indexed again
_EXACT = 65_000  # values a segment counts before it gives its best: more than there are communes


class FacetValue(NamedTuple):
    """How many of the articles found have this value."""

    value: str
    label: str
    n: int


class Facet(NamedTuple):
    """The most frequent values of a field."""

    field: str
    values: tuple[FacetValue, ...]


def count_facets(reader: Reader, query: Query, most: int = _SHOWN) -> tuple[Facet, ...]:
    """The `most` frequent values of each field, the most frequent first."""
    asked = {
        field: {"terms": {"field": field, "size": most + _ASKED, "segment_size": _EXACT}} for field in FACETS
    }
    found = reader.searcher.aggregate(query, asked)
    return tuple(Facet(field, _values(found[field]["buckets"], most)) for field in FACETS)


def _values(buckets: list[dict[str, str | int]], most: int) -> tuple[FacetValue, ...]:
    """Terms of one code are one value, under its most frequent name."""
    counts: Counter[str] = Counter()
    names: dict[str, Value] = {}
    for bucket in buckets:
        value = value_of(str(bucket["key"]))
        counts[value.code] += int(bucket["doc_count"])
        names.setdefault(value.code, value)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(code, names[code].label, n) for code, n in ordered[:most])
