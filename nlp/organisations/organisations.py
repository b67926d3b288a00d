"""Organisations that need the rest of the text: the model's, and those that words around make likely.

They come last, so that towns, persons, technologies and territories have taken their words.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Span
from nlp import findings
from nlp.findings import Findings
from nlp.organisations import cues
from nlp.organisations.collect import Proposal, outside, publish, unite
from nlp.organisations.names import (
    Dictionary,
    People,
    in_capital_line,
    opens_sentence,
    place_keys,
    refused,
    without_article,
)
from nlp.organisations.shapes import bears_mark, is_coined, names
from nlp.places.geography import Geography

_AND = re.compile(r"(?:,| et| ou|, puis) (?:par |de |d |a |avec )?(?:l |la |le |les )?$")
THRESHOLD = 1.4
_TAGS = {"ORG": 1.6, "MISC": 0.2, "PER": -1.0, "LOC": -0.8}


@Language.factory("organisations", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Organisations":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Organisations()


class Organisations:
    """Adds up what speaks for a name being a body's; every mention of an accepted name counts."""

    def __init__(self) -> None:
        self._places: frozenset[str] = frozenset()

    def use(self, geography: Geography) -> None:
        """Take the names of places, which the model's tag alone does not make bodies."""
        self._places = place_keys(geography)

    def __call__(self, doc: Doc) -> Doc:
        """Complete the organisations of the document's findings."""
        found = findings.of(doc)
        publish(found, list(_likely(found, doc, self._places)))
        unite(found)
        return doc


def _likely(found: Findings, doc: Doc, places: frozenset[str]) -> Iterator[Proposal]:
    tags = {e.start_char: (e.end_char, e.label_) for e in doc.ents}
    accepted: dict[str, Proposal] = {}
    people, single, words = People(found), set(found.names), Dictionary(doc)
    weak: list[tuple[Span, str]] = []
    for span in _free(found, tags):
        name = found.text[span[0] : span[1]]
        if refused(name) or cues.portfolio(found, span[0]):
            continue
        cue = cues.before(found, *span) or _after(found, span, words)
        if name_key(name) in places and not (cue and cue.sure and cue.rule != "company-role"):
            continue
        company = _beside(found, span[0]) or (cue is not None and cue.rule in {"done-by", "with"})
        if people.has(found.text, span) or (span in single and not company):
            continue
        points = _points(found, span, cue, tags, unknown=words.lacks(found.text, span[0]))
        if points >= THRESHOLD:
            rule = f"likely-{cue.rule}" if cue else "model"
            kind = cue.kind if cue else ""
            accepted[name] = proposal = Proposal(
                span, name, kind, rule, confidence=min(0.9, 0.4 + points / 8)
            )
            yield proposal
        else:
            weak.append((span, name))
    for span, name in weak:
        if name in accepted:
            yield Proposal(span, name, accepted[name].kind, "again", confidence=accepted[name].confidence)


def _free(found: Findings, tags: dict[int, tuple[int, str]]) -> list[Span]:
    """Names that nothing else has claimed; the model's own span where it is longer."""
    taken = sorted(
        [
            *found.masks,
            *((m.start, m.end) for m in (*found.communes, *found.places, *found.technologies)),
        ]
    )
    spans = []
    for whole in names(found.text):
        start, end = without_article(found.text, whole)
        tagged = tags.get(start)
        if tagged and tagged[1] == "ORG" and tagged[0] > end:
            end = start + len(found.text[start : tagged[0]].rstrip())
        if start < end:
            spans.append((start, end))
    return list(outside(spans, _merged(taken)))


def _merged(spans: list[Span]) -> list[Span]:
    """Overlapping spans made one, so that both ends grow along the text."""
    out: list[Span] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _after(found: Findings, span: Span, words: Dictionary) -> cues.Cue | None:
    """What follows a name; at the start of a sentence an ordinary word is no name."""
    if opens_sentence(found.text, span) and not words.lacks(found.text, span[0]):
        return None  # "Sollicitée, la société n'a pas répondu"
    return cues.after(found, *span, coined=is_coined(found.text[span[0] : span[1]]))


def _beside(found: Findings, start: int) -> bool:
    """Whether a sure body stands just before: "GRDF et X"."""
    ahead = _AND.search(found.low[max(0, start - 14) : start])
    ends = {m.end for m in found.organisations} if ahead else set()
    return ahead is not None and start - len(ahead.group()) in ends


def _points(
    found: Findings, span: Span, cue: cues.Cue | None, tags: dict[int, tuple[int, str]], *, unknown: bool
) -> float:
    name = found.text[span[0] : span[1]]
    _, label = tags.get(span[0], (0, ""))
    points = _TAGS.get(label, 0.0)
    if cue:
        points += {"role": 1.7}.get(cue.rule, 2.4)
    points += 1.0 * bears_mark(name) + 0.5 * is_coined(name) + 0.2 * (" " in name)
    points += 1.2 * (cues.seated(found, span[1]) or cues.acts(found, span[1]))
    points += 0.6 * unknown + 2.0 * _beside(found, span[0])
    points -= 1.0 * (opens_sentence(found.text, span) and not unknown and not is_coined(name))
    if found.text[max(0, span[0] - 2) : span[0]].rstrip().endswith(("«", "“")):
        points -= 0.7
    return points - 1.2 * in_capital_line(found, span) - 2.0 * cues.product(found, span[0])
