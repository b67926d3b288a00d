"""A text as initiatives are read from it: its sentences with what stands in each."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from core.types import Mention
from nlp.findings import Findings
from nlp.initiatives.actions import actions, signs
from nlp.initiatives.actors import Actors
from nlp.initiatives.acts import Action, Sign, said
from nlp.initiatives.clauses import clauses
from nlp.initiatives.marks import marks
from nlp.initiatives.references import Actor, Reference
from nlp.initiatives.sentences import Sentence, Sentences
from nlp.places.geography import Geography

T = TypeVar("T")
_MOST = 30
"""Of each kind, what is looked at in one sentence: against hostile texts."""


@dataclass(slots=True)
class Scene:
    """What stands in each sentence, by its number; `main` is the authority that the text is about.

    `dated` and `counted` are the sentences in which a date or a figure stands; in an `interview`
    some paragraphs ask, the others answer. `quotations`, `stances` and `told` keep what was looked up.
    """

    found: Findings
    geography: Geography
    said: str
    sentences: Sentences
    main: Actor | None
    references: dict[int, list[Reference]] = field(default_factory=lambda: defaultdict(list))
    actions: dict[int, list[Action]] = field(default_factory=lambda: defaultdict(list))
    signs: dict[int, list[Sign]] = field(default_factory=lambda: defaultdict(list))
    technologies: dict[int, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    dated: frozenset[int] = frozenset()
    counted: frozenset[int] = frozenset()
    interview: bool = False
    marks: dict[int, list[Sign]] = field(default_factory=dict)
    quotations: dict[int, bool] = field(default_factory=dict)
    stances: dict[tuple[int, int], str] = field(default_factory=dict)
    told: dict[tuple[str, int], str] = field(default_factory=dict)

    def marked(self, number: int, kind: str) -> bool:
        """Whether a phrase of a kind (see `marks`) stands in a sentence."""
        return any(m.kind == kind for m in self.marks.get(number, ()))


def scene(found: Findings, geography: Geography) -> Scene:
    """Read a text once."""
    text = said(found)
    acts = actions(text, found.text)
    sentences = Sentences(found.text, clauses(found, acts))
    actors = Actors(found, geography, sentences)
    out = Scene(found, geography, text, sentences, actors.main)
    for r in actors.all:
        _put(out.references[r.sentence], r)
    for a in acts:
        _put(out.actions[sentences.at(a.start)], a)
    for s in signs(text, found.text):
        _put(out.signs[sentences.at(s.start)], s)
    for mark in marks(found):
        _put(out.marks.setdefault(sentences.at(mark.start), []), mark)
    for m in found.technologies:
        _put(out.technologies[sentences.at(m.start)], m)
    out.dated = frozenset(sentences.at(d.start) for d in found.dates)
    out.counted = frozenset(sentences.at(f.start) for f in found.figures)
    out.interview = sum(text[s.end - 1] == "?" for s in sentences.all if _fills(sentences, s)) >= _QUESTIONS
    return out


_QUESTIONS = 2
"""Paragraphs that only ask, from which on a text is an interview."""


def _fills(sentences: Sentences, s: Sentence) -> bool:
    """Whether a sentence ends its paragraph."""
    after = sentences.at(s.end) + 1
    return after >= len(sentences) or sentences.all[after].paragraph != s.paragraph


def _put(into: list[T], what: T) -> None:
    if len(into) < _MOST:
        into.append(what)
