"""What a list of the first screen leaves out: searches that must all find an article, marks, access."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from core.errors import InputError
from core.letters import Watch
from state import marks, watches
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.search import SearchQuery, Sort
from store.searching.checked import check
from store.searching.pool import pooled
from web.desk.today.asked import Asked, asked
from web.desk.visit import Visit

POOL = 10_000
"""Articles of a search that are held against marks: 10 ms."""


def watch_of(visit: Visit, slug: str) -> Watch:
    """The watch of an address; InputError where there is none any more."""
    found = watches.by_slug(visit.state, slug)
    if found is None:
        raise InputError("ce suivi n’existe plus", "La page « Suivis » donne ceux qui existent.")
    return found


def searches(visit: Visit, given: Asked) -> list[SearchQuery]:
    """The searches that must all find an article; a watch and a search are one where they ask for different things."""
    own = asked(given)
    check(own.words, filtered=True)
    if not given.watch:
        return [own if given.searches else replace(own, relevant=not given.unjudged, every=given.unjudged)]
    theirs = SearchQuery.from_dict(watch_of(visit, given.watch).query)
    if not given.searches:
        return [replace(theirs, sort=Sort.DATE, offset=own.offset, limit=own.limit)]
    mine, known = own.to_dict(), theirs.to_dict()
    paging = {"sort", "offset", "limit"}
    if mine.keys() & known.keys() - paging:
        return [own, theirs]
    return [SearchQuery.from_dict({**known, **mine})]


def pool(snapshot: Snapshot, queries: Sequence[SearchQuery]) -> tuple[int, tuple[str, ...]]:
    """How many the search finds that finds most, and the first of those that all of them find."""
    total, ids = pooled(snapshot.index_dir, queries[0], POOL)
    for other in queries[1:]:
        more, those = pooled(snapshot.index_dir, replace(other, sort=Sort.DATE), POOL)
        total, both = max(total, more), set(those)
        ids = tuple(one for one in ids if one in both)
    return total, ids


def marked(visit: Visit, given: Asked) -> list[str] | None:
    """The articles that bear a mark, the last marked first; None where no mark is asked for."""
    if given.tag:
        return marks.tagged(visit.state, given.tag)
    if given.read in {"read", "starred"}:
        return marks.chosen(visit.state, visit.user.name, starred=given.read == "starred")
    return None


def kept(visit: Visit, snapshot: Snapshot, given: Asked, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these articles that all marks and the access that are asked for leave."""
    tests: list[Callable[[str], bool]] = []
    if given.tag:
        tests.append(set(marks.tagged(visit.state, given.tag)).__contains__)
    if given.read in {"read", "starred"}:
        mine = set(marks.chosen(visit.state, visit.user.name, starred=given.read == "starred"))
        tests.append(mine.__contains__)
    if given.read == "unread":
        read = set(marks.chosen(visit.state, visit.user.name, starred=False))
        tests.append(lambda one: one not in read)
    if given.access:
        closed = excerpts(visit, snapshot)
        tests.append(closed.__contains__ if given.access == "excerpt" else lambda one: one not in closed)
    return tuple(one for one in ids if all(test(one) for test in tests))


def excerpts(visit: Visit, snapshot: Snapshot) -> frozenset[str]:
    """The articles that are not open to all."""
    return visit.desk.published.cached(snapshot, "excerpts", lambda: reader.excerpts(snapshot))
