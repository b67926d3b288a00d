"""What an editor checks: what was refused, and what changed in an article."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from store.query import reader
from store.readers.past import Version, versions
from store.snapshot import Snapshot
from store.sql import query


class Refused(NamedTuple):
    """A page that gave no article; `n` is how many there are with this stage and reason."""

    stage: str
    reason: str
    n: int
    source: str
    url: str
    detail: str
    at: datetime


def refusal_sample(
    snapshot: Snapshot, sample: int, reason: str | None = None, source: str | None = None
) -> list[Refused]:
    """At most `sample` refusals of each reason, the commonest reason first."""
    chosen = {"sample": sample, "reason": reason, "source": source}
    found = snapshot.connection.execute(query("refusal_sample"), chosen)
    return [Refused._make((*row[:-1], row[-1].replace(tzinfo=UTC))) for row in found.fetchall()]


def refusal_reasons(snapshot: Snapshot) -> list[str]:
    """The reasons for which pages were refused, in order."""
    rows = snapshot.connection.execute("SELECT DISTINCT reason FROM rejections ORDER BY reason").fetchall()
    return [reason for (reason,) in rows if reason]


class Missed(NamedTuple):
    """An article judged not to be for us; `relevance` is how near it came, `why` what spoke for and against."""

    article_id: str
    day: date | None
    source: str
    title: str
    url: str
    relevance: float
    nature: str
    why: list[str]


def missed(
    snapshot: Snapshot, since: datetime, most: int, floor: float, decided: Iterable[str] = ()
) -> list[Missed]:
    """The nearest misses, down to the score `floor`, of articles first seen since an instant; in a stable order.

    Without those that an editor `decided`.
    """
    chosen = {
        "since": since.astimezone(UTC).replace(tzinfo=None), "most": most, "floor": floor, "decided": list(decided),
    }  # fmt: skip
    return [Missed._make(row) for row in snapshot.connection.execute(query("missed"), chosen).fetchall()]


def version_history(data_dir: Path, article_ids: Iterable[str]) -> list[Version]:
    """Every published version of these articles, with its text if it is kept here.

    Raises NothingPublished; StoreBusy while a writer holds the texts.
    """
    with reader(data_dir, with_text=True) as snapshot:
        return versions(snapshot.connection, article_ids)
