"""Texts that repeat an earlier one: the same, nearly the same, cut, or the same dispatch elsewhere. Pure.

Candidates come from locality-sensitive hashing of MinHashes (64 bands of two). They are judged by how much of the
shorter text the longer one holds: an outlet that cuts a dispatch, or puts a lead of its own before it, prints it
all the same. Within one outlet, by how much of the later text is old: a follow-up that ends on yesterday's
article is news. Bounds and thresholds are measured in docs/adr/0006.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.days import PARIS, paris_day
from core.types import Form, Link, LinkKind, Precision, Trace
from extract.memory import Memory
from extract.shingles import Hashes, Runs, words

NEAR = 0.55
"""Least share of a text that the other one holds: reused background, up to half of a follow-up, stays below."""

MIN_WORDS = 60
"""Shorter texts (stubs, captions, excerpts) repeat nothing: their sentences may be the site's own."""

MIN_RATIO = 0.2
"""Least size of the shorter text against the longer: below it, the estimate of the share is noise."""

_BITS = 20
_PAIRS_AT_ONCE = 10_000  # 10 MB of MinHashes
_MATCHES = (
    1_000_000  # bands in common at most, the oldest texts first: a site may print one page a thousand times
)
_NEWSROOM = frozenset({"redaction", "redac", "newsroom"})

Rows = NDArray[np.intp]


class Pair(NamedTuple):
    """Ids of two texts of which one holds much of the other; `common` estimates how many shingles both have."""

    one: str
    other: str
    common: float


def pairs(memory: Memory, ids: Collection[str]) -> list[Pair]:
    """What these articles, which belong to the memory, may repeat of it, or it of them."""
    fresh = np.flatnonzero(np.isin(memory.ids, list(ids)) & (memory.words >= MIN_WORDS))
    new, old = _candidates(memory.prints, fresh)
    least = np.minimum(memory.shingles[new], memory.shingles[old])
    most = np.maximum(memory.shingles[new], memory.shingles[old])
    jaccard = _alike(memory.prints, new, old)
    common = jaccard * (least + most) / (1 + jaccard)  # |A ∩ B|, of J = |A ∩ B| / |A ∪ B|
    chosen = (common >= NEAR * least) & (least >= MIN_RATIO * most) & (memory.words[old] >= MIN_WORDS)
    columns = (memory.ids[new[chosen]], memory.ids[old[chosen]], np.minimum(common, least)[chosen])
    return [Pair(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def links(found: Iterable[Pair], traces: Mapping[str, Trace]) -> list[Link]:
    """The links that the pairs come to; `traces` has their articles, by id.

    Each later text is linked to the earliest one that it repeats, and to the earliest of its own outlet.
    """
    first: dict[tuple[str, bool], tuple[Trace, Trace, float]] = {}
    for pair in found:
        earlier, later = sorted((traces[pair.one], traces[pair.other]), key=_order)
        share = _share(earlier, later, pair.common)
        if share < NEAR or (earlier.form is Form.ROUND_UP) != (later.form is Form.ROUND_UP):
            continue
        for own in {False, earlier.source == later.source}:
            key = (later.signature.article_id, own)
            if key not in first or _order(earlier) < _order(first[key][0]):
                first[key] = (earlier, later, share)
    return list({_link(*chosen): None for chosen in first.values()})


def _share(earlier: Trace, later: Trace, common: float) -> float:
    """How much is common, of the later text within one outlet, of the shorter one across outlets."""
    sizes = earlier.signature.shingles, later.signature.shingles
    return min(1.0, common / (sizes[1] if earlier.source == later.source else min(sizes)))


def _alike(prints: Hashes, new: Rows, old: Rows) -> NDArray[np.float64]:
    """The Jaccard index of each pair: the share of permutations with the same least value."""
    blocks = [slice(start, start + _PAIRS_AT_ONCE) for start in range(0, len(new), _PAIRS_AT_ONCE)]
    return np.concatenate(
        [np.empty(0), *((prints[new[block]] == prints[old[block]]).mean(axis=1) for block in blocks)]
    )


def _candidates(prints: Hashes, fresh: Rows) -> tuple[Rows, Rows]:
    """Rows (new, any) that share a band: a join in which the few new bands are sorted, not the many old ones."""
    bands = prints.view(np.uint64)
    wanted = bands[fresh].ravel()
    order = np.argsort(wanted)
    wanted = wanted[order]
    hits, values = _seen_among(bands.ravel(), wanted)
    first, last = np.searchsorted(wanted, values, "left"), np.searchsorted(wanted, values, "right")
    many = last - first
    many[np.cumsum(many) > _MATCHES] = 0
    old = np.repeat(hits // bands.shape[1], many)
    nth = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    new = fresh[order[np.repeat(first, many) + nth] // bands.shape[1]]
    both = np.unique(np.stack([new, old])[:, new != old], axis=1)
    return both[0], both[1]


def _seen_among(bands: Runs, wanted: Runs) -> tuple[Rows, Runs]:
    """Where the bands stand that may be wanted, and their values: a table of bits spares the others a search."""
    mask = np.uint64((1 << _BITS) - 1)
    seen = np.zeros(1 << _BITS, bool)
    seen[wanted & mask] = True
    hits = np.flatnonzero(seen[bands & mask])
    return hits, bands[hits]


def _link(earlier: Trace, later: Trace, share: float) -> Link:
    same = earlier.signature.exact == later.signature.exact
    return Link(
        article_id=later.signature.article_id,
        version=later.signature.version,
        other_id=earlier.signature.article_id,
        kind=_kind(earlier, later, same=same),
        score=1.0 if same else round(share, 3),
        seen_at=max(earlier.seen_at, later.seen_at),
    )


def _kind(earlier: Trace, later: Trace, *, same: bool) -> LinkKind:
    """Two owners do not share their own reporting: what both print came from a third, credited or not."""
    credited = any(map(_is_press_agency, (*earlier.agencies, *later.agencies)))
    if earlier.source != later.source and (credited or earlier.owner != later.owner):
        return LinkKind.SYNDICATED
    return LinkKind.EXACT if same else LinkKind.NEAR


def _is_press_agency(name: str) -> bool:
    return _NEWSROOM.isdisjoint(words(name))


def _order(trace: Trace) -> tuple[date, datetime, datetime, str]:
    """Who was first: by day, then by the instant when the page gives one, else by when we saw it."""
    at = trace.published_at
    if at is None or trace.precision is not Precision.INSTANT:
        day = at.date() if at else trace.seen_at.astimezone(PARIS).date()
        return day, trace.seen_at, trace.seen_at, trace.signature.article_id
    return paris_day(at), at, trace.seen_at, trace.signature.article_id
