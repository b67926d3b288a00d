from datetime import date

import pytest

from core.names import name_key
from core.types import Mandate, RoleKind
from nlp.persons.register_check import check
from nlp.persons.same_person import same_person


def mandate(name: str, first: date, last: date | None, basis: str = "attested") -> Mandate:
    return Mandate("29232", name, name_key(name), first, last, basis)


HELD = [
    mandate("Odile Perraudin", date(2014, 3, 30), date(2020, 5, 25)),
    mandate("Maëlle Kervran", date(2020, 5, 26), date(2022, 1, 27)),
    mandate("Maëlle Kervran", date(2022, 1, 28), date(2026, 3, 29), "extrapolated"),
]
ATTESTED, EXTRAPOLATED = date(2021, 6, 1), date(2025, 6, 1)


@pytest.mark.parametrize(
    ("role", "name", "day", "register", "basis"),
    [
        (RoleKind.MAYOR, "Maelle Kervran", ATTESTED, "confirmed", "attested"),
        (RoleKind.MAYOR, "Maëlle Kervran", EXTRAPOLATED, "confirmed", "extrapolated"),
        (RoleKind.MAYOR, "Odile Perraudin", ATTESTED, "contradicted", "attested"),
        (RoleKind.MAYOR, "Odile Perraudin", EXTRAPOLATED, "unknown", "extrapolated"),
        (RoleKind.MAYOR, "Maëlle Kervran", date(2027, 1, 1), "unknown", None),
        (RoleKind.MAYOR, "Maëlle Kervran", None, "unknown", None),
        (RoleKind.FORMER_MAYOR, "Odile Perraudin", ATTESTED, "confirmed", "attested"),
        (RoleKind.FORMER_MAYOR, "Maëlle Kervran", ATTESTED, "contradicted", "attested"),
        (RoleKind.FORMER_MAYOR, "Maëlle Kervran", EXTRAPOLATED, "unknown", None),
        (RoleKind.FORMER_MAYOR, "Anne Ler", ATTESTED, "unknown", None),
        (RoleKind.MAYOR_CANDIDATE, "Anne Ler", ATTESTED, "unknown", None),
    ],
)
def test_what_the_register_can_say(
    role: RoleKind, name: str, day: date | None, register: str, basis: str | None
) -> None:
    verdict = check(role, name, day, HELD)
    assert (verdict.register, verdict.basis) == (register, basis)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jean-Pierre Martin", "Jean-Pierre MARTIN", True),
        ("Jean-Pierre Martin", "Jean-Paul Martin", False),
        ("Jean Martin", "Jean-Pierre Martin", False),
        ("J. Martin", "Jean Martin", True),
        ("Martin", "Jean Martin", True),
        ("Maëlle Kervran", "Maelle Kervran-Le Goff", True),
        ("Maëlle Kervran", "Anne Kervran", False),
        ("Hélène de La Tour", "Helene DE LA TOUR", True),
        ("", "Jean Martin", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
