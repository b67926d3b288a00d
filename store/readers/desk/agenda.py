"""What is announced: public events of the days to come, each with the sentence that dates it."""

from datetime import date
from typing import NamedTuple

from store.readers.desk.asking import rows
from store.snapshot import Snapshot


class Coming(NamedTuple):
    """An event; `departement` is a code, `articles` how many tell of it, the sentence is of `article_id`."""

    event_id: str
    name: str
    start_day: date
    end_day: date
    precision: str
    place: str
    state: str
    insee: str
    commune: str
    departement: str
    departement_name: str
    articles: int
    evidence_text: str
    article_id: str
    title: str
    outlet: str


def coming(snapshot: Snapshot, first: date, last: date, most: int) -> list[Coming]:
    """The events between two days, both included, by day."""
    found = rows(snapshot, "agenda_coming", first=first, last=last, most=most)
    return [Coming(*row) for row in found]
