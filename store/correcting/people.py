"""What one correction does to the roles of persons, and what becomes of these persons: pure steps."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.ids import mayor_key
from core.names import name_key
from core.types import MAYOR_STATUS, RoleKind
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.facts import Office, Told
from store.rows import Row


class People:
    """What became of the persons of a unit under one correction: their quotes and mentions follow."""

    def __init__(self, roles: Sequence[Row]) -> None:
        self._was: list[tuple[Row, Row | None]] = []
        self._roles = roles
        self.changed = False

    def note(self, old: Row, new: Row | None) -> Row | None:
        """Remember what a role became."""
        self._was.append((old, new))
        self.changed = self.changed or new != old
        return new

    def concerns(self, key: object) -> bool:
        """Whether anything of this person changed."""
        return self.changed and any(old["person_key"] == key and new != old for old, new in self._was)

    def has(self, key: object) -> bool:
        """Whether this person has a role in the unit, or had before this correction."""
        return any(old["person_key"] == key for old, _ in self._was)

    def here(self, key: str, role: str) -> Row | None:
        """A role in the unit of a person, rather this one."""
        known = [row for row in self._roles if row["person_key"] == key]
        return next((row for row in known if row["role"] == role), next(iter(known), None))

    def now(self, key: object, role: object = None) -> Row | None:
        """The role that stands for what a person had; the one that was `role` rather than another."""
        became = [(old, new) for old, new in self._was if old["person_key"] == key and new is not None]
        same = [new for old, new in became if old["role"] == role]
        return next(iter([*same, *(new for _, new in became)]), None)


def role(row: Row, told: Told, people: People) -> Row | None:
    """A person's role."""
    return people.note(row, as_corrected(row, told))


def as_corrected(row: Row, told: Told) -> Row | None:
    """A role as a correction wants it."""
    said = told.said
    if told.of(Kind.COMMUNE, row["insee"], row):
        # an inferred name is that of the wrong commune's mayor
        gone = said.action is Action.DELETE or row["inferred"]
        return None if gone else _in_role(row, told, row["role"], told.into)
    if not told.of(Kind.PERSON, row["person_key"], row) or said.detail.was not in {"", row["role"]}:
        return row
    return None if said.action is Action.DELETE else _other_role(row, told)


def _other_role(row: Row, told: Told) -> Row:
    said = told.said
    if said.action is Action.RENAME:
        return row | {"name": said.value}
    if said.action is Action.MERGE:
        return row | {"person_key": told.into, "name": told.name or row["name"]}
    if said.action is Action.LINK:
        return _in_role(row, told, row["role"], said.value)
    return _in_role(row, told, said.value, said.detail.insee or row["insee"])


def _in_role(row: Row, told: Told, kind: str, insee: str | None) -> Row:
    status = MAYOR_STATUS.get(RoleKind(kind))
    key = mayor_key(insee, row["name"]) if status and insee else name_key(row["name"])
    register, basis = (
        agreement(status, row["name"], told.day, told.offices.get(insee or "", ()))
        if status
        else (None, None)
    )
    return row | {
        "person_key": key, "role": kind, "insee": insee, "status": status,
        "register": register, "register_basis": basis,
    }  # fmt: skip


def agreement(status: str, name: str, day: date | None, offices: Sequence[Office]) -> tuple[str, str | None]:
    """Whether the register agrees that somebody is, or was, a commune's mayor: as nlp/persons/register_check.py."""
    if day is None or status == "candidate":
        return "unknown", None
    holders = [o for o in offices if o.from_day <= day and (o.to_day is None or day <= o.to_day)]
    theirs = [o for o in offices if o.name_key == name_key(name)]
    agreeing = [o for o in theirs if o in holders]
    if status == "former":
        over = [o for o in theirs if o.to_day is not None and o.to_day < day]
        if any(o.basis == "attested" for o in agreeing):
            return "contradicted", "attested"
        return ("confirmed", over[-1].basis) if over and not agreeing else ("unknown", None)
    if agreeing:
        return "confirmed", agreeing[0].basis
    if any(o.basis == "attested" for o in holders):
        return "contradicted", "attested"
    return "unknown", holders[0].basis if holders else None


def persons(roles: Iterable[Row], old: Sequence[Row]) -> list[Row]:
    """The persons of a unit follow from its roles."""
    names = ("article_id", "version", "person_key", "name")
    found = [{name: row[name] for name in names} for row in roles]
    return found if found != list(old) else list(old)
