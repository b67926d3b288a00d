"""The name on either side of a role that may be its holder's: "N, maire de Gap", "le maire de Gap, N"."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from core.types import Span
from nlp.persons.appositions import Link, link
from nlp.persons.complements import clean, complement
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary

DEFINITE = vocabulary("definite")
_OBLIQUE = vocabulary("genitives")
_PREPOSITION = re.compile(
    r"\b(?:pour|selon|avec|comme|d apres|face a|contre|outre|sans|apres|avant|derriere|devant|chez|entre|"
    r"envers|sauf|suivant|"
    r"par|sur|sous|contrairement a|vis a vis de|quand|que|si|ni|mais|hormis|via) $"
)
_CLOSED = re.compile(r"(?:\s?\([^()\n]{1,70}\))?\s*(?:[,;.:!?)»”–—]|\n|$| et )")
# "le nouveau maire de Gap s'appelle N"
_NAMED = re.compile(r" (?:s['’]appelle|se nomme|se nommait|n['’]est autre que|a pour nom) $")
_ROLE_AFTER = re.compile(
    r",? (?:le |la |l |son |sa )?(?:president|direct|adjoint|conseill|elu|depute|chef|respons|membre|avocat)"
)
_CONTRAST = re.compile(r", (?:lui|elle|quant a|de son cote|pour sa part|en revanche)\b")
# "Maire de Damigny, dont les écoles fréquentent les bassins, N"
_ASIDE = re.compile(r", (?:dont|qui|où) [^,.;:!?\n]{3,70},")
_STOP = re.compile(r"[,.;:!?)\n»”–—]|$")
# "N, le conseiller numérique qui tient le volant": what is told of a role belongs to it
_RELATIVE = re.compile(r"\b(?:qui|dont|que|qu[’']).*")
_OPENING = re.compile(
    r"(?:^|[\n.!?;:,«“”»(–—•*]|\bet|  )\s*(?:(?:fraichement|recemment|tout juste|largement|brillamment) )?$"
)
_GIVEN = re.compile(
    r"\b(?:elu|elue|reelu|reelue|nomme|nommee|comme|que|en tant que|devenu|devenue|qualite de) $"
)


class Sides:
    """Reads one text; names, which begin at `starts`, are told by their index."""

    def __init__(self, text: str, low: str, names: Sequence[Span], starts: Sequence[int]) -> None:
        self.text, self.low, self.names, self._starts = text, low, names, starts

    def left(self, group: list[Phrase]) -> tuple[int, Link | None]:
        """The name before a role, and how they are tied."""
        first, at = group[0], bisect_left(self._starts, group[0].start) - 1
        if at < 0 or first.family == "same":
            return at, None
        tie = link(self.low[self.names[at][1] : first.start], predicate=first.predicate)
        if tie and tie.kind == "apposition" and first.article in DEFINITE and not self._is_closed(group):
            return at, None
        if tie and tie.kind == "apposition" and first.article in _OBLIQUE:
            return at, None
        if tie and tie.kind == "line" and not self._alone(self.names[at]):
            return at, None
        return at, tie

    def right(self, group: list[Phrase]) -> int | None:
        """The name after a role."""
        first, last = group[0], group[-1]
        at = bisect_left(self._starts, last.end)
        if at == len(self.names):
            return None
        name = self.names[at]
        gap = clean(self.text, (last.end, name[0]))
        named = _NAMED.search(gap)
        if not first.article:
            gap = _ASIDE.sub(",", gap)
        reading = complement(gap[: named.start()] if named else gap)
        if reading is None or (last.family == "same" and reading == "" and first.words.startswith("ce")):
            return None
        if named:
            return at if reading != "comma" else None
        before = self.low[max(0, first.start - 25) : first.start]
        if not first.article or first.predicate:
            opens = reading in {"comma", "tight"} and _OPENING.search(before)
            return at if opens or (reading != "tight" and _GIVEN.search(before)) else None
        return at if reading != "comma" or self._announces(first, before, name, at, gap) else None

    def _announces(self, phrase: Phrase, before: str, name: Span, at: int, gap: str) -> bool:
        """Whether "the mayor, N" is one person: not "devant le maire, N pleure", nor "le maire, N et M"."""
        if at + 1 < len(self.names) and self.low[name[1] : self.names[at + 1][0]] in {" et ", " & "}:
            return False
        if phrase.article not in _OBLIQUE and not _PREPOSITION.search(before):
            return True
        bare = gap.strip() in {",", ", M.", ", Mme"}
        introduced = _ROLE_AFTER.match(self.low, name[1]) is not None
        return _CLOSED.match(self.low, name[1]) is not None and not (bare and introduced)

    def _is_closed(self, group: list[Phrase]) -> bool:
        """Whether an apposition ends where its complement does: in "pour N, le maire a menti" it does not."""
        end = group[-1].end
        for stop in _STOP.finditer(self.low, end, min(len(self.low), end + 160)):
            inner = _RELATIVE.sub("", clean(self.text, (end, stop.start())))
            if inner.count("(") > inner.count(")"):
                continue
            if _CONTRAST.match(self.low, stop.start()):
                return False
            return not inner.strip() or complement(inner + ",") == "comma"
        return False

    def _alone(self, name: Span) -> bool:
        """Whether a name fills its line but for a bracket: a signature over its role."""
        left = self.text.rfind("\n", 0, name[0]) + 1
        return not re.search(r"\w{3}", self.text[left : name[0]])
