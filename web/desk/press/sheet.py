"""A week's draft as it is now: composed once a snapshot, then what people did to it since."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

from core.letters import Issue, LetterAction, LetterEdit
from digest import letterjson
from digest.edited import Edited
from digest.fingerprint import Changes
from digest.letter import Letter, Week
from jobs.letters import seeing
from jobs.letters.approving import Standing, standing
from jobs.letters.checking import to_check
from jobs.letters.drafting import composed
from jobs.letters.editing import Draft, decided
from jobs.letters.kept import added, titles, with_kept
from jobs.letters.questions import Question, ToCheck, questions
from state import letters
from state.noting import noted
from store.query import Snapshot
from web.desk.press.place import words
from web.desk.published import Published
from web.desk.visit import Visit

_COMPOSING = tuple(threading.Lock() for _ in range(16))
"""One composing of a week at a time: it takes seconds of a core, and all who wait want the same letter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft under its editors' hands, what there is to check in it, and where it stands.

    `fingerprint` tells this letter, as it would leave, from any other; `changed` is what nobody was shown of it.
    """

    found: Draft
    hand: Edited
    rows: list[ToCheck]
    stand: Standing
    changed: Changes
    fingerprint: str

    @property
    def asked(self) -> list[Question]:
        """What is asked, in the order of the letter."""
        return questions(self.rows)


class _Added(NamedTuple):
    """What editors added, or took out again, and the letter with it; `titles` as a Draft has them."""

    edits: tuple[LetterEdit, ...]
    letter: Letter
    titles: Mapping[str, str]


@dataclass(slots=True)
class _Kept:
    """The last sheet of a week: one, for each answer to a question makes another."""

    letter: Letter
    added: "_Added | None" = None
    key: Hashable = None
    sheet: Sheet | None = None
    seen: Sheet | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(slots=True)
class _Issues:
    """All issues as they were read last: a year of them takes a tenth of a second."""

    outlines: list[tuple[Issue, int]] | None = None
    whole: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class _Shelf:
    """The last letters of a desk. Answers of all rooms push each other out of the desk's own memory: not these."""

    weeks: OrderedDict[Hashable, _Kept] = field(default_factory=OrderedDict)
    issues: _Issues = field(default_factory=_Issues)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def kept(self, snapshot: Snapshot, week: Week, make: Callable[[], _Kept]) -> _Kept:
        """The letter of a week and a snapshot, made once."""
        key = _named(snapshot, week)
        with self.lock:
            found = self.weeks.get(key)
        found = found or make()
        with self.lock:
            self.weeks[key] = found
            self.weeks.move_to_end(key)
            while len(self.weeks) > _WEEKS:
                self.weeks.popitem(last=False)
        return found

    def has(self, snapshot: Snapshot, week: Week) -> bool:
        """Whether it was made."""
        with self.lock:
            return _named(snapshot, week) in self.weeks


def _named(snapshot: Snapshot, week: Week) -> Hashable:
    return snapshot.manifest.lineage, snapshot.number, week.label


_SHELVES: WeakKeyDictionary[Published, _Shelf] = WeakKeyDictionary()
_WEEKS = 8
"""Letters kept: a megabyte each."""


def _shelf(visit: Visit) -> _Shelf:
    return _SHELVES.setdefault(visit.desk.published, _Shelf())


def sheet(visit: Visit, week: Week) -> Sheet:
    """The draft of a week that is over; NothingPublished without a snapshot."""
    kept, done = _composed(visit, week)
    found = replace(decided(visit.state, done.letter, issues(visit)), titles=done.titles)
    key = done.edits, _key(found)
    with kept.lock:  # working it out takes some twenty milliseconds, reading what was decided two
        if kept.sheet is None or kept.key != key:
            kept.key, kept.sheet = key, _worked_out(found)
        return kept.sheet


def is_composed(visit: Visit, snapshot: Snapshot, week: Week) -> bool:
    """Whether the letter of a week is there already, for a page that does not wait for it."""
    return _shelf(visit).has(snapshot, week)


def see(visit: Visit, week: Week, shown: Sheet) -> None:
    """Keep that this draft was shown whole, as `beffroi digest check` does."""
    with visit.desk.published.reading() as snapshot:
        kept = _kept(visit, snapshot, week)
    if kept.seen is not shown:
        by = words(visit)
        if noted(visit.state, lambda state: seeing.see(visit.workspace, shown.found, by, state)):
            kept.seen = shown


def see_rest(visit: Visit, shown: Sheet) -> None:
    """Keep that what would leave now was shown, as `beffroi digest preview` does."""
    if not shown.found.seen or shown.changed:
        by = words(visit)
        noted(visit.state, lambda state: seeing.see_rest(visit.workspace, shown.found, by, state))


def _composed(visit: Visit, week: Week) -> tuple[_Kept, _Added]:
    """What is kept of a week, and its letter with what editors added: made once."""
    with visit.desk.published.reading() as snapshot:
        kept, every = _kept(visit, snapshot, week), letters.edits(visit.state, week.label)
        edits = tuple(edit for edit in every if edit.action is LetterAction.ADD)
        with kept.lock:
            if kept.added is None or kept.added.edits != edits:
                ids = added(edits)
                letter = with_kept(snapshot, kept.letter, ids) if ids else kept.letter
                kept.added = _Added(edits, letter, titles(snapshot, edits))
            return kept, kept.added


def _kept(visit: Visit, snapshot: Snapshot, week: Week) -> _Kept:
    with _COMPOSING[hash(week) % len(_COMPOSING)]:
        settings = visit.workspace.settings
        return _shelf(visit).kept(snapshot, week, lambda: _Kept(composed(settings, snapshot, week)))


def issues(visit: Visit) -> list[Issue]:
    """All issues, read anew when one of them is not as it was."""
    outlines, kept = letters.outlines(visit.state), _shelf(visit).issues
    if kept.outlines != outlines:
        # what is read after the outlines is as new, or newer: then the next outlines differ
        kept.whole, kept.outlines = letters.issues(visit.state), outlines
    return kept.whole


def _worked_out(found: Draft) -> Sheet:
    hand = found.edited
    print_ = letterjson.sha256(letterjson.to_json(hand.letter))
    return Sheet(found, hand, to_check(found), standing(found), seeing.since_seen(found), print_)


def _key(found: Draft) -> Hashable:
    """All that people decided about a draft, and what it opens with."""
    opening = (found.composed.erratum, tuple(found.composed.proofs.items()))
    return opening, found.edits, tuple(found.ticks.values()), tuple(found.seen.items()), _of(found.issue)


def _of(issue: Issue | None) -> Hashable:
    """An issue by its words too: forgetting takes some, and leaves the hash."""
    if issue is None:
        return None
    return issue.state, issue.sha256, issue.approved_by, issue.approved_at, letterjson.sha256(issue.content)
