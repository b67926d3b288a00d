"""What the text says for one reading of a name by itself: its form, its département, its mayor, its population."""

import re
from math import log10

from core.names import name_key
from core.types import Commune, Mention, MentionKind
from nlp.findings import Findings
from nlp.places.brackets import ONE_DEPARTEMENT, bracketed, bracketed_region
from nlp.places.forms import FULL, GENERIC, SHORT, USUAL
from nlp.places.gazetteer import Match, Reading
from nlp.places.geography import Geography
from nlp.places.name_groups import Group
from nlp.places.surroundings import COORDINATED, before

# points of a form that is not the full name: alone, and with the full name elsewhere in the text
_RANKS = {FULL: (0.0, 0.0), SHORT: (-1.2, 2.5), USUAL: (-0.3, 2.5), GENERIC: (-8.0, 2.5)}
# a text that speaks of a town overseas says so or comes from there: bare, Saint-Denis is beside Paris
_OVERSEAS = 0.7
# what a text may hold of one name before it is a list: beyond, mentions no longer count as evidence
_MENTIONS = 40
DELEGATED = re.compile(
    r"(?:delegue\w*|associee|ancienne commune|ex commune|ancien village) (?:de la |de l |des |du |de |d )$"
)


class OwnPoints:
    """Weighs readings in one text."""

    def __init__(self, found: Findings, geography: Geography) -> None:
        self._found = found
        self._geography = geography
        self._keys = {name_key(found.text[s:e]) for s, e in found.names}
        self._surnames = {key.rpartition(" ")[2] for key in self._keys}
        self._territories = {m.key for m in found.places}
        self._foreign = [m for m in found.places if m.kind is MentionKind.FOREIGN][:_MENTIONS]
        # overseas a région is one département
        self._codes = [
            (ONE_DEPARTEMENT.get(m.key, m.key), m.start)
            for m in found.places
            if m.kind is MentionKind.DEPARTEMENT
            or (m.kind is MentionKind.REGION and m.key in ONE_DEPARTEMENT)
        ]

    def of(self, group: Group, reading: Reading, whole: set[str]) -> float:
        """Points of a reading; `whole` are the communes that another name of the text names in full."""
        if reading.kind is MentionKind.FOREIGN:
            return self._abroad(group, reading)
        commune = self._geography.place(reading)
        people = commune.population or (60 if reading.kind is MentionKind.OTHER else 30)
        points = log10(max(people, 1)) + self.territory(group, commune) + self.mayor(commune)
        points += self._region(group, commune, reading.rank)
        points -= _OVERSEAS * commune.departement.startswith(("97", "98"))
        points += _RANKS[reading.rank][reading.code in whole]
        if reading.kind is MentionKind.OTHER:
            points += self._part(group, commune, whole)
        return points

    def _part(self, group: Group, commune: Commune, whole: set[str]) -> float:
        """A delegated or former commune: it is one where the text says so, or names the commune it belongs to."""
        says_so = any(DELEGATED.search(before(self._found, m.start)) for m in group.matches)
        return -1.5 + 5.0 * says_so + 1.5 * (commune.parent in whole)

    def _abroad(self, group: Group, reading: Reading) -> float:
        """A town abroad: by the signs of its country, and by a foreign town beside it ("Göteborg et Vienne")."""
        named = any(p.key == reading.code.casefold() for p in self._foreign)
        signs = min(self._found.abroad.get(reading.code, 0) + named, 3)
        listed = any(self._listed(m, p) for m in group.matches[:_MENTIONS] for p in self._foreign)
        return (4.6 + signs if reading.rank == 0 else 1.2 + 1.7 * signs) + 5.0 * listed

    def _listed(self, match: Match, place: Mention) -> bool:
        first, second = sorted([(match.start, match.end), (place.start, place.end)])
        return (
            second[0] - first[1] < 12
            and COORDINATED.fullmatch(self._found.low, first[1], second[0]) is not None
        )

    def territory(self, group: Group, commune: Commune) -> float:
        """Points for the territories named: right after the name, near it, anywhere."""
        points = 0.0
        names = self._geography.departement_codes
        told = group.told or next(
            (c for m in group.matches[:_MENTIONS] if (c := bracketed(self._found.low, m.end, names))), None
        )
        if told:
            points += 8.0 if told == commune.departement else -3.0
        said = [at for code, at in self._codes if code == commune.departement][:_MENTIONS]
        gaps = [min(_gap(m, at) for m in group.matches[:_MENTIONS]) for at in said]
        if gaps:
            points += 4.0 if min(gaps) < 50 else 2.8 if min(gaps) < 250 else 2.0
        points += 1.0 * (commune.region in self._territories)
        points += 2.5 * (commune.epci_siren is not None and commune.epci_siren in self._territories)
        points += 1.2 * any(p.key == commune.departement for p in self._found.pending)
        return points + 1.5 * (commune.departement in self._found.departements)

    def _region(self, group: Group, commune: Commune, rank: int) -> float:
        """Points for a région in brackets after the name: too wide to show a short form's town."""
        names = self._geography.region_codes
        said = {bracketed_region(self._found.low, m.end, names) for m in group.matches[:_MENTIONS]} - {None}
        if not said:
            return 0.0
        return (0.0 if rank in {SHORT, GENERIC} else 5.0) if commune.region in said else -3.0

    def mayor(self, commune: Commune) -> float:
        """Points for a mayor of this town, of any time, among the persons named."""
        points = 0.0
        for mandate in self._geography.mandates_of.get(commune.insee, ()):
            if mandate.name_key in self._keys:
                return 4.0
            surname = mandate.name_key.rpartition(" ")[2]
            if surname in self._surnames:
                points = 0.8 if surname not in self._geography.surnames else 0.3
        return points


def _gap(match: Match, at: int) -> int:
    return at - match.end if at >= match.end else match.start - at
