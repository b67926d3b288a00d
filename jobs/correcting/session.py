"""One saying: editors look at what is published; what they say counts with all that was said since then."""

from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any, Self

from core.errors import InputError
from core.names import name_key
from core.types import NO_DETAIL, Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing
from jobs.correcting.corrections import NO_CHANGE, Said, every
from jobs.correcting.naming import Desk
from jobs.correcting.refusing import refuse
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.workspace import Workspace
from state import corrections
from state.open import open_state
from store.correcting import entities
from store.correcting.entities import Entity
from store.snapshot import Snapshot


class Session:
    """What somebody says at once: the desk, and who speaks. However much they say, all of it is opened once."""

    desk: Desk
    snapshot: Snapshot
    """What is published."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self._workspace, self._words = workspace, words
        self._open, self._kept = ExitStack(), 0

    def __enter__(self) -> Self:
        with self._open as opening:
            self._state = opening.enter_context(closing(open_state(self._workspace.state)))
            self.snapshot = opening.enter_context(self._workspace.snapshot())
            self.desk = Desk(self._workspace, self.snapshot, every(self._state))
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with self._open:
            if self._kept:
                keep_copy(self._state)

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

    def say(
        self,
        action: Action,
        kind: Kind,
        key: str,
        name: str,
        into: str = "",
        *,
        weighed: bool = True,
        **more: Any,
    ) -> Said:
        """Keep a correction; `weighed`: with what it changes, which takes a look at all that it touches."""
        words = self._words
        detail = more.pop("detail", NO_DETAIL)._replace(called=name)
        one = Correction(
            action, kind, key, words.author(), datetime.now(UTC), words.reason(), detail=detail, **more
        )  # fmt: skip
        change = entities.change(self.snapshot, one) if weighed else NO_CHANGE
        refuse_named(self._state, one.value, one.by, one.why, *filter(None, detail))
        kept = corrections.append(self._state, one, lambda words: refuse(standing(words), one))
        self._kept += 1
        return Said(kept, name, into, change, tuple(self.desk.followed))


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
