"""What editors say of what was found, for good; it takes effect at the next `process` (jobs/correcting/corrections.py).

Editors look at what is published; what they say counts with all that was said since then.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self

from core.errors import InputError
from core.ids import initiative_id
from core.names import name_key
from core.types import NO_DETAIL, Correction, Detail
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs import stories
from jobs.correcting.corrections import Said, every, of_story
from jobs.correcting.naming import KINDS, Desk
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.workspace import Workspace
from state import corrections
from state.open import open_state
from store import query
from store.correcting import entities
from store.correcting.entities import Entity
from store.correcting.facts import CANDIDATE, figure_key
from store.snapshot import Snapshot


class _Session:
    """One saying: the desk, and who speaks."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self._workspace, self._words = workspace, words
        with closing(open_state(workspace.state)) as state:
            self.said = every(state)
        self._snapshot = query.open_snapshot(workspace.data)
        self.desk = Desk(workspace, self._snapshot, self.said)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._snapshot.close()

    @property
    def snapshot(self) -> Snapshot:
        """What is published."""
        return self._snapshot

    def find(self, kind: Kind, named: str, article: str | None) -> tuple[Entity, str | None]:
        """An entity and the article that is meant; who has no commune is nobody outside an article."""
        where, facts = self.desk.article(article) if article else (None, None)
        found = self.desk.entity(kind, named, facts)
        if kind is Kind.PERSON and not where and ":" not in found.key:
            raise InputError(
                f"« {found.name} » n’est pas maire : d’autres peuvent porter ce nom ailleurs",
                "Dites dans quel article : --article ADRESSE.",
            )
        return found, where

    def say(self, action: Action, kind: Kind, key: str, name: str, into: str = "", **more: Any) -> Said:
        """Keep a correction, with what it changes."""
        words = self._words
        detail = more.pop("detail", NO_DETAIL)._replace(called=name)
        one = Correction(
            action, kind, key, words.author(), datetime.now(UTC), words.reason(), detail=detail, **more
        )  # fmt: skip
        change = entities.change(self._snapshot, one)
        with closing(open_state(self._workspace.state)) as state:
            refuse_named(state, one.value, one.by, one.why, *filter(None, detail))
            kept = corrections.append(state, one)
            keep_copy(state)
        return Said(kept, name, into, change, tuple(self.desk.followed))


def rename(
    workspace: Workspace, kind: Kind, named: str, name: str, article: str | None, words: Words
) -> Said:
    """Give an entity another name, everywhere or in one article; of an initiative it is its use."""
    name = fit(name)
    with _Session(workspace, words) as session:
        found, where = session.find(kind, named, article)
        if kind is Kind.TECHNOLOGY and not found.key.startswith(CANDIDATE):
            raise InputError(
                f"{found.name} tient son nom du lexique",
                "« beffroi correct link » relie une mention à une autre technologie.",
            )
        return session.say(Action.RENAME, kind, found.key, found.name, name, value=name, article_id=where)


def merge(
    workspace: Workspace, kind: Kind, named: str, into: str, words: Words, article: str | None = None
) -> Said:
    """Say that two entities are one; it leads to where the other was merged itself."""
    if kind is Kind.STORY:
        return _story_merge(workspace, named, into, words)
    with _Session(workspace, words) as session:
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
    with _Session(workspace, words) as session:
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


def delete(workspace: Workspace, kind: Kind, named: str, article: str | None, words: Words) -> Said:
    """Say that an entity is none, or is not told of by an article; that nobody said this, that a figure is wrong."""
    with _Session(workspace, words) as session:
        if kind in {Kind.QUOTE, Kind.FIGURE}:
            return _delete_words(session, kind, named, article)
        found, where = session.find(kind, named, article)
        if kind is Kind.COMMUNE and not article:
            raise InputError("une commune ne se retire que d’un article", "Donnez-le : --article ADRESSE.")
        return session.say(Action.DELETE, kind, found.key, found.name, article_id=where)


def _delete_words(session: _Session, kind: Kind, named: str, article: str | None) -> Said:
    if not article:
        raise InputError(
            "une citation ou un chiffre se retire d’un article", "Donnez-le : --article ADRESSE."
        )
    where, facts = session.desk.article(article)
    rows = facts.get("quotes" if kind is Kind.QUOTE else "figures", [])
    known = [name_key(row["text"] or "") if kind is Kind.QUOTE else figure_key(row) for row in rows]
    told = dict(zip(known, (_told(kind, row) for row in rows), strict=True))
    matching = sorted({key for key in known if name_key(named) and name_key(named) in key})
    if len(matching) != 1:
        those = " ; ".join(f"« {shortened(told[key])} »" for key in matching or told) or "rien"
        raise InputError(
            f"« {named} » désigne {len(matching)} {KINDS[kind]}(s) de cet article", f"Il y a : {those}."
        )
    return session.say(Action.DELETE, kind, matching[0], shortened(told[matching[0]]), article_id=where)


def _told(kind: Kind, row: dict[str, Any]) -> str:
    if kind is Kind.QUOTE:
        return str(row["text"] or "")
    return " ".join(f"{row['value']:g} {row['unit'] or ''} {row['what'] or ''}".split())


_SHORT = 60


def shortened(text: str) -> str:
    """The beginning of what is too long to be read in a line."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + "…"


def role(
    workspace: Workspace,
    article: str,
    person: str,
    kind: str,
    words: Words,
    insee: str | None = None,
    was: str = "",
    *,
    everywhere: bool = False,
) -> Said:
    """Say what a person is in an article, or wherever this person is named; the register is asked again."""
    with _Session(workspace, words) as session:
        where, facts = session.desk.article(article)
        rows = [row for row in facts.get("roles", ()) if _is(row, person)]
        if not rows:
            names = ", ".join(sorted({row["name"] for row in facts.get("roles", ())})) or "personne"
            raise InputError(f"« {person} » n’a pas de rôle dans cet article", f"Y ont un rôle : {names}.")
        if len({row["person_key"] for row in rows}) > 1 or (len(rows) > 1 and not was):
            those = ", ".join(f"{row['person_key']} ({row['role']})" for row in rows)
            raise InputError(
                f"plusieurs rôles de « {person} » dans cet article : {those}", "Donnez la clé, et --was ROLE."
            )
        if everywhere and ":" not in rows[0]["person_key"]:
            raise InputError(
                f"« {person} » n’est pas maire : d’autres peuvent porter ce nom ailleurs",
                "Ôtez --everywhere.",
            )
        commune = session.desk.entity(Kind.COMMUNE, insee).key if insee else None
        return session.say(
            Action.ROLE, Kind.PERSON, rows[0]["person_key"], rows[0]["name"], kind, value=kind,
            detail=Detail(insee=commune, was=was), article_id=None if everywhere else where,
        )  # fmt: skip


def _is(row: dict[str, Any], person: str) -> bool:
    return person == row["person_key"] or name_key(person) == name_key(row["name"] or "")


def link(workspace: Workspace, kind: Kind, named: str, into: str, article: str | None, words: Words) -> Said:
    """Say that a mention is of another commune or technology, that a person is of another commune."""
    with _Session(workspace, words) as session:
        found, where = session.find(kind, named, article)
        other = session.desk.entity(Kind.COMMUNE if kind is Kind.PERSON else kind, into)
        if found.key == other.key:
            raise InputError(f"« {named} » est déjà {other.key}", "Rien à corriger.")
        detail = Detail(other.name, "" if kind is Kind.COMMUNE else other.category)
        return session.say(
            Action.LINK,
            kind,
            found.key,
            found.name,
            other.name,
            value=other.key,
            detail=detail,
            article_id=where,
        )


def judge(workspace: Workspace, action: Action, article: str, value: str, words: Words) -> Said:
    """Say that an article is for us or not, of what nature it is, of what topics."""
    with _Session(workspace, words) as session:
        where, _ = session.desk.article(article)
        title = query.heading(session.snapshot, where)[1]
        return session.say(action, Kind.ARTICLE, where, title, value, value=value)


def initiative(
    workspace: Workspace, action: Action, named: str, value: str, article: str | None, words: Words
) -> Said:
    """Say how far an initiative is, or who supplies it, in one article or for its readers.

    By default a supplier is that of all articles, a status that of the last that tell of it, so that the register says
    what was said.
    """
    with _Session(workspace, words) as session:
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


MOST = 300
"""Characters of a name: no name is longer, what is was pasted by accident."""


def fit(name: str, *, empty: bool = False) -> str:
    """A name as an editor typed it, or InputError: it is published as it is."""
    name = name.strip()
    if not name_key(name) and not (empty and not name):
        raise InputError(
            "le nouveau nom est vide",
            "Donnez un nom ; « beffroi correct delete » retire ce qui n’est pas vrai.",
        )
    if not name.isprintable():
        raise InputError(
            "le nouveau nom a des caractères invisibles", "Tapez-le sans retour à la ligne ni tabulation."
        )
    if len(name) > MOST:
        raise InputError(
            f"le nouveau nom est trop long ({len(name)} caractères)", f"{MOST} caractères au plus."
        )
    return name


def topics_of(values: Sequence[str]) -> str:
    """The topics of the closed list among these, or InputError."""
    from nlp.relevance.subjects import TOPICS

    if unknown := [value for value in values if value not in TOPICS]:
        raise InputError(f"thème inconnu : {', '.join(unknown)}", f"Connus : {', '.join(TOPICS)}.")
    return ",".join(sorted(set(values)))
