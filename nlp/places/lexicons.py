"""The lexicons of places as data: aliases of territories, usual names, containers, words that are no towns."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from core.types import MentionKind
from nlp.places.forms import folded_name
from nlp.wordlists import either, table


def _text(name: str) -> str:
    return files("nlp").joinpath(f"lexicon/{name}").read_text("utf-8")


@cache
def names(file: str) -> frozenset[str]:
    """The folded lines of a word list; lines that begin with # are comments."""
    lines = _text(file).splitlines()
    return frozenset(folded_name(line) for line in lines if line and not line.startswith("#"))


def aliases() -> Iterator[tuple[MentionKind, str, str]]:
    """(kind, code, other name) of régions, départements, EPCI and stretches of country."""
    for kind in (MentionKind.REGION, MentionKind.DEPARTEMENT, MentionKind.EPCI, MentionKind.OTHER):
        for code, found in table("territories.toml").get(kind.value, {}).items():
            for name in found:
                yield kind, code, name


def usual_names() -> Iterator[tuple[str, str]]:
    """(INSEE code, usual name) of the towns that everybody calls by a short name."""
    for code, found in table("territories.toml")["commune"].items():
        for name in found:
            yield code, name


@cache
def containers() -> dict[str, frozenset[str]]:
    """Type words by group (lexicon/containers.toml)."""
    return {group: frozenset(map(folded_name, words)) for group, words in table("containers.toml").items()}


def foreign_names() -> Iterator[tuple[str, str, int]]:
    """(country or "", name, rank): rank 1 where the text must show the country to tell it from a French town."""
    data = table("foreign.toml")
    for name in data["countries"]:
        yield name, name, 0
    for name in data["world"]:
        yield "", name, 0
    for country, towns in data["towns"].items():
        for name in towns:
            yield country, name, 1


@cache
def foreign_signs() -> dict[str, frozenset[str]]:
    """Folded words that show a text to be set in a country."""
    return {c: frozenset(map(folded_name, signs)) for c, signs in table("foreign.toml")["signs"].items()}


@cache
def countries() -> str:
    """Countries and their regions, folded, as one alternation, the longest first."""
    return either({re.escape(folded_name(name)) for name in table("foreign.toml")["countries"]})


@cache
def demonyms(beside: str) -> str:
    """Adjectives of countries, in both genders, as one alternation; those read beside a town, mayor or minister."""
    groups: dict[str, list[str]] = table("foreign.toml")["demonyms"]
    return (
        either(w for group, words in groups.items() if beside in group.split("_") for w in words) + "(?:n?e)?"
    )


@cache
def companies() -> dict[str, frozenset[str]]:
    """Folded names of towns that a company bears too, each with words that show the company."""
    return {name: frozenset(words) for name, words in table("place_syntax.toml")["companies"].items()}


@cache
def syntax(group: str) -> str:
    """A group of lexicon/place_syntax.toml as one alternation, the longest words first."""
    return either(table("place_syntax.toml")[group])


def place_words(group: str) -> frozenset[str]:
    """A list of lexicon/place_words.toml."""
    return frozenset(in_order(group))


def in_order(group: str) -> list[str]:
    """A list of lexicon/place_words.toml, as it stands there."""
    return list(table("place_words.toml")[group])
