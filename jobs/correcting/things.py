"""What was found is called otherwise, is another, or two."""

from collections.abc import Sequence
from datetime import UTC, datetime

from core.errors import InputError
from core.ids import initiative_id
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import Detail
from jobs import stories
from jobs.correcting.corrections import Said, of_story
from jobs.correcting.session import Session, fit
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store import query
from store.correcting.facts import CANDIDATE


def rename(
    workspace: Workspace, kind: Kind, named: str, name: str, article: str | None, words: Words
) -> Said:
    """Give an entity another name, everywhere or in one article; an initiative another use, an article a title."""
    name = fit(name)
    with Session(workspace, words) as session:
        if kind is Kind.ARTICLE:
            if article:
                raise InputError(
                    "l’article est nommé deux fois", "Ôtez --article : c’est son titre qui change."
                )
            return _title(session, named, name)
        found, where = session.find(kind, named, article)
        if kind is Kind.TECHNOLOGY and not found.key.startswith(CANDIDATE):
            raise InputError(
                f"{found.name} tient son nom du lexique",
                "« beffroi correct link » relie une mention à une autre technologie.",
            )
        return session.say(Action.RENAME, kind, found.key, found.name, name, value=name, article_id=where)


def _title(session: Session, named: str, title: str) -> Said:
    where, _ = session.desk.article(named)
    was = query.heading(session.snapshot, where)[1]
    return session.say(Action.RENAME, Kind.ARTICLE, where, was, title, value=title)


def merge(
    workspace: Workspace, kind: Kind, named: str, into: str, words: Words, article: str | None = None
) -> Said:
    """Say that two entities are one; it leads to where the other was merged itself."""
    if kind is Kind.STORY:
        return _story_merge(workspace, named, into, words)
    with Session(workspace, words) as session:
        gone, where = session.find(kind, named, article)
        kept = session.desk.entity(kind, into)
        if gone.key == kept.key:
            raise InputError(
                f"« {named} » et « {into} » sont déjà une seule chose ({kept.key})",
                "« beffroi correct list » montre les fusions, « beffroi correct undo » en défait une.",
            )
        if kind is Kind.TECHNOLOGY and not gone.key.startswith(CANDIDATE):
            raise InputError(
                f"{gone.name} est une notion du lexique, qui ne disparaît pas",
                "Fondez le nom candidat dans la notion ; « beffroi correct link technology » relie un article.",
            )
        detail = Detail(kept.name, kept.category)
        return session.say(
            Action.MERGE, kind, gone.key, gone.name, kept.name, value=kept.key, detail=detail, article_id=where
        )  # fmt: skip


def _story_merge(workspace: Workspace, named: str, into: str, words: Words) -> Said:
    done = stories.merge(workspace, named, into, words)
    followed = tuple((one.named, one.story_id) for one in done.found if one.followed)
    return Said(of_story(done.edit), done.edit.story_id, done.edit.into_id, followed=followed)


def split(workspace: Workspace, kind: Kind, named: str, articles: Sequence[str], words: Words) -> Said:
    """Say that what these articles tell of an initiative, an event or a story is another one."""
    if kind is Kind.STORY:
        done = stories.split(workspace, named, articles, words)
        return Said(of_story(done.edit), done.edit.story_id, done.edit.into_id)
    table, column = _TOLD[kind]
    with Session(workspace, words) as session:
        found = session.desk.entity(kind, named)
        chosen = [session.desk.article(typed) for typed in articles]
        for typed, (_, facts) in zip(articles, chosen, strict=True):
            if not any(row[column] == found.key for row in facts.get(table, ())):
                raise InputError(
                    f"{typed} ne parle pas de « {found.name} »",
                    f"« beffroi sql \"FROM {table} WHERE {column} = '{found.key}'\" » donne ses articles.",
                )
        ids = tuple(dict.fromkeys(article for article, _ in chosen))
        into = initiative_id(found.key, "split", datetime.now(UTC).isoformat(), min(ids))
        return session.say(Action.SPLIT, kind, found.key, found.name, into, value=into, articles=ids)


_TOLD = {Kind.INITIATIVE: ("initiative_history", "initiative_id"), Kind.EVENT: ("events", "event_id")}
