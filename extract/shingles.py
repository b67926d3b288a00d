"""What is kept of a text to know it again: hashes of its words and of its runs of words. Pure.

The method is Broder's (On the resemblance and containment of documents, 1997); the permutations are those of
datasketch 2.0 ("affine32": a * h + b mod 2^32, a odd), in a few lines of numpy (docs/adr/0006 says why).
"""

import re
import unicodedata
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.ids import text_sha256
from core.types import Signature

SCHEME = 1
"""Number of this way of signing: signatures of another one cannot be compared, and are made anew."""

SHINGLE = 3
"""Words in a run. Runs of two meet by chance, runs of four lose one more at each word that is changed."""

PERMUTATIONS = 128
"""A Jaccard index is estimated with a standard error of at most 0.044, in 512 bytes."""

OPENING = 6
"""First words by which a title, a standfirst or a text is known again; shorter ones may be said in any text."""

MAX_WORDS = 20_000
"""A longer text is judged by its beginning: the matrix below holds 512 bytes a word."""

Hashes = NDArray[np.uint32]
Runs = NDArray[np.uint64]

_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\ufeff]+")
_WORD = re.compile(r"[^\W_]+")
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads sums of word hashes


def words(text: str) -> list[str]:
    """Letters and digits, case and accents dropped: what stays when a text is set in another newsroom's type."""
    opened = text.casefold().replace("œ", "oe").replace("æ", "ae")  # ten times faster than str.translate
    folded = unicodedata.normalize("NFKD", opened)
    return _WORD.findall(_MARKS.sub("", folded))


def sign(article_id: str, version: int, title: str, summary: str, text: str) -> Signature:
    """The signature of an article.

    Hashes are of the text alone: outlets give a dispatch titles and standfirsts of their own.
    """
    found = words(text)
    hashes = shingles(found)
    return Signature(
        article_id=article_id,
        version=version,
        scheme=SCHEME,
        words=len(found),
        shingles=len(hashes),
        exact=text_sha256(" ".join(found)),
        minhash=minhash(hashes).astype("<u4").tobytes(),
        openings=(_opening(words(title)), _opening(words(summary)), _opening(found)),
    )


def runs(found: list[str], length: int) -> Runs:
    """A hash of 64 bits for each run of `length` words, in order; empty when there are fewer words."""
    count = min(len(found), MAX_WORDS)
    if count < length:
        return np.empty(0, np.uint64)
    single = np.fromiter((crc32(word.encode()) for word in found[:count]), np.uint64, count)
    mixed = np.zeros(count - length + 1, np.uint64)
    for place in range(length):
        mixed = (mixed + single[place : count - length + 1 + place]) * _ODD
        mixed ^= mixed >> np.uint64(29)
    return mixed


def shingles(found: list[str]) -> Hashes:
    """The distinct runs of words that texts are compared by, as hashes of 32 bits."""
    return np.unique((runs(found, SHINGLE) >> np.uint64(32)).astype(np.uint32))


def minhash(hashes: Hashes) -> Hashes:
    """The least value of each permutation; the greatest integer where there is nothing."""
    factors, shifts = _permutations()
    lowest: Hashes = (factors * hashes + shifts).min(axis=1, initial=np.uint32(0xFFFFFFFF))
    return lowest


def _opening(found: list[str]) -> int:
    """The hash of the first words; 0 when there are too few."""
    first = runs(found[:OPENING], OPENING)
    return int(first[0]) if len(first) else 0


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """Columns of odd factors and of shifts, the same for ever: signatures are stored.

    numpy promises the raw stream of a bit generator, not what its distributions make of it.
    """
    raw = np.random.PCG64(20261125).random_raw(2 * PERMUTATIONS)
    drawn = (raw >> np.uint64(32)).astype(np.uint32).reshape(2, PERMUTATIONS, 1)
    return drawn[0] | np.uint32(1), drawn[1]
