"""Bodies of the lexicon where a text names them: what tells Orange the operator from the town, and from a fruit."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from core.names import name_key
from core.types import Span
from nlp.findings import Findings
from nlp.organisations import cues
from nlp.organisations.collect import Proposal
from nlp.organisations.lexicon import Body, Matcher, lexicon
from nlp.organisations.names import in_capital_line, opens_sentence
from nlp.organisations.shapes import COMPLEMENT

_THE_STATE = re.compile(r"\bl $")
_NO_STATE = re.compile(r"^ (?:civil|islamique|major|hebreu|membre|providence|plateforme)\b")
_NEIGHBOUR = re.compile(r"\)?,?(?: (?:et|ou|ni|comme))? (?:l |le |la |les |a |de |d )?$")
_TELECOMS = re.compile(
    r"\b(?:operateurs?|telecoms?|telephonie|antennes?|fibre|adsl|4g|5g|cuivre|forfaits?)\b"
)
_TOWN_OF_ORANGE = re.compile(
    r"\b(?:vaucluse|orangeois\w*|(?:maire|ville|mairie|commune|habitants) d orange)\b"
)
_IN_TOWN = re.compile(r"(?:^|\W)a $")


class Known:
    """Finds the lexicon's forms and keeps those that mean the body."""

    def __init__(self) -> None:
        self._matcher = Matcher(lexicon().forms)
        self.places: frozenset[str] = frozenset()

    def find(self, found: Findings, tagged: AbstractSet[Span]) -> Iterator[Proposal]:
        """Proposals in text order; `tagged` are the spans that the model calls organisations."""
        last: Proposal | None = None
        for span, body in self._matcher.find(found):
            between = found.low[last.span[1] : span[0]] if last and span[0] - last.span[1] < 12 else "…"
            if _NEIGHBOUR.fullmatch(between) or self._means(found, span, body, tagged):
                whole = _whole(found, span, body)
                if last and between == " (" and body.local and whole.kind == last.kind:
                    # the acronym of the body just named: "le centre de gestion de la Loire (CDG 42)"
                    whole = replace(last, span=whole.span)
                last = whole
                yield whole

    def _means(self, found: Findings, span: Span, body: Body, tagged: AbstractSet[Span]) -> bool:
        if body.key == "etat":
            return _is_the_state(found, span)
        if body.local and body.key in lexicon().unnamed:
            return COMPLEMENT.match(found.text, span[1]) is not None
        if _is_something_else(found, span, body):
            return False
        return not body.context or self._said(found, span, body, tagged)

    def _said(self, found: Findings, span: Span, body: Body, tagged: AbstractSet[Span]) -> bool:
        """Whether the context speaks for a body whose name is a word, a surname or a town too."""
        if body.press and cues.press(found, span[0]):
            return True
        if cues.before(found, *span) or cues.after(found, *span):
            return True
        if name_key(found.text[span[0] : span[1]]) in self.places:
            return body.key == "orange" and _is_the_operator(found, span)
        return span in tagged and not opens_sentence(found.text, span)


def _is_the_state(found: Findings, span: Span) -> bool:
    """The State is "l'État", neither "chef d'État" nor "l'État civil"."""
    article = _THE_STATE.search(found.low[max(0, span[0] - 3) : span[0]])
    return article is not None and not _NO_STATE.match(found.low[span[1] : span[1] + 14])


def _is_something_else(found: Findings, span: Span, body: Body) -> bool:
    """A product with its maker's name; "SEPT ANS" in a heading."""
    if body.kind == "company" and cues.product(found, span[0], known=True):
        return True
    return span[1] - span[0] < 4 and in_capital_line(found, span)


def _is_the_operator(found: Findings, span: Span) -> bool:
    """Telecoms are spoken of, and nothing of the town in Vaucluse."""
    return (
        _TELECOMS.search(found.low) is not None
        and not _TOWN_OF_ORANGE.search(found.low)
        and not _IN_TOWN.search(found.low[max(0, span[0] - 3) : span[0]])
    )


def _whole(found: Findings, span: Span, body: Body) -> Proposal:
    """A body of a network takes the territory that follows into its name."""
    territory = COMPLEMENT.match(found.text, span[1]) if body.local else None
    if territory is None:
        return Proposal(span, body.name, body.kind, "lexicon", body.key)
    whole = (span[0], territory.end())
    return Proposal(whole, found.text[whole[0] : whole[1]], body.kind, "lexicon-local")
