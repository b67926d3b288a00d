"""What people do at the desk, kept in the state: who they are, what they asked for, what they marked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Role(StrEnum):
    """What somebody may do: each may do all that the one before may."""

    READER = "reader"  # look, mark, follow
    EDITOR = "editor"  # correct, check, compose, add
    OWNER = "owner"  # approve and send, sources, users, texts

    @property
    def rank(self) -> int:
        """Higher may do more."""
        return list(Role).index(self)

    def may(self, needed: "Role") -> bool:
        """Whether this role is enough."""
        return self.rank >= needed.rank


@dataclass(frozen=True, slots=True)
class User:
    """Somebody at the desk. `epoch` changes with the password: what was signed before is worth nothing then."""

    name: str
    role: Role
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key to the API, which reads and nothing else; its secret is kept nowhere."""

    name: str
    created_at: datetime
    last_used_day: date | None = None


class RequestKind(StrEnum):
    """What the desk asks of the writer."""

    APPLY = "apply"  # corrections that wait: process, then publish
    COLLECT = "collect"  # payload: {"sources": [slug, ...]}; then process and publish
    ADD = "add"  # payload: {"url"}, asked for once; or {"clipping"}, the number of a pasted text to analyse
    SEND = "send"  # payload: {"week", "erratum", "to"}: to readers, or to one address as a trial


class RequestState(StrEnum):
    """How far a request is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    LOOK = "look"  # done, but something needs a look
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Request:
    """Something that the desk asked for; whoever writes does it. `said` is what came of it, in words."""

    kind: RequestKind
    by: str
    asked_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    state: RequestState = RequestState.WAITING
    started_at: datetime | None = None
    finished_at: datetime | None = None
    said: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Clipping:
    """A text that somebody read elsewhere and pasted: it stays in the newsroom, and is no article of the results.

    `day` is when it appeared, as far as whoever pasted it says; `found` what analysis found in it (the keys of
    `beffroi analyse --jsonl`), None while nobody has looked. The text is empty once it is too old to be kept.
    """

    title: str
    outlet: str
    text: str
    by: str
    at: datetime
    day: date | None = None
    url: str = ""
    number: int = 0
    found: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What somebody marked of an article; tags and notes are everybody's."""

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor wrote beside an article."""

    number: int
    article_id: str
    text: str
    by: str
    at: datetime


class Seen(NamedTuple):
    """Results as they were published: when, and which revision of which file they were (store.manifest)."""

    lineage: str
    revision: int
    made: datetime


class Start(NamedTuple):
    """Where what is new begins: after a visit that ended `at`, to somebody who had `seen` these results listed."""

    at: datetime
    seen: Seen | None = None


class Visits(NamedTuple):
    """Where what is new to somebody begins (None: they were never here), and where it began the time before."""

    since: Start | None = None
    before: Start | None = None
