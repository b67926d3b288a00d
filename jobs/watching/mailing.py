"""The mails of watches: only what is new, each reader once, and nothing when there is nothing."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage

from core.letters import ReaderState, Watch
from digest.render.frame import UNSUBSCRIBE
from digest.watched import written
from digest.watched.news import News, Seen
from jobs.keeping import keep_copy
from jobs.letters import mails
from jobs.letters.delivering import Delivered, Delivering, delivered
from jobs.letters.mails import Post, Rendered
from jobs.letters.sending import How, sending
from jobs.watching import composing, places, publishing, searching
from jobs.workspace import Workspace
from state import deliveries, readers, watches
from state.open import State
from store.query import Snapshot


def send_due(workspace: Workspace, how: How | None = None, now: datetime | None = None) -> list[Delivered]:
    """Send what is due of all watches, after what an earlier run left; returns the issues that were touched.

    Raises:
        SettingsError, SendError: nothing can leave.
        StoreBusy: another process sends.
    """
    with sending(workspace) as state:
        mailing = [one for one in watches.every(state) if composing.due(one, now or datetime.now(UTC))]
        if not mailing:
            return []
        post = mails.post_of(workspace.settings)
        with workspace.snapshot() as snapshot:
            rounds = _Rounds(workspace, state, snapshot, post, how or How(), now or datetime.now(UTC))
            sent = [done for watch in mailing for done in rounds.of(watch)]
        if sent:
            keep_copy(state)  # a state taken back from an older one would send again
        return sent


@dataclass(frozen=True, slots=True)
class _Rounds:
    workspace: Workspace
    state: State
    snapshot: Snapshot
    post: Post
    how: How
    now: datetime

    def of(self, watch: Watch) -> Iterator[Delivered]:
        """Resume what was begun, then begin what is due and has something to tell."""
        found = searching.matching(self.snapshot, watch, searching.since(watch, self.now))
        keys = deliveries.unfinished(self.state, composing.prefix(watch))
        if begun := self._begin(watch, found):
            keys.append(begun)
        for key in keys:
            yield self._send(watch, key, found)

    def _begin(self, watch: Watch, found: list[Seen]) -> str | None:
        """Queue a new mail; what is no news of its own (a told story's reprints) is marked as told with it."""
        due, told = composing.due(watch, self.now), watches.told(self.state, watch)
        if due is None or due.key in told.values():
            return None
        new = composing.new(watch, found, told, due.until)
        if not composing.composed(watch.name, new, searching.groups_of(self.snapshot, told)).entries:
            return None
        ids = [one.article_id for one in new]
        deliveries.begin_watch(self.state, watch.watch_id, due.key, watch.readers, ids, self.now)
        return due.key

    def _send(self, watch: Watch, key: str, found: list[Seen]) -> Delivered:
        told = watches.told(self.state, watch)
        those = [one for one in found if told.get(one.article_id) == key]
        before = {article for article, issue in told.items() if issue < key}
        news = composing.composed(
            watch.name, those, searching.groups_of(self.snapshot, before),
            publishing.url_of(self.workspace, watch), UNSUBSCRIBE, places.notes(self.snapshot, watch.query),
        )  # fmt: skip
        emails = [one.email for one in deliveries.waiting(self.state, key)]
        work = Delivering(
            self.state, self.workspace.settings.smtp, self.post, key, self._mail_for(watch, key, news), self.how.report,
            self.how.wait,
        )  # fmt: skip
        asyncio.run(work.run(emails))
        return delivered(self.state, key)

    def _mail_for(self, watch: Watch, key: str, news: News) -> Callable[[str], EmailMessage | None]:
        rendered = Rendered(written.subject(news), written.mail_html(news), written.mail_text(news))

        def made(email: str) -> EmailMessage | None:
            reader, kept = readers.by_email(self.state, email), watches.by_slug(self.state, watch.slug)
            if reader is None or reader.state is not ReaderState.ACTIVE or not news.entries:
                return None
            if kept is None or email not in kept.readers:
                return None
            return mails.watch_mail(
                self.post, rendered, watch.slug, key, email, reader.token, datetime.now(UTC)
            )

        return made
