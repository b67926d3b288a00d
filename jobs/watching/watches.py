"""Watches as people make, see, try and drop them."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.days import paris_day
from core.errors import InputError
from core.letters import ReaderState, Rhythm, Watch
from core.lines import one_line
from core.names import name_key
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters.addresses import address
from jobs.watching import places, publishing, searching
from jobs.watching.composing import TRIED, Would, would_have
from jobs.workspace import Workspace
from state import readers, watches
from state.open import State, open_state
from store.search import Unknown

_LONGEST_NAME, _LONGEST_SLUG = 120, 60
_WHY_NOT = {
    None: "n’a pas confirmé cette adresse",
    ReaderState.ASKED: "n’a pas encore confirmé cette adresse, qui lui fut demandée",
    ReaderState.GONE: "s’est désabonné de tout",
    ReaderState.REFUSED: "est une adresse que son serveur refuse",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A new watch, the filters that no article answers yet, and what became of its places and of its mayor.

    `feed` and `page` of a public one are addresses, or paths where the settings give no address; else empty.
    """

    watch: Watch
    unknown: tuple[Unknown, ...]
    notes: tuple[str, ...]
    feed: str
    page: str


def add(
    workspace: Workspace, name: str, query: Mapping[str, str], rhythm: Rhythm, to: list[str], by: str,
    *, public: bool = False,
) -> Made:  # fmt: skip
    """Make a watch; a `public` one has a feed and a page that anybody may read.

    Raises:
        InputError: a place that is none; a reader who has not confirmed an address of theirs.
        QueryError: words that cannot be searched for.
        NothingPublished: there is nothing to search in.
    """
    title = one_line(name, _LONGEST_NAME)
    if not title:
        raise InputError("un suivi sans nom", "Donnez-lui un nom : beffroi watch add NOM …")
    with _state(workspace) as state, workspace.snapshot() as snapshot:
        refuse_named(state, title, *query.values())
        kept = searching.asked(snapshot, query)
        emails = tuple(dict.fromkeys(_confirmed(state, typed) for typed in to))
        wanted = Watch(
            0, title, short_name(title), kept, rhythm, one_line(by), datetime.now(UTC), emails, public
        )
        made = watches.add(state, wanted)
        keep_copy(state)
        publishing.write(workspace, snapshot, made)
        unknown, notes = tuple(searching.unknown(snapshot, kept)), places.notes(snapshot, kept)
        return Made(made, unknown, notes, *publishing.where(workspace, made))


def listed(workspace: Workspace) -> list[Watch]:
    """All watches, the oldest first."""
    with _state(workspace) as state:
        return watches.every(state)


def described(workspace: Workspace) -> list[tuple[Watch, str]]:
    """All watches, each with its search in words; places by their names, once anything is published."""
    found = listed(workspace)
    if not found or not workspace.published.exists():
        return [(one, searching.described(one.query)) for one in found]
    with workspace.snapshot() as snapshot:
        names = [places.labels(snapshot, one.query) for one in found]
    said = [
        {kind: f"{name} ({one.query[kind]})" for kind, name in named.items()}
        for one, named in zip(found, names, strict=True)
    ]
    return [
        (one, searching.described({**one.query, **named})) for one, named in zip(found, said, strict=True)
    ]


def publish(workspace: Workspace, slug: str, *, public: bool) -> Made:
    """Let anybody read a watch's page and feed; or (not `public`) the desk alone, and take its files away.

    Raises:
        InputError: there is no such watch.
        NothingPublished: there is nothing to show.
    """
    with _state(workspace) as state:
        found = replace(_named(state, slug), public=public)
        with workspace.snapshot() as snapshot:
            publishing.write(workspace, snapshot, found)
        watches.publish(state, found, public=public)
        keep_copy(state)  # a state taken back from an older one would show what was closed
        publishing.remove(workspace, replace(found, public=not public))
        return Made(found, (), (), *publishing.where(workspace, found))


def remove(workspace: Workspace, slug: str) -> Watch:
    """Drop a watch, its feed and its page."""
    with _state(workspace) as state:
        found = _named(state, slug)
        watches.remove(state, found)
        keep_copy(state)  # a state taken back from an older one would go on writing
    publishing.remove(workspace, found)
    return found


def leave(state: State, slug: str, token: str) -> bool:
    """Take the reader of an unsubscribe link off a watch's mail; False: the link is nobody's."""
    reader = readers.by_token(state, token)
    if reader is None:
        return False
    if watches.leave(state, slug, reader.email):
        keep_copy(state)  # likewise
    return True


@dataclass(frozen=True, slots=True)
class Tried:
    """The mails that would have left, and what the watch's readers should know besides."""

    mails: tuple[Would, ...]
    notes: tuple[str, ...]


def tried(workspace: Workspace, slug: str, now: datetime | None = None) -> Tried:
    """What a watch would have sent over the last four weeks, mail by mail."""
    today = paris_day(now or datetime.now(UTC))
    with _state(workspace) as state, workspace.snapshot() as snapshot:
        found = _named(state, slug)
        seen = searching.matching(snapshot, found, today - TRIED * 2)
        notes = (*places.notes(snapshot, found.query), *searching.suggested(snapshot, found.query))
        return Tried(tuple(would_have(found, seen, today)), notes)


@contextmanager
def _state(workspace: Workspace) -> Iterator[State]:
    with closing(open_state(workspace.state)) as state:
        yield state


def _named(state: State, slug: str) -> Watch:
    found = watches.by_slug(state, slug)
    if found is None:
        known = ", ".join(one.slug for one in watches.every(state)) or "aucun"
        raise InputError(f"suivi inconnu : {one_line(slug)}", f"Suivis connus : {known}.")
    return found


def _confirmed(state: State, typed: str) -> str:
    """An address that somebody confirmed: nobody is put on a list by another."""
    email = address(typed)
    reader = readers.by_email(state, email)
    state_of = reader.state if reader else None
    if state_of is ReaderState.ACTIVE:
        return email
    raise InputError(
        f"{email} {_WHY_NOT[state_of]}",
        f"« beffroi digest readers add {email} » le lui demande par courriel (la lettre lui viendra aussi)."
        " Le lien confirmé, redonnez cette commande ; sans --mail ni --to, le suivi a déjà son fil et sa page.",
    )


def short_name(name: str) -> str:
    """A short name for addresses: "Finistère et IA" is finistere-et-ia."""
    slug = re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")[:_LONGEST_SLUG].strip("-")
    return slug or "suivi"
