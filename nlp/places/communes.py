"""The towns that a text names: is a span a town (`townness`), and which one (`homonyms`).

All mentions of one name in a text are one place. Names that only former or delegated communes bear are OTHER places.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind
from nlp import findings
from nlp.findings import Findings, inside
from nlp.places.arrondissements import arrondissements
from nlp.places.foreign import foreign_mention
from nlp.places.forms import GENERIC, SHORT, USUAL
from nlp.places.gazetteer import Match, Reading
from nlp.places.geography import Geography
from nlp.places.homonyms import DELEGATED, Group, Homonyms
from nlp.places.lexicons import companies, names
from nlp.places.surroundings import before, precedes_capital, starts_sentence
from nlp.places.territories import settle
from nlp.places.townness import THRESHOLD, Townness, certainty

# a short form without its full name in the text needs the département, a neighbour or some twenty thousand people
_SHORT_NEEDS = 3.5
_FEW = 4
_LEAST_ODDS = 0.35
_KINDS = (MentionKind.COMMUNE, MentionKind.OTHER)
_COORDINATED = re.compile(
    r"(?: ?\([^()]{1,25}\))?\s?(?:,|et|ou|/|,? et)\s?(?:(?:a|au|aux|de|du|des|d|en|celle de|celui de) )?(?:la |le )?$"
)
_TERRITORY_ARTICLE = re.compile(r"(?:^|[\s«(“\"])(?:le|la|l|les|en|dans le|dans la) $")


@Language.factory("communes", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Communes":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Communes()


class Communes:
    """Decides the spans that the gazetteer proposes."""

    def __init__(self) -> None:
        self.geography: Geography

    def use(self, geography: Geography) -> None:
        """Take the names and the facts of `geography`."""
        self.geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Add the towns to the document's findings."""
        found = findings.of(doc)
        found.communes += arrondissements(found, self.geography)
        found.masks += [(m.start, m.end) for m in found.communes]
        points = self._points(doc, found)
        groups = self._groups(found, points)
        Homonyms(found, self.geography).resolve([*groups, *self._witnesses(found)])
        for group in groups:
            self._emit(found, group, groups, points)
        found.communes.sort(key=lambda m: m.start)
        settle(found, self.geography)
        return doc

    def _points(self, doc: Doc, found: Findings) -> dict[Match, float]:
        """Points of every candidate; names in one enumeration vouch for each other."""
        townness = Townness(doc, found, self.geography)
        candidates = [m for m in found.matches if self._may_be(found, m)]
        points = {m: townness.points(m) for m in candidates}
        for one, other in pairwise(candidates):
            if _COORDINATED.fullmatch(found.low, one.end, other.start):
                low, high = sorted((one, other), key=lambda m: points[m])
                if points[high] >= THRESHOLD + 0.5:
                    points[low] += 1.5
        return points

    def _may_be(self, found: Findings, match: Match) -> bool:
        if not any(r.code for r in match.of(*_KINDS)) or inside((match.start, match.end), found.masks):
            return False
        territory = match.of(MentionKind.DEPARTEMENT)
        return not (territory and _TERRITORY_ARTICLE.search(before(found, match.start)))

    def _groups(self, found: Findings, points: dict[Match, float]) -> list[Group]:
        """Names that may be places, with their readings."""
        by_name: dict[str, list[Match]] = defaultdict(list)
        for match in points:
            by_name[found.low[match.start : match.end]].append(match)
        groups = []
        for matches in by_name.values():
            top = max(points[m] for m in matches)
            if top < THRESHOLD - 1.5:
                continue
            readings = dict.fromkeys(
                r for m in matches for r in m.readings
                if (r.kind in _KINDS and r.code) or r.kind is MentionKind.FOREIGN
            )  # fmt: skip
            groups.append(
                Group(matches, certainty(top), _distinct(readings, delegated=_says_delegated(found, matches)))
            )
        return groups

    def _witnesses(self, found: Findings) -> list[Group]:
        """Names inside larger ones ("l'hôpital d'Aurillac"): no towns here, but they show where the text is set."""
        return [
            Group([m], 0.5, readings)
            for m in found.matches
            if (readings := [r for r in m.of(MentionKind.COMMUNE) if not r.rank])
            and len(readings) < _FEW
            and inside((m.start, m.end), found.masks)
            and not m.of(MentionKind.DEPARTEMENT, MentionKind.REGION)
        ]

    def _emit(self, found: Findings, group: Group, groups: list[Group], points: dict[Match, float]) -> None:
        """Add the mentions of a name that reach the threshold."""
        best = group.best()
        if group.odds[best] < _LEAST_ODDS:
            return  # one of several towns, and nothing says which: no answer is better than a wrong one
        bonus = self._fit(group, best, groups)
        top = max(points[m] for m in group.matches) + bonus
        for match in group.matches:
            floor = THRESHOLD - self._vouched(found, match, top - THRESHOLD)
            if points[match] + bonus >= floor:
                confidence = certainty(max(points[match] + bonus, THRESHOLD)) * group.odds[best]
                self._add(found, match, best, confidence)

    def _vouched(self, found: Findings, match: Match, surplus: float) -> float:
        """How far below the threshold a mention may lie when the best one of its name is so far above.

        A common word at the start of a sentence stays a word: "Y croire", beside the village of Y.
        """
        low = found.low[match.start : match.end]
        word = (
            len(low) < 3 or low in names("ambiguous_communes.txt") or low in names("common_word_communes.txt")
        )
        if word and low not in companies() and starts_sentence(found.text, match.start):
            return 0.5 if surplus > 1.5 else 0.0
        if precedes_capital(found, (match.start, match.end)):
            return 0.0
        return 4.5 if surplus > 3.0 else 1.2 if surplus > 1.5 else 0.0

    def _fit(self, group: Group, best: Reading, groups: list[Group]) -> float:
        """How the place chosen fits the text: near its other places, or lost far from them."""
        if best.kind is MentionKind.FOREIGN:
            return 0.0
        local = group.near[best] + min(group.own[best] / 4, 2.0) - 1.0
        if best.rank in {SHORT, GENERIC} and (
            group.odds[best] < 0.6 or group.own[best] + group.near[best] < _SHORT_NEEDS
        ):
            return -2.5
        if group.near[best] > 0.6 or group.own[best] > 5.5:
            return min(0.5 + 0.3 * local, 1.2)
        people = (
            (self.geography.by_code[best.code].population or 0) if best.code in self.geography.by_code else 0
        )
        others = sum(g.weight for g in groups if g is not group)
        return -1.0 if people < 3000 and others > 0.9 else 0.0

    def _add(self, found: Findings, match: Match, reading: Reading, confidence: float) -> None:
        if reading.kind is MentionKind.FOREIGN:
            found.places.append(foreign_mention(found, match))
            return
        surface, many = found.text[match.start : match.end], len(match.readings) > 1
        rule = "joint-evidence" if many else "unique-name"
        commune = reading.kind is MentionKind.COMMUNE
        name = (self.geography.by_code if commune else self.geography.parts)[reading.code].name
        target = found.communes if commune else found.places
        target.append(
            Mention(
                reading.kind, reading.code, name, surface, match.start, match.end, rule, round(confidence, 3)
            )
        )


def _says_delegated(found: Findings, matches: list[Match]) -> bool:
    return any(DELEGATED.search(before(found, m.start)) for m in matches)


def _distinct(readings: Iterable[Reading], *, delegated: bool) -> list[Reading]:
    """One reading a code: the full name before the short one.

    "Château-Gontier" is a delegated commune and the short name of Château-Gontier-sur-Mayenne, under one code: the
    commune is meant unless the text says "commune déléguée".
    """
    ranked = sorted(readings, key=lambda r: r.rank in {SHORT, GENERIC})
    parts = {r.code for r in ranked if r.kind is MentionKind.OTHER}
    kept: dict[str, Reading] = {}
    for reading in ranked:
        old = kept.get(reading.code)
        if reading.kind is MentionKind.FOREIGN or old is None:
            kept[reading.code if reading.kind is not MentionKind.FOREIGN else f"abroad {reading.code}"] = (
                reading
            )
        elif old.kind is MentionKind.OTHER and not delegated:
            kept[reading.code] = reading._replace(rank=USUAL) if reading.code in parts else reading
    return list(kept.values())
