"""Hosts that asked for peace: until when, and how often in a row."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, case, delete, select
from sqlalchemy.dialects.sqlite import insert

from core.types import Fetch, Outcome
from state.open import State
from state.schema import hosts

COOLDOWN = "cooldown"  # nothing is asked
WALL = "wall"  # no article page is asked


class Rest(NamedTuple):
    """A rest of a host, from everything (cooldown) or from article pages (wall); `strikes` in a row."""

    host: str
    rest: str
    until_at: datetime
    strikes: int


def rests(state: State) -> list[Rest]:
    """All that is remembered, also rests that are over: the next one will be longer."""
    with state.read() as connection:
        return [Rest(*row) for row in connection.execute(select(hosts))]


def settle(connection: Connection, lines: Iterable[Fetch]) -> None:
    """Take in what the answers of a crawl say: a rest begins, or a page was given and all is well again."""
    given: dict[str, datetime] = {}
    for line in lines:
        host = host_of(line)
        if line.retry_at is not None:
            _forgive(connection, host, given.pop(host, None))
            _begin(connection, host, WALL if line.outcome is Outcome.BLOCKED else COOLDOWN, line.retry_at)
        elif line.candidate is not None and line.outcome in {Outcome.FETCHED, Outcome.UNCHANGED}:
            given[host] = line.at
    for host, at in given.items():
        _forgive(connection, host, at)


def host_of(line: Fetch) -> str:
    """Who answered, after redirects; nobody for an address that is none (a foreign archive may hold one)."""
    try:
        return urlsplit(line.final_url or line.url).hostname or ""
    except ValueError:
        return ""


def _forgive(connection: Connection, host: str, at: datetime | None) -> None:
    """A page was given at this instant: rests that were over by then are forgotten."""
    if at is not None:
        connection.execute(delete(hosts).where(hosts.c.host == host, hosts.c.until_at <= at))


def _begin(connection: Connection, host: str, rest: str, until_at: datetime) -> None:
    row = {"host": host, "rest": rest, "until_at": until_at, "strikes": 1}
    # several lines of one crawl may tell of the same rest
    again = {
        "until_at": until_at,
        "strikes": hosts.c.strikes + case((hosts.c.until_at == until_at, 0), else_=1),
    }
    connection.execute(insert(hosts).values(row).on_conflict_do_update(["host", "rest"], set_=again))
