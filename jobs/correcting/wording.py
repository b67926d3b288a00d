"""A quote or a figure of an article, named by some of its words; and the articles that repeat it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.errors import InputError
from core.names import name_key
from core.types import CorrectionKind as Kind
from digest.french import spaced
from jobs.correcting import figures
from jobs.correcting.naming import KINDS
from jobs.correcting.session import Session
from store.correcting import entities
from store.correcting.entities import Told
from store.correcting.facts import Tables, figure_key
from store.correcting.quotes import same_words


class Chosen(NamedTuple):
    """What was named: its words as a key, as people read them; its article, with those that repeat it."""

    key: str
    called: str
    where: str
    facts: Tables
    articles: tuple[Told, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The articles that say it, where there are several."""
        return tuple(one.article_id for one in self.articles) if len(self.articles) > 1 else ()

    @property
    def others(self) -> tuple[Told, ...]:
        """Those that nobody named."""
        return tuple(one for one in self.articles if one.article_id != self.where)


def chosen(session: Session, kind: Kind, named: str, article: str) -> Chosen:
    """The only quote, or figure, of an article that has these words. Raises InputError."""
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
    (key,) = matching
    return Chosen(key, told[key], where, facts, tuple(_saying(session, kind, key, where)))


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
    if not wanted or wanted in known:  # all of its words, which another may have among its own
        return [wanted] if wanted else []
    return sorted({key for key in known if wanted in key})


def _told(kind: Kind, row: dict[str, Any]) -> str:
    if kind is Kind.QUOTE:
        return shortened(str(row["text"] or ""))
    return spaced(shortened(figures.told(row)))


_SHORT = 60


def shortened(text: str) -> str:
    """The beginning of what is too long to be read in a line."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + "…"
