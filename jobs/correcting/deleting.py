"""What was found is none, or not told of by an article; nobody said this, a figure is wrong."""

from dataclasses import replace

from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting.corrections import Said
from jobs.correcting.session import Session
from jobs.correcting.wording import chosen
from jobs.correcting.words import Words
from jobs.workspace import Workspace


def delete(workspace: Workspace, kind: Kind, named: str, article: str | None, words: Words) -> Said:
    """Say that an entity is none, or is not told of by an article; that nobody said this, that a figure is wrong."""
    with Session(workspace, words) as session:
        if kind in {Kind.QUOTE, Kind.FIGURE}:
            return _delete_words(session, kind, named, article)
        found, where = session.find(kind, named, article)
        if kind is Kind.COMMUNE and not article:
            raise InputError("une commune ne se retire que d’un article", "Donnez-le : --article ADRESSE.")
        return session.say(Action.DELETE, kind, found.key, found.name, article_id=where)


def _delete_words(session: Session, kind: Kind, named: str, article: str | None) -> Said:
    if not article:
        raise InputError(
            "une citation ou un chiffre se retire d’un article", "Donnez-le : --article ADRESSE."
        )
    it = chosen(session, kind, named, article)
    said = session.say(Action.DELETE, kind, it.key, it.called, article_id=it.where, articles=it.ids)
    return replace(said, articles=it.others)
