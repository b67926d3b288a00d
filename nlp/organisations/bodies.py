"""Organisations that are sure by themselves: known names, type words, and what introduces a name as a body's.

They come before towns, persons and technologies: what stands inside their names is none of these.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.organisations import cues
from nlp.organisations.acronyms import definitions
from nlp.organisations.collect import Proposal, publish
from nlp.organisations.grammar import prosecutors, typed
from nlp.organisations.known import Known
from nlp.organisations.names import (
    Dictionary,
    People,
    opens_sentence,
    place_keys,
    refused,
    without_article,
)
from nlp.organisations.shapes import is_coined, names
from nlp.places.geography import Geography

_CONNECTOR = re.compile(r"[ \u00a0](?:de la|de|du|des|d[’']|de l[’']|la|le|les|l[’']|&)[ \u00a0]?$")
# "le collectif Eau et Silence": two ordinary words make one name
_AND = re.compile(r"[ \u00a0]et[ \u00a0]([A-ZÀ-ÖØ-Ý][\w-]+)(?![ \u00a0][A-ZÀ-ÖØ-Ý])")
_SEVERAL = re.compile(r"(?:\bles|\bdes|\baux|\bdeux) (?:\w+ ){1,3}$")
_PERSON_MAY_FOLLOW = re.compile(r"(?:, ?|\bchez )$")


@Language.factory("bodies", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Bodies":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Bodies()


class Bodies:
    """Spans are proposed in four ways; the longest of overlapping ones is kept, and becomes a mask."""

    def __init__(self) -> None:
        self._known = Known()

    def use(self, geography: Geography) -> None:
        """Take the names of places: a company that bears one is believed only by its context."""
        self._known.places = place_keys(geography)

    def __call__(self, doc: Doc) -> Doc:
        """Add organisations and masks to the document's findings."""
        found = findings.of(doc)
        tagged = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"}
        known = list(self._known.find(found, tagged))
        places = self._known.places
        introduced = list(_introduced(found, {p.span[0] for p in known}, Dictionary(doc), places))
        defined = list(_defined(found))
        first = [p for p in (*defined, *introduced) if name_key(p.name) not in self._known.places]
        typed_ones = _typed(found, {p.span[0] for p in known})
        publish(found, [*defined, *known, *typed_ones, *introduced, *_again(found, first)])
        return doc


def _typed(found: Findings, known: set[int]) -> Iterator[Proposal]:
    towns = {m.start for m in found.matches if m.of(MentionKind.COMMUNE)}
    for body in (*typed(found.text), *prosecutors(found.text, towns)):
        # "l'association Les Restos du cœur": the article is no part of a known name
        if body.rule != "titled" or known.isdisjoint(range(body.span[0] + 1, body.span[1])):
            yield Proposal(body.span, found.text[body.span[0] : body.span[1]], body.kind, body.rule)


def _defined(found: Findings) -> Iterator[Proposal]:
    """Both spans of "syndicat d'énergie de l'Orne (Te61)" under the key of the full name."""
    for definition in definitions(found.text):
        full, acronym = (found.text[s:e] for s, e in (definition.full, definition.acronym))
        for span in (definition.full, definition.acronym):
            yield Proposal(span, f"{full} ({acronym})", definition.kind, "defined", name_key(full))


def _introduced(
    found: Findings, known: set[int], words: Dictionary, places: frozenset[str]
) -> Iterator[Proposal]:
    """Names that a sure cue calls a body's: "la jeune pousse X", "X, filiale de Y"; `known` bodies end a name."""
    people = People(found)
    communities = [(m.start, m.end) for m in found.places if m.kind is MentionKind.EPCI]
    for whole in names(found.text):
        named = _named(found, whole, words, places)
        if named is None:
            continue
        cue, span = named[0], _cut(found, named[1], known)
        if inside(span, communities):
            continue  # "l'établissement public Est Ensemble": a community of communes
        if cue.rule == "company-role" and name_key(found.text[span[0] : span[1]]) in places:
            continue  # "deux ingénieurs d'Oloron"
        if cue.rule == "head" and span == named[1]:
            if _are_towns(found, span, places):
                continue  # "le collectif Brest et Quimper": the two towns'
            span = _joined(found, span, known, words, places)
        ordinary = cue.rule == "apposition" and _is_ordinary(found, span, words)
        if ordinary or refused(found.text[span[0] : span[1]]):
            continue  # "Sollicitée, la société n'a pas répondu"
        doubtful = cue.rule != "head" or _PERSON_MAY_FOLLOW.search(found.low[max(0, span[0] - 6) : span[0]])
        if not (doubtful and people.has(found.text, span)):
            yield Proposal(
                span, found.text[span[0] : span[1]], cue.kind, f"introduced-{cue.rule}", confidence=0.9
            )


def _is_ordinary(found: Findings, span: Span, words: Dictionary) -> bool:
    return opens_sentence(found.text, span) and not words.lacks(found.text, span[0])


def _are_towns(found: Findings, span: Span, places: frozenset[str]) -> bool:
    """Whether a name and the one that "et" adds are places."""
    more = _AND.match(found.text, span[1])
    return more is not None and {name_key(found.text[span[0] : span[1]]), name_key(more[1])} <= places


def _joined(found: Findings, span: Span, known: set[int], words: Dictionary, places: frozenset[str]) -> Span:
    """The name with what "et" adds to it, where neither word is a place or a body's of its own."""
    more = _AND.match(found.text, span[1])
    name = found.text[span[0] : span[1]]
    if not more or more.start(1) in known or " " in name or refused(name):
        return span
    if not places.isdisjoint({name_key(name), name_key(more[1])}):
        return span
    coined = words.lacks(found.text, span[0]) or words.lacks(found.text, more.start(1))
    several = _SEVERAL.search(found.low, max(0, span[0] - 40), span[0])
    return span if coined or several else (span[0], more.end(1))


def _named(
    found: Findings, whole: Span, words: Dictionary, places: frozenset[str]
) -> tuple[cues.Cue, Span] | None:
    """The sure cue before or after a name, and the name: the article belongs to it after a noun only."""
    cue = cues.sure_before(found, whole[0])
    if cue:
        return cue, whole
    span = without_article(found.text, whole)
    name = found.text[span[0] : span[1]]
    unknown = words.lacks(found.text, span[0]) and name_key(name) not in places and _inside(found, whole[0])
    cue = cues.after(found, *span, coined=is_coined(name) or unknown)
    return (cue, span) if cue and cue.sure else None


def _inside(found: Findings, start: int) -> bool:
    """Whether the words before a name do not open the sentence: "versés à X, une jeune pousse"."""
    before = found.text[max(0, start - 3) : start].lstrip()
    return before[:1].islower()


def _cut(found: Findings, span: Span, known: set[int]) -> Span:
    """The name up to a known body inside it: "le laboratoire Citi de l'Insa"."""
    inner = next((i for i in range(span[0] + 1, span[1]) if i in known), span[0])
    head = found.text[span[0] : inner]
    own = _CONNECTOR.sub("", head)
    return (span[0], span[0] + len(own)) if own != head else span


def _again(found: Findings, first: list[Proposal]) -> Iterator[Proposal]:
    """Later mentions of a name that was introduced or defined once."""
    known = {found.text[p.span[0] : p.span[1]]: p for p in first}
    for whole in names(found.text) if known else ():
        for span in dict.fromkeys((whole, without_article(found.text, whole))):
            known_as = known.get(found.text[span[0] : span[1]])
            if known_as and span != known_as.span:
                yield Proposal(span, known_as.name, known_as.kind, "again", known_as.key, known_as.confidence)
