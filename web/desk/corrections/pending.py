"""What editors said that is not published yet, laid over what is: rooms show it at once, and say that it waits.

A room asks `of(visit, snapshot)` and then `named`, `gone` or `value` of what it shows. `article` is the article that
speaks; without one, only what is said of a thing everywhere counts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from core.desk import RequestKind
from core.errors import BeffroiError
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing, undone
from jobs.correcting.corrections import Said, every
from jobs.correcting.french import in_french
from jobs.correcting.telling import effect, given_back, leads, sentence
from jobs.letters.concerned import concerned
from state import corrections, requests
from store.correcting import entities, said
from store.rows import Row

if TYPE_CHECKING:
    from store.query import Snapshot
    from web.desk.visit import Visit


@dataclass(frozen=True)
class Pending:
    """`waiting` hold and are not published; `returning` are published and were taken back since.

    `numbers` are the last that was said: what is made of this over one snapshot is the same while these are.
    """

    waiting: tuple[Correction, ...] = ()
    returning: tuple[Correction, ...] = ()
    numbers: tuple[int, int] = (0, 0)

    @property
    def count(self) -> int:
        """How many will change what is published."""
        return len(self.waiting) + len(self.returning)

    def of(self, kind: Kind | str, key: str, article: str | None = None) -> list[Correction]:
        """What is said of a thing, the first said first."""
        return [one for one in self._said.get((kind, key), ()) if meant(one, article)]

    def back(self, kind: Kind | str, key: str, article: str | None = None) -> list[Correction]:
        """What was said of a thing and is published, and was taken back since, by whom it was."""
        return [one for one in self._returning.get((kind, key), ()) if meant(one, article)]

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], list[Correction]]:
        return _by_thing(self.waiting)

    @cached_property
    def _returning(self) -> Mapping[tuple[str, str], list[Correction]]:
        return _by_thing(self.returning)

    def named(self, kind: Kind | str, key: str, article: str | None = None) -> str | None:
        """What it is called once that is published, None when nobody said anything of its name."""
        return self._named(kind, key, article, frozenset())

    def _named(self, kind: Kind | str, key: str, article: str | None, seen: frozenset[str]) -> str | None:
        for one in reversed(self.of(kind, key, article)):
            if one.action is Action.RENAME:
                return one.value
            joins = one.action is Action.MERGE or (one.action is Action.LINK and one.leads_to == kind)
            if joins and one.value not in seen:
                return self._named(kind, one.value, article, seen | {key}) or one.detail.name or one.value
        return None

    def gone(self, kind: Kind | str, key: str, article: str | None = None) -> bool:
        """Whether it is none, or not told of by the article; a role of several that goes leaves the person."""
        said_of = self.of(kind, key, article)
        return any(one.action is Action.DELETE and not one.detail.was for one in said_of)

    def day(self, key: str, article: str | None = None) -> str:
        """When an event will take place, in words; empty when nobody said it."""
        given = self.value(Action.DAY, Kind.EVENT, key, article)
        return in_french(Action.DAY, given) if given else ""

    def value(self, action: Action, kind: Kind | str, key: str, article: str | None = None) -> str | None:
        """What an action gives it: the last status, supplier, nature, role; None when nobody said any."""
        given = [one.value for one in self.of(kind, key, article) if one.action is action]
        return given[-1] if given else None


NOTHING = Pending()


def _by_thing(words: Iterable[Correction]) -> Mapping[tuple[str, str], list[Correction]]:
    found: dict[tuple[str, str], list[Correction]] = {}
    for one in words:
        found.setdefault((one.kind, one.key), []).append(one)
    return found


def meant(one: Correction, article: str | None) -> bool:
    """Whether it is about what this article says; without one, about the thing as a whole."""
    if article is None:
        # a status is said of the last tellings, and is what the register then says; days, communes, of all who tell it
        return one.article_id is None and (not one.articles or one.action in _OF_THE_WHOLE)
    if one.articles:
        return article in {one.article_id, *one.articles}
    return one.article_id in {None, article}


_OF_THE_WHOLE = {Action.STATUS, Action.DAY, Action.LINK}


def of(visit: "Visit", snapshot: "Snapshot") -> Pending:
    """What waits, over this snapshot; read again only when anything was said since."""
    numbers = corrections.numbers(visit.state)
    if numbers == (0, 0):
        return NOTHING
    key = ("pending", numbers)
    return visit.desk.published.cached(
        snapshot, key, lambda: _over(visit, entities.published(snapshot), numbers)
    )


def _over(visit: "Visit", published: list[Row], numbers: tuple[int, int]) -> Pending:
    words = every(visit.state)
    holding: list[Correction] = []
    gone: dict[str, Correction] = {}
    for stories in (False, True):
        some = [word for word in words if (word.kind is Kind.STORY) is stories]
        holding += standing(some)
        taken = undone(some)
        gone |= {said.identity(one): taken[one.number] for one in some if one.number in taken}
    shown = {row["correction_id"] for row in published if row["undone_at"] is None}
    held = {said.identity(one) for one in holding}
    return Pending(
        tuple(one for one in holding if said.identity(one) not in shown),
        tuple(
            replace(one, by=gone[said.identity(one)].by)
            for one in words
            if one.undoes is None and said.identity(one) in shown and said.identity(one) not in held
        ),
        numbers,
    )


def told(one: Correction) -> str:
    """What a correction says of its thing: "se fond dans « SEM 2 »"."""
    return leads(one, one.detail.name or one.value, quoted=True)


@dataclass(frozen=True, slots=True)
class Notice:
    """What was just said or taken back: the sentence, what it changes, the letters that told of it."""

    number: str
    sentence: str
    effect: str
    undone: bool
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the line under the header says: how many wait, whether they are being applied, what was just said."""

    count: int = 0
    applying: bool = False
    notice: Notice | None = None


_SAID = re.compile(r"[cs]\d{1,9}")


def waiting(visit: "Visit") -> Waiting:
    """For who may correct; nothing where nothing is published, or it cannot be known: the page says what is wrong."""
    if not visit.can_edit:
        return Waiting()
    try:
        if corrections.numbers(visit.state) == (0, 0):
            return Waiting()
        with visit.desk.published.reading() as snapshot:
            count = of(visit, snapshot).count
            notice = _notice(visit, snapshot)
        going_on = requests.going_on(visit.state) if count else []
    except (BeffroiError, FileNotFoundError):
        return Waiting()
    return Waiting(count, any(one.kind is RequestKind.APPLY for one in going_on), notice)


def _notice(visit: "Visit", snapshot: "Snapshot") -> Notice | None:
    asked = visit.request.query_params
    named, undone = asked.get("dit", ""), False
    if not named:
        named, undone = asked.get("annule", ""), True
    if not _SAID.fullmatch(named):
        return None
    return next((_told(visit, snapshot, one, undone=undone) for one in _named(visit, named)), None)


def _named(visit: "Visit", number: str) -> list[Correction]:
    return [one for one in every(visit.state) if one.undoes is None and said.identity(one) == number]


def _told(visit: "Visit", snapshot: "Snapshot", one: Correction, *, undone: bool) -> Notice:
    what = Said(one, one.detail.called or one.key, one.detail.name or in_french(one.action, one.value))
    changed = ""
    if undone:
        shown = {row["correction_id"]: row["changes"] for row in entities.published(snapshot)}
        changed = given_back(replace(what, changes=shown.get(said.identity(one))))
    elif one.kind is not Kind.STORY:
        changed = effect(replace(what, change=entities.change(snapshot, one)))
    weeks = tuple(letter.week for letter in concerned(visit.workspace, one))
    return Notice(said.identity(one), sentence(what, undone=undone), changed, undone, weeks)
