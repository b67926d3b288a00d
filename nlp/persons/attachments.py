"""Which name a role belongs to: the one it stands in apposition to, on either side, or a list of names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.types import Span
from nlp.persons.appositions import Link, link
from nlp.persons.chains import chains
from nlp.persons.complements import clean, complement
from nlp.persons.lists import backward, forward, interleaved
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary

_DEFINITE = vocabulary("definite")
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
_TO_MAYOR = re.compile(r" (?:au|du|de la|a la) (?:maire|mairesse)$")
_CONTRAST = re.compile(r", (?:lui|elle|quant a|de son cote|pour sa part|en revanche)\b")
_STOP = re.compile(r"[,.;:!?)\n»”–—]|$")
_OPENING = re.compile(
    r"(?:^|[\n.!?;:,«“”»(–—•*]|\bet|  )\s*(?:(?:fraichement|recemment|tout juste|largement|brillamment) )?$"
)
_WITH = re.compile(r"(?:\bet|\bou|&|\bavec|\bpuis|\bainsi que|\bcomme) $")
_GIVEN = re.compile(
    r"\b(?:elu|elue|reelu|reelue|nomme|nommee|comme|que|en tant que|devenu|devenue|qualite de) $"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A role and the name (by index) it belongs to; `town` when a list tells it (index of a town's mention)."""

    name: int
    phrase: Phrase
    link: str
    town: int | None = None


class Attacher:
    """Ties the role phrases of one text to its names; spans in text order, `towns` are the communes' mentions."""

    def __init__(self, text: str, low: str, names: Sequence[Span], towns: Sequence[Span]) -> None:
        self.text, self.low, self.names, self.towns = text, low, names, towns
        self._starts = [n[0] for n in names]
        self._named_before: set[int] = set()  # names that a role announced: "le maire, N"
        self.unattached: list[list[Phrase]] = []

    def attach(self, phrases: Sequence[Phrase]) -> list[Attachment]:
        """All attachments; what belongs to nobody named is kept in `unattached`."""
        groups = chains(self.text, phrases, self.names)
        found: list[Attachment] = []
        for index, group in enumerate(groups):
            following = groups[index + 1] if index + 1 < len(groups) else None
            given = list(self._group(group, following))
            found += given
            if not given:
                self.unattached.append(group)
        return found

    def _group(self, group: list[Phrase], following: list[Phrase] | None) -> Iterator[Attachment]:
        if group[0].plural:
            yield from self._plural(group)
            return
        left, tie = self._left(group)
        right = None if self._coordinated(group, following) else self._right(group)
        if tie and right is not None and not self._prefers_left(group, left, tie, right, following):
            tie = None
        if tie:
            yield from (Attachment(left, phrase, tie.kind) for phrase in group)
            yield from self._whose(group[-1])
        elif right is not None:
            self._named_before.add(right)
            yield from (Attachment(right, phrase, "before") for phrase in group)

    def _coordinated(self, group: list[Phrase], following: list[Phrase] | None) -> bool:
        """Whether another person's role stands between: "le maire de Gap et son adjointe, N"."""
        if following is None or not following[0].article:
            return False
        start, at = following[0].start, bisect_left(self._starts, group[-1].end)
        between = at == len(self.names) or start < self.names[at][0]
        return between and _WITH.search(self.low[max(group[-1].end, start - 14) : start]) is not None

    def _whose(self, phrase: Phrase) -> Iterator[Attachment]:
        """The mayor in "N, adjoint du maire M"."""
        at = bisect_left(self._starts, phrase.end)
        if _TO_MAYOR.search(phrase.words) and at < len(self.names):
            gap = clean(self.text, (phrase.end, self.names[at][0]))
            if complement(gap) == "" and gap.strip() in {"", "M.", "Mme"}:
                start = phrase.end - len(phrase.words.rpartition(" ")[2])
                yield Attachment(at, Phrase("mayor", start, start, phrase.end, article="du"), "before")

    def _left(self, group: list[Phrase]) -> tuple[int, Link | None]:
        """The name before a role, and how they are tied."""
        first, at = group[0], bisect_left(self._starts, group[0].start) - 1
        if at < 0 or first.family == "same":
            return at, None
        tie = link(self.low[self.names[at][1] : first.start], predicate=first.predicate)
        if tie and tie.kind == "apposition" and first.article in _DEFINITE and not self._is_closed(group):
            return at, None
        if tie and tie.kind == "apposition" and first.article in _OBLIQUE:
            return at, None
        if tie and tie.kind == "line" and not self._alone(self.names[at]):
            return at, None
        return at, tie

    def _right(self, group: list[Phrase]) -> int | None:
        """The name after a role."""
        first, last = group[0], group[-1]
        at = bisect_left(self._starts, last.end)
        if at == len(self.names):
            return None
        name = self.names[at]
        gap = clean(self.text, (last.end, name[0]))
        named = _NAMED.search(gap)
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

    def _prefers_left(
        self, group: list[Phrase], left: int, tie: Link, right: int, following: list[Phrase] | None
    ) -> bool:
        """For "N1, le maire de Gap, N2": N2's, unless N2 has a role behind it or no article announces N2."""
        if tie.kind != "apposition" or group[0].article not in _DEFINITE:
            return True
        if left in self._named_before or following is None:
            return False
        gap = (
            self.low[self.names[right][1] : following[0].start]
            if following[0].start > self.names[right][1]
            else "?"
        )
        return link(gap, predicate=following[0].predicate) is not None

    def _is_closed(self, group: list[Phrase]) -> bool:
        """Whether an apposition ends where its complement does: in "pour N, le maire a menti" it does not."""
        end = group[-1].end
        for stop in _STOP.finditer(self.low, end, min(len(self.low), end + 160)):
            inner = clean(self.text, (end, stop.start()))
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

    def _plural(self, group: list[Phrase]) -> Iterator[Attachment]:
        """Roles in the plural give every name of a list its role."""
        first, last = group[0], group[-1]
        pairs = interleaved(self.text, last.end, self.names, self.towns)
        if pairs:
            yield from (Attachment(name, p, "list", town) for name, town in pairs for p in group)
            return
        at = bisect_left(self._starts, first.start) - 1
        tie = link(self.low[self.names[at][1] : first.start], predicate=False) if at >= 0 else None
        listed = (
            backward(self.low, self.names, at)
            if tie and tie.kind in {"apposition", "copula", "former"}
            else []
        )
        if len(listed) < 2 or first.article in _OBLIQUE:
            tie, listed = None, self._after(last)
        towns = self._towns(last.end, listed)
        for name, town in zip(listed, towns, strict=True):
            yield from (Attachment(name, phrase, tie.kind if tie else "list", town) for phrase in group)

    def _after(self, phrase: Phrase) -> list[int]:
        at = bisect_left(self._starts, phrase.end)
        if at == len(self.names) or complement(clean(self.text, (phrase.end, self.names[at][0]))) is None:
            return []
        listed = forward(self.low, self.names, at)
        return listed if len(listed) > 1 else []

    def _towns(self, end: int, listed: Sequence[int]) -> list[int | None]:
        """Town by town for "les maires de A et de B, N et M", when there are as many."""
        limit = min([*(self.names[i][0] for i in listed if self.names[i][0] > end), end + 120])
        stop = re.compile(r"[.;:!?\n]").search(self.text, end, limit)
        limit = stop.start() if stop else limit
        inside = [i for i, (start, _) in enumerate(self.towns) if end <= start < limit]
        return list(inside) if len(inside) == len(listed) else [None] * len(listed)
