"""One saying: editors look at what is published; what they say counts with all that was said since then."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any, Self

from core.errors import InputError, SaidAlready
from core.names import name_key
from core.types import NO_DETAIL, Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing
from jobs.correcting.corrections import NO_CHANGE, Said, every
from jobs.correcting.naming import Desk
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.workspace import Workspace
from state import corrections
from state.open import open_state
from store.correcting import entities, said
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
        kept = corrections.append(self._state, one, lambda words: _refuse_said(words, one))
        self._kept += 1
        return Said(kept, name, into, change, tuple(self.desk.followed))


_RIVALS = (
    {Action.RELEVANT, Action.IRRELEVANT},
    {Action.MERGE, Action.LINK, Action.SPLIT},
    {Action.ROLE, Action.DELETE},
)
"""Actions of which the last that was said of a thing wins."""


def _refuse_said(words: Sequence[Correction], one: Correction) -> None:
    """Refuse a word that stands already; one that a later word overruled may be said again."""
    rivals = next((group for group in _RIVALS if one.action in group), {one.action})
    if one.kind is Kind.INITIATIVE and Action.LINK in rivals:  # whose it is does not say which it is
        rivals = {Action.LINK} if one.action is Action.LINK else rivals - {Action.LINK}
    same = [
        word
        for word in standing(words)
        if (word.kind, word.key) == (one.kind, one.key) and word.action in rivals and _meet(word, one)
    ]
    if same and _content(same[-1]) == _content(one):
        word = said.identity(same[-1])
        raise SaidAlready(f"{word} le dit déjà", "« beffroi correct list » montre tout.", word)


def _meet(one: Correction, other: Correction) -> bool:
    """Whether there is an article of which both say something; None is all of them."""
    return one.article_id is None or other.article_id is None or one.article_id == other.article_id


def _content(one: Correction) -> tuple[Any, ...]:
    """What is said, whoever says it and why."""
    return one.action, one.article_id, one.value, one.articles, one.detail.insee, one.detail.was


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
