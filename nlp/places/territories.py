"""Régions, départements and intercommunal bodies: places by themselves, and masks over towns' names.

"l'Eurométropole de Strasbourg" is no mention of the town of Strasbourg.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind
from nlp import findings
from nlp.findings import Findings
from nlp.places.brackets import ONE_DEPARTEMENT, bracketed
from nlp.places.departements import Sense, is_water, paired, sense
from nlp.places.epci import Epcis
from nlp.places.gazetteer import Match
from nlp.places.geography import Geography
from nlp.places.spans import Covered, Disjoint
from nlp.places.surroundings import TOWNS_OWN, before, follows_capital, precedes_capital, starts_line

_LAND = re.compile(r"\b(?:la|en|region|cette|toute) $")


@Language.factory("territories", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Territories":
    """The geography is set by the pipeline's loader (`Territories.geography`)."""
    del nlp, name
    return Territories()


class Territories:
    """Finds territories and leaves the masks for the communes component."""

    def __init__(self) -> None:
        self.geography: Geography

    def use(self, geography: Geography) -> None:
        """Take the names of `geography`."""
        self.geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Add territories, masks, and départements that wait for the text's towns."""
        found = findings.of(doc)
        self._water: set[str] = set()
        self._towns = {
            found.low[m.start : m.end] for m in found.matches
            if m.of(MentionKind.COMMUNE) and TOWNS_OWN.search(before(found, m.start))
        }  # fmt: skip
        covered = Covered(len(found.text), found.masks)
        names = Disjoint((s, e, "") for s, e in found.names)
        self._pairs = paired(found)
        for match in found.matches:
            if not covered.holds((match.start, match.end)):
                self._departement(found, match, names)
        # a river once is a river again, where nothing shows the land
        found.pending = [m for m in found.pending if m.key not in self._water]
        sure = {m.key for m in found.places if m.kind is MentionKind.DEPARTEMENT}
        sure |= {
            d for m in found.matches if (d := bracketed(found.low, m.end, self.geography.departement_codes))
        }
        found.places += Epcis(found, self.geography, sure).mentions()
        covered = Covered(len(found.text), found.masks)
        towns = _towns_of_a_regions_name(found)
        for match in found.matches:
            if not covered.holds((match.start, match.end)) and match not in towns:
                self._region(found, match)
        return doc

    def _region(self, found: Findings, match: Match) -> None:
        """A région, or a stretch of country that is no place of the register."""
        span = (match.start, match.end)
        regions = match.of(MentionKind.REGION)
        lands = [r for r in match.of(MentionKind.OTHER) if not r.code]
        if not (regions or lands) or (match.of(MentionKind.COMMUNE) and not regions):
            return
        follows = follows_capital(found, span, self.geography.first_names)
        if precedes_capital(found, span) or (follows and not before(found, match.start).endswith("region ")):
            found.masks.append(span)
            return
        kind, code = (MentionKind.REGION, regions[0].code) if regions else (MentionKind.OTHER, "")
        surface = found.text[match.start : match.end]
        name = self.geography.regions.get(code, surface)
        found.places.append(Mention(kind, code, name, surface, *span, f"{kind}-name"))
        found.masks.append(span)

    def _departement(self, found: Findings, match: Match, names: Disjoint) -> None:
        readings = match.of(MentionKind.DEPARTEMENT)
        if not readings:
            return
        code, span = readings[0].code, (match.start, match.end)
        if found.low[match.start : match.end] in self._towns and starts_line(found.text, match.start):
            return  # "Vienne : le budget", in a text that says "à Vienne"
        if is_water(found, match, code):
            self._water.add(code)
            return
        judged = sense(found, match, code, names, self._pairs)
        mention = Mention(
            MentionKind.DEPARTEMENT, code, self.geography.departements[code],
            found.text[match.start : match.end], *span, f"departement-{judged.value}",
            {Sense.SURE: 1.0, Sense.LIKELY: 0.8}.get(judged, 0.6),
        )  # fmt: skip
        if judged in {Sense.SURE, Sense.LIKELY}:
            found.places.append(mention)
            found.masks.append(span)
        elif judged is Sense.WAITS:
            found.pending.append(mention)


def _towns_of_a_regions_name(found: Findings) -> set[Match]:
    """Mentions of the town of Bretagne, in a text that says "à Bretagne" or "la mairie de Bretagne".

    "À La Réunion" is the région: it is an island.
    """
    both = [
        m for m in found.matches
        if m.of(MentionKind.COMMUNE) and any(r.code not in ONE_DEPARTEMENT for r in m.of(MentionKind.REGION))
    ]  # fmt: skip
    towns = {found.low[m.start : m.end] for m in both if TOWNS_OWN.search(before(found, m.start))}
    return {
        m for m in both if found.low[m.start : m.end] in towns and not _LAND.search(before(found, m.start))
    }


def settle(found: Findings, geography: Geography) -> None:
    """Decide the départements that waited: those in which a town of the text lies, or named for sure elsewhere."""
    lying = {geography.commune(m.key).departement for m in found.communes}
    lying |= {m.key for m in found.places if m.kind is MentionKind.DEPARTEMENT} | set(found.departements)
    taken = {(m.start, m.end) for m in found.communes}
    for mention in found.pending:
        if mention.key in lying and (mention.start, mention.end) not in taken:
            found.places.append(mention)
    found.places.sort(key=lambda m: m.start)
