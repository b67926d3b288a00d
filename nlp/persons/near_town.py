"""The town that a text speaks of where it says "le maire" alone."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from core.types import Mention
from nlp.findings import Findings

# a town at the head of its sentence says where we are; one that is compared or is somebody's seat does not
_PLACED = re.compile(r"(?:^|[.!?»]\s|\n)(?:À|A|Au|Aux|Dans|Pour)[ \u00a0]$")
_ASIDE = re.compile(
    r"\b(?:qu a|comme a|comme|entreprise d|entreprise de|societe de|tribunal \w+ de|aupres de|voisine d|voisine de|"
    r"face a|que|hopital d|hopital de|route d|route de|universite de|vers|km de|kilometres de|kilometres d|"
    r"basee a|installee a|(?:venue?s?|arrivee?s?)(?: \w+)? de) $"
)

# a town that opens its sentence, as its subject: the mayor after it is its own
_OPENS = re.compile(r"(?:^|[.!?»]\s|\n)$")
_DATELINE = re.compile(r" ?(?:\([^()\n]{1,40}\) ?)?(?:\.|:|–|—|,| -) ")
_COMPLETES = re.compile(
    r"\b(?:de|du|d|des|vers|pour|par|a|au|aux|avec|pres de|et|comme|que|chez|entre) (?:la |le |les )?$"
)

# "... se rappelle N. Sa commune, T, avait été envahie. Le maire ..."
_OWN = re.compile(r"\bsa (?:commune|ville), $")


class NearTown:
    """Answers for one text, by position."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self._starts = [m.start for m in found.communes]
        self._weighed: dict[str, float] | None = None

    def at(self, at: int) -> str | None:
        """The town spoken of where a text says "le maire"."""
        found, before = self.found, self.found.communes[: bisect_left(self._starts, at)]
        edge = found.text.rfind("\n", 0, at)
        sentence = max(edge, *(found.text.rfind(stop, 0, at) + 1 for stop in (". ", "! ", "? ", " »", ".»")))
        inside = [m for m in before if m.start > sentence]
        if re.search(r"\bdont l[ea] $|\b(?:son|sa) $", found.low[max(0, at - 9) : at]):
            owner = inside[-1] if inside else self._owner([m for m in before if m.start > edge])
            if owner:
                return owner.key
        weights = self._weights()
        total = sum(weights.values()) or 1.0
        score = {key: weight / total for key, weight in weights.items()}
        for mention in before:
            opening = found.text[max(0, mention.start - 6) : mention.start]
            placed = mention.start == edge + 1 or _PLACED.search(opening) is not None
            placed = placed or (mention.start > sentence and _OPENS.search(opening) is not None)
            if mention.start > edge and _OWN.search(found.low, max(0, mention.start - 16), mention.start):
                score[mention.key] += 2.0
            elif mention.start > sentence:
                score[mention.key] += 0.6 if placed else 0.2
            elif mention.start > edge:
                score[mention.key] += 0.4 if placed else 0.08
        for key in self._heading(before, edge):
            score[key] += 0.5
        return max(score, key=lambda k: score[k], default=None)

    def _owner(self, mentions: Sequence[Mention]) -> Mention | None:
        """Whose "son maire" is: the subject of the last sentence with a town in it, else its last town."""
        if not mentions:
            return None
        stops = (
            self.found.text.rfind(stop, 0, mentions[-1].start) for stop in (". ", "! ", "? ", "» ", "\n")
        )
        left = max(stops)
        last = [m for m in mentions if m.start > left]
        return next((m for m in last if not self._after_preposition(m)), last[-1])

    def _after_preposition(self, mention: Mention) -> bool:
        low = self.found.low[max(0, mention.start - 12) : mention.start]
        return _COMPLETES.search(low) is not None

    def _heading(self, before: Sequence[Mention], edge: int) -> set[str]:
        """The towns of the sub-heading over the paragraph that begins at `edge`."""
        end, start = edge, self.found.text.rfind("\n", 0, max(edge - 1, 0))
        while start > 0 and not self.found.text[start:end].strip():
            end, start = start, self.found.text.rfind("\n", 0, start)
        line = self.found.text[start + 1 : end].strip()
        if start <= 0 or len(line) >= 90 or line.endswith((".", "»")):
            return set()
        return {m.key for m in before if start < m.start < end}

    def main(self) -> str | None:
        """The town that the text is most about."""
        weights = self._weights()
        return max(weights, key=lambda k: weights[k], default=None)

    def _weights(self) -> dict[str, float]:
        """How much a text is about each of its towns: the title and the first lines count more, comparisons less."""
        if self._weighed is None:
            self._weighed = {}
            title = self.found.text.find("\n")
            for m in self.found.communes:
                weight = 1.0 + 1.5 * (m.start < title) + 0.5 * (m.start < title + 300)
                weight += 1.5 * (m.start == 0 and _DATELINE.match(self.found.low, m.end) is not None)
                if _ASIDE.search(self.found.low, max(0, m.start - 30), m.start):
                    weight = 0.3
                self._weighed[m.key] = self._weighed.get(m.key, 0.0) + weight
        return self._weighed
