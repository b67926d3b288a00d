"""The commune where an event takes place."""

from collections.abc import Sequence
from dataclasses import replace

from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import Detail
from jobs.correcting.corrections import Said
from jobs.correcting.dating import announcing, ids_of
from jobs.correcting.session import Session
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store.correcting import entities


def place(workspace: Workspace, named: str, into: str, article: str | None, words: Words) -> Said:
    """Say in which commune an event takes place, of the articles that a day is said of (dating.day)."""
    with Session(workspace, words) as session:
        found, where = session.find(Kind.EVENT, named, article)
        town = session.desk.entity(Kind.COMMUNE, into)
        told = announcing(session, found, where)
        keys = session.desk.become(Kind.EVENT, found.key)
        names = [*_said_before(session, keys), *entities.towns_of_event(session.snapshot, keys)]
        said = session.say(
            Action.LINK, Kind.EVENT, found.key, found.name, town.name, value=town.key, article_id=where,
            articles=ids_of(told, where), detail=Detail(town.name, was="|".join(dict.fromkeys(names))),
        )  # fmt: skip
        return replace(said, articles=tuple(one for one in told if one.article_id != where))


def _said_before(session: Session, keys: Sequence[str]) -> list[str]:
    """The communes that it was ever said to be in: a word that is taken back later leaves the words of another."""
    before = [
        one
        for one in session.desk.words
        if one.kind is Kind.EVENT and one.action is Action.LINK and one.key in keys
    ]
    return [name for one in before for name in (*one.detail.was.split("|"), one.detail.name) if name]
