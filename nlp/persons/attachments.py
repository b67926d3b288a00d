"""Which name a role belongs to: the one it stands in apposition to, on either side, or a list of names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from core.types import Span
from nlp.persons.appositions import Link, link
from nlp.persons.attachment import Attachment
from nlp.persons.chains import chains
from nlp.persons.complements import clean, complement
from nlp.persons.role_words import Phrase
from nlp.persons.shared_roles import SharedRoles
from nlp.persons.sides import DEFINITE, Sides

_TO_MAYOR = re.compile(r" (?:au|du|de la|a la) (?:maire|mairesse)$")
_WITH = re.compile(r"(?:\bet|\bou|&|\bavec|\bpuis|\bainsi que|\bcomme) $")


class Attacher:
    """Ties the role phrases of one text to its names; spans in text order, `towns` are the communes' mentions."""

    def __init__(self, text: str, low: str, names: Sequence[Span], towns: Sequence[Span]) -> None:
        self.text, self.low, self.names, self.towns = text, low, names, towns
        self._starts = [n[0] for n in names]
        self._sides = Sides(text, low, names, self._starts)
        self._shared = SharedRoles(text, low, names, self._starts, towns)
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
            yield from self._shared.attach(group)
            return
        left, tie = self._sides.left(group)
        right = None if self._coordinated(group, following) else self._sides.right(group)
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

    def _prefers_left(
        self, group: list[Phrase], left: int, tie: Link, right: int, following: list[Phrase] | None
    ) -> bool:
        """For "N1, le maire de Gap, N2": N2's, unless N2 has a role behind it or no article announces N2."""
        if tie.kind != "apposition" or group[0].article not in DEFINITE:
            return True
        if left in self._named_before or following is None:
            return False
        gap = (
            self.low[self.names[right][1] : following[0].start]
            if following[0].start > self.names[right][1]
            else "?"
        )
        return link(gap, predicate=following[0].predicate) is not None
