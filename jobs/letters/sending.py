"""Sending the approved letter of a week: to each reader once, or told that nobody can say."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage

from core.errors import InputError, SendError
from core.letters import Delivery, DeliveryState, Issue, IssueState, ReaderState
from jobs.keeping import keep_copy
from jobs.letters import archive, errata, mails, openings, reapproving, smtp
from jobs.letters.addresses import address
from jobs.letters.delivering import Delivered, Delivering, Report, Wait, delivered
from jobs.letters.mails import Post, Rendered
from jobs.workspace import Workspace
from state import deliveries, leaving, letters, readers
from state.deliveries import Was
from state.letters import GONE
from state.open import State, open_state
from store.lock import writer_lock

Render = Callable[[Issue], Rendered]
SEND_LOCK = "send.lock"
"""Held while letters leave: two that send at once would send twice."""


@dataclass(frozen=True, slots=True)
class How:
    """How a run goes on: whom it tells, how it waits."""

    report: Report = lambda done, total: None  # noqa: ARG005
    wait: Wait = asyncio.sleep


def send(
    workspace: Workspace, week: str, render: Render, *, erratum: int = 0, how: How | None = None
) -> Delivered:
    """Send what was approved to all who wait for it. Those that a crash left in doubt are told, not sent to again.

    Raises:
        InputError: nothing was approved.
        SettingsError, SendError: nothing can leave.
        StoreBusy: another process sends.
    """
    post = mails.post_of(workspace.settings)
    smtp.check(workspace.settings.smtp)
    with sending(workspace) as state:
        found = _approved(state, week, erratum)
        errata.check(workspace, found)
        openings.check(workspace, found)
        if found.state in GONE and leaving.to_come(state, found):
            reapproving.check(found)
        if _kept_back(workspace, found):
            return Delivered(found.key, {}, (), (), (), "empty")
        rendered = render(found)
        mails.check(rendered)  # what cannot leave is not begun
        if not leaving.begin(state, found, datetime.now(UTC)):
            raise InputError(
                f"{found.key} a changé pendant qu’elle allait partir : rien n’est parti",
                f"Relisez puis approuvez : beffroi digest check {week}, beffroi digest approve {week}.",
            )
        archive.write(workspace, week)  # mails lead to its page
        emails = [one.email for one in deliveries.waiting(state, found.key)]
        mail_for = _mail_for(state, post, rendered, found.key)
        _run(workspace, state, post, found, mail_for, emails, how or How())
        done = delivered(state, found.key)
        if _approved(state, week, erratum).state not in GONE:
            return done
        archive.write(workspace, week)  # with the day on which it left
        left_before = found.state in GONE and not emails
        return replace(done, still="left" if left_before else "nobody" if done.stays else "")


def resend(
    workspace: Workspace,
    week: str,
    email: str,
    render: Render,
    *,
    erratum: int = 0,
    how: How | None = None,
    was: Was | None = None,
) -> Delivered:
    """Send to one reader whose record says that it was handed over, refused, or sent: a person decided so.

    `was`: what they saw of the record. Asked for by a process that may be killed and begun again, it leaves once: a
    record that says something else by now is told, and nothing leaves.
    """
    post, to = mails.post_of(workspace.settings), address(email)
    with sending(workspace) as state:
        found = _approved(state, week, erratum)
        if found.state not in GONE:
            raise InputError(
                f"{found.key} n’est pas encore partie : il n’y a rien à renvoyer",
                f"« beffroi digest send {week} » l’envoie à tous.",
            )
        reapproving.check(found)
        mail_for = _mail_for(state, post, render(found), found.key)
        if mail_for(to) is None:
            raise InputError(f"{to} n’est pas abonné", "« beffroi digest readers list » dit qui l’est.")
        if not deliveries.again(state, found.key, to, datetime.now(UTC), was):
            raise _unchanged(state, found.key, to)
        _run(workspace, state, post, found, mail_for, [to], how or How())
        return delivered(state, found.key)


def _unchanged(state: State, key: str, to: str) -> InputError:
    """Why nothing leaves once more: the record is not there, or not what somebody decided about."""
    known = next((one for one in deliveries.of(state, key) if one.email == to), None)
    if known is None:
        return InputError(
            f"{to} n’est pas des destinataires de {key}", "La liste est celle du premier envoi."
        )
    last = "elle est partie" if known.state is DeliveryState.SENT else "nul ne sait si elle est arrivée"
    if known.state is DeliveryState.REFUSED:
        last = "elle fut refusée"
    return InputError(
        f"l’envoi à {to} a changé depuis que ce fut demandé ({last}) : rien n’est parti cette fois",
        "La page de la lettre dit où il en est ; demandez-le de nouveau s’il le faut.",
    )


def approved(workspace: Workspace, week: str, erratum: int = 0) -> Issue:
    """The approved issue; InputError when there is none."""
    with closing(open_state(workspace.state)) as state:
        return _approved(state, week, erratum)


def recorded(workspace: Workspace, week: str, email: str, *, erratum: int = 0) -> Delivery | None:
    """What became of an issue to one reader; None when it was not for them."""
    to = address(email)
    with closing(open_state(workspace.state)) as state:
        found = _approved(state, week, erratum)
        return next((one for one in deliveries.of(state, found.key) if one.email == to), None)


def recipients(workspace: Workspace, week: str, *, erratum: int = 0) -> list[str]:
    """To whom `send` would send now."""
    mails.post_of(workspace.settings)
    with closing(open_state(workspace.state)) as state:
        found = _approved(state, week, erratum)
        if _kept_back(workspace, found):
            return []
        active = {one.email for one in readers.every(state) if one.state is ReaderState.ACTIVE}
        return [email for email in leaving.to_come(state, found) if email in active]


def test_send(workspace: Workspace, rendered: Rendered, to: str) -> None:
    """Send one copy, marked as a test, that no record knows of."""
    post, email = mails.post_of(workspace.settings), address(to)
    at = datetime.now(UTC)
    key = f"{mails.TRIAL}/{at.isoformat()}"  # each test is a mail of its own
    deliver_one(
        workspace, post, mails.letter(post, mails.trial(rendered), key, email, mails.TRIAL, at), email
    )


def deliver_one(workspace: Workspace, post: Post, message: EmailMessage, email: str) -> None:
    """One mail without a record; SendError when the server did not take it."""
    asyncio.run(_deliver_one(workspace, post, message, email))


async def _deliver_one(workspace: Workspace, post: Post, message: EmailMessage, email: str) -> None:
    try:
        line = await smtp.opened(workspace.settings.smtp, post.domain)
        try:
            outcome = await smtp.hand_over(line, message, post.sender, email, lambda: None)
        finally:
            await smtp.closed(line)
    except smtp.Lost as error:
        raise SendError(
            f"rien n’est parti : {error}", "Vérifiez les réglages [smtp], puis recommencez."
        ) from error
    if outcome.state.value != "sent":
        raise SendError(f"le serveur n’a pas pris la lettre à {email} : {outcome.answer}")


@contextmanager
def sending(workspace: Workspace) -> Iterator[State]:
    """The right to send, one process at a time, and the state."""
    with (
        writer_lock(workspace.data, 0, "envoi", name=SEND_LOCK),
        closing(open_state(workspace.state)) as state,
    ):
        yield state


def _kept_back(workspace: Workspace, found: Issue) -> bool:
    """Whether the settings let no letter leave that has nothing to tell, and this one has not begun to."""
    wanted = workspace.settings.letter.send_empty or found.erratum or found.state in GONE
    return not wanted and not found.content.get("items")


def _approved(state: State, week: str, erratum: int) -> Issue:
    found = letters.issue(state, week, erratum)
    if found is None or found.state is IssueState.DRAFT:
        raise InputError(
            f"rien n’est approuvé pour {week} : rien ne part",
            f"Relisez puis approuvez : beffroi digest check {week}, beffroi digest approve {week}.",
        )
    return found


def _mail_for(state: State, post: Post, rendered: Rendered, key: str) -> Callable[[str], EmailMessage | None]:
    """A reader's mail, asked when its turn comes: who leaves while letters go out gets none."""

    def made(email: str) -> EmailMessage | None:
        reader = readers.by_email(state, email)
        if reader is None or reader.state is not ReaderState.ACTIVE:
            return None
        return mails.letter(post, rendered, key, email, reader.token, datetime.now(UTC))

    return made


def _run(
    workspace: Workspace,
    state: State,
    post: Post,
    found: Issue,
    mail_for: Callable[[str], EmailMessage | None],
    emails: list[str],
    how: How,
) -> None:
    work = Delivering(state, workspace.settings.smtp, post, found.key, mail_for, how.report, how.wait)
    try:
        asyncio.run(work.run(emails))
    finally:
        if leaving.settle(state, found, datetime.now(UTC)) is IssueState.APPROVED:
            archive.withdraw(workspace, found.week)
        keep_copy(state)  # a state taken back from an older one would send again
