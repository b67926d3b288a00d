"""Technologies named in a text, from a lexicon of concepts (lexicon/technologies.toml)."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from daachorse import CharwiseDoubleArrayAhoCorasick
from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind, Technology
from nlp import findings
from nlp.findings import Findings, inside
from nlp.text import fold, is_word, longest

_FILE = files("nlp").joinpath("lexicon/technologies.toml")
_SMALL_WORDS = frozenset(
    {
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "par",
        "pour",
        "sans",
        "sur",
    }
)


@dataclass(frozen=True, slots=True)
class Concept:
    """A technology: how it is written, what it is about, and whether it makes an article ours alone."""

    id: str
    canonical: str
    category: str
    topics: tuple[str, ...]
    forms: tuple[str, ...]
    weight: int


@cache
def lexicon() -> dict[str, Concept]:
    """The concepts by id."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    topics = {name: tuple(c["topics"]) for name, c in data["category"].items()}
    return {
        t["id"]: Concept(
            t["id"],
            t["canonical"],
            t["category"],
            topics[t["category"]],
            (*((t["canonical"],) if t.get("bare", True) else ()), *t.get("forms", ())),
            t.get("weight", 1),
        )
        for t in data["technology"]
    }


@cache
def lexicon_version() -> str:
    """A short digest of the lexicon: a change of one form is a change of version."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:12]


def table() -> Iterator[Technology]:
    """The concepts as rows for the store."""
    return (Technology(c.id, c.canonical, c.category) for c in lexicon().values())


@Language.factory("technologies")
def create(nlp: Language, name: str) -> "Technologies":
    """Needs nothing but the lexicon."""
    del nlp, name
    return Technologies()


class Technologies:
    """Two automata: forms with a capital match as written, the others in any case."""

    def __init__(self) -> None:
        self._concepts = list(lexicon().values())
        pairs = [(v, i) for i, c in enumerate(self._concepts) for f in c.forms for v in inflected(f)]
        self._cased = _Matcher([p for p in pairs if not p[0].islower()])
        self._plain = _Matcher([p for p in pairs if p[0].islower()])

    def __call__(self, doc: Doc) -> Doc:
        """Add the technologies to the document's findings."""
        self.find(findings.of(doc))
        return doc

    def find(self, found: Findings) -> None:
        """Set the technologies of a text; needs no model (the gate asks this alone)."""
        spans = [*self._cased.find(found.folded, found.text), *self._plain.find(found.low, found.text)]
        found.technologies = [
            _mention(found, start, end, self._concepts[index])
            for start, end, index in longest(spans)
            if not inside((start, end), found.masks)
        ]


class _Matcher:
    """Forms to the number of their concept."""

    def __init__(self, pairs: list[tuple[str, int]]) -> None:
        unique = dict(pairs)
        self._numbers = list(unique.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(unique))

    def find(self, folded: str, text: str) -> Iterator[tuple[int, int, int]]:
        """(start, end, concept) of every form cut at word boundaries."""
        if len(folded) != len(text):  # "İ".lower() is two characters: such a text is matched as written
            return
        for start, end, index in self._automaton.find_overlapping(folded):
            if is_word(text, start, end):
                yield start, end, self._numbers[index]


def _mention(found: Findings, start: int, end: int, concept: Concept) -> Mention:
    surface = found.text[start:end]
    return Mention(
        MentionKind.TECHNOLOGY,
        concept.id,
        concept.canonical,
        surface,
        start,
        end,
        "lexicon",
        category=concept.category,
    )


def inflected(form: str) -> Iterator[str]:
    """A folded form with its plurals; names and acronyms stay as they are."""
    words = fold(form).split(" ")
    yield " ".join(words)
    if not form[0].islower():
        return
    full = [w if w in _SMALL_WORDS else _plural(w) for w in words]
    yield " ".join(full)
    yield " ".join([_plural(words[0]), *words[1:]])
    if len(words) > 2:
        yield " ".join([*map(_plural, words[:2]), *words[2:]])


def _plural(word: str) -> str:
    if word in _SMALL_WORDS or word[-1] in "sxz":
        return word
    if word.endswith("al") and len(word) > 3:
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")
