"""How a workspace begins: a territory, topics, a list of feeds; nothing is published yet."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from core import sources_edit
from core.errors import InputError
from core.letters import Rhythm, Watch
from core.sources import FILE_NAME, parse
from core.sources_edit import Flags
from core.types import Source
from digest.french import listed
from jobs import opml
from jobs.desk.sources import import_opml
from jobs.files import replace_text
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.registers import registers_of
from jobs.sources import editing
from jobs.watching import watches as watching
from jobs.workspace import Workspace
from state import watches
from state.open import State

BEAT = "presse-territoriale"
"""The kind of the catalogue's titles that are about local government, wherever they are."""


class Chosen(NamedTuple):
    """What a choice of territory came to: titles enabled, titles that were already, and the watch, if any."""

    enabled: tuple[Source, ...]
    already: int
    watch: str


@cache
def departements() -> dict[str, str]:
    """The départements of the registers, by code."""
    table = registers_of(None).territories
    rows = zip(*(table.column(name).to_pylist() for name in ("kind", "code", "name")), strict=True)
    return {code: name for kind, code, name in rows if kind == "departement"}


def offered(codes: Collection[str]) -> tuple[Source, ...]:
    """The titles of the catalogue that serve these départements, and those of the beat."""
    from crawler import catalogue

    wanted = set(codes)
    return tuple(one for one in catalogue.outlets() if one.kind == BEAT or wanted & set(one.departements))


def enable(workspace: Workspace, codes: Collection[str]) -> tuple[tuple[Source, ...], int]:
    """Follow the catalogue's titles of a territory: those that are new, and how many were followed already."""
    with editing(workspace) as text:
        known = {one.slug: one for one in parse(text, FILE_NAME)}
        homes = {sources_edit.home_key(one.homepage) for one in known.values()}
        titles = offered(codes)
        asleep = [one for one in titles if one.slug in known and not known[one.slug].enabled]
        absent = [
            one
            for one in titles
            if one.slug not in known and sources_edit.home_key(one.homepage) not in homes
        ]
        if asleep or absent:
            woken = sources_edit.with_flags(text, {one.slug: Flags(enabled=True) for one in asleep})
            awake = [replace(one, enabled=True) for one in absent]
            replace_text(workspace.sources_file, sources_edit.with_sources(woken, awake) if awake else woken)
    return (*asleep, *absent), len(titles) - len(asleep) - len(absent)


def choose(
    workspace: Workspace,
    state: State,
    codes: Sequence[str],
    topics: Sequence[str],
    names: dict[str, str],
    by: str,
) -> Chosen:
    """Follow the titles of a territory, and the territory itself as a watch; InputError where a code is none."""
    if unknown := [code for code in codes if code not in names]:
        raise InputError(f"département inconnu : {', '.join(unknown)[:60]}", "Choisissez dans la liste.")
    enabled, already = enable(workspace, codes)
    return Chosen(enabled, already, _watch(workspace, state, codes, topics, names, by))


def _watch(
    workspace: Workspace,
    state: State,
    codes: Sequence[str],
    topics: Sequence[str],
    names: dict[str, str],
    by: str,
) -> str:
    """The slug of a watch of this territory and these topics; "" where nothing was chosen, or it is there already."""
    query = searched(codes, topics)
    if not query or any(one.query == query for one in watches.every(state)):
        return ""
    name = listed([names[code] for code in codes][:4]) or "Mes thèmes"
    if workspace.published.exists():
        return watching.add(workspace, name, query, Rhythm.NONE, [], by).watch.slug
    # no snapshot to look its places up in: they are of our own list, and its files are written when there is one
    refuse_named(state, name, by)
    made = watches.add(
        state, Watch(0, name, watching.short_name(name), query, Rhythm.NONE, by, datetime.now(UTC))
    )
    keep_copy(state)
    return made.slug


def searched(codes: Sequence[str], topics: Sequence[str]) -> dict[str, str]:
    """The search of a territory and topics: one of these départements, and one of these topics."""
    fields = (("departement", codes), ("theme", topics))
    parts = [" OU ".join(f"{field}:{value}" for value in values) for field, values in fields if values]
    words = " ".join(f"({part})" for part in parts)
    return {"words": words, "relevant": "1"} if words else {}


def follow_opml(workspace: Workspace, body: bytes) -> opml.Imported:
    """Append the new sources of an OPML file that somebody sent to sources.toml, all or none."""
    return import_opml(workspace, body, "cette liste")
