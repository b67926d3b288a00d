"""Lists of names: "N, M et P", "Arras (N), Lens (M)", "N (Arras) et M (Lens)"."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from core.types import Span
from nlp.civility import FOLDED_IN_LISTS

_BETWEEN = re.compile(
    r"(?: ?\([^()\n]{1,70}\))?(?:, (?:et )?| et |,? ainsi que | & |, puis |, mais aussi )"
    rf"{FOLDED_IN_LISTS}? ?"
)
_REACH = 260


def forward(low: str, names: Sequence[Span], at: int) -> list[int]:
    """The list of names that begins with `at`."""
    found = [at]
    while at + 1 < len(names) and _joined(low, names[at], names[at + 1]):
        at += 1
        found.append(at)
    return found


def backward(low: str, names: Sequence[Span], at: int) -> list[int]:
    """The list of names that ends with `at`."""
    found = [at]
    while at > 0 and _joined(low, names[at - 1], names[at]):
        at -= 1
        found.insert(0, at)
    return found


def _joined(low: str, one: Span, other: Span) -> bool:
    return other[0] - one[1] < 90 and _BETWEEN.fullmatch(low, one[1], other[0]) is not None


def interleaved(text: str, start: int, names: Sequence[Span], towns: Sequence[Span]) -> list[tuple[int, int]]:
    """(name, town) for two or more names in brackets beside towns, within the sentence after `start`."""
    stop = re.compile(r"[.;!?\n](?=\s|$)").search(text, start, start + _REACH)
    end = stop.start() if stop else min(len(text), start + _REACH)
    first = bisect_left(names, (start, start))
    pairs: list[tuple[int, int]] = []
    for index in range(first, len(names)):
        name = names[index]
        if name[1] > end:
            break
        town = _beside(text, name, towns)
        if town is not None:
            pairs.append((index, town))
    return pairs if len(pairs) > 1 else []


def _beside(text: str, name: Span, towns: Sequence[Span]) -> int | None:
    """The town in brackets after a name, or the one whose brackets hold the name."""
    for index in range(max(0, bisect_left(towns, name) - 1), len(towns)):
        town = towns[index]
        if town[0] > name[1] + 4:
            return None
        if re.fullmatch(r" ?\( ?", text[name[1] : town[0]]) and town[0] >= name[1]:
            return index
        if town[1] <= name[0] and re.fullmatch(r"(?: ?\([^()\n]{1,20}\))? ?\(", text[town[1] : name[0]]):
            return index
    return None
