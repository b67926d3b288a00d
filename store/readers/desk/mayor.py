"""A mayor: what articles say that they are, and whether the register agrees."""

from datetime import date
from typing import NamedTuple

from store.readers.desk.asking import rows
from store.snapshot import Snapshot


class Role(NamedTuple):
    """What an article says of somebody. `inferred`: it names nobody, the register gave the name."""

    article_id: str
    person_key: str
    name: str
    role: str
    status: str
    register: str
    basis: str
    inferred: bool
    evidence_text: str
    title: str
    outlet: str
    day: date | None
    among: int


class RoleCount(NamedTuple):
    """How many articles say the same of somebody, from day to day."""

    status: str
    register: str
    inferred: bool
    articles: int
    first_day: date | None
    last_day: date | None


def roles(
    snapshot: Snapshot, *, person: str | None = None, contradicted_in: str | None = None, most: int
) -> list[Role]:
    """What articles say of a mayor, or which of them the register contradicts in a commune; the newest first."""
    found = rows(snapshot, "mayor_roles", person=person, insee=contradicted_in, most=most)
    return [Role(*row) for row in found]


def role_counts(snapshot: Snapshot, person: str) -> list[RoleCount]:
    """How often articles say what of somebody; empty for whoever has no mayor's role in any."""
    return [RoleCount(*row) for row in rows(snapshot, "mayor_told", person=person)]
