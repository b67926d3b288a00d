"""Who said what: words of people with a public role, filtered, a page at a time, or all of them for a file."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from core.lines import one_line
from core.names import name_key
from store.readers.desk.asking import rows
from store.snapshot import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

MOST = 10_000
"""Rows of a file."""
_EXTRACT = 200
"""Characters of others' words that leave the workspace."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter; what is empty or None holds nothing back. `who` and `words`: words of a name, and of what is said."""

    words: str = ""
    who: str = ""
    role: str = ""
    commune: str = ""
    departement: str = ""
    since: date | None = None
    until: date | None = None


class Quote(NamedTuple):
    """Words of somebody, their role that day, the sentence that says who speaks; `among` is how many there are."""

    article_id: str
    person_key: str
    speaker: str
    role: str
    insee: str
    commune: str
    departement: str
    direct: bool
    text: str
    evidence_text: str
    title: str
    outlet: str
    day: date | None
    url: str
    among: int


def found(snapshot: Snapshot, wanted: Wanted, offset: int, most: int) -> list[Quote]:
    """The quotes that answer a filter, the newest first."""
    asked: dict[str, object] = {name: value or None for name, value in asdict(wanted).items()}
    asked |= {name: name_key(str(asked[name] or "")).split() or None for name in ("words", "who")}
    return [Quote(*row) for row in rows(snapshot, "quotes_found", **asked, offset=offset, most=most)]


def table(quotes: list[Quote], roles: dict[str, str]) -> "pa.Table":
    """Quotes as a file holds them, its headings in French; no more of others' words than may leave."""
    import pyarrow as pa

    lines = [
        {
            "date": one.day, "nom": one.speaker, "rôle": roles.get(one.role, one.role), "commune": one.commune,
            "code INSEE": one.insee, "département": one.departement, "paroles": one_line(one.text, _EXTRACT),
            "entre guillemets": "oui" if one.direct else "non", "titre de presse": one.outlet, "article": one.title,
            "adresse": one.url,
        }
        for one in quotes
    ]  # fmt: skip
    names = ("nom", "rôle", "commune", "code INSEE", "département", "paroles", "entre guillemets", "titre de presse",
        "article", "adresse")  # fmt: skip
    schema = pa.schema([("date", pa.date32()), *((name, pa.string()) for name in names)])
    return pa.Table.from_pylist(lines, schema=schema)
