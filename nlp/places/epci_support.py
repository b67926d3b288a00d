"""Of several intercommunal bodies, the one that a text's other places speak for."""

from collections import Counter

from core.types import MentionKind
from nlp.findings import Findings
from nlp.places.geography import Geography


class Support:
    """Weighs the bodies of one text by their communes and départements in it."""

    def __init__(self, found: Findings, geography: Geography, departements: set[str]) -> None:
        self._geography = geography
        self._departements = departements
        self._sirens = Counter(
            commune.epci_siren
            for match in found.matches
            if len(codes := [r.code for r in match.of(MentionKind.COMMUNE) if not r.rank]) in range(1, 4)
            for commune in map(geography.commune, codes)
        )

    def best(self, codes: list[str]) -> str | None:
        """The body that the text's other places speak for; None where several are as likely."""
        found = list(dict.fromkeys(codes))
        if len(found) < 2:
            return found[0] if found else None
        ranked = sorted(found, key=lambda c: -self.of(c))
        return ranked[0] if self.of(ranked[0]) > self.of(ranked[1]) else None

    def of(self, code: str) -> float:
        """Points of a body."""
        members = self._geography.members.get(code, [])
        here = {m.departement for m in members} & self._departements
        size = sum(m.population or 0 for m in members)
        return 3.0 * min(self._sirens[code], 3) + 2.0 * bool(here) + (0.5 if size > 100_000 else 0.0)
