"""When an event takes place."""

import re
from dataclasses import replace
from datetime import date

from core.days import span_of
from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting.corrections import Said
from jobs.correcting.french import in_french
from jobs.correcting.session import Session
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store.correcting import entities
from store.correcting.entities import Entity, Told

_NUMBERS = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}")
_YEARS = range(1900, 2101)


def day(workspace: Workspace, named: str, first: str, last: str, article: str | None, words: Words) -> Said:
    """Say when an event takes place, from `first` to `last` or on one day, month or year.

    It is said of all articles that announce it by now, or of one and of those that repeat its text: what others tell
    later is news, and has its say.
    """
    value = typed(first, last)
    with Session(workspace, words) as session:
        found, where = session.find(Kind.EVENT, named, article)
        told = announcing(session, found, where)
        said = session.say(
            Action.DAY, Kind.EVENT, found.key, found.name, in_french(Action.DAY, value), value=value,
            article_id=where, articles=ids_of(told, where),
        )  # fmt: skip
        return replace(said, articles=tuple(one for one in told if one.article_id != where))


def announcing(session: Session, found: Entity, where: str | None) -> list[Told]:
    """The articles that tell of an event by now, or one of them and those that repeat its text. Raises InputError."""
    told = entities.announcing(session.snapshot, session.desk.become(Kind.EVENT, found.key))
    if where:
        again = {one.article_id for one in entities.repeats(session.snapshot, where)}
        told = [one for one in told if one.article_id in again]
    _refuse_untold(told, where, found.name)
    return told


def ids_of(told: list[Told], where: str | None) -> tuple[str, ...]:
    """The articles of a word on what they announce: none beside the one that is named and that no other repeats."""
    return tuple(one.article_id for one in told) if where is None or len(told) > 1 else ()


def _refuse_untold(told: list[Told], where: str | None, name: str) -> None:
    if not told or (where and where not in {one.article_id for one in told}):
        raise InputError(
            f"aucun article n’annonce « {name} »"
            if where is None
            else f"cet article n’annonce pas « {name} »",
            "La page du rendez-vous, ou « beffroi agenda », dit lesquels l’annoncent.",
        )


def typed(first: str, last: str = "") -> str:
    """The span that an editor typed, as it is kept: "2026-12-03", "2026-12", "2026", "2026-12-03/2026-12-05"."""
    left, right = iso(first), iso(last) if last.strip() else ""
    value = f"{left}/{right}" if right and right != left else left
    try:
        days = span_of(value)
    except ValueError:
        why = (
            "le dernier jour vient avant le premier, ou n’est pas écrit comme lui"
            if right
            else f"« {first} » n’est pas un jour"
        )
        raise InputError(why, _HOW) from None
    if not {days.first.year, days.last.year} <= set(_YEARS):
        raise InputError(f"« {first} » est bien loin d’aujourd’hui", _HOW)
    return value


_HOW = "Par exemple 2026-12-03 ou 3/12/2026 ; 2026-12 pour un mois ; 2026 pour une année."


def iso(words: str) -> str:
    """A day, a month or a year as editors type it: 2026-12-03, 2026-12, 2026. Raises InputError."""
    typed = words = words.strip()
    if found := _NUMBERS.fullmatch(typed):
        day, month, year = found.groups()
        typed = "-".join(part.zfill(2) for part in (year, month, day) if part)
    try:
        date.fromisoformat((typed + "-01-01")[:10])
        known = _ISO.fullmatch(typed)
    except ValueError:
        known = None
    if not known:
        raise InputError(f"« {words} » n’est pas un jour" if words else "aucun jour n’est dit", _HOW)
    return typed
