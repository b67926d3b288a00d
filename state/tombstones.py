"""What was forgotten on request, as hashes that keep it from coming back.

HMAC-SHA-256 under a random key of this workspace: a copy of the hashes alone tells nothing, and those of two workspaces
cannot be compared. Whoever has the whole state can still ask of a given name whether it is here: that is its use.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from core.names import name_key
from core.redaction import Names, address_keys, is_forgotten
from state.open import State
from state.schema import segments, tombstone_key, tombstones

ADDRESS, SOURCE = "url", "source"
WAYS = ("full", "initials", "surname")
_OF_ARTICLES = tombstones.c.kind != "reader"
"""Readers of the letter who were erased (state/removed_readers.py) are in no article: nothing is searched for them."""


class Stone(NamedTuple):
    """What is hashed: of which kind, the words or the address, of how many words."""

    kind: str
    text: str
    words: int = 0


@dataclass(frozen=True)
class Tombstones:
    """All that a workspace has forgotten; a core.redaction.Finder that knows names and addresses by their hashes."""

    secret: bytes = b""
    digests: Mapping[str, str] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was ever forgotten here: then nothing is looked for."""
        return not self.digests

    def may(self, text: str) -> bool:
        """Whether any person was forgotten."""
        del text
        return bool(self.lengths)

    def way(self, words: tuple[str, ...]) -> str | None:
        """See Finder."""
        return self._ways.get(self.digest(" ".join(words)))

    def address(self, key: str) -> bool:
        """See Finder."""
        return self._has_addresses and self.digests.get(self.digest(key)) == ADDRESS

    def forgets(self, *urls: str | None) -> bool:
        """Whether one of these addresses was forgotten, or names a person who was."""
        return not self.empty and any(is_forgotten(url, self) for url in urls if url)

    def forgets_source(self, slug: str, homepage: str = "") -> bool:
        """Whether a source was, by its slug or by its home page."""
        keys = {slug, *(address_keys(homepage) if homepage else ())}
        return not self.empty and any(self.digests.get(self.digest(key)) == SOURCE for key in keys)

    def forgets_source_named(self, name: str) -> bool:
        """Whether a source of this name was."""
        return not self.empty and self.digests.get(self.digest(_called(name))) == SOURCE

    def digest(self, text: str) -> str:
        """Hex HMAC-SHA-256 under this workspace's key."""
        return hmac.digest(self.secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()

    @property
    def fingerprint(self) -> str:
        """Another one when other people are forgotten."""
        return hashlib.sha256("".join(sorted(self._ways)).encode()).hexdigest()[:8]

    @cached_property
    def _ways(self) -> dict[str, str]:
        return {digest: kind for digest, kind in self.digests.items() if kind in WAYS}

    @cached_property
    def _has_addresses(self) -> bool:
        return ADDRESS in self.digests.values()


def of_person(names: Names) -> list[Stone]:
    """The stones of every way to write a name."""
    return [Stone(way, " ".join(words), len(words)) for words, way in names.ways.items()]


def of_addresses(urls: Iterable[str]) -> list[Stone]:
    """The stones of an article's addresses."""
    return [Stone(ADDRESS, key) for key in sorted({key for url in urls for key in address_keys(url)})]


def of_source(slug: str, homepage: str = "", names: Iterable[str] = ()) -> list[Stone]:
    """The stones of a source, which another slug does not make another; its names only find the request again."""
    keys = {slug, *(address_keys(homepage) if homepage else ()), *map(_called, names)}
    return [Stone(SOURCE, key) for key in sorted(keys)]


def _called(name: str) -> str:
    """What is hashed of a name: never what a slug or an address is."""
    return f"name:{name_key(name)}"


def load(state: State) -> Tombstones:
    """All of them; `empty` in a workspace that never had to forget."""
    with state.read() as connection:
        rows = connection.execute(
            select(tombstones.c.kind, tombstones.c.digest, tombstones.c.words).where(_OF_ARTICLES)
        ).all()
        if not rows:
            return Tombstones()
        secret = connection.scalar(select(tombstone_key.c.secret))
    # a full name wins over the surname that another person's request left
    order = sorted(rows, key=lambda row: WAYS.index(row.kind) if row.kind in WAYS else -1, reverse=True)
    lengths = tuple(sorted({row.words for row in rows if row.words}, reverse=True))
    return Tombstones(secret or b"", {row.digest: row.kind for row in order}, lengths)


def add(state: State, stones: Sequence[Stone], at: datetime) -> None:
    """Remember what is to be forgotten; every segment of the archive is to be searched for it."""
    with state.write() as connection:
        keyed = Tombstones(secret_of(connection))
        request = keyed.digest("\0".join(stone.text for stone in stones))[:16]
        rows = [
            {
                "kind": stone.kind,
                "digest": keyed.digest(stone.text),
                "request": request,
                "words": stone.words,
                "at": at,
            }
            for stone in stones
        ]
        connection.execute(insert_or(tombstones).on_conflict_do_nothing(), rows)
        connection.execute(update(segments).values(swept_at=None))


def lift(state: State, stones: Iterable[Stone]) -> int:
    """Take back requests, found again by the same words; returns how many stones went (0: none was found).

    A surname alone finds nothing: several people may share it.
    """
    with state.write() as connection:
        keyed = Tombstones(secret_of(connection))
        digests = [keyed.digest(stone.text) for stone in stones if stone.kind not in {"surname", "initials"}]
        asked = select(tombstones.c.request).where(tombstones.c.digest.in_(digests))
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        gone = delete(tombstones).where(tombstones.c.request.in_(list(connection.scalars(asked))))
        return connection.execute(gone).rowcount


def slugs_with(state: State, name: str, slugs: Iterable[str]) -> list[str]:
    """Those of these slugs that a request forgot together with this name."""
    with state.read() as connection:
        keyed = Tombstones(connection.scalar(select(tombstone_key.c.secret)) or b"")
        asked = select(tombstones.c.request).where(tombstones.c.digest == keyed.digest(_called(name)))
        found = set(connection.scalars(select(tombstones.c.digest).where(tombstones.c.request.in_(asked))))
    return sorted(slug for slug in slugs if keyed.digest(slug) in found)


def known(state: State, stones: Iterable[Stone]) -> bool:
    """Whether one request left all of these: to ask again with fewer words is the same request."""
    with state.read() as connection:
        keyed = Tombstones(connection.scalar(select(tombstone_key.c.secret)) or b"")
        digests = {keyed.digest(stone.text) for stone in stones}
        whole = (
            select(tombstones.c.request)
            .where(tombstones.c.digest.in_(digests))
            .group_by(tombstones.c.request)
            .having(func.count(tombstones.c.digest.distinct()) == len(digests))
        )
        return connection.scalar(whole) is not None


def count(state: State) -> int:
    """How many stones there are."""
    with state.read() as connection:
        return connection.scalar(select(func.count()).select_from(tombstones).where(_OF_ARTICLES)) or 0


def secret_of(connection: Connection) -> bytes:
    """The key of this workspace, made at the first request."""
    secret = connection.scalar(select(tombstone_key.c.secret))
    if secret is None:
        secret = secrets.token_bytes(32)
        connection.execute(insert(tombstone_key).values(secret=secret))
    return bytes(secret)
