"""Mayors that no word of theirs announces: "la mairie que dirige N", "la municipalité de N", the winner of a vote."""

import re
from collections.abc import Iterator

from core.types import Span
from nlp.findings import Findings
from nlp.persons.role_words import Phrase

_CIVILITY = r"(?:m\. |mme |monsieur |madame )?"
_RUN_BY = re.compile(
    r"\b(?P<what>municipalite|equipe municipale|majorite municipale|mairie|ville|"
    r"commune)\b(?P<of>[^.;:!?\n,]{0,60}),? "
    rf"(?:que dirige|qu administre|que preside|dirigee par|administree par|emmenee par|conduite par|"
    rf"geree par) {_CIVILITY}$"
)
_TEAM_OF = re.compile(
    r"(?P<past>\b(?:ancienne|precedente|premiere|ex|nouvelle) )?\b(?P<what>municipalite|equipe municipale|"
    r"majorite municipale|administration municipale) (?:de |d |du )"
    rf"{_CIVILITY}$"
)
_PRESIDED_BY = re.compile(
    rf",? (?:que preside|presidee? par|dirigee? par|que dirige|pilotee? par|emmenee? par) {_CIVILITY}$"
)
_VOTE = re.compile(
    r"\b(?:municipales|premier tour|second tour|deuxieme tour|scrutin|suffrages|voix|bulletins?|urnes|"
    r"mandat|vainqueur|candidate?s?|colistiers?)\b"
)
_WINS = re.compile(
    r"(?: ?\([^()\n]{1,60}\))?,? ?(?:qui )?(?:s est (?:largement |nettement |finalement )?impose|"
    r"l a emporte|l emporte|remporte|a remporte|arrive(?:e)? en tete|est arrivee? en tete|"
    r"est en tete|vire en tete|conduit|conduisait|mene|menait|conduira|menera|brigue|briguait|se presente|"
    r"se presentera|se lance|sera candidate?|est candidate?|a battu|bat|devance|a devance|"
    r"recueille|a recueilli|obtient|a obtenu|totalise|est elue?|a ete elue?|est qualifiee?|se maintient|"
    r"fusionne|se retire|repart|est investie?)\b"
)


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
