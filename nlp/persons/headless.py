"""Mayors that no word of theirs announces: "la mairie que dirige N", "la municipalité de N", the winner of a vote."""

import re
from collections.abc import Iterator

from core.types import Span
from nlp.civility import FOLDED_OF_ONE
from nlp.findings import Findings
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import implied

_CIVILITY = rf"(?:{FOLDED_OF_ONE} )?"
_RUN_BY = re.compile(
    rf"\b(?P<what>{implied('bodies')})\b(?P<of>[^.;:!?\n,]{{0,60}}),? {implied('run_by')} {_CIVILITY}$"
)
_TEAM_OF = re.compile(
    rf"(?P<past>\b{implied('which_team')} )?\b(?P<what>{implied('teams')}) (?:de |d |du ){_CIVILITY}$"
)
_PRESIDED_BY = re.compile(rf",? {implied('presided_by')} {_CIVILITY}$")
_VOTE = re.compile(rf"\b{implied('vote')}\b")
_WINS = re.compile(rf"(?: ?\([^()\n]{{1,60}}\))?,? ?(?:qui )?{implied('wins')}\b")


def announced(found: Findings, name: Span) -> Phrase | None:
    """The role that the words before a name imply, as a phrase whose complement is the body's."""
    low, at = found.low, name[0]
    match = _RUN_BY.search(low, max(0, at - 120), at)
    if match:
        return Phrase("mayor", match.start(), match.start("what"), match.end("what"))
    match = _TEAM_OF.search(low, max(0, at - 60), at)
    if match and match["past"] in {None, "nouvelle "}:
        return Phrase("mayor", match.start(), match.start("what"), match.end("what"))
    match = _PRESIDED_BY.search(low, max(0, at - 30), at)
    return Phrase("president", match.start(), match.start(), match.start(), article="son") if match else None


def winners(found: Findings, spans: list[Span]) -> Iterator[Phrase]:
    """Who stands in, or has won, a municipal election of which the text tells."""
    if "municipales" not in found.low or len(_VOTE.findall(found.low)) < 2:
        return
    for span in spans:
        match = _WINS.match(found.low, span[1])
        if match and _VOTE.search(found.low, span[1], min(len(found.low), span[1] + 200)):
            yield Phrase("mayor_candidate", span[0], span[0], match.end())
