"""Which outlet a request means, by its slug or by its name; what is neither is refused before anything is touched.

A word that is no slug would be compared with columns of names: releases would be written anew for nothing.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from core.errors import InputError
from core.names import name_key
from jobs.workspace import Workspace
from state import forgetting, tombstones
from state.open import State
from store.live import LIVE_FILE
from store.lock import writer_lock
from store.upkeep import forget as store_forget


class Outlet(NamedTuple):
    """A source, with the names that people call it by; `gone` when only its hashes are left, which say enough."""

    slug: str
    names: tuple[str, ...] = ()
    homepage: str = ""
    gone: bool = False


def meant(workspace: Workspace, state: State, words: str) -> Outlet:
    """The outlet of these words; one that was forgotten already can be asked for again, to finish what a kill left.

    Raises:
        InputError: nobody knows it, or several bear this name.
    """
    known = _known(workspace, state)
    found = _matching(known, words)
    if len(found) > 1:
        raise InputError(
            f"« {words} » est le nom de plusieurs sources",
            f"Donnez l’identifiant de l’une : {', '.join(one.slug for one in found)}.",
        )
    if found:
        return found[0]
    slug = _forgotten(state, words)
    if slug is None:
        raise InputError(f"source inconnue : {words}", _next_step(known, words))
    return Outlet(slug, gone=True)


def stones(outlet: Outlet) -> list[tombstones.Stone]:
    """What keeps it from coming back, and finds the request again by its name."""
    return tombstones.of_source(outlet.slug, outlet.homepage, outlet.names)


def stones_of_words(workspace: Workspace, words: str) -> list[tombstones.Stone]:
    """The stones that a request by these words may have left: what went is no longer here to say what they mean."""
    followed = _matching(_merged(_followed(workspace)), words)
    typed = [Outlet(words, (words,)), Outlet(words.strip().lower())]
    return [stone for outlet in (*followed, *typed) for stone in stones(outlet)]


def _known(workspace: Workspace, state: State) -> list[Outlet]:
    """Those of sources.toml, of the results, and of pages that were not read yet."""
    live, settings = workspace.data / LIVE_FILE, workspace.settings.store
    with writer_lock(workspace.data, settings.writer_wait_seconds, "forget"):
        stored = store_forget.sources_in(live, settings.memory_limit) if live.exists() else []
    asked = ((slug, "", "") for slug in sorted(forgetting.sources_of(state)))
    return _merged([*_followed(workspace), *stored, *asked])


def _followed(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(source.slug, source.name, source.homepage) for source in workspace.sources()]


def _merged(rows: Iterable[tuple[str, str, str]]) -> list[Outlet]:
    """One of each slug: a name may have changed since the results were stored."""
    found: dict[str, Outlet] = {}
    for slug, name, homepage in rows:
        before = found.get(slug, Outlet(slug))
        names = dict.fromkeys([*before.names, *filter(None, [name])])
        found[slug] = Outlet(slug, tuple(names), before.homepage or homepage)
    return list(found.values())


def _matching(known: Iterable[Outlet], words: str) -> list[Outlet]:
    """By its slug, else by its name, in any case and with any accents."""
    slug, key = words.strip().lower(), name_key(words)
    of_slug = [one for one in known if one.slug.lower() == slug]
    return of_slug or [one for one in known if key and key in map(name_key, one.names)]


def _forgotten(state: State, words: str) -> str | None:
    """The slug of an outlet that was forgotten; by its name, the words themselves once nothing of it is left."""
    gone = tombstones.load(state)
    for slug in (words, words.strip().lower()):
        if gone.forgets_source(slug):
            return slug
    if not gone.forgets_source_named(words):
        return None
    left = tombstones.slugs_with(state, words, forgetting.sources_of(state))
    return left[0] if left else words


def _next_step(known: Iterable[Outlet], words: str) -> str:
    names = {called.lower(): one.slug for one in known for called in (one.slug, *one.names)}
    near = dict.fromkeys(names[one] for one in get_close_matches(words.strip().lower(), names))
    if not near:
        return "« beffroi sources list --all » montre leurs noms."
    return f"Vouliez-vous dire {' ou '.join(f'« {slug} »' for slug in near)} ?"
