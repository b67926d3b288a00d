"""What people marked: read and starred, each their own; tags and notes, everybody's."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from core.desk import Marks, Note
from state.open import State
from state.schema import article_notes, article_tags, reading

_AT_ONCE = 500


def of(state: State, user: str, article_ids: Iterable[str]) -> Mapping[str, Marks]:
    """The marks of these articles, for those that have any."""
    ids = list(article_ids)
    mine: dict[str, tuple[bool, bool]] = {}
    tags: dict[str, list[str]] = defaultdict(list)
    notes: Counter[str] = Counter()
    with state.read() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            own = select(reading).where(reading.c.user == user, reading.c.article_id.in_(some))
            mine |= {
                row.article_id: (row.read_at is not None, row.starred_at is not None)
                for row in connection.execute(own)
            }
            tagged = select(article_tags).where(article_tags.c.article_id.in_(some))
            for row in connection.execute(tagged.order_by(article_tags.c.tag)):
                tags[row.article_id].append(row.tag)
            counted = select(article_notes.c.article_id, func.count()).group_by(article_notes.c.article_id)
            for article, count in connection.execute(counted.where(article_notes.c.article_id.in_(some))):
                notes[article] = count
    marked = [one for one in ids if one in mine or one in tags or one in notes]
    return {
        one: Marks(*mine.get(one, (False, False)), tuple(tags.get(one, ())), notes[one]) for one in marked
    }


def among(state: State, user: str, article_ids: Iterable[str]) -> dict[str, tuple[bool, bool]]:
    """Whether somebody read and starred these articles, for those that they marked.

    Ids are handed over as one value: 1,000 parameters took 20 ms.
    """
    ids = func.json_each(json.dumps(list(article_ids))).table_valued("value")
    mine = select(reading).where(reading.c.user == user, reading.c.article_id.in_(select(ids.c.value)))
    with state.read() as connection:
        return {
            row.article_id: (row.read_at is not None, row.starred_at is not None)
            for row in connection.execute(mine)
        }


def chosen(state: State, user: str, *, starred: bool) -> list[str]:
    """The articles that somebody starred, or read; the last marked first."""
    when = reading.c.starred_at if starred else reading.c.read_at
    with state.read() as connection:
        mine = select(reading.c.article_id).where(reading.c.user == user, when.is_not(None))
        return list(connection.scalars(mine.order_by(when.desc())))


def mark(state: State, user: str, article_ids: Iterable[str], what: str, at: datetime | None) -> None:
    """Mark articles "read" or "starred", or (None) take the mark back."""
    column = {"read": "read_at", "starred": "starred_at"}[what]
    rows = [{"user": user, "article_id": one, column: at} for one in article_ids]
    if not rows:
        return
    made = insert(reading)
    with state.write() as connection:
        connection.execute(
            made.on_conflict_do_update(
                index_elements=["user", "article_id"], set_={column: made.excluded[column]}
            ),
            rows,
        )


def tag(state: State, article_id: str, word: str, by: str, at: datetime) -> None:
    """Give an article a tag."""
    row = {"article_id": article_id, "tag": word, "by": by, "at": at}
    with state.write() as connection:
        connection.execute(insert(article_tags).values(row).on_conflict_do_nothing())


def untag(state: State, article_id: str, word: str) -> None:
    """Take a tag off an article."""
    with state.write() as connection:
        connection.execute(
            delete(article_tags).where(article_tags.c.article_id == article_id, article_tags.c.tag == word)
        )


def tags(state: State) -> list[tuple[str, int]]:
    """Every tag and how many articles have it, the most first."""
    counted = select(article_tags.c.tag, func.count()).group_by(article_tags.c.tag)
    with state.read() as connection:
        found = connection.execute(counted.order_by(func.count().desc(), article_tags.c.tag))
        return [(word, count) for word, count in found]


def tagged(state: State, word: str) -> list[str]:
    """The articles that have a tag, the last tagged first."""
    found = select(article_tags.c.article_id).where(article_tags.c.tag == word)
    with state.read() as connection:
        return list(connection.scalars(found.order_by(article_tags.c.at.desc())))


def note(state: State, article_id: str, text: str, by: str, at: datetime) -> None:
    """Write a note beside an article."""
    row = {"article_id": article_id, "text": text, "by": by, "at": at}
    with state.write() as connection:
        connection.execute(insert(article_notes).values(row))


def remove_note(state: State, number: int) -> None:
    """Take a note away."""
    with state.write() as connection:
        connection.execute(delete(article_notes).where(article_notes.c.note_id == number))


def notes(state: State, article_id: str) -> list[Note]:
    """The notes of an article, the oldest first."""
    found = select(article_notes).where(article_notes.c.article_id == article_id)
    with state.read() as connection:
        rows = connection.execute(found.order_by(article_notes.c.note_id))
        return [Note(row.note_id, row.article_id, row.text, row.by, row.at) for row in rows]
