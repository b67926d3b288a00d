"""Mandates from the elections of March 2026: heads of elected lists, until the live register comes."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from core.names import name_key
from registers.raw import ListHead
from registers.schema import MandateRow

# Councils elected on 15 March met from 20 to 22 March, the others from 27 to 29 March (CGCT L2121-7).
# The data does not say which round elected a list: the earlier date, overlapping the outgoing mayor.
TOOK_OFFICE = date(2026, 3, 20)
REGISTER_DAY = date(2026, 7, 8)

# One town hall for two arrondissements in Marseille (tables annexed to the code électoral), for four in
# Paris Centre (loi 2017-257, art. 22).
MARSEILLE_SECTORS = (
    *(("01", "07"), ("02", "03"), ("04", "05"), ("06", "08")),
    *(("09", "10"), ("11", "12"), ("13", "14"), ("15", "16")),
)
PARIS_CENTRE = ("75101", "75102", "75103", "75104")


def mandates_2026(head: ListHead, name: str) -> Iterator[MandateRow]:
    """The rows of one line of the 2026 file: one commune's, or those of a sector's arrondissements."""
    for insee in places(head):
        for basis, start, stop in _spans(head):
            yield MandateRow(insee, name, name_key(name), start, stop, basis, _source(head))


def places(head: ListHead) -> tuple[str, ...]:
    """The INSEE codes that a line is about. The file writes Marseille's sectors with codes 13201 to 13208."""
    if head.insee == PARIS_CENTRE[0]:
        return PARIS_CENTRE
    sector = re.match(r"SECTEUR n°(\d)", head.note)
    if sector and head.insee.startswith("132"):
        return tuple(f"132{number}" for number in MARSEILLE_SECTORS[int(sector[1]) - 1])
    return (head.insee,)


def _spans(head: ListHead) -> tuple[tuple[str, date, date | None], ...]:
    """A register row attests its own day only: before and after it, we extrapolate."""
    day = timedelta(days=1)
    if not head.source.startswith("RNE"):
        return (("provisional", TOOK_OFFICE, None),)
    return (
        ("extrapolated", TOOK_OFFICE, REGISTER_DAY - day),
        ("attested", REGISTER_DAY, REGISTER_DAY),
        ("extrapolated", REGISTER_DAY + day, None),
    )


def _source(head: ListHead) -> str:
    if head.source.startswith("RNE"):
        return f"RNE {REGISTER_DAY.isoformat()}"
    if "reunion" in head.source:
        return "Maires de La Réunion 2026"
    return "Municipales 2026, tête de liste"
