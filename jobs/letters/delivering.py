"""Sending one issue to those who wait for it: at a measured pace, each recorded before and after."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Literal

from core import logs
from core.letters import Delivery, DeliveryState
from core.settings import SmtpSettings
from jobs.letters import smtp
from jobs.letters.mails import Post
from state import deliveries, readers
from state.open import State

ATTEMPTS = 3
"""Times that a run tries the same reader, when the server says « later » or the line breaks."""
LOSSES = 3
"""Times in a row that the line may break before a run pauses: each may have cost the whole time of an answer.

As many letters in a row of which nobody knows whether they arrived end it: each is somebody's decision.
"""
FIRST_WAIT = 5.0
"""Seconds before the second attempt; before the third, four times that."""

Wait = Callable[[float], Awaitable[None]]
Report = Callable[[int, int], None]
MailFor = Callable[[str], EmailMessage | None]


@dataclass(frozen=True, slots=True)
class Delivered:
    """How far an issue is: how many are in which state, and who needs a look, with the server's words.

    `still`: why this run sent nothing: the issue had left before, has no items and the settings keep it, or is an
    erratum that nobody is left to be told.
    """

    key: str
    counts: dict[str, int]
    unsure: tuple[Delivery, ...]
    refused: tuple[Delivery, ...]
    waiting: tuple[Delivery, ...]
    still: Literal["", "left", "empty", "nobody"] = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody waits, or may or may not have it, or nobody has it of those who were to."""
        return bool(self.unsure or self.waiting) or self.stays

    @property
    def stays(self) -> bool:
        """Whether nobody has it, or may have it: it has not left, and can change."""
        return (
            not self.still
            and bool(self.waiting or self.refused)
            and not self.counts.keys() & {"sent", "handed"}
        )


@dataclass(slots=True)
class Delivering:
    """One issue on its way. `mail_for` makes a reader's mail; None: they left, and are taken out of the queue."""

    state: State
    server: SmtpSettings
    post: Post
    key: str
    mail_for: MailFor
    report: Report = lambda done, total: None  # noqa: ARG005
    wait: Wait = asyncio.sleep
    _next_at: float = 0.0
    _line: smtp.Line | None = None
    _doubts: int = 0  # letters in a row that the server gave no answer about
    _begun: str = ""  # the message whose attempt was counted when it was about to be handed over

    async def run(self, emails: Sequence[str]) -> None:
        """Send to all of them; who cannot be reached after some attempts waits for the next run."""
        left, total = list(emails), len(emails)
        for attempt in range(ATTEMPTS):
            if not left or self._doubts == LOSSES:
                break
            if attempt:
                await self.wait(FIRST_WAIT * 4 ** (attempt - 1))
            try:
                left = await self._each(left, total)
            finally:
                await self._hang_up()

    async def _each(self, emails: list[str], total: int) -> list[str]:
        """One attempt for each; returns those to try again."""
        failed, losses = [], 0
        for number, email in enumerate(emails):
            try:
                if not await self._one(email):
                    failed.append(email)
                losses = 0
            except smtp.Lost as error:
                self._failed(email, str(error))
                failed.append(email)
                losses = LOSSES if self._line is None else losses + 1
                await self._hang_up()
            if LOSSES in {losses, self._doubts}:  # no use in trying all the others right now
                return failed + emails[number + 1 :]
            self.report(total - len(emails) + number + 1 - len(failed), total)
        return failed

    async def _one(self, email: str) -> bool:
        """Whether the matter is settled for this run, one way or another."""
        message = self.mail_for(email)
        if message is None:
            deliveries.drop(self.state, self.key, email)
            return True
        await self._pace()
        if self._line is None or not self._line.is_connected:
            await self._hang_up()
            self._line = await smtp.opened(self.server, self.post.domain)
        outcome = await smtp.hand_over(
            self._line, message, self.post.sender, email, lambda: self._handed(email, message)
        )
        self._settle(email, message, outcome)
        self._doubts = self._doubts + 1 if outcome.state is DeliveryState.HANDED else 0
        return outcome.state is not DeliveryState.FAILED or not outcome.this_run

    def _handed(self, email: str, message: EmailMessage) -> None:
        self._begun = message["Message-ID"]
        deliveries.record(
            self.state,
            self.key,
            email,
            DeliveryState.HANDED,
            datetime.now(UTC),
            message_id=message["Message-ID"],
        )

    def _settle(self, email: str, message: EmailMessage, outcome: smtp.Outcome) -> None:
        """Record the answer; a mail that was not handed over has not counted its attempt yet."""
        now, counted = datetime.now(UTC), self._begun == message["Message-ID"]
        message_id = "" if counted else message["Message-ID"]
        deliveries.record(
            self.state, self.key, email, outcome.state, now, message_id=message_id, answer=outcome.answer
        )
        self._begun = ""
        if outcome.unknown_address:
            readers.refuse(self.state, email, now)
        if outcome.state is not DeliveryState.SENT:
            # the address is in the state, for who may read it; a log goes further
            logs.get(__name__).warning(
                "letter not delivered",
                issue=self.key,
                message_id=message["Message-ID"],
                state=outcome.state.value,
            )

    def _failed(self, email: str, words: str) -> None:
        deliveries.record(self.state, self.key, email, DeliveryState.FAILED, datetime.now(UTC), answer=words)

    async def _pace(self) -> None:
        """So many a minute, evenly: servers count."""
        now = time.monotonic()
        if self._next_at > now:
            await self.wait(self._next_at - now)
        self._next_at = max(now, self._next_at) + 60 / self.server.per_minute

    async def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            await smtp.closed(line)


def delivered(state: State, key: str) -> Delivered:
    """How far an issue is."""
    rows = deliveries.of(state, key)
    states = DeliveryState

    def those(*wanted: DeliveryState) -> tuple[Delivery, ...]:
        return tuple(row for row in rows if row.state in wanted)

    return Delivered(
        key,
        dict(sorted(Counter(row.state.value for row in rows).items())),
        unsure=those(states.HANDED),
        refused=those(states.REFUSED),
        waiting=those(states.QUEUED, states.FAILED),
    )
