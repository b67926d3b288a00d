"""How alike must two names be to be one person's? Measured on the registers (docs/adr/0010-same-person.md).

Pairs of one person: in one commune, mandates that follow one another within 45 days or are the same mandate in two
snapshots, the names spelled differently though sharing most of their letters' trigrams, or one name's words being
the other's. That is a proxy, so what it calls one person is printed for reading. Pairs of two persons: holders of
one commune's mandates one after the other with the same surname and another first name (relatives), and those with
nothing in common.

    python bench/name_match.py [--show]
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise

import registers
from core.names import name_key
from core.types import Mandate
from nlp.persons.same_person import likeness, same_person

Pair = tuple[str, str]


def main() -> None:
    """Print the threshold table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true", help="print the pairs that the rule gets wrong")
    show = options.parse_args().show
    table = registers.load().mandates
    mandates = [Mandate(*row) for row in zip(*(table[c].to_pylist() for c in Mandate._fields), strict=True)]
    same, relatives, strangers = list(_same(mandates)), list(_relatives(mandates)), list(_strangers(mandates))
    print(f"one person {len(same)}, relatives {len(relatives)}, strangers {len(strangers)}")
    print("threshold   one person found   relatives taken   strangers taken")
    for threshold in (70, 75, 80, 85, 88, 90, 92, 95, 100):
        row = [sum(likeness(*p) >= threshold for p in pairs) for pairs in (same, relatives, strangers)]
        print(f"{threshold:9}   {row[0]:7} ({row[0] / len(same):.3f})   {row[1]:15}   {row[2]:15}")
    if show:
        print("missed:", *(p for p in same if not same_person(*p)), sep="\n  ")
        print("taken:", *(p for p in relatives + strangers if same_person(*p)), sep="\n  ")


def _by_commune(mandates: list[Mandate]) -> Iterator[list[Mandate]]:
    groups: dict[str, list[Mandate]] = defaultdict(list)
    for mandate in mandates:
        groups[mandate.insee].append(mandate)
    for group in groups.values():
        yield sorted(group, key=lambda m: m.from_day)


def _words(name: str) -> set[str]:
    return set(name_key(name).split())


def _same(mandates: list[Mandate]) -> Iterator[Pair]:
    """Differently written names that follow one another in a commune and share first name and a surname's letters.

    "Words of one are words of the other" finds married and compound names; "one letter apart" finds slips of the pen.
    """
    seen = set()
    for group in _by_commune(mandates):
        for a, b in pairwise(group):
            if a.name_key == b.name_key or a.to_day is None or b.from_day - a.to_day > timedelta(days=45):
                continue
            one, other = _words(a.name), _words(b.name)
            nested = len(one & other) >= 2 and (one <= other or other <= one)
            if (nested or _one_letter(a.name_key, b.name_key)) and (a.name_key, b.name_key) not in seen:
                seen.add((a.name_key, b.name_key))
                yield a.name, b.name


def _one_letter(a: str, b: str) -> bool:
    """Whether two keys differ by one letter added, lost, changed, or two exchanged, and not in the initial."""
    if abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    i = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tails = {(a[i + 1 :], b[i:]), (a[i:], b[i + 1 :]), (a[i + 1 :], b[i + 1 :])}
    swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    return swapped or any(x == y for x, y in tails)


def _relatives(mandates: list[Mandate]) -> Iterator[Pair]:
    """Holders of one commune with one surname and first names of different initials: parents, spouses, cousins."""
    seen = set()
    for group in _by_commune(mandates):
        for a, b in combinations({m.name_key: m for m in group}.values(), 2):
            one, other = a.name_key.split(), b.name_key.split()
            if one[-1] == other[-1] and one[0][0] != other[0][0] and (a.name_key, b.name_key) not in seen:
                seen.add((a.name_key, b.name_key))
                yield a.name, b.name


def _strangers(mandates: list[Mandate], count: int = 40_000) -> list[Pair]:
    """Holders of one commune with no word in common."""
    pairs = [
        (a.name, b.name)
        for group in _by_commune(mandates)
        for a, b in combinations({m.name_key: m for m in group}.values(), 2)
        if not _words(a.name) & _words(b.name) and not _one_letter(a.name_key, b.name_key)
    ]
    return random.Random(0).sample(pairs, min(count, len(pairs)))  # noqa: S311 - a sample, not a secret


if __name__ == "__main__":
    main()
