"""The lexicons of places as data: aliases of territories, usual names, containers, words that are no towns."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from core.types import MentionKind
from nlp.places.forms import folded_name


def _text(name: str) -> str:
    return files("nlp").joinpath(f"lexicon/{name}").read_text("utf-8")


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


@cache
def names(file: str) -> frozenset[str]:
    """The folded lines of a word list; lines that begin with # are comments."""
    lines = _text(file).splitlines()
    return frozenset(folded_name(line) for line in lines if line and not line.startswith("#"))


def aliases() -> Iterator[tuple[MentionKind, str, str]]:
    """(kind, code, other name) of régions, départements, EPCI and stretches of country."""
    for kind in (MentionKind.REGION, MentionKind.DEPARTEMENT, MentionKind.EPCI, MentionKind.OTHER):
        for code, found in _toml("territories.toml").get(kind.value, {}).items():
            for name in found:
                yield kind, code, name


def usual_names() -> Iterator[tuple[str, str]]:
    """(INSEE code, usual name) of the towns that everybody calls by a short name."""
    for code, found in _toml("territories.toml")["commune"].items():
        for name in found:
            yield code, name


@cache
def containers() -> dict[str, frozenset[str]]:
    """Type words by group (lexicon/containers.toml)."""
    return {group: frozenset(map(folded_name, words)) for group, words in _toml("containers.toml").items()}


def foreign_names() -> Iterator[tuple[str, str, int]]:
    """(country or "", name, rank): rank 1 where the text must show the country to tell it from a French town."""
    data = _toml("foreign.toml")
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
    return {c: frozenset(map(folded_name, signs)) for c, signs in _toml("foreign.toml")["signs"].items()}


@cache
def countries() -> str:
    """Countries and their regions, folded, as one alternation, the longest first."""
    found = {folded_name(name) for name in _toml("foreign.toml")["countries"]}
    return "(?:" + "|".join(sorted(map(re.escape, found), key=len, reverse=True)) + ")"


@cache
def demonyms() -> str:
    """Adjectives of countries, in both genders and numbers, as one alternation."""
    words: list[str] = _toml("foreign.toml")["beside"]["demonyms"]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")(?:n?e)?s?"


@cache
def companies() -> dict[str, frozenset[str]]:
    """Folded names of towns that a company bears too, each with words that show the company."""
    return {name: frozenset(words) for name, words in _toml("place_syntax.toml")["companies"].items()}


@cache
def syntax(group: str) -> str:
    """A group of lexicon/place_syntax.toml as one alternation, the longest words first."""
    words: list[str] = _toml("place_syntax.toml")[group]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
