"""What is remembered of the articles of the last weeks, in columns: 30,000 of them in 20 MB. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.types import Signature
from extract.shingles import PERMUTATIONS, Hashes, Runs

KEPT = 100_000
"""Articles remembered at most, the last to come: three months of 1,000 a day, 70 MB."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A row each: article id, words, distinct shingles, MinHash, openings of title, summary and text."""

    ids: NDArray[np.str_]
    words: NDArray[np.int64]
    shingles: NDArray[np.int64]
    prints: Hashes
    openings: Runs


def remember(memory: Memory | None, new: Iterable[Signature]) -> Memory:
    """The memory with these articles as well, each in its newest version."""
    fresh = _columns(list({signature.article_id: signature for signature in new}.values()))
    if memory is None:
        return fresh
    kept = ~np.isin(memory.ids, fresh.ids)
    return Memory(
        np.concatenate([memory.ids[kept], fresh.ids])[-KEPT:],
        np.concatenate([memory.words[kept], fresh.words])[-KEPT:],
        np.concatenate([memory.shingles[kept], fresh.shingles])[-KEPT:],
        np.concatenate([memory.prints[kept], fresh.prints])[-KEPT:],
        np.concatenate([memory.openings[kept], fresh.openings])[-KEPT:],
    )


def _columns(signatures: Sequence[Signature]) -> Memory:
    return Memory(
        np.array([s.article_id for s in signatures], "U16"),
        np.array([s.words for s in signatures], np.int64),
        np.array([s.shingles for s in signatures], np.int64),
        np.frombuffer(b"".join(s.minhash for s in signatures), "<u4")
        .astype(np.uint32)
        .reshape(-1, PERMUTATIONS),
        np.array([s.openings for s in signatures], np.uint64).reshape(-1, 3),
    )
