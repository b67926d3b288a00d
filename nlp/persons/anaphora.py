"""Roles given one sentence away, a mayor's apart: "... a fait venir le directeur de cabinet. N a détaillé".

Only for somebody to whom the text gives no other role and no trade, when nobody else in it holds the role, and
when nobody else is named in between.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from nlp.persons import titles
from nlp.persons.antecedents import Antecedents, Told
from nlp.persons.attachment import ANAPHORA, Attachment
from nlp.persons.complements import clean, complement
from nlp.persons.role_words import Phrase

_DEFINITE = frozenset(["le", "la", "l"])
_BACK = frozenset(
    [
        "former_mayor",
        "mayor_candidate",
        "deputy_mayor",
        "councillor",
        "epci_president",
        "president",
        "minister",
    ]
)
# one holds it at a time: a second "ministre" is the first again
_UNIQUE = frozenset(["epci_president", "president", "minister"])
_AHEAD = frozenset(["minister"])
_STAFF = frozenset(["staff", "official", "company", "deputy_mayor", "president", "other"])
_NEXT = 80


class Anaphora:
    """Reads one text; `attached` is what the grammar of the sentence gave."""

    def __init__(self, antecedents: Antecedents, attached: Sequence[Attachment]) -> None:
        self._all = antecedents
        self._used = {a.phrase.start for a in attached}
        self._held = {
            a.phrase.family
            for a in attached
            if a.phrase.family in _UNIQUE and not (a.phrase.former or a.link == "former")
        }

    def attach(self, groups: Sequence[Sequence[Phrase]]) -> Iterator[Attachment]:
        """Attachments of the groups that stand beside no name; each person and each role once."""
        told = [Told(p.start, p.family) for g in groups for p in g if p.article in _DEFINITE]
        for group in groups:
            families = {"former_mayor" if p.family == "mayor" and p.former else p.family for p in group}
            if "mayor" in families or families & self._held or not self._stands_alone(group[0]):
                continue
            name = self._all.back(group) if families & _BACK else None
            if name is None and families & _AHEAD:
                name = self._all.ahead(group, told)
            if name is None and families <= _STAFF:
                name = self._next(group)
            if name is not None:
                self._all.give(name)
                self._held |= families & _UNIQUE
                yield from (Attachment(name, phrase, ANAPHORA) for phrase in group)

    def _stands_alone(self, phrase: Phrase) -> bool:
        """Whether a title is told of by itself: "la ministre", outside quotations and not addressed."""
        if phrase.article not in _DEFINITE or phrase.plural or phrase.predicate or phrase.start in self._used:
            return False
        return not (titles.quoted(self._all.text, phrase.start) or titles.addresses(self._all.low, phrase))

    def _next(self, group: Sequence[Phrase]) -> int | None:
        """Who begins the sentence after the role."""
        end, names = group[-1].end, self._all.names
        at = bisect_left(self._all.starts, end)
        if at == len(names) or names[at][0] - end > _NEXT:
            return None
        gap = clean(self._all.text, (end, names[at][0]))
        first = self._all.person(at).indexes[0] == at
        bare = re.match(r" [a-z]", self._all.low[names[at][1] : names[at][1] + 2])
        if not (first and bare and gap.endswith(". ") and self._all.free(at)):
            return None
        return at if not gap[:-2] or complement(gap[:-2] + ",") == "comma" else None
