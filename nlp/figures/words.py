"""Numbers in French words, as spoken in France and beyond: "soixante et onze", "nonante", "deux cent mille".

Spelling before and after 1990: hyphens are spaces here, and plural marks may lack.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from nlp.wordlists import either, table

_WORDS = table("figures.toml")["words"]
_UNITS: list[str] = _WORDS["units"]
_HUNDREDS = ("cent", "cents")
_LONGEST = 4  # words of a number below a hundred: "quatre vingt dix neuf"


def _below_twenty() -> Iterator[tuple[str, int]]:
    yield from ((word, i) for i, word in enumerate(_UNITS, 1))
    yield "une", 1
    yield from ((f"dix {_UNITS[i - 1]}", 10 + i) for i in (7, 8, 9))


@cache
def below_hundred() -> dict[tuple[str, ...], int]:
    """Every way to say a number from 1 to 99, as words."""
    low = dict(_below_twenty())
    spoken = dict(low)
    for ten, value in {**_WORDS["tens"], "quatre vingt": 80}.items():
        spoken[ten] = value
        # soixante-dix, quatre-vingt-onze: the tens of France go on to nineteen
        top = 19 if ten in {"soixante", "quatre vingt"} else 9
        for word, unit in low.items():
            if unit <= top:
                spoken[f"{ten} {word}"] = value + unit
                if unit in {1, 11}:
                    spoken[f"{ten} et {word}"] = value + unit
    spoken["quatre vingts"] = 80
    return {tuple(words.split()): value for words, value in spoken.items()}


_ALL = {word for words in below_hundred() for word in words} - {"et"} | {*_HUNDREDS, "mille"}
ANY = either(_ALL)
"""One word of a number."""
STARTS = either(_ALL - {"un", "une"})
"""One that a number can begin with; "un" is mostly an article."""


def read(words: Sequence[str]) -> tuple[int, int]:
    """The number below a million that `words` (folded, lower case) begin with, and how many say it; (0, 0) if none."""
    value, used = _below_thousand(words)
    if used < len(words) and words[used] == "mille" and value != 1:
        rest, more = _below_thousand(words[used + 1 :])
        return max(value, 1) * 1000 + rest, used + 1 + more
    return value, used


def _below_thousand(words: Sequence[str]) -> tuple[int, int]:
    value, used = _small(words)
    if used < len(words) and words[used] in _HUNDREDS and value != 1 and value < 20:
        rest, more = _small(words[used + 1 :])
        return max(value, 1) * 100 + rest, used + 1 + more
    return value, used


def _small(words: Sequence[str]) -> tuple[int, int]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        value = below_hundred().get(tuple(words[:length]))
        if value:
            return value, length
    return 0, 0
