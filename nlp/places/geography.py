"""What the register says of the country, indexed for questions asked of a text."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import cos, radians

from core.types import Commune, Mandate, MentionKind, Territory
from nlp.places.epci_names import ACRONYM, epci_forms
from nlp.places.forms import FULL, GENERIC, SHORT, USUAL, commune_forms, folded_name
from nlp.places.gazetteer import Entry, Gazetteer, Reading
from nlp.places.lexicons import aliases, foreign_names, usual_names

# one degree of latitude, and of longitude in the middle of France: flat distances are 2% off within 300 km
_KM = 111.2
_KM_EAST = _KM * cos(radians(46.5))
# names of overseas territories that are first of all towns, or that nobody writes
_UNNAMED_REGIONS = frozenset({"977", "978", "984", "989"})


@dataclass(frozen=True)
class Geography:
    """Communes, territories and mandates, held once per process."""

    communes: Sequence[Commune]
    territories: Sequence[Territory]
    mandates: Sequence[Mandate]
    gazetteer: Gazetteer = field(init=False)
    by_code: dict[str, Commune] = field(init=False)
    parts: dict[str, Commune] = field(init=False)
    mandates_of: dict[str, list[Mandate]] = field(init=False)

    def __post_init__(self) -> None:
        by_insee: dict[str, list[Mandate]] = defaultdict(list)
        for mandate in self.mandates:
            by_insee[mandate.insee].append(mandate)
        current = {c.insee: c for c in self.communes if c.kind in {"commune", "arrondissement"}}
        object.__setattr__(self, "by_code", current)
        parts = {c.insee: c for c in self.communes if c.kind not in {"commune", "arrondissement"}}
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "mandates_of", dict(by_insee))
        object.__setattr__(self, "gazetteer", Gazetteer(self._entries()))

    def commune(self, insee: str) -> Commune:
        """A current commune or municipal arrondissement by INSEE code."""
        return self.by_code[insee]

    def place(self, reading: Reading) -> Commune:
        """The commune of a reading, or the delegated or former one; of a place abroad there is none."""
        return (self.by_code if reading.kind is MentionKind.COMMUNE else self.parts)[reading.code]

    @cached_property
    def departements(self) -> dict[str, str]:
        """Names by code."""
        return self._named("departement")

    @cached_property
    def regions(self) -> dict[str, str]:
        """Names by code."""
        return self._named("region")

    @cached_property
    def epci_names(self) -> dict[str, str]:
        """Official names by SIREN."""
        return self._named("epci")

    @cached_property
    def members(self) -> dict[str, list[Commune]]:
        """An EPCI's communes, the most populous first."""
        found: dict[str, list[Commune]] = defaultdict(list)
        for commune in sorted(self.by_code.values(), key=lambda c: -(c.population or 0)):
            if commune.epci_siren and commune.kind == "commune":
                found[commune.epci_siren].append(commune)
        return dict(found)

    @cached_property
    def points(self) -> dict[str, tuple[float, float]]:
        """Kilometres east and north, by INSEE code, where the register has a point."""
        return {
            c.insee: (c.lon * _KM_EAST, c.lat * _KM)
            for c in self.by_code.values()
            if c.lat is not None and c.lon is not None
        }

    @cached_property
    def departement_codes(self) -> dict[str, str]:
        """Codes by folded name."""
        return {folded_name(name): code for code, name in self.departements.items()}

    @cached_property
    def region_codes(self) -> dict[str, str]:
        """Codes by folded name."""
        return {folded_name(name): code for code, name in self.regions.items()}

    @cached_property
    def first_names(self) -> frozenset[str]:
        """First names that at least five mandates bear."""
        count = Counter(mandate.name_key.partition(" ")[0] for mandate in self.mandates)
        return frozenset(name for name, n in count.items() if n >= 5)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Surnames that at least five mandates bear: a bare "Martin" is rarely the town of Martin."""
        towns: dict[str, set[str]] = defaultdict(set)
        for mandate in self.mandates:
            towns[mandate.name_key.rpartition(" ")[2]].add(mandate.insee)
        return frozenset(name for name, of in towns.items() if len(of) >= 5)

    def _named(self, kind: str) -> dict[str, str]:
        return {t.code: t.name for t in self.territories if t.kind == kind}

    def _entries(self) -> Iterator[Entry]:
        """Everything that the gazetteer looks for."""
        yield from self._commune_entries()
        towns = {folded_name(c.name) for c in self.by_code.values()}
        for siren, name in self.epci_names.items():
            for form in epci_forms(name, towns):
                yield Entry(form.text, form.skip, Reading(MentionKind.EPCI, siren, form.rank))
        named = chain(
            # overseas, département and région bear one name: it is told as a région; Paris is a town
            ((MentionKind.DEPARTEMENT, c, n) for c, n in self.departements.items() if c != "75" and c < "97"),
            ((MentionKind.REGION, c, n) for c, n in self.regions.items() if c not in _UNNAMED_REGIONS),
            aliases(),
        )
        for kind, code, name in named:
            short = kind is MentionKind.EPCI and " " not in folded_name(name)
            yield Entry(folded_name(name), 0, Reading(kind, code, ACRONYM if short else 0))
        for country, name, rank in foreign_names():
            yield Entry(folded_name(name), 0, Reading(MentionKind.FOREIGN, country, rank))

    def _commune_entries(self) -> Iterator[Entry]:
        lands = {folded_name(name) for kind, _, name in aliases() if kind is MentionKind.OTHER}
        for commune in self.communes:
            if commune.kind == "arrondissement":
                continue
            renamed = commune.insee == commune.parent and commune.kind == "ancienne"
            kind = MentionKind.COMMUNE if renamed or commune.kind == "commune" else MentionKind.OTHER
            rank = USUAL if renamed else FULL
            for form in commune_forms(commune.name, rank):
                if form.rank not in {SHORT, GENERIC} or (
                    kind is MentionKind.COMMUNE and form.text not in lands
                ):
                    yield Entry(form.text, form.skip, Reading(kind, commune.insee, form.rank))
        for part in self.parts.values():
            # the name of the chef-lieu is the usual one of the commune that grew around it
            whole = self.by_code.get(part.insee)
            if whole and folded_name(whole.name).startswith(f"{folded_name(part.name)} "):
                for form in commune_forms(part.name, USUAL):
                    yield Entry(form.text, form.skip, Reading(MentionKind.COMMUNE, part.insee, USUAL))
        for insee, name in usual_names():
            for form in commune_forms(name, USUAL):
                yield Entry(form.text, form.skip, Reading(MentionKind.COMMUNE, insee, USUAL))
