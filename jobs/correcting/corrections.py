"""What editors said: kept in the state, brought to the results by `process`, listed, taken back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from core import logs
from core.errors import InputError, SaidAlready
from core.types import Correction, EditKind, StoryEdit
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing, undone
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.workspace import Workspace
from state import corrections, runs, story_edits
from state.open import State, open_state
from store.batch import Batch
from store.correcting import entities, originals, said
from store.correcting.entities import Change, Told
from store.live import LiveStore

NO_CHANGE = Change(0, {})


@dataclass(frozen=True, slots=True)
class Said:
    """A correction that was kept; `change` is what it changes of what is published, `followed` where names led.

    `articles` are those that nobody named and that it is about. `changes`: of one that is undone, the articles that it
    changes as it is published, None when it is not.
    """

    correction: Correction
    name: str
    into: str = ""
    change: Change = NO_CHANGE
    followed: tuple[tuple[str, str], ...] = ()
    articles: tuple[Told, ...] = ()
    changes: int | None = None


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


def judged(workspace: Workspace) -> set[str]:
    """The articles of which an editor said whether they are for us, in force or not yet."""
    with closing(open_state(workspace.state)) as state:
        words = standing(corrections.every(state))
    return {one.key for one in words if one.action in {Action.RELEVANT, Action.IRRELEVANT}}


def apply(state: State, live: LiveStore) -> Counter[str]:
    """Bring the results to what editors said; returns how many words took effect, and in how many articles.

    A state that says nothing at all was lost: then they stay as they are. What else it lacks (an older copy was put
    back) is taken back, and logged.
    """
    words = every(state)
    known = said.stored_ids(live.connection)
    if missing := sorted(set(known) - {said.identity(one) for one in words}):
        logs.get(__name__).warning(
            "results hold corrections that the state lacks", missing=missing, kept=not words
        )
        if not words:
            return Counter()
    wanted = {row["correction_id"]: row["undone_at"] is None for row in said.rows_of(words)}
    new = {one for one in known.keys() | wanted if known.get(one, False) != wanted.get(one, False)}
    numbers = [int(one[1:]) for one in new if one.startswith(said.OTHER)]
    articles = originals.changed_by(live.connection, numbers)
    live.write(Batch(corrections=tuple(words)))
    articles |= originals.changed_by(live.connection, numbers)
    return +Counter({"correction": len(numbers), "correction.articles": len(articles)})


def undo(workspace: Workspace, named: str, words: Words) -> Said:
    """Take a correction back: everything becomes what it would be had it never been said."""
    return undo_all(workspace, [named], words)[0]


def undo_all(workspace: Workspace, named: Iterable[str], words: Words) -> list[Said]:
    """Take several back, in a single look at what is published; what cannot be taken back hinders no other.

    Raises InputError, the first, once that is done; SaidAlready where all of them were taken back before.
    """
    wrong: list[InputError] = []
    before: list[InputError] = []
    gone: list[Correction] = []
    with closing(open_state(workspace.state)) as state:
        holding = listed(workspace)
        for one in named:
            try:
                gone.append(_undo(state, one, words))
            except SaidAlready as error:
                before.append(error)
            except InputError as error:
                wrong.append(error)
        if gone:
            keep_copy(state)
    if wrong or not gone:
        raise (wrong + before)[0]
    shown = {said.identity(row.correction): row for row in holding}
    rows = [shown[said.identity(one)] for one in gone]
    return [Said(row.correction, row.name, row.into, changes=row.changes) for row in rows]


def _undo(state: State, named: str, words: Words) -> Correction:
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
        word = said.identity(one)
        raise SaidAlready(
            f"{word} est déjà annulée", "« beffroi correct list --all » les montre toutes.", word
        )
    by, now, why = words.author(), datetime.now(UTC), words.reason()
    refuse_named(state, by, why)
    if one.kind is Kind.STORY:
        edit = StoryEdit(EditKind.UNDO, "", "", (), by, now, why, undoes=one.number)
        story_edits.append(state, edit)
    else:
        corrections.append(state, Correction(Action.UNDO, one.kind, one.key, by, now, why, undoes=one.number))
    return one


class Listed(NamedTuple):
    """A correction as it is listed; `changes` is None while it is not published, and for stories.

    `name` and `into` are what is corrected and what it leads to, as people call them. `waits` for "process" or, once
    that was done, "publish"; empty: what is published follows it. `known`: what is published has it, in force or not.
    """

    correction: Correction
    undone_at: datetime | None
    undone_by: str | None
    changes: int | None
    name: str
    into: str
    waits: str = ""
    known: bool = False

    @property
    def pending(self) -> bool:
        """Whether what is published does not follow it yet."""
        return bool(self.waits)


def listed(workspace: Workspace, *, undone_too: bool = False) -> list[Listed]:
    """The corrections that hold, or all, the last said last; with what they change of what is published."""
    with closing(open_state(workspace.state)) as state:
        words, processed = every(state), last_processed(state)
    shown: dict[str, dict[str, Any]] = {}
    names = dict[tuple[Kind, str], str]()
    if workspace.published.exists():
        with workspace.snapshot() as snapshot:
            shown = {row["correction_id"]: row for row in entities.published(snapshot)}
            names = entities.names(snapshot, words)
    rows = []
    for stories in (False, True):
        same = [one for one in words if (one.kind is Kind.STORY) is stories]
        gone = undone(same)
        rows += [
            _listed(one, gone.get(one.number), shown.get(said.identity(one)), names, processed)
            for one in same
            if one.undoes is None
        ]
    kept = [row for row in rows if undone_too or row.undone_at is None]
    return sorted(kept, key=lambda row: row.correction.at)


def last_processed(state: State) -> datetime | None:
    """When the results last heard of what editors say."""
    done = (run for run in runs.latest(state, _LATEST) if run.job in _HEARING and run.status == "done")
    return max((run.started_at for run in done), default=None)


_HEARING = {"process", "reprocess"}
_LATEST = 200
"""Runs among which the last processing is looked for."""


def _listed(
    one: Correction,
    by: Correction | None,
    shown: dict[str, Any] | None,
    names: Mapping[tuple[Kind, str], str],
    processed: datetime | None,
) -> Listed:
    holds = by is None
    there = shown is not None and shown["undone_at"] is None
    waits = ""
    # one that was taken back before it was ever stored is stored all the same, as undone
    if there is not holds or shown is None:
        waits = "publish" if processed and processed > (by or one).at else "process"
    name = one.detail.called or names.get((one.kind, one.key)) or one.key
    into = one.detail.name or names.get((one.leads_to, one.value)) or one.value
    return Listed(
        one, by.at if by else None, by.by if by else None, shown["changes"] if shown else None, name, into, waits,
        shown is not None,
    )  # fmt: skip


def pending(workspace: Workspace) -> dict[str, int]:
    """How many corrections, undone ones included, wait for "process" and for "publish"."""
    return dict(Counter(row.waits for row in listed(workspace, undone_too=True) if row.waits))


def unpublished(workspace: Workspace) -> int:
    """How many corrections will change what is published: not those that were taken back before they were there."""
    rows = listed(workspace, undone_too=True)
    return sum(row.pending and (row.known or row.undone_at is None) for row in rows)
