"""What people, communes and technologies are to each other."""

from typing import Any

from core.errors import InputError
from core.names import name_key
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import Detail
from jobs.correcting.corrections import Said
from jobs.correcting.placing import place
from jobs.correcting.session import Session
from jobs.correcting.speaking import speaker
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store.correcting import entities
from store.correcting.entities import Entity


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
    with Session(workspace, words) as session:
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
    """Say that a mention is of another commune or technology, a person of another commune, a quote somebody else's.

    Of an initiative it is the commune that carries it, of an event the one where it takes place.
    """
    if kind is Kind.QUOTE:
        return speaker(workspace, named, into, article, words)
    if kind is Kind.EVENT:
        return place(workspace, named, into, article, words)
    with Session(workspace, words) as session:
        found, where = session.find(kind, named, article)
        if kind is Kind.INITIATIVE and where:
            _refuse_untold(session, found, where)
        other = session.desk.entity(Kind.COMMUNE if kind in _OF_COMMUNES else kind, into)
        if found.key == other.key:
            raise InputError(f"« {named} » est déjà {other.key}", "Rien à corriger.")
        detail = Detail(other.name, "" if kind in {Kind.COMMUNE, Kind.INITIATIVE} else other.category)
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


_OF_COMMUNES = {Kind.PERSON, Kind.INITIATIVE}
"""What is linked to a commune."""


def _refuse_untold(session: Session, found: Entity, article: str) -> None:
    told = entities.facts(session.snapshot, article).get("initiative_history", ())
    keys = session.desk.become(Kind.INITIATIVE, found.key)
    if not any(row["initiative_id"] in keys for row in told):
        raise InputError(
            f"cet article ne raconte pas « {found.name} »", "Donnez-en un qui la raconte, ou ôtez --article."
        )
