"""Towns of one name: a search by it finds the articles of all of them, which is said."""

from collections.abc import Sequence
from typing import NamedTuple

from store.searching.reader import Reader, value_of

_OVERSEAS = ("97", "98")


class Alike(NamedTuple):
    """A name that several communes of the index have, and each of them: its code and its département."""

    name: str
    communes: tuple[tuple[str, str], ...]


def alike(reader: Reader, field: str, terms: Sequence[str]) -> tuple[Alike, ...]:
    """None, or the one name of these terms of a filter."""
    towns = {value.code: value.label for value in map(value_of, terms)} if field == "commune" else {}
    if len(towns) < 2:
        return ()
    name = towns[min(towns)]
    return (Alike(name, tuple((code, _departement(reader, code)) for code in sorted(towns))),)


def _departement(reader: Reader, insee: str) -> str:
    """Its name, which an index has of every département that an article tells of; else its number."""
    code = insee[: 3 if insee.startswith(_OVERSEAS) else 2]
    return next((value_of(term).label for term in reader.terms("departement", code)), code)
