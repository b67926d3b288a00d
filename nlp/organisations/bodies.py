"""Organisations that are sure by themselves: known names, type words, and what introduces a name as a body's.

They come before towns, persons and technologies: what stands inside their names is none of these.
"""

import re
from collections.abc import Iterator, Set

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Span
from nlp import findings
from nlp.findings import Findings
from nlp.organisations import cues
from nlp.organisations.acronyms import definitions
from nlp.organisations.collect import Proposal, publish
from nlp.organisations.grammar import typed
from nlp.organisations.lexicon import Body, Matcher, lexicon
from nlp.organisations.names import (
    People,
    in_capital_line,
    opens_sentence,
    place_keys,
    refused,
    without_article,
)
from nlp.organisations.shapes import COMPLEMENT, is_coined, names
from nlp.places.geography import Geography

_THE_STATE = re.compile(r"\bl $")
_NO_STATE = re.compile(r"^ (?:civil|islamique|major|hebreu|membre|providence|plateforme)\b")
_TELECOMS = re.compile(r"\b(?:operateurs?|telecoms?|telephonie|antennes?|fibre|adsl|4g|5g|cuivre|forfaits?)\b")
_TOWN_OF_ORANGE = re.compile(r"\b(?:vaucluse|orangeois\w*|(?:maire|ville|mairie|commune|habitants) d orange)\b")
_CONNECTOR = re.compile(r"[ \u00a0](?:de la|de|du|des|d[’']|de l[’']|la|le|les|l[’']|&)[ \u00a0]?$")
_IN_TOWN = re.compile(r"(?:^|\W)a $")
_NEIGHBOUR = re.compile(r"\)?,?(?: (?:et|ou|ni|comme))? (?:l |le |la |les |a |de |d )?$")
_NOBODY: frozenset[Span] = frozenset()
_PERSON_MAY_FOLLOW = re.compile(r"(?:, ?|\bchez )$")


@Language.factory("bodies", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Bodies":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Bodies()


class Bodies:
    """Spans are proposed in four ways; the longest of overlapping ones is kept, and becomes a mask."""

    def __init__(self) -> None:
        self._matcher = Matcher(lexicon().forms)
        self._places: frozenset[str] = frozenset()

    def use(self, geography: Geography) -> None:
        """Take the names of places: a company that bears one is believed only by its context."""
        self._places = place_keys(geography)

    def __call__(self, doc: Doc) -> Doc:
        """Add organisations and masks to the document's findings."""
        found = findings.of(doc)
        tagged = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"}
        known = list(self._known(found, tagged))
        proposals = [*_defined(found), *known, *_typed(found), *_introduced(found, {p.span[0] for p in known})]
        publish(found, [*proposals, *_again(found, [p for p in proposals if not self._is_place(p)])])
        return doc

    def _is_place(self, proposal: Proposal) -> bool:
        return name_key(proposal.name) in self._places

    def _known(self, found: Findings, tagged: Set[Span]) -> Iterator[Proposal]:
        last = -1
        for span, body in self._matcher.find(found):
            believed = tagged if name_key(found.text[span[0] : span[1]]) not in self._places else _NOBODY
            beside = last >= 0 and span[0] - last < 12 and _NEIGHBOUR.fullmatch(found.low[last : span[0]])
            if beside or _holds(found, span, body, believed):
                proposal = self._whole(found, span, body)
                last = proposal.span[1]
                yield proposal

    def _whole(self, found: Findings, span: Span, body: Body) -> Proposal:
        """A body of a network takes the territory that follows into its name."""
        territory = COMPLEMENT.match(found.text, span[1]) if body.local else None
        if territory is None:
            return Proposal(span, body.name, body.kind, "lexicon", body.key)
        whole = (span[0], territory.end())
        return Proposal(whole, found.text[whole[0] : whole[1]], body.kind, "lexicon-local")


def _holds(found: Findings, span: Span, body: Body, tagged: Set[Span]) -> bool:
    """Whether a known form is the body where it stands."""
    if body.key == "etat":
        return bool(
            _THE_STATE.search(found.low[max(0, span[0] - 3) : span[0]])
            and not _NO_STATE.match(found.low[span[1] : span[1] + 14])
        )
    if body.local and body.key in lexicon().unnamed:
        return COMPLEMENT.match(found.text, span[1]) is not None
    if body.kind == "company" and cues.product(found, span[0], known=True):
        return False
    if span[1] - span[0] < 4 and in_capital_line(found, span):
        return False  # "SEPT ANS"
    if not body.context:
        return True
    if body.key == "orange" and _telecoms(found, span):
        return True
    if body.name.startswith(("L", "Next", "Ici", "Arte", "M6", "Mar", "Cap", "Chal")) and cues.press(found, span[0]):
        return True
    return _said(found, span) or (span in tagged and not opens_sentence(found.text, span))


def _said(found: Findings, span: Span) -> bool:
    return cues.before(found, span[0]) is not None or cues.after(found, *span) is not None


def _telecoms(found: Findings, span: Span) -> bool:
    """Orange the operator: telecoms are spoken of, and nothing of the town in Vaucluse."""
    return (
        _TELECOMS.search(found.low) is not None
        and not _TOWN_OF_ORANGE.search(found.low)
        and not _IN_TOWN.search(found.low[max(0, span[0] - 3) : span[0]])
    )


def _typed(found: Findings) -> Iterator[Proposal]:
    for body in typed(found.text):
        yield Proposal(body.span, found.text[body.span[0] : body.span[1]], body.kind, body.rule)


def _defined(found: Findings) -> Iterator[Proposal]:
    """Both spans of "syndicat d'énergie de l'Orne (Te61)" under the key of the full name."""
    for definition in definitions(found.text):
        full, acronym = (found.text[s:e] for s, e in (definition.full, definition.acronym))
        for span in (definition.full, definition.acronym):
            yield Proposal(span, f"{full} ({acronym})", definition.kind, "defined", name_key(full))


def _introduced(found: Findings, known: set[int]) -> Iterator[Proposal]:
    """Names that a sure cue calls a body's: "la jeune pousse X", "X, filiale de Y"."""
    people = People(found)
    for whole in names(found.text):
        cue, span = cues.before(found, whole[0]), whole
        if cue is None or not cue.sure:
            span = without_article(found.text, whole)
            cue = cues.after(found, *span, coined=is_coined(found.text[span[0] : span[1]]))
        span = _cut(found, span, known)
        if cue is None or not cue.sure or refused(found.text[span[0] : span[1]]):
            continue
        doubtful = cue.rule != "head" or _PERSON_MAY_FOLLOW.search(found.low[max(0, span[0] - 6) : span[0]])
        if not (doubtful and people.has(found.text, span)):
            yield Proposal(span, found.text[span[0] : span[1]], cue.kind, f"introduced-{cue.rule}", confidence=0.9)


def _cut(found: Findings, span: Span, known: set[int]) -> Span:
    """The name up to a known body inside it: "le laboratoire Citi de l'Insa"."""
    inner = next((i for i in range(span[0] + 1, span[1]) if i in known), None)
    if inner is None:
        return span
    head = _CONNECTOR.sub("", found.text[span[0] : inner])
    return (span[0], span[0] + len(head)) if head != found.text[span[0] : inner] else span


def _again(found: Findings, proposals: list[Proposal]) -> Iterator[Proposal]:
    """Later mentions of a name that was introduced or defined once."""
    known = {
        found.text[p.span[0] : p.span[1]]: p
        for p in proposals
        if p.rule.startswith(("introduced", "defined")) and found.text[p.span[0]].isupper()
    }
    for whole in names(found.text) if known else ():
        for span in dict.fromkeys((whole, without_article(found.text, whole))):
            first = known.get(found.text[span[0] : span[1]])
            if first and span != first.span:
                yield Proposal(span, first.name, first.kind, "again", first.key, first.confidence)
