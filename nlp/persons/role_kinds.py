"""From what the words say to one of the kinds of role: time, wish, place of work and country taken in."""

import re
from collections.abc import Sequence

from core.types import MentionKind, RoleKind, Span
from nlp.findings import Findings
from nlp.persons.attachment import Attachment
from nlp.persons.employers import president, staff
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary
from nlp.places.lexicons import demonyms

MUNICIPAL = frozenset(
    [
        RoleKind.MAYOR,
        RoleKind.FORMER_MAYOR,
        RoleKind.MAYOR_CANDIDATE,
        RoleKind.DEPUTY_MAYOR,
        RoleKind.COUNCILLOR,
    ]
)
# of several roles the highest at the article's date; a minister was mayor, a mayor presides the agglo
RANK = {
    RoleKind.MAYOR: 0,
    RoleKind.MINISTER: 1,
    RoleKind.FORMER_MAYOR: 2,
    RoleKind.MAYOR_CANDIDATE: 3,
    RoleKind.DEPUTY_MAYOR: 4,
    RoleKind.COUNCILLOR: 5,
    RoleKind.EPCI_PRESIDENT: 6,
    RoleKind.OFFICIAL: 7,
    RoleKind.COMPANY: 7,
    RoleKind.OTHER: 8,
}
_TOLD = frozenset(["mayor", "deputy_mayor", "councillor", "epci_president", "president", "minister"])
# they stand for mayor where the text tells of that vote
_STANDING = vocabulary("standing")
_PAST = re.compile(
    r"[^.;:!?\n()]{0,60}?(?:\bde (?:19|20)\d\d a (?:19|20)\d\d|\bentre (?:19|20)\d\d et|\bjusqu en (?:19|"
    r"20)|\bjusqu au|"
    r"\bavant de (?:demissionner|ceder|passer la main|quitter|renoncer|partir|s effacer|perdre)\b|"
    r"\bavant d etre battue?\b|\bjusqu a sa (?:demission|mort|defaite|retraite)\b|\bhonoraire\b|"
    r"\bde l epoque\b|\bd alors\b|\bpendant (?:\w+ )?(?:ans|annees|mandats)|\bdurant\b|\((?:19|"
    r"20)\d\d\s?[ –-]\s?(?:19|20)\d\d\))"
)
_LATE = re.compile(r"\bfeue? $")
# "En 1995, N, maire de Gap, refusait": the year that opens the sentence
_YEAR = re.compile(
    r"(?:des |fin |debut |courant |a l ete |au printemps |a l automne |le \d{1,2}(?:er)? )?"
    r"(?:en )?(?:[a-z]{3,9} )?((?:19|20)\d\d)(?:,| )"
)
# "C'était en 1911. Cette année-là, N, maire de Gap": the year is that of the sentence before
_THAT_YEAR = re.compile(r"(?:cette annee la|a l epoque|en ce temps la|cet ete la),? ")
_A_YEAR = re.compile(r"\b((?:18|19|20)\d\d)\b")
# "N, maire de Gap en 1973"
_IN_YEAR = re.compile(r"(?: (?:de la |de l |du |des |de |d )[^,.;:!?\n]{2,40}?)? en ((?:18|19|20)\d\d)\b")
_ELECTIONS = (1983, 1989, 1995, 2001, 2008, 2014, 2020, 2026, 2032)
_VOTE = re.compile(r"\b(?:municipales|tetes? de liste|maire sortante?|candidate?s? a la mairie)\b")
_ABROAD = re.compile(r"\b(?:bourgmestre|echevine?|conseil communal|conseiller communal|college communal)\b")
_FOREIGN_MINISTER = re.compile(rf"(?: [a-z]+)? {demonyms('minister')}\b")


class Kinds:
    """Decides for one text."""

    def __init__(self, found: Findings, phrases: Sequence[Phrase]) -> None:
        self.found, self.phrases = found, phrases
        foreign = any(p.kind is MentionKind.FOREIGN for p in found.places)
        # a Belgian council has its own mayors, aldermen and councillors: none of them is ours
        self._municipal_vote = _VOTE.search(found.low) is not None
        self.abroad = not found.communes and (foreign or _ABROAD.search(found.low) is not None)

    def of(self, attachment: Attachment, name: Span) -> RoleKind:
        """The kind of one attached role, before any town is known."""
        phrase = attachment.phrase
        kind = self._said(phrase, name)
        if self.abroad and (kind in MUNICIPAL or kind is RoleKind.MINISTER):
            return RoleKind.OTHER
        if phrase.former or attachment.link == "former" or self._past(phrase, kind):
            return RoleKind.FORMER_MAYOR if kind is RoleKind.MAYOR else self._once(kind)
        if attachment.link == "wish":
            return RoleKind.MAYOR_CANDIDATE if kind is RoleKind.MAYOR else RoleKind.OTHER
        return kind

    def _past(self, phrase: Phrase, kind: RoleKind) -> bool:
        if kind not in MUNICIPAL:
            return False
        year = _IN_YEAR.match(self.found.low, phrase.end)
        if year and self._is_over(int(year[1])):
            return True
        return (
            _PAST.match(self.found.low, phrase.end) is not None
            or _LATE.search(self.found.low, max(0, phrase.start - 6), phrase.start) is not None
        )

    def told_of(self, at: int) -> int | None:
        """The year of a mandate now over that opens the sentence about `at`: "En 1995, N, maire de Gap, refusait".

        A mayor of before the last elections is not known to be one still; "depuis 2020" is no such year.
        """
        low = self.found.low
        start = max(
            low.rfind(stop, max(0, at - 250), at) + len(stop) for stop in (". ", "! ", "? ", "» ", "\n")
        )
        start = start if start > 2 else 0
        year = _YEAR.match(low, start)
        if year is None and _THAT_YEAR.match(low, start):
            year = next(iter(list(_A_YEAR.finditer(low, max(0, start - 120), start))[-1:]), None)
        return int(year[1]) if year and year.end() <= at and self._is_over(int(year[1])) else None

    def _is_over(self, year: int) -> bool:
        """Whether who was mayor in a year is not known by that to be one still: it lies before the last elections."""
        day = self.found.published
        if day is None:
            return False
        last = max((e for e in _ELECTIONS if e <= day.year), default=0)
        return year < min(last, day.year - 1)

    @staticmethod
    def _once(kind: RoleKind) -> RoleKind:
        return RoleKind.FORMER_MAYOR if kind is RoleKind.FORMER_MAYOR else RoleKind.OTHER

    def _said(self, phrase: Phrase, name: Span) -> RoleKind:
        """What the words alone say."""
        if phrase.family in {"staff", "president"}:
            return (staff if phrase.family == "staff" else president)(self.found, phrase, name[0])
        if phrase.family == "same":
            return self._same(phrase, name)
        if phrase.family == "predecessor":
            return RoleKind.FORMER_MAYOR if self._mayor_before(phrase) else RoleKind.OTHER
        return RoleKind.OTHER if self._is_other(phrase) else RoleKind(phrase.family)

    def _is_other(self, phrase: Phrase) -> bool:
        """A role of another kind than its words': re-elected to what, candidate for what, minister of whom."""
        if phrase.words in _STANDING:
            return not self._municipal_vote
        if phrase.family == "minister":
            return _FOREIGN_MINISTER.match(self.found.low, phrase.end) is not None
        return phrase.family == "reelected"

    def _same(self, phrase: Phrase, name: Span) -> RoleKind:
        """For "celui de Gap": as the last role spoken of."""
        before = [p for p in self.phrases if phrase.head - 600 < p.head < phrase.head and p.family in _TOLD]
        return self._said(before[-1], name) if before else RoleKind.OTHER

    def _mayor_before(self, phrase: Phrase) -> bool:
        return any(p.family == "mayor" and phrase.head - 900 < p.head < phrase.head for p in self.phrases)
