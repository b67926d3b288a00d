"""Spans of persons' names: what has a name's shape and a reason to be one.

The reasons: a known first name, the model's tag, a civility. A role or a verb of speech beside it helps names whose
first name nobody here bears. What bears the name of a street, a school, a product or a newspaper is refused.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Span
from nlp import findings
from nlp.civility import TAGGED
from nlp.findings import Findings
from nlp.persons.beside import Beside
from nlp.persons.bylines import signed
from nlp.persons.civil_names import after_civility
from nlp.persons.first_names import FirstNames, key
from nlp.persons.name_shape import TRAILING, candidates, cut, words
from nlp.persons.not_persons import Refusals
from nlp.persons.role_words import phrases
from nlp.places.geography import Geography
from nlp.text import is_word, longest

_TAGGED = re.compile(rf"{TAGGED}[ \u00a0]+")

_LABEL = re.compile(r"^[ \u00a0]*([QR])\.[ \u00a0]", re.MULTILINE)


@Language.factory("names", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Names":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Names()


class Names:
    """Finds the spans of persons' names, before anything else claims their words."""

    def __init__(self) -> None:
        self._first: FirstNames
        self._refusals: Refusals

    def use(self, geography: Geography) -> None:
        """Take first names from the mandates of `geography`, and the names of its territories."""
        self._first = FirstNames(geography.mandates)
        self._refusals = Refusals(t.name for t in geography.territories)

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of the document's findings."""
        found = findings.of(doc)
        refused, labels = signed(found.text), _labels(found.text)
        spans = [*self._shaped(found, labels), *after_civility(found.text)]
        known = {i for s, e in spans for i in range(s, e)}
        spans += [s for s in self._tagged(doc, found) if s[0] not in known and s[1] - 1 not in known]
        kept = longest([(s, e, 0) for s, e in dict.fromkeys(spans)])
        found.names = [
            (s, e)
            for s, e, _ in kept
            if is_word(found.text, s, e)
            and not _overlaps((s, e), refused)
            and not _signs(found.text[s:e], s in labels)
        ]
        return doc

    def _shaped(self, found: Findings, labels: frozenset[int]) -> Iterator[Span]:
        """Names that begin with a known first name, or stand beside a role or a verb of speech."""
        roles = Beside(found, phrases(found.low))
        for run in candidates(found.text):
            parts = words(found.text, run)
            while parts and (found.text[parts[0][0] : parts[0][1]] in {"M.", "MM."} or parts[0][0] in labels):
                parts = parts[1:]
            if len(parts) < 2:
                continue
            span = self._name(found.text, run, parts, roles)
            if span and not self._refusals.refuses(found.text, found.low, span, sure=roles.has(span)):
                yield span

    def _name(self, text: str, run: Span, parts: list[Span], roles: Beside) -> Span | None:
        """The name within a run of capitalised words."""
        keys = [key(text[s:e]) for s, e in parts]
        shouted = _shouts(text, run)
        at = next((i for i, k in enumerate(keys[:-1]) if self._first.has(k)), None)
        if at is None and not shouted:
            at = self._unheard(parts, keys, roles)
        if at is None:
            return None
        firsts = self._firsts(keys[at:])
        end = cut(text, parts[at:], firsts)
        if shouted:  # nothing tells a surname from the words after it
            end = min(end, firsts + 1)
        start = parts[at][0]
        return (start, _without_stop(text, (start, parts[at + end - 1][1]))) if end > 1 else None

    def _firsts(self, keys: Sequence[str]) -> int:
        """How many first names a name begins with; its last word is none."""
        firsts = 1
        while firsts < len(keys) - 1 and self._first.has(keys[firsts]) and "-" not in keys[firsts]:
            firsts += 1
        return firsts

    def _unheard(self, parts: Sequence[Span], keys: Sequence[str], roles: Beside) -> int | None:
        """Where a name begins whose first name is unknown, when a role or "explique" stands right beside it."""
        at = 0
        while at < len(keys) - 1 and keys[at] in self._refusals.openers:
            at += 1
        span = (parts[at][0], parts[-1][1])
        if len(parts) - at < 2 or len(keys[at]) < 3 or any(k in self._refusals.words for k in keys[at:]):
            return None
        return at if roles.has(span) else None

    def _tagged(self, doc: Doc, found: Findings) -> Iterator[Span]:
        """The model's persons, trimmed of civilities and stray punctuation."""
        for ent in doc.ents:
            if ent.label_ != "PER":
                continue
            surface = TRAILING.sub("", ent.text)
            start = ent.start_char
            civility = _TAGGED.match(surface)
            if civility:
                start, surface = start + civility.end(), surface[civility.end() :]
            opener = re.match(r"(?:[ÀA]|Pour|Selon|Avec|Chez|Par|De|Et|Mais)[ \u00a0]+", surface)
            if opener:
                start, surface = start + opener.end(), surface[opener.end() :]
            span = (start, start + len(surface))
            if (
                surface[:1].isupper()
                and not re.search(r"[\d\n«»:;!?/()]", surface)
                and not self._refusals.refuses(found.text, found.low, span, sure=civility is not None)
            ):
                yield span


def _labels(text: str) -> frozenset[int]:
    """Where an interview has "Q." or "R." before a question or an answer."""
    found = [(m.start(1), m[1]) for m in _LABEL.finditer(text)]
    return frozenset(at for at, _ in found) if len({label for _, label in found}) > 1 else frozenset()


def _signs(surface: str, labelled: bool) -> bool:
    """Whether a span is no name but initials ("F. L."), or an interview's label with what follows it."""
    return labelled or not any(len(word.rstrip(".")) > 1 for word in surface.replace(".", ". ").split())


def _shouts(text: str, run: Span) -> bool:
    """Whether a run of capitals stands among capitals, where every word has a name's shape."""
    around = text[max(0, run[0] - 20) : run[0]] + text[run[1] : run[1] + 20]
    return text[run[0] : run[1]].isupper() and around.isupper()


def _without_stop(text: str, span: Span) -> int:
    """The end without a sentence's stop; "Grégoire S." keeps the stop of its initial."""
    return (
        span[1]
        if re.search(r"[ \u00a0][A-ZÀ-Ý]\.$", text[span[0] : span[1]])
        else span[0] + len(TRAILING.sub("", text[span[0] : span[1]]))
    )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)
