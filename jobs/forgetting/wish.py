"""What a request to forget means here: the ways to write a name, an article's addresses, a source's articles."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from core.erasure import Erasure
from core.errors import InputError
from core.ids import article_id
from core.names import name_key
from core.redaction import Names, Sought, address_keys, folded, is_forgotten, names_of
from core.sources import web_address
from jobs.forgetting import outlets
from jobs.forgetting.outlets import Outlet
from jobs.workspace import Workspace
from state import forgetting, tombstones
from state.open import State
from state.tombstones import Stone
from store.live import LIVE_FILE, TEXTS_FILE
from store.lock import writer_lock
from store.upkeep import forget as store_forget


class WishKind(StrEnum):
    """What is to be forgotten."""

    PERSON = "person"
    URL = "url"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Wish:
    """A request, in the words of whoever types it; it is never written down.

    `outlet` is what the words mean (`understood`); they are its slug then.
    """

    kind: WishKind
    words: str
    outlet: Outlet | None = None


def understood(workspace: Workspace, state: State, wish: Wish) -> Wish:
    """The same request, with the outlet that it names; InputError where nobody knows it."""
    if wish.kind is not WishKind.SOURCE:
        return wish
    outlet = outlets.meant(workspace, state, wish.words)
    return replace(wish, words=outlet.slug, outlet=outlet)


def own_stones(workspace: Workspace, wish: Wish) -> list[Stone]:
    """The stones of the words alone."""
    if wish.kind is WishKind.PERSON:
        return tombstones.of_person(_names(wish))
    if wish.kind is WishKind.URL:
        return tombstones.of_addresses([_address(wish)])
    return outlets.stones(wish.outlet) if wish.outlet else outlets.stones_of_words(workspace, wish.words)


def stones(workspace: Workspace, state: State, wish: Wish, erasure: Erasure) -> list[Stone]:
    """Those, and the other names of the article."""
    if wish.kind is not WishKind.URL:
        return own_stones(workspace, wish)
    known, _ = forgetting.addresses(state, erasure.finder)
    return tombstones.of_addresses([_address(wish), *known])


def erasure(workspace: Workspace, state: State, wish: Wish) -> Erasure:
    """All that goes, as this workspace knows it now."""
    live = workspace.data / LIVE_FILE
    limit, wait = workspace.settings.store.memory_limit, workspace.settings.store.writer_wait_seconds
    with writer_lock(workspace.data, wait, "forget"):
        articles = store_forget.addresses_in(live, limit) if live.exists() else []
    if wish.kind is WishKind.SOURCE:
        return _of_source(state, wish, articles)
    names = _names(wish) if wish.kind is WishKind.PERSON else None
    keys = address_keys(_address(wish)) if wish.kind is WishKind.URL else set[str]()
    asked = Sought(names, frozenset(keys))
    urls, ids = forgetting.addresses(state, asked)
    urls |= {_address(wish)} if wish.kind is WishKind.URL else set()
    urls |= {url for _, url, _ in articles if is_forgotten(url, asked)}
    ids |= {article_id(url) for url in urls}
    urls |= {url for known, url, _ in articles if known in ids}
    keys |= {key for url in urls for key in address_keys(url)}
    finder = Sought(names, frozenset(keys))
    found = Erasure(finder, frozenset(ids), anchors=_anchors(finder))
    if names is None:
        return found
    with writer_lock(workspace.data, wait, "forget"):
        loose = {
            one
            for name in (TEXTS_FILE, LIVE_FILE)
            if (path := workspace.data / name).exists()
            for one in store_forget.named_in(path, found, limit)
        }
    return Erasure(finder, found.ids, loose=frozenset(loose - found.ids), anchors=found.anchors)


def near(workspace: Workspace, wish: Wish) -> tuple[str, ...]:
    """The published persons whose names look like that of one who is found nowhere."""
    if wish.kind is not WishKind.PERSON or not workspace.published.exists():
        return ()
    asked = _names(wish)
    with workspace.snapshot() as snapshot:
        found = snapshot.connection.execute("SELECT DISTINCT name FROM persons ORDER BY name").fetchall()
    names = {name_key(name): name for (name,) in found if name}
    likely = get_close_matches(" ".join((*asked.first, *asked.last)), names)
    return tuple(names[key] for key in likely)


def _of_source(state: State, wish: Wish, articles: list[tuple[str, str, str]]) -> Erasure:
    slug, names = wish.words, frozenset(wish.outlet.names if wish.outlet else ())
    own = [(known, url) for known, url, source in articles if source == slug]
    urls = {url for _, url in own} | forgetting.urls_of(state, slug)
    keys = frozenset(key for url in urls for key in address_keys(url))
    return Erasure(Sought(keys=keys), frozenset(known for known, _ in own), slug=slug, outlets=names)


def _anchors(finder: Sought) -> tuple[str, ...]:
    """Folded words of which any text that holds something has one."""
    words = {max(re.findall(r"[^\W_]+", folded(key)), key=len) for key in finder.keys}
    return (*sorted(words), *((finder.names.anchor,) if finder.names else ()))


def _names(wish: Wish) -> Names:
    try:
        return names_of(wish.words)
    except ValueError as error:
        raise InputError(
            "--person : il faut un prénom et un nom",
            "Écrivez « Odile Ferrandou », ou « Ferrandou, Odile » ; un prénom composé prend un trait d’union.",
        ) from error


def _address(wish: Wish) -> str:
    try:
        return web_address(wish.words)
    except ValueError as error:
        raise InputError(f"--url : {error}", "Donnez l’adresse en entier : https://…") from error
