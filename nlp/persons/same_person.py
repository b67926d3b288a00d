"""Whether two written names are one person's: accents, particles, initials, compound and married names apart."""

from functools import lru_cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from core.names import name_key

# Of 438 pairs of one person 368 agree at 85, of 595 pairs of relatives and 35,811 of strangers none; at 70 eleven
# relatives do (bench/name_match.py, docs/adr/0010-same-person.md)
THRESHOLD = 85
_PARTICLES = frozenset(
    ["de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "der", "den", "el", "al"]
)


def same_person(one: str, other: str) -> bool:
    """The same first name and surname, tolerant of accents, second surnames, initials and slips of the pen.

    "Jean-Pierre" is neither "Jean-Paul" nor "Jean"; a surname alone, or of two, agrees with either part.
    """
    return likeness(one, other) >= THRESHOLD


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """0 to 100: the lower of how alike first names and surnames are."""
    (first_a, last_a), (first_b, last_b) = _parts(one), _parts(other)
    if not last_a or not last_b:
        return 0.0
    surname = max(_alike(a, b) for a in _forms(last_a) for b in _forms(last_b))
    return min(surname, _first(first_a, first_b))


def _parts(name: str) -> tuple[str, list[str]]:
    """First name as a key, and the words of the surname without particles; a single word is a surname."""
    words = name.split()
    first, rest = (name_key(words[0]), words[1:]) if len(words) > 1 else ("", words)
    last = name_key(" ".join(rest)).split()
    return first, [w for w in last if w not in _PARTICLES] or last


def _forms(last: list[str]) -> list[str]:
    """What may stand for a surname: all its words, the first, the last, all but the first (a second first name)."""
    return list(dict.fromkeys([" ".join(last), last[-1], last[0], " ".join(last[1:]) or last[0]]))


def _alike(a: str, b: str) -> float:
    """Short names must agree whole: "Roy" and "Rey" are two families, "Guillemot" and "Guillemault" may be one."""
    if a == b:
        return 100.0
    return ratio(a, b) if min(len(a), len(b)) > 4 else 0.0


def _first(a: str, b: str) -> float:
    if not a or not b or a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return 100.0
    if " " in a or " " in b:  # "Jean-Pierre" is neither "Jean-Paul" nor "Jean"
        (head_a, _, tail_a), (head_b, _, tail_b) = a.partition(" "), b.partition(" ")
        return ratio(a, b) if head_a[0] == head_b[0] and tail_a[:1] == tail_b[:1] else 0.0
    return 100.0 * JaroWinkler.similarity(a, b) if min(len(a), len(b)) > 3 else 0.0
