"""What the state knows of what is to be forgotten, and letting go of it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select, update

from core.erasure import Erasure
from core.redaction import Finder, address_key, is_forgotten
from core.types import Fetch
from state import tombstones
from state.codec import fetch_from_json, fetch_to_json
from state.open import State
from state.schema import aliases, captures, frontier, segments


def addresses(state: State, finder: Finder) -> tuple[set[str], set[str]]:
    """All the addresses that stand for a forgotten one (redirects, names of their own), and the articles' ids."""
    with state.read() as connection:
        pages = connection.execute(select(frontier.c.url, frontier.c.article_id)).all()
        others = connection.execute(select(aliases.c.url, aliases.c.target)).all()
        asked = connection.scalars(select(captures.c.url).where(captures.c.candidate.is_not(None)).distinct())
        urls = {row.url for row in pages} | {url for pair in others for url in pair} | set(asked)
    found = {url for url in urls if is_forgotten(url, finder)}
    pages_of = {pair.target for pair in others if found & set(pair)}
    # a page that was sent to the front page must not take the front page with it
    found |= pages_of | {url for url, target in others if target in pages_of and "/" in address_key(url)}
    return found, {row.article_id for row in pages if row.url in found and row.article_id}


def drop_capture(state: State, capture_id: int) -> None:
    """Delete a journal line of what was forgotten."""
    with state.write() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.execute(delete(captures).where(captures.c.capture_id == capture_id))


def unarchived(state: State, segment: str, offsets: Collection[int]) -> None:
    """Say of these records that they are no longer in the archive."""
    chosen = (captures.c.segment == segment) & captures.c.offset.in_(sorted(offsets))
    with state.write() as connection:
        connection.execute(update(captures).where(chosen).values(segment=None, offset=None))


def pages_at(state: State, segment: str, offsets: Collection[int]) -> list[str]:
    """The addresses of the pages, entry points aside, whose records these are."""
    chosen = (captures.c.segment == segment) & captures.c.offset.in_(sorted(offsets))
    pages = select(captures.c.url).where(chosen, captures.c.candidate.is_not(None))
    with state.read() as connection:
        return list(connection.scalars(pages))


def unswept(state: State) -> list[str]:
    """The segments that were not searched since the last request, whose captures are all processed."""
    waiting = select(captures.c.run_id).where(captures.c.processed_at.is_(None)).distinct()
    wanted = segments.c.swept_at.is_(None) & segments.c.removed_at.is_(None)
    with state.read() as connection:
        rows = connection.execute(
            select(segments.c.name).where(wanted, segments.c.run_id.not_in(waiting)).order_by(segments.c.name)
        )
        return list(rows.scalars())


def swept(state: State, names: Iterable[str], at: datetime) -> None:
    """These segments were searched."""
    with state.write() as connection:
        for name in names:
            connection.execute(update(segments).where(segments.c.name == name).values(swept_at=at))


def lines(state: State, fetches: Iterable[Fetch]) -> list[Fetch]:
    """A journal's lines as the state may know them: none of a forgotten address or source, no forgotten name."""
    stones = tombstones.load(state)
    if stones.empty:
        return list(fetches)
    erasure = Erasure(stones)
    covered = (line_without(fetch, erasure) for fetch in fetches if not stones.forgets_source(fetch.source))
    return [fetch for fetch in covered if fetch is not None]


def line_without(fetch: Fetch, erasure: Erasure) -> Fetch | None:
    """A journal line with blocks over what is forgotten; None when it is about that."""
    before = fetch_to_json(fetch)
    after = erasure.row(before)
    if after == before:
        return fetch
    return None if after is None else fetch_from_json(after)


def sources_of(state: State) -> set[str]:
    """The sources of which a page or an entry point was ever asked."""
    with state.read() as connection:
        return {
            *connection.scalars(select(frontier.c.source_id).distinct()),
            *connection.scalars(select(captures.c.source_id).distinct()),
        }


def urls_of(state: State, source: str) -> set[str]:
    """The addresses of every page of a source."""
    with state.read() as connection:
        pages = connection.scalars(select(frontier.c.url).where(frontier.c.source_id == source)).all()
        of_it = (captures.c.source_id == source) & captures.c.candidate.is_not(None)
        asked = connection.execute(select(captures.c.url, captures.c.final_url).where(of_it)).all()
    return {*pages, *(url for row in asked for url in row if url)}
