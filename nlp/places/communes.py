"""The towns that a text names: is a span a town (`townness`), and which one (`homonyms`).

All mentions of one name in a text are one place. Names that only former or delegated communes bear are OTHER places.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind
from nlp import findings
from nlp.findings import Findings
from nlp.places.arrondissements import arrondissements
from nlp.places.candidates import candidates
from nlp.places.foreign import foreign_mention
from nlp.places.forms import GENERIC, SHORT
from nlp.places.gazetteer import Match, Reading
from nlp.places.geography import Geography
from nlp.places.homonyms import Homonyms
from nlp.places.lexicons import companies, names
from nlp.places.name_groups import Group
from nlp.places.surroundings import precedes_capital, starts_line, starts_sentence
from nlp.places.territories import settle
from nlp.places.townness import THRESHOLD, certainty

# a short form without its full name in the text needs the département, a neighbour or some twenty thousand people
_SHORT_NEEDS = 3.5
_LEAST_ODDS = 0.35
_SUBJECT = re.compile(
    r" [a-zà-ÿ]{2,14}(?:e|t|d|nd|nt) "
    r"(?:(?:le|la|les|un|une|des|son|sa|ses|leur|leurs|du|de|ce|cette|en|à|au|aux|sur|pour) |[ld]['’])"
)


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
        """Take the names and the facts of `geography`; what it works out once, it works out now."""
        self.geography = geography
        _ = geography.surnames, geography.first_names, geography.points, geography.members

    def __call__(self, doc: Doc) -> Doc:
        """Add the towns to the document's findings."""
        found = findings.of(doc)
        found.communes += arrondissements(found, self.geography)
        found.masks += [(m.start, m.end) for m in found.communes]
        points, groups, witnesses = candidates(doc, found, self.geography)
        Homonyms(found, self.geography).resolve([*groups, *witnesses])
        weight = sum(g.weight for g in groups)
        for group in groups:
            self._emit(found, group, weight - group.weight, points)
        found.communes.sort(key=lambda m: m.start)
        settle(found, self.geography)
        return doc

    def _emit(self, found: Findings, group: Group, others: float, points: dict[Match, float]) -> None:
        """Add the mentions of a name that reach the threshold."""
        best = group.best()
        if group.odds[best] < _LEAST_ODDS:
            return  # one of several towns, and nothing says which: no answer is better than a wrong one
        bonus = self._fit(group, best, others)
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
            # no noun without an article is a headline's subject: "Rue débranche son robot"
            subject = starts_line(found.text, match.start) and _SUBJECT.match(found.text, match.end)
            return 4.5 if subject and surplus > 1.5 else 0.5 if surplus > 1.5 else 0.0
        if precedes_capital(found, (match.start, match.end)):
            return 0.0
        return 4.5 if surplus > 3.0 else 1.2 if surplus > 1.5 else 0.0

    def _fit(self, group: Group, best: Reading, others: float) -> float:
        """How the place chosen fits the text: near its other places, or lost far from them."""
        if best.kind is MentionKind.FOREIGN:
            return 0.0
        if best.rank in {SHORT, GENERIC} and not group.shown[best]:
            return -4.0
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
        return -1.0 if people < 3000 and others > 0.9 else 0.0

    def _add(self, found: Findings, match: Match, reading: Reading, confidence: float) -> None:
        if reading.kind is MentionKind.FOREIGN:
            found.places.append(foreign_mention(found, match))
            return
        surface, many = found.text[match.start : match.end], len(match.readings) > 1
        rule = "joint-evidence" if many else "unique-name"
        name = self.geography.place(reading).name
        target = found.communes if reading.kind is MentionKind.COMMUNE else found.places
        target.append(
            Mention(
                reading.kind, reading.code, name, surface, match.start, match.end, rule, round(confidence, 3)
            )
        )
