"""What editors said: kept in the state, brought to the results by `process`, listed, taken back."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from core import logs
from core.errors import InputError
from core.types import Correction, EditKind, StoryEdit
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import undone
from jobs.keeping import keep_copy
from jobs.stories import author
from jobs.workspace import Workspace
from state import corrections, story_edits
from state.open import State, open_state
from store import query
from store.batch import Batch
from store.correcting import entities, said
from store.correcting.entities import Change, Told
from store.live import LiveStore

_NO_CHANGE = Change(0, {})


class Words(NamedTuple):
    """Who says it, and why."""

    by: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """A correction that was kept; `change` is what it changes of what is published, `followed` where names led.

    `articles` are those that nobody named and that it is about.
    """

    correction: Correction
    name: str
    into: str = ""
    change: Change = _NO_CHANGE
    followed: tuple[tuple[str, str], ...] = ()
    articles: tuple[Told, ...] = ()


def every(state: State) -> list[Correction]:
    """All that editors ever said, of stories as well."""
    return [*corrections.every(state), *map(of_story, story_edits.every(state))]


def of_story(edit: StoryEdit) -> Correction:
    """An edit of stories as it is listed; grouping itself goes by the edit."""
    action = Action(edit.kind.value)
    return Correction(
        action, Kind.STORY, edit.story_id, edit.by, edit.at, edit.why, value=edit.into_id,
        articles=edit.articles, undoes=edit.undoes, number=edit.number,
    )  # fmt: skip


def apply(state: State, live: LiveStore) -> None:
    """Bring the results to what editors said.

    A state that says nothing at all was lost: then they stay as they are. What else it lacks (an older copy was put
    back) is taken back, and logged.
    """
    words = every(state)
    known = said.stored_ids(live.connection)
    if missing := sorted(known - {said.identity(one) for one in words}):
        logs.get(__name__).warning(
            "results hold corrections that the state lacks", missing=missing, kept=not words
        )
        if not words:
            return
    live.write(Batch(corrections=tuple(words)))


def undo(workspace: Workspace, named: str, words: Words) -> Said:
    """Take a correction back: everything becomes what it would be had it never been said."""
    with closing(open_state(workspace.state)) as state:
        known = every(state)
        found = {said.identity(one): one for one in known if one.undoes is None}
        typed = named.strip().lower()
        one = found.get(typed) or found.get(f"c{typed}")
        if one is None:
            raise InputError(
                f"correction inconnue : {named}", "« beffroi correct list --all » les montre toutes."
            )
        same = [other for other in known if (other.kind is Kind.STORY) is (one.kind is Kind.STORY)]
        if one.number in undone(same):
            raise InputError(
                f"{said.identity(one)} est déjà annulée", "« beffroi correct list --all » les montre toutes."
            )
        by, now = author(words.by), datetime.now(UTC)
        if one.kind is Kind.STORY:
            edit = StoryEdit(EditKind.UNDO, "", "", (), by, now, words.why, undoes=one.number)
            story_edits.append(state, edit)
        else:
            corrections.append(
                state, Correction(Action.UNDO, one.kind, one.key, by, now, words.why, undoes=one.number)
            )
        keep_copy(state)
    return Said(one, one.key, one.value)


class Listed(NamedTuple):
    """A correction as it is listed; `changes` is None while it is not published, and for stories."""

    correction: Correction
    undone_at: datetime | None
    undone_by: str | None
    changes: int | None
    pending: bool


def listed(workspace: Workspace, *, undone_too: bool = False) -> list[Listed]:
    """The corrections that hold, or all, the last said last; with what they change of what is published."""
    with closing(open_state(workspace.state)) as state:
        words = every(state)
    shown: dict[str, dict[str, Any]] = {}
    if workspace.published.exists():
        with query.open_snapshot(workspace.data) as snapshot:
            shown = {row["correction_id"]: row for row in entities.published(snapshot)}
    rows = []
    for stories in (False, True):
        same = [one for one in words if (one.kind is Kind.STORY) is stories]
        gone = undone(same)
        rows += [
            _listed(one, gone.get(one.number), shown.get(said.identity(one)))
            for one in same
            if one.undoes is None
        ]
    kept = [row for row in rows if undone_too or row.undone_at is None]
    return sorted(kept, key=lambda row: row.correction.at)


def _listed(one: Correction, by: Correction | None, shown: dict[str, Any] | None) -> Listed:
    pending = shown is None or (shown["undone_at"] is None) is not (by is None)
    changes = shown["changes"] if shown else None
    return Listed(one, by.at if by else None, by.by if by else None, changes, pending)
