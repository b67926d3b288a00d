"""Readers come by a double opt-in, or from a list that somebody answers for, and leave by one click."""

import hashlib
import secrets
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from core import logs
from core.errors import InputError
from core.letters import Reader, ReaderState
from core.lines import one_line
from jobs.keeping import keep_copy
from jobs.letters import lists, mails
from jobs.letters.addresses import address
from jobs.letters.mails import Post, Rendered
from jobs.letters.sending import deliver_one
from jobs.workspace import Workspace
from state import confirming, copies, readers, removed_readers
from state.open import State, open_state


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list: how many are new, which lines are no address, how many were here, twice in it or gone."""

    new: int
    known: int
    refused: tuple[str, ...]


def add(workspace: Workspace, typed: str) -> Reader:
    """Ask somebody by mail whether they want the letter; who reads it already is left alone.

    Raises:
        InputError: no address.
        SettingsError, SendError: the mail could not leave; asking again sends it again.
    """
    email, post, now = address(typed), mails.post_of(workspace.settings), datetime.now(UTC)
    with closing(open_state(workspace.state)) as state:
        reader = readers.ask(state, email, new_token(), now)
        if reader.state is ReaderState.ACTIVE:
            return reader
        link = post.url(f"lettre/confirmer/{confirming.confirmation(state, reader)}")
        key = f"confirmation/{reader.asked_at.isoformat()}"
        message = mails.plain_mail(post, _asking(post, link), key, email, reader.token, now)
    deliver_one(workspace, post, message, email)
    return reader


def new_token() -> str:
    """The secret of a reader's links."""
    return secrets.token_urlsafe(32)


def asked(state: State, link: str) -> Reader | None:
    """The reader whose confirmation link this is; nothing is decided."""
    return confirming.asked(state, link, datetime.now(UTC))


def confirm(state: State, link: str) -> Reader | None:
    """The reader whose confirmation link this is, active from now on; None when it is nobody's, or too old."""
    known = asked(state, link)
    confirmed = confirming.confirm(state, link, datetime.now(UTC))
    if confirmed != known:
        keep_copy(state)  # a state taken back from an older one would erase them, unanswered
    return confirmed


def leave(state: State, token: str) -> Reader | None:
    """The reader of an unsubscribe link, gone from now on; None when it is nobody's."""
    known = readers.by_token(state, token)
    left = readers.leave(state, token, datetime.now(UTC))
    if left != known:
        keep_copy(state)  # a state taken back from an older one would write to them
    return left


def unsubscribe(workspace: Workspace, named: str) -> Reader:
    """Take somebody off by hand, by their address or by the token that their mail gave."""
    with closing(open_state(workspace.state)) as state:
        reader = _named(state, named)
        return leave(state, reader.token) or reader


def listed(workspace: Workspace) -> list[Reader]:
    """All readers, in the order in which they came."""
    with closing(open_state(workspace.state)) as state:
        return readers.every(state)


def remove(workspace: Workspace, typed: str) -> None:
    """Erase an address everywhere, and keep its hash so that no list brings it back; InputError: it is not known."""
    email = address(typed)
    with closing(open_state(workspace.state)) as state:
        known = removed_readers.remove(state, email, datetime.now(UTC))
    copies.copy_state(workspace.state, kept=1)  # an older copy holds the address
    logs.get(__name__).info("reader removed", known=known)
    if not known:
        raise InputError(
            f"{email} n’est pas connu ici", "Son empreinte est gardée : une liste ne l’ajoutera pas."
        )


def take_in(workspace: Workspace, path: Path, by: str) -> Taken:
    """Take in a list of addresses that were confirmed elsewhere; `by` answers for it, and is logged.

    Who left, was refused or asked to be forgotten does not come back this way.
    """
    given, now = lists.read(path), datetime.now(UTC)
    good = list(given.emails)
    with closing(open_state(workspace.state)) as state:
        new = readers.admit(state, good, [new_token() for _ in good], now)
        keep_copy(state)
    digest = hashlib.sha256("\n".join(good).encode()).hexdigest()
    logs.get(__name__).info(
        "readers taken in as confirmed elsewhere",
        by=one_line(by),
        new=len(new),
        given=given.lines,
        sha256=digest,
    )
    return Taken(len(new), len(good) - len(new) + given.again, given.refused)


def _named(state: State, named: str) -> Reader:
    found = readers.by_token(state, named)
    if found is None and "@" in named:
        found = readers.by_email(state, address(named))
    if found is None:
        raise InputError(
            f"abonné inconnu : {one_line(named)}", "« beffroi digest readers list » donne les adresses."
        )
    return found


def _asking(post: Post, link: str) -> Rendered:
    days = readers.CONFIRM_WITHIN.days
    why = f"Quelqu’un, sans doute vous, a demandé que cette adresse reçoive la lettre « {post.name} »."
    then = (
        f"Sans réponse sous {days} jours, l’adresse est effacée. Si vous n’avez rien demandé, ne faites rien."
    )
    text = f"{why}\n\nPour confirmer, ouvrez cette page et appuyez sur le bouton :\n{link}\n\n{then}\n"
    html = (
        f'<!doctype html><html lang="fr"><body><p>{escape(why)}</p>'
        f'<p>Pour confirmer, ouvrez cette page et appuyez sur le bouton : <a href="{escape(link)}">confirmer</a>.</p>'
        f"<p>{escape(then)}</p></body></html>"
    )
    return Rendered(f"Confirmez votre abonnement : {post.name}", html, text)
