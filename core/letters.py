"""What people decide about the letter, kept in the state: edits, checks, issues, readers, deliveries, watches."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class LetterAction(StrEnum):
    """What an editor does to a draft. Without an item: `subject` and `editorial`."""

    PIN = "pin"  # first of its section
    DROP = "drop"
    MOVE = "move"  # value: the section it goes to, or a place in its own ("2")
    RETITLE = "retitle"
    COMMENT = "comment"
    SUBJECT = "subject"
    EDITORIAL = "editorial"
    ADD = "add"  # item: the id of an article that is kept; value: the key of what it made when it was added


@dataclass(frozen=True, slots=True)
class LetterEdit:
    """An editor's word on a draft; kept whatever is built again. `number` is given by the state.

    An edit of the same action and item replaces the one before; `undone` ones are kept, and do not count.
    """

    week: str
    action: LetterAction
    item: str
    value: str
    by: str
    at: datetime
    number: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """What somebody checked before sending: the claim stands as it is, or (False) drops its name."""

    week: str
    claim: str
    right: bool
    by: str
    at: datetime


class IssueState(StrEnum):
    """How far the issue of a week is."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Issue:
    """The letter of a week. `content` is what was approved, word for word (digest.letterjson); `sha256` is of it.

    `erratum` 0 is the letter itself, 1 and more its errata, in order; `facts` are what it says, by item, for errata.
    """

    week: str
    erratum: int
    state: IssueState
    content: dict[str, Any]
    sha256: str
    facts: tuple[tuple[str, str, str, str], ...]  # kind, key, value, item
    approved_by: str
    approved_at: datetime
    sent_at: datetime | None = None

    @property
    def key(self) -> str:
        """2026-W47, or 2026-W47/1 for its first erratum: what deliveries are of."""
        return f"{self.week}/{self.erratum}" if self.erratum else self.week


class ReaderState(StrEnum):
    """Where a reader is: only `active` ones get letters."""

    ASKED = "asked"  # the confirmation was sent
    ACTIVE = "active"
    GONE = "gone"  # unsubscribed
    REFUSED = "refused"  # the server of the address refused for good


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets letters, after a double opt-in; `token` is the secret of the unsubscribe address."""

    reader_id: int
    email: str
    state: ReaderState
    token: str
    asked_at: datetime
    confirmed_at: datetime | None = None
    gone_at: datetime | None = None


class DeliveryState(StrEnum):
    """What became of one letter to one reader.

    `handed`: its last line was about to go when this was written. After a crash nobody can say whether it arrived: it
    is told, and never sent again by itself.
    """

    QUEUED = "queued"
    HANDED = "handed"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"  # for now: tried again


@dataclass(frozen=True, slots=True)
class Delivery:
    """One record per (issue, reader); `issue` is Issue.key, or that of a watch's mail."""

    issue: str
    email: str
    state: DeliveryState
    message_id: str
    at: datetime
    attempts: int = 0
    answer: str = ""


class Rhythm(StrEnum):
    """How often a watch mails."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search: words and filters of `beffroi search`, by field; a feed, a page and, if wanted, a mail.

    `public`: an editor chose that anybody who has their address reads its page and its feed.
    """

    watch_id: int
    name: str
    slug: str
    query: dict[str, str]
    rhythm: Rhythm
    by: str
    created_at: datetime
    readers: tuple[str, ...] = field(default=())  # addresses that get its mail
    public: bool = False
