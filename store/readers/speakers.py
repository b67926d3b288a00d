"""Who may be said to have spoken: persons whom articles name in a public role, and mayors whom the register knows."""

from datetime import date
from typing import NamedTuple

from core.ids import mayor_key
from core.names import name_key
from core.types import RoleKind
from store.snapshot import Snapshot


class Speaker(NamedTuple):
    """A person, in the role in which they speak; `town` is the name of its commune."""

    key: str
    name: str
    role: str
    insee: str | None
    town: str = ""


def of_key(snapshot: Snapshot, key: str, day: date | None) -> Speaker | None:
    """Who has this key, in the role of a day: as the register of mayors knows them then, else as articles say."""
    insee, _, name = key.partition(":")
    known = next(iter(_registered(snapshot, insee, name_key(name), day)), None)
    return _known(_told(snapshot, key, day), known)


def of_name(snapshot: Snapshot, name: str, day: date | None) -> list[Speaker]:
    """All of this name who are, were or want to be a mayor."""
    keys = snapshot.connection.execute(
        "SELECT DISTINCT person_key FROM persons WHERE split_part(person_key, ':', 2) = ?", [name_key(name)]
    ).fetchall()
    known = {one.key: one for one in _registered(snapshot, None, name_key(name), day)}
    told = [one for (key,) in keys if (one := _told(snapshot, key, day))]
    known |= {one.key: _known(one, known.get(one.key)) or one for one in told}
    return sorted(known.values())


def day_of(snapshot: Snapshot, article_id: str) -> date | None:
    """The day of a published article."""
    found = snapshot.connection.execute(
        "SELECT coalesce(published_day, first_seen_day) FROM articles WHERE article_id = ?", [article_id]
    ).fetchone()
    return found[0] if found else None


def _known(told: Speaker | None, registered: Speaker | None) -> Speaker | None:
    """Called as articles call them, in the role that the register knows."""
    return told._replace(role=registered.role) if told and registered else told or registered


def _told(snapshot: Snapshot, key: str, day: date | None) -> Speaker | None:
    """As the article that is nearest to a day names them."""
    row = snapshot.connection.execute(
        "SELECT r.person_key, r.name, r.role, r.insee, coalesce(c.name, '')"
        " FROM roles r JOIN articles a USING (article_id, version) LEFT JOIN communes c ON c.insee = r.insee"
        " WHERE r.person_key = $key"
        " ORDER BY abs(coalesce(a.published_day, a.first_seen_day) - $day::DATE), r.article_id, r.role LIMIT 1",
        {"key": key, "day": day},
    ).fetchone()
    return Speaker(*row) if row else None


def _registered(snapshot: Snapshot, insee: str | None, name: str, day: date | None) -> list[Speaker]:
    """Mayors of this name, each in the role of a day: one who is not mayor yet is not known yet."""
    rows = snapshot.connection.execute(
        "SELECT m.insee, m.name, m.to_day, coalesce(c.name, '')"
        " FROM mandates m LEFT JOIN communes c USING (insee)"
        " WHERE m.name_key = $name AND ($insee IS NULL OR m.insee = $insee)"
        " AND (m.from_day IS NULL OR $day IS NULL OR m.from_day <= $day) ORDER BY m.from_day NULLS FIRST",
        {"name": name, "insee": insee, "day": day},
    ).fetchall()
    last = {code: (code, called, until, town) for code, called, until, town in rows}
    return [
        Speaker(
            mayor_key(code, called), called,
            (RoleKind.FORMER_MAYOR if until and day and until < day else RoleKind.MAYOR).value, code, town,
        )
        for code, called, until, town in last.values()
    ]  # fmt: skip
