"""The lexicon of technologies: concepts as data, a file a category (nlp/lexicon/technologies/)."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from core.types import Mention, Technology
from nlp.technologies.inflection import plural
from nlp.text import fold

_LEXICON = files("nlp").joinpath("lexicon")
_CANDIDATE_WEIGHT = 1


@dataclass(frozen=True, slots=True)
class Concept:
    """A technology: how it is written, what it is about, and whether it makes an article ours alone.

    A `hint` is a digital matter that is no technology; `several` is the canonical name where a text has
    several; `only_after`, `never_after` and `never_before` are patterns for the folded words around a form.
    """

    id: str
    canonical: str
    category: str
    topics: tuple[str, ...]
    forms: tuple[str, ...]
    parent: str | None = None
    wikidata: str | None = None
    weight: int = 1
    hint: bool = False
    several: str = ""
    anaphor: str | None = None
    only_after: re.Pattern[str] | None = None
    never_after: re.Pattern[str] | None = None
    never_before: re.Pattern[str] | None = None


@cache
def lexicon() -> dict[str, Concept]:
    """The concepts by id."""
    return {concept.id: concept for concept in concepts()}


def concepts() -> Iterator[Concept]:
    """All concepts, as the files list them."""
    for data in _categories():
        for key, raw in data["concepts"].items():
            yield _concept(key, data, raw)
            yield from _kinds(key, data, raw)


@cache
def category_topics() -> dict[str, tuple[str, ...]]:
    """Topics by category: what an article about a technology is about."""
    return {data["category"]: tuple(data["topics"]) for data in _categories()}


@cache
def traps() -> tuple[str, ...]:
    """Phrases in which a technology's word means something else."""
    lines = _LEXICON.joinpath("technology_traps.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def grammar() -> dict[str, Any]:
    """Everyday things and the words that make them digital, as written in the grammar's file."""
    return tomllib.loads(_LEXICON.joinpath("technology_grammar.toml").read_text("utf-8"))


@cache
def lexicon_version() -> str:
    """A short digest of the lexicon: a change of one form is a change of version."""
    parts = [f.read_bytes() for f in _files()]
    parts += [_LEXICON.joinpath(n).read_bytes() for n in ("technology_traps.txt", "technology_grammar.toml")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def table() -> Iterator[Technology]:
    """The concepts as rows for the store; hints are none."""
    return (
        Technology(c.id, c.canonical, c.category, c.parent, c.wikidata, names=_others(c))
        for c in lexicon().values()
        if not c.hint
    )


def _others(concept: Concept) -> tuple[str, ...]:
    """What a concept is also called."""
    forms = dict.fromkeys((*concept.forms, concept.several))
    return tuple(form for form in forms if form and form != concept.canonical)


def weight(mention: Mention) -> int:
    """0 when the mention is too ordinary to make an article ours alone; candidates count."""
    concept = lexicon().get(mention.key)
    return concept.weight if concept else _CANDIDATE_WEIGHT


def topics(mention: Mention) -> tuple[str, ...]:
    """What an article about this mention's technology is about; of a candidate, its category says it."""
    concept = lexicon().get(mention.key)
    return concept.topics if concept else category_topics().get(mention.category, ())


def ancestors(concept: str) -> Iterator[str]:
    """The ids of the broader concepts, nearest first."""
    parent = lexicon()[concept].parent
    while parent:
        yield parent
        parent = lexicon()[parent].parent


def _files() -> list[Any]:
    found = [f for f in _LEXICON.joinpath("technologies").iterdir() if f.name.endswith(".toml")]
    return sorted(found, key=lambda f: f.name)


@cache
def _categories() -> Iterable[dict[str, Any]]:
    return tuple(tomllib.loads(f.read_text("utf-8")) for f in _files())


def _concept(key: str, data: dict[str, Any], raw: dict[str, Any]) -> Concept:
    bare = (raw["canonical"],) if raw.get("bare", True) else ()
    patterns = {
        name: re.compile(raw[name] + ("$" if name.endswith("after") else ""))
        for name in ("only_after", "never_after", "never_before")
        if name in raw
    }
    return Concept(
        id=key,
        canonical=raw["canonical"],
        category=data["category"],
        topics=tuple(raw.get("topics", data["topics"])),
        forms=(*bare, *raw.get("forms", ())),
        parent=raw.get("parent"),
        wikidata=raw.get("wikidata"),
        weight=raw.get("weight", 1),
        hint=raw.get("hint", False),
        several=raw["canonical"] if raw.get("fixed") else plural(raw["canonical"]),
        anaphor=raw.get("anaphor"),
        **patterns,
    )


def _kinds(key: str, data: dict[str, Any], raw: dict[str, Any]) -> Iterator[Concept]:
    """The narrower things that need no line of their own."""
    for kind in raw.get("kinds", ()):
        slug = re.sub(r"[^a-z0-9]+", "-", fold(kind).lower()).strip("-")
        yield _concept(slug, data, {"canonical": kind, "parent": key, "weight": raw.get("weight", 1)})
