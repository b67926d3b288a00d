"""The bodies that are known by name (lexicon/organisations*.toml), and where a text writes them."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

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

    `local`: one of a network, a territory may follow; `context`: an ordinary word, a town or a surname too;
    `press`: an outlet.
    """

    key: str
    name: str
    kind: str
    local: bool
    context: bool
    press: bool


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
    tables = [
        tomllib.loads(files("nlp").joinpath(f"lexicon/{name}.toml").read_text("utf-8")) for name in _FILES
    ]
    context, refused = _lists(tables, "context"), _lists(tables, "not")
    forms = {
        form: Body(key, name, kind, local, form in context["forms"], press)
        for data in tables
        for kind, bodies, local, press in _sections(data)
        for key, name, form in _forms(bodies)
    }
    return Lexicon(forms, _keys(refused["words"]), _keys(refused["openings"]), _keys(context["unnamed"]))


def table() -> Iterator[tuple[str, str, str]]:
    """The known bodies as rows: key, usual name, kind."""
    rows = {b.key: (b.key, b.name, b.kind) for b in lexicon().forms.values() if name_key(b.name) == b.key}
    return iter(sorted(rows.values()))


def _lists(tables: list[dict[str, Any]], section: str) -> dict[str, list[str]]:
    """The lists of a section over all files, which no longer hold it."""
    out: dict[str, list[str]] = defaultdict(list)
    for data in tables:
        for name, values in data.pop(section, {}).items():
            out[name] += values
    return out


def _keys(words: list[str]) -> frozenset[str]:
    return frozenset(map(name_key, words))


def _sections(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, list[str]], bool, bool]]:
    """Kind, bodies, whether they are local, whether they are outlets; local ones first, the others override."""
    for kind, bodies in data.get("local", {}).items():
        yield kind, bodies, True, False
    for kind, bodies in data.items():
        if kind != "local":
            yield ("other" if kind == "press" else kind), bodies, False, kind == "press"


def _forms(bodies: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Key, name to show, form: what is shown holds the form, or is it."""
    for name, others in bodies.items():
        acronym = _ACRONYM.match(name)
        own = [acronym[1], acronym[2], acronym[2].upper()] if acronym else [name]
        for form in [*own, *others]:
            yield name_key(name), name if _akin(form, name) else form, form


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
