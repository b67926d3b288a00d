"""Countries and towns abroad; and how much a text is set in one of them.

A name that a French commune bears too ("Saint-Gilles", "Laval") is left to the communes component.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind
from nlp import findings
from nlp.findings import Findings
from nlp.places.beside import put_abroad
from nlp.places.gazetteer import Match
from nlp.places.geography import Geography
from nlp.places.lexicons import foreign_signs
from nlp.places.spans import Covered, Disjoint
from nlp.places.surroundings import follows_capital, precedes_capital

_WORD = re.compile(r"\w+")


@Language.factory("foreign", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Foreign":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Foreign()


class Foreign:
    """Adds foreign places that no French commune shares a name with, and those that the text puts abroad."""

    def __init__(self) -> None:
        self.geography: Geography

    def use(self, geography: Geography) -> None:
        """Take the names of the départements."""
        self.geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's findings."""
        found = findings.of(doc)
        found.abroad = abroad(found.low)
        covered = Covered(len(found.text), found.masks)
        names = Disjoint((s, e, "") for s, e in found.names)
        self._beside(found, covered, names)
        for match in found.matches:
            readings = match.of(MentionKind.FOREIGN)
            if not readings or match.of(MentionKind.COMMUNE, MentionKind.OTHER):
                continue
            if not covered.holds((match.start, match.end)) and _alone(found, match, names):
                found.places.append(foreign_mention(found, match))
        return doc

    def _beside(self, found: Findings, covered: Covered, names: Disjoint) -> None:
        """Take the names that the text puts abroad from those that may be towns of France."""
        taken = set(put_abroad(found, self.geography.departement_codes))
        for match in sorted(taken):
            if not covered.holds((match.start, match.end)) and _alone(found, match, names):
                found.places.append(foreign_mention(found, match))
        if taken:
            starts = {m.start for m in taken}
            found.matches = [m for m in found.matches if m not in taken]
            found.pending = [m for m in found.pending if m.start not in starts]
            found.places = [
                m for m in found.places if m.kind is not MentionKind.DEPARTEMENT or m.start not in starts
            ]


def abroad(low: str) -> dict[str, int]:
    """How many different signs of each country a folded lower-case text holds."""
    words = set(_WORD.findall(low))
    counts = {
        country: sum(sign in words if " " not in sign else sign in low for sign in signs)
        for country, signs in foreign_signs().items()
    }
    return {country: n for country, n in counts.items() if n}


def foreign_mention(found: Findings, match: Match) -> Mention:
    """A mention of a place abroad: it has no code."""
    surface = found.text[match.start : match.end]
    return Mention(
        MentionKind.FOREIGN, surface.casefold(), surface, surface, match.start, match.end, "foreign"
    )


def _alone(found: Findings, match: Match, names: Disjoint) -> bool:
    """Whether the name is not a part of a person's or of something larger's."""
    span = (match.start, match.end)
    return not names.larger(span) and not (precedes_capital(found, span) or follows_capital(found, span))
