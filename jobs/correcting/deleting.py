"""What was found is none, or not told of by an article; nobody said this, a figure is wrong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.errors import InputError
from core.names import name_key
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from digest.french import spaced
from jobs.correcting import figures
from jobs.correcting.corrections import Said
from jobs.correcting.naming import KINDS
from jobs.correcting.session import Session
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store.correcting import entities
from store.correcting.entities import Told
from store.correcting.facts import figure_key, same_words


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
    where, facts = session.desk.article(article)
    rows = facts.get("quotes" if kind is Kind.QUOTE else "figures", [])
    known = [name_key(row["text"] or "") if kind is Kind.QUOTE else figure_key(row) for row in rows]
    told = dict(zip(known, (_told(kind, row) for row in rows), strict=True))
    matching = figures.named(named, rows) if kind is Kind.FIGURE else _quoting(named, known)
    if len(matching) != 1:
        those = " ; ".join(f"« {told[key]} »" for key in matching or told) or "rien"
        raise InputError(
            f"« {named} » désigne {len(matching)} {KINDS[kind]}(s) de cet article", f"Il y a : {those}."
        )
    articles = _saying(session, kind, matching[0], where)
    ids = tuple(one.article_id for one in articles) if len(articles) > 1 else ()
    said = session.say(Action.DELETE, kind, matching[0], told[matching[0]], article_id=where, articles=ids)
    return replace(said, articles=tuple(one for one in articles if one.article_id != where))


def _saying(session: Session, kind: Kind, key: str, where: str) -> list[Told]:
    """The article that is named and those that repeat its text, of those that say it: a letter may cite any of them."""
    told = entities.repeats(session.snapshot, where)
    return [one for one in told if one.article_id == where or _says(session, kind, key, one.article_id)]


def _says(session: Session, kind: Kind, key: str, article: str) -> bool:
    facts = entities.facts(session.snapshot, article)
    if kind is Kind.QUOTE:
        return any(same_words(key, name_key(row["text"] or "")) for row in facts.get("quotes", ()))
    return any(figure_key(row) == key for row in facts.get("figures", ()))


def _quoting(words: str, known: Sequence[str]) -> list[str]:
    wanted = name_key(words)
    return sorted({key for key in known if wanted and wanted in key})


def _told(kind: Kind, row: dict[str, Any]) -> str:
    if kind is Kind.QUOTE:
        return shortened(str(row["text"] or ""))
    return spaced(shortened(figures.told(row)))


_SHORT = 60


def shortened(text: str) -> str:
    """The beginning of what is too long to be read in a line."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + "…"
