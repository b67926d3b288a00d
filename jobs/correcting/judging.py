"""What an article is as a whole; how far an initiative is, and who supplies it."""

from collections.abc import Sequence
from dataclasses import replace

from core.errors import InputError, SaidAlready
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting.corrections import Said
from jobs.correcting.naming import unknown_article
from jobs.correcting.session import Session, fit
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store import query
from store.correcting import entities


def judge(workspace: Workspace, action: Action, article: str, value: str, words: Words) -> Said:
    """Say that an article is for us or not, of what nature it is, of what topics."""
    with Session(workspace, words) as session:
        where, _ = session.desk.article(article)
        title = query.heading(session.snapshot, where)[1]
        return session.say(action, Kind.ARTICLE, where, title, value, value=value)


def judge_all(workspace: Workspace, action: Action, articles: Sequence[str], words: Words) -> list[Said]:
    """Say the same of many articles at once, by their ids: whether they are for us; not what that changes.

    What is said already is passed over; what cannot be said of one is said of the others, then raises InputError, the
    first.
    """
    wrong: list[InputError] = []
    done: list[Said] = []
    with Session(workspace, words) as session:
        titles = entities.titles(session.snapshot, articles)
        for one in articles:
            try:
                if one not in titles:
                    raise unknown_article(one)
                done.append(session.say(action, Kind.ARTICLE, one, titles[one], weighed=False))
            except SaidAlready:
                continue
            except InputError as error:
                wrong.append(error)
    if wrong:
        raise wrong[0]
    return done


def initiative(
    workspace: Workspace, action: Action, named: str, value: str, article: str | None, words: Words
) -> Said:
    """Say how far an initiative is, or who supplies it, in one article or for its readers.

    By default a supplier is that of all articles, a status that of the last that tell of it, so that the register says
    what was said.
    """
    with Session(workspace, words) as session:
        value = fit(value, empty=True) if action is Action.SUPPLIER else value
        found = session.desk.entity(Kind.INITIATIVE, named)
        where = session.desk.article(article)[0] if article else None
        one_or_all = where is not None or action is not Action.STATUS
        told = [] if one_or_all else entities.last_tellings(session.snapshot, found.key)
        articles = tuple(one.article_id for one in told)
        said = session.say(
            action, Kind.INITIATIVE, found.key, found.name, value, value=value, article_id=where, articles=articles
        )  # fmt: skip
        return replace(said, articles=tuple(told))


def topics_of(values: Sequence[str]) -> str:
    """The topics of the closed list among these, or InputError."""
    from nlp.relevance.subjects import TOPICS

    if unknown := [value for value in values if value not in TOPICS]:
        raise InputError(f"thème inconnu : {', '.join(unknown)}", f"Connus : {', '.join(TOPICS)}.")
    return ",".join(sorted(set(values)))
