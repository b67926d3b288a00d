"""Which draft people were shown: what is approved is what was read, and what changed since is said."""

from collections.abc import Sequence
from contextlib import closing, nullcontext
from datetime import UTC, datetime

from digest.fingerprint import Changes, changes, print_of, prints
from digest.french import counted
from digest.letter import Item, Letter
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.letters.edit_words import name_of
from jobs.letters.editing import Draft
from jobs.letters.words import cut
from jobs.workspace import Workspace
from state import letters
from state.letters import GONE
from state.open import State, open_state

_NUMBERS = "numbers"


def see(workspace: Workspace, found: Draft, words: Words, state: State | None = None) -> None:
    """Keep that this draft, as it is here, was shown: whole, with all that is to be ticked in it.

    `state` is the workspace's, where it is open already.
    """
    _keep(workspace, found, words, found.edited.whole, state)


def see_rest(workspace: Workspace, found: Draft, words: Words, state: State | None = None) -> None:
    """Keep that what would leave now was shown: without what waits to be ticked; nothing if all of it was shown."""
    if not found.seen or since_seen(found):
        _keep(workspace, found, words, found.edited.letter, state)


def _keep(workspace: Workspace, found: Draft, words: Words, shown: Letter, known: State | None) -> None:
    parts = prints(shown) | {_NUMBERS: _numbers(found)}
    if parts == found.seen or (found.issue and found.issue.state in GONE):
        return
    by = words.author()
    with nullcontext(known) if known else closing(open_state(workspace.state)) as state:
        refuse_named(state, by)
        letters.see(state, found.composed.week.label, parts, by, datetime.now(UTC))


def since_seen(found: Draft) -> Changes:
    """What of a draft nobody was shown; nothing of one that was never shown."""
    if not found.seen or not changes(found.edited.letter, found.seen):
        return Changes()
    return changes(found.edited.whole, found.seen)


def renumbered(found: Draft) -> bool:
    """Whether numbers name something else than in the draft that was shown."""
    return bool(found.seen) and found.seen.get(_NUMBERS) != _numbers(found)


def said(changed: Changes) -> str:
    """What changed, on one line."""
    new = _named("nouveau", "nouveaux", changed.new)
    other = _named("changé", "changés", changed.changed)
    moved = _named("déplacé", "déplacés", changed.moved)
    gone = f"{counted(changed.gone, 'élément')} en moins" if changed.gone else ""
    return " ; ".join(filter(None, (new, other, moved, gone, ", ".join(changed.parts))))


def _named(one: str, many: str, items: Sequence[Item]) -> str:
    names = ", ".join(f"« {cut(name_of(item))} »" for item in items)
    return f"{many if len(items) > 1 else one} : {names}" if names else ""


def _numbers(found: Draft) -> str:
    """What the numbers of items and questions count."""
    composed = found.composed
    return print_of([[item.key for item in composed.items], [claim.key for claim in composed.claims]])
