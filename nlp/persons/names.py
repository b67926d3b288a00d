"""Spans of persons' names: the model's, and those that a first name of the register announces."""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Mandate, Span
from nlp import findings
from nlp.places.geography import Geography
from nlp.text import is_word, longest

_PART = r"(?:(?:d[’'])?[A-ZÀ-ÝŒ][\wÀ-ÿ’'-]*|[A-ZÀ-Ý]\.)"
_PARTICLE = r"(?:de|du|des|d’|d'|le|la|van|von|el|ben|di|da|dos)"
_NAME = re.compile(rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_PART}){{1,3}}")
_CIVILITY = re.compile(r"^(?:M\.|Mme|Mlle|Monsieur|Madame|Dr|Docteur|Me|MM\.)[ \u00a0]+")
_TAIL = re.compile(r"[\s,.;:’'»”-]+$")


@Language.factory("names", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Names":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Names()


class Names:
    """Finds the spans of persons' names, before anything else claims their words."""

    def __init__(self) -> None:
        self._first: frozenset[str] = frozenset()

    def use(self, geography: Geography) -> None:
        """Take first names from the mandates of `geography`."""
        self._first = first_names(geography.mandates)

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of the document's findings."""
        findings.of(doc).names = person_spans(doc, self._first)
        return doc


def first_names(mandates: Sequence[Mandate]) -> frozenset[str]:
    """First names (keys) borne by at least three mayors; compound ones count by their first part."""
    count: dict[str, int] = {}
    for mandate in mandates:
        first = mandate.name_key.partition(" ")[0]
        count[first] = count.get(first, 0) + 1
    return frozenset(name for name, n in count.items() if n >= 3 and len(name) > 2)


def person_spans(doc: Doc, known_first: frozenset[str]) -> list[Span]:
    """Name spans in text order, without civilities."""
    text: str = doc.text
    spans = [*_tagged(doc), *_announced(text, known_first)]
    kept = longest([(s, e, 0) for s, e in dict.fromkeys(spans)])
    return [(s, e) for s, e, _ in kept if is_word(text, s, e)]


def _tagged(doc: Doc) -> Iterator[Span]:
    """The model's persons, trimmed of civilities and stray punctuation."""
    for ent in doc.ents:
        if ent.label_ != "PER":
            continue
        start, surface = ent.start_char, _TAIL.sub("", ent.text)
        civility = _CIVILITY.match(surface)
        if civility:
            start, surface = start + civility.end(), surface[civility.end() :]
        if surface[:1].isupper() and not any(c.isdigit() for c in surface) and "\n" not in surface:
            yield start, start + len(surface)


def _announced(text: str, known_first: frozenset[str]) -> Iterator[Span]:
    """Capitalised words after a known first name; the model misses or cuts one name in ten."""
    for match in _NAME.finditer(text):
        words = re.split(r"[ \u00a0]", match.group())
        for i, word in enumerate(words[:-1]):
            if name_key(word).partition(" ")[0] in known_first:
                start = match.start() + len(" ".join(words[:i])) + (1 if i else 0)
                yield start, match.end()
                break
