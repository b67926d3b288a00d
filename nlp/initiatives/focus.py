"""Whom "la Ville", "l'agglo" or "la collectivité" stands for, as a text is read."""

from core.types import ActorKind
from nlp.findings import Findings
from nlp.initiatives.references import Actor, Reference
from nlp.places.geography import Geography


class Focus:
    """Which authority of each kind was spoken of last, as a text is read."""

    def __init__(self, geography: Geography, main: Actor | None) -> None:
        self._geography, self._main = geography, main
        self._last: dict[ActorKind, tuple[Actor, int]] = {}
        self._passing: dict[ActorKind, Actor] = {}
        self._seen: set[Actor] = set()
        self._any: Actor | None = main

    def meet(self, reference: Reference, paragraph: int, *, heading: bool) -> None:
        """Take note of a reference; an example is none. What a heading names lasts for the paragraph below it."""
        self._seen.add(reference.actor)
        if not reference.way.cited and reference.way.weak:
            self._passing[reference.actor.kind] = reference.actor
        if not reference.way.cited and (not reference.way.weak or reference.actor == self._main):
            below = paragraph + 1 if heading and paragraph else paragraph
            self._last[reference.actor.kind] = (reference.actor, below)
            self._any = reference.actor

    def of(self, kind: str, paragraph: int) -> Actor | None:
        """Whom "la mairie", "l'agglo" or "la collectivité" stands for."""
        if kind == "any":
            return self._any
        wanted = ActorKind(kind)
        last = self._last.get(wanted)
        main = self._main if self._main and self._main.kind is wanted else None
        if not last and main not in self._seen and wanted in self._passing:
            return self._passing[wanted]  # "une habitante de Sète ... la mairie": nobody else is known yet
        # in a text about one town "la Ville" is that town, whatever neighbour an earlier paragraph named
        if last and (main is None or last[1] == paragraph):
            return last[0]
        return main or (last[0] if last else self._around(wanted))

    def _around(self, wanted: ActorKind) -> Actor | None:
        """The intercommunal body or the département in which the text's town lies."""
        town = self._main
        if town is None or town.kind is not ActorKind.COMMUNE or town.code not in self._geography.by_code:
            return None
        commune = self._geography.commune(str(town.code))
        known = {
            ActorKind.EPCI: (commune.epci_siren, self._geography.epci_names),
            ActorKind.DEPARTEMENT: (commune.departement, self._geography.departements),
            ActorKind.REGION: (commune.region, self._geography.regions),
        }
        code, names = known.get(wanted, (None, {}))
        return Actor(wanted, code, names[code]) if code and code in names else None


def unnamed(found: Findings, kind: str, start: int, end: int) -> Actor | None:
    """A syndicate that the text never names is known by what it is."""
    said = found.low[start:end].removeprefix("le ")
    return (
        Actor(ActorKind.SYNDICATE, None, said)
        if kind == "syndicate" and " " in said and "president" not in said
        else None
    )
