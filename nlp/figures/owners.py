"""Whose figure it is, when the sentence says so: its subject, its setting, what the counted things are of."""

import re
from bisect import bisect_left
from itertools import chain

from core.types import Mention, MentionKind
from nlp.findings import Findings
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")["owner"]
_BODIES = {MentionKind.EPCI, MentionKind.DEPARTEMENT, MentionKind.REGION}
_LEAD = re.compile(
    r"(?:(?:^|[;:«»—–\n])\s*(?:mais|et|car|en effet,|ainsi,|quant)? ?(?:a |pour |chez )?)"
    rf"(?:(?:la |le |l |les )?(?:{either(_LEXICON['types'])} )?(?:de la |de l |de |du |d |des |la |le |l )?)$"
)
_ANAPHOR = re.compile(rf"\s*[«—–]?\s*{either(_LEXICON['anaphors'])}(?!\w)")
_OF = re.compile(
    r" (?:(?:de la|de l|de|du|d|des|a|au|aux|dans la|dans le|dans l) )?"
    r"(?:ville de |commune de |region |communaute [a-z ]{1,24} )?$"
)
_REACH = 48
_CLAUSE = 80  # characters from a subject to what is told of it
_LONG_CLAUSE = 140  # and to what is said to be its own: "dans ses 28 communes"
_OWN = re.compile(r"(?<!\w)(?:sa|son|ses|leurs?) $")
# what stands behind these has another subject, or is another's word
_OTHER_SUBJECT = re.compile(r"[;«“]|(?<!\w)(?:que|qu|lequel|laquelle|lesquels|lesquelles)(?!\w)")
_OF_PLACE = re.compile(r" (?:de|d|du|des) ")
_FRESH = re.compile(r"(?:,|(?<!\w)(?:et|mais|que)) (?:a |le |la |les |l )?$")


class Owners:
    """The towns and bodies of a text, asked for one figure after the other."""

    def __init__(self, found: Findings) -> None:
        bodies = (m for m in found.places if m.kind in _BODIES)
        named = chain(found.communes, bodies, found.organisations)
        self._low = found.low
        self._mentions: list[Mention] = sorted(named, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._mentions]
        towns = {m.key: m.name for m in found.communes}
        self._only = next(iter(towns.values())) if len(towns) == 1 else ""
        self._people = sorted((end, role.name) for role in found.roles for _, end in role.mentions)
        self._tagged = sorted(end for _, end in found.names)

    def person_before(self, start: int) -> str | None:
        """The person named right before an age, "" where the name is nobody's known; None where there is none."""
        at = bisect_left(self._tagged, start)
        if not at or start - self._tagged[at - 1] > 2:
            return None
        end = self._tagged[at - 1]
        near = bisect_left(self._people, (end, ""))
        return self._people[near][1] if near < len(self._people) and self._people[near][0] == end else ""

    def owner(self, start: int, end: int, left: int, *, distance: bool) -> str:
        """The owner of a figure from `start` to `end`, in the sentence that begins at `left`.

        `distance`: it says how far or how long, so that "à dix kilomètres de Rennes" is not Rennes’ own.
        """
        if distance and _OF_PLACE.match(self._low, end):
            return ""
        return self._beside(start, end) or self._subject(start, left) or self._taken_up(start, left)

    def _beside(self, start: int, end: int) -> str:
        """In "Saussey, 470 habitants" and "les 42 agents de Meymac"."""
        after = bisect_left(self._starts, end)
        if after < len(self._mentions) and self._starts[after] - end <= _REACH:
            following = self._mentions[after]
            if _OF.fullmatch(self._low, end, following.start):
                return following.name
        before = (
            self._mentions[bisect_left(self._starts, start) - 1] if bisect_left(self._starts, start) else None
        )
        if before and self._low[before.end : start] in {", ", " (", " : "}:
            return before.name
        return ""

    def _subject(self, start: int, left: int) -> str:
        """The first name of the sentence, where nothing but its kind stands before it."""
        at = bisect_left(self._starts, left)
        if at == len(self._mentions) or self._starts[at] >= start:
            return ""
        first = self._mentions[at]
        lead = self._low[left : first.start]
        clause = _LONG_CLAUSE if _OWN.search(self._low, max(left, start - 6), start) else _CLAUSE
        if len(lead) > _REACH or not _LEAD.match(lead) or start - first.end > clause:
            return ""
        if _OTHER_SUBJECT.search(self._low, first.end, start):
            return ""
        # another clause has another subject: "À Gap, rien n’a changé ; à Lens, douze caméras..."
        others = self._starts[at + 1 : bisect_left(self._starts, start)]
        fresh = any(_FRESH.search(self._low, max(left, other - 12), other) for other in others)
        return "" if fresh else first.name

    def _taken_up(self, start: int, left: int) -> str:
        said = _ANAPHOR.match(self._low, left) if self._only and start - left <= _CLAUSE else None
        return self._only if said and not _OTHER_SUBJECT.search(self._low, said.end(), start) else ""
