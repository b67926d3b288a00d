"""The bodies that are known by name (lexicon/organisations*.toml), and where a text writes them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from daachorse import CharwiseDoubleArrayAhoCorasick

from core.names import name_key
from core.types import Span
from nlp.findings import Findings
from nlp.text import fold, is_word, longest

_FILES = ("organisations", "organisations_companies", "organisations_media")
_ACRONYM = re.compile(r"^(.+) \(([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Body:
    """A form of a known body. `name` is the usual name, or the form where that holds no trace of it.

    `local`: one of a network, a territory may follow; `context`: an ordinary word, a town or a surname too.
    """

    key: str
    name: str
    kind: str
    local: bool
    context: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every form with its body.

    `refused` are keys of what only looks like a body, `openings` those of first words that say so; `unnamed`
    are keys of networks that are no body without their territory: "une université".
    """

    forms: dict[str, Body]
    refused: frozenset[str]
    openings: frozenset[str]
    unnamed: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the lexicon."""
    forms: dict[str, Body] = {}
    tables = [_read(name) for name in _FILES]
    lists = {name: _lists(tables, name) for name in ("context", "not")}
    context = frozenset(lists["context"].get("forms", ()))
    for data in tables:
        for kind, bodies in data.pop("local", {}).items():
            forms.update(_forms(kind, bodies, context, local=True))
        for kind, bodies in data.items():
            forms.update(_forms(kind, bodies, context, local=False))
    words, openings, unnamed = (
        frozenset(map(name_key, names))
        for names in (lists["not"]["words"], lists["not"]["openings"], lists["context"]["unnamed"])
    )
    return Lexicon(forms, words, openings, unnamed)


def table() -> Iterator[tuple[str, str, str]]:
    """The known bodies as rows: key, usual name, kind."""
    return iter(sorted({(b.key, b.name, b.kind) for b in lexicon().forms.values()}))


def _lists(tables: list[dict[str, dict[str, list[str]]]], section: str) -> dict[str, list[str]]:
    """The lists of a section over all files, which no longer holds it."""
    out: dict[str, list[str]] = {}
    for data in tables:
        for name, values in data.pop(section, {}).items():
            out.setdefault(name, []).extend(values)
    return out


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("nlp").joinpath(f"lexicon/{name}.toml").read_text("utf-8")
    )
    return data


def _forms(
    kind: str, bodies: dict[str, list[str]], context: frozenset[str], *, local: bool
) -> Iterator[tuple[str, Body]]:
    for name, others in bodies.items():
        acronym = _ACRONYM.match(name)
        own = [acronym[1], acronym[2], acronym[2].upper()] if acronym else [name]
        for form in [*own, *others]:
            usual = name if _akin(form, name) else form
            yield form, Body(name_key(name), usual, kind, local, form in context)


def _akin(form: str, name: str) -> bool:
    short, long = sorted((name_key(form), name_key(name)), key=len)
    return short in long


class Matcher:
    """Long forms in any case, short ones as they are written: "Pix" is no "pix"."""

    def __init__(self, forms: dict[str, Body]) -> None:
        plain: dict[str, Body] = {}
        cased: dict[str, Body] = {}
        for form, body in forms.items():
            folded = fold(form)
            free = folded.islower() or len(folded.split()) > 2
            (plain if free else cased).setdefault(folded.lower() if free else folded, body)
        self._plain, self._plain_bodies = _automaton(plain)
        self._cased, self._cased_bodies = _automaton(cased)

    def find(self, found: Findings) -> list[tuple[Span, Body]]:
        """Known bodies of a text, the longest of overlapping ones, in text order."""
        hits = [(s, e, i) for s, e, i in self._cased.find_overlapping(found.folded)]
        bodies = [*self._cased_bodies, *self._plain_bodies]
        if len(found.low) == len(found.text):  # "İ".lower() is two characters
            shift = len(self._cased_bodies)
            hits += [(s, e, i + shift) for s, e, i in self._plain.find_overlapping(found.low)]
        cut = [hit for hit in hits if is_word(found.text, hit[0], hit[1])]
        return [((s, e), bodies[i]) for s, e, i in longest(cut)]


def _automaton(forms: dict[str, Body]) -> tuple[CharwiseDoubleArrayAhoCorasick, list[Body]]:
    return CharwiseDoubleArrayAhoCorasick(list(forms)), list(forms.values())
