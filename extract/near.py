"""Texts that repeat an earlier one: the same, nearly the same, cut, or the same dispatch elsewhere. Pure.

Candidates come from locality-sensitive hashing of MinHashes (64 bands of two). They are judged by how much of the
shorter text the longer one holds: an outlet that cuts a dispatch, or puts a lead of its own before it, prints it
all the same. Within one outlet, by how much of the later text is old: a follow-up that ends on yesterday's
article is news. Bounds and thresholds are measured in docs/adr/0006.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from core.days import PARIS, paris_day
from core.types import Form, Link, LinkKind, Precision, Trace
from extract.shingles import PERMUTATIONS, Hashes, words

NEAR = 0.55
"""Least share of a text that the other one holds: reused background, up to half of a follow-up, stays below."""

MIN_WORDS = 60
"""Shorter texts (stubs, captions, excerpts) repeat nothing: their sentences may be the site's own."""

MIN_RATIO = 0.2
"""Least size of the shorter text against the longer: below it, the estimate of the share is noise."""

KEPT = 60_000
"""Texts remembered at most, the last to come: two months of 1,000 articles a day, 31 MB of MinHashes."""

_BITS = 20
_PAIRS_AT_ONCE = 10_000  # 10 MB of MinHashes
_MATCHES = (
    1_000_000  # bands in common at most, the oldest texts first: a site may print one page a thousand times
)
_NEWSROOM = frozenset({"redaction", "redac", "newsroom"})

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Memory:
    """Texts that new ones are held against; a row of `prints` each."""

    traces: tuple[Trace, ...]
    prints: Hashes


NOTHING = Memory((), np.empty((0, PERMUTATIONS), np.uint32))


def remember(memory: Memory, new: Iterable[Trace]) -> Memory:
    """The memory with these texts as well, each in its newest version; what is too short is left out."""
    fresh = {t.signature.article_id: t for t in new}
    stale = np.fromiter((t.signature.article_id in fresh for t in memory.traces), bool, len(memory.traces))
    comparable = [t for t in fresh.values() if t.signature.words >= MIN_WORDS]
    kept = [t for t, old in zip(memory.traces, stale, strict=True) if not old]
    prints = np.concatenate([memory.prints[~stale], _prints(comparable)])
    return Memory((*kept, *comparable)[-KEPT:], prints[-KEPT:])


def links(memory: Memory, new: Iterable[Trace]) -> list[Link]:
    """The links between these texts and those of the memory, to which they belong already (`remember`).

    Each later text is linked to the earliest one that it repeats, and to the earliest of its own outlet.
    """
    ids = {t.signature.article_id for t in new}
    fresh = np.flatnonzero([t.signature.article_id in ids for t in memory.traces])
    found: dict[tuple[str, bool], tuple[Trace, Trace, float]] = {}
    for earlier, later, share in _repeating(memory, fresh):
        for own in {False, earlier.source == later.source}:
            key = (later.signature.article_id, own)
            if key not in found or _order(earlier) < _order(found[key][0]):
                found[key] = (earlier, later, share)
    return list({_link(*pair): None for pair in found.values()})


def _repeating(memory: Memory, fresh: Rows) -> Iterator[tuple[Trace, Trace, float]]:
    """Pairs (earlier, later) of texts that are the same or nearly so, with the share that they have in common."""
    new, old = _candidates(memory.prints, fresh)
    sizes = np.array([trace.signature.shingles for trace in memory.traces])
    least, most = np.minimum(sizes[new], sizes[old]), np.maximum(sizes[new], sizes[old])
    jaccard = _alike(memory.prints, new, old)
    common = jaccard * (least + most) / (1 + jaccard)  # |A ∩ B|, of J = |A ∩ B| / |A ∪ B|
    for place in np.flatnonzero((common >= NEAR * least) & (least >= MIN_RATIO * most)).tolist():
        earlier, later = sorted((memory.traces[new[place]], memory.traces[old[place]]), key=_order)
        whole = later.signature.shingles if earlier.source == later.source else least[place]
        share = min(1.0, float(common[place] / whole))
        if share >= NEAR and (earlier.form is Form.ROUND_UP) == (later.form is Form.ROUND_UP):
            yield earlier, later, share


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
    pairs = np.unique(np.stack([new, old])[:, new != old], axis=1)
    return pairs[0], pairs[1]


def _seen_among(bands: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> tuple[Rows, NDArray[np.uint64]]:
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


def _prints(traces: Sequence[Trace]) -> Hashes:
    joined = b"".join(trace.signature.minhash for trace in traces)
    return np.frombuffer(joined, "<u4").astype(np.uint32).reshape(-1, PERMUTATIONS)
