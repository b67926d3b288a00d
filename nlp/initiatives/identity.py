"""The same initiative over several articles is one row of the register, with its history.

Pure functions. Two are the same when one authority carries them and they share a product, a supplier, a technology or
a use, for a use of the same kind: AI for waste and AI for school canteens stay apart.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from core.ids import initiative_id
from core.names import name_key
from core.types import ActorKind, Initiative, InitiativeTrace, UseCategory
from nlp.initiatives.acts import words
from nlp.initiatives.categories import label
from nlp.technologies import lexicon
from nlp.technologies.inflection import stems
from nlp.text import fold
from nlp.wordlists import table

_SAME = 100.0
"""The score of a trace of the very same line of the very same article: reading an article again changes nothing."""
_LEAST = 1.0

Told = tuple[str, date | None, Initiative]
"""An initiative with its article's id and day, where that is known."""


def actor_key(kind: ActorKind, code: str | None, name: str) -> str:
    """One authority however it is written: by its code, a syndicate by its normalised name."""
    return f"{kind.value}:{code or name_key(name)}"


def trace(told: Told, identity: str) -> InitiativeTrace:
    """What is kept of an initiative that was given its id."""
    article, day, i = told
    return InitiativeTrace(
        identity, article, i.actor_kind, i.actor_code, i.actor_name, i.technology_id, i.technology,
        i.category, i.use_case, i.supplier, day,
    )  # fmt: skip


def identified(found: Sequence[Told], known: Sequence[InitiativeTrace]) -> list[str]:
    """The id of each initiative: that of the known one it is, else a new one.

    Articles are taken by day and id, whatever their order in `found`; an article tells a known initiative once, what
    else it tells of the same authority is another one. The answer is in the order of `found`.
    """
    index: dict[str, list[InitiativeTrace]] = defaultdict(list)
    for t in known:
        index[actor_key(t.actor_kind, t.actor_code, t.actor_name)].append(t)
    articles: dict[tuple[date, str], list[int]] = defaultdict(list)
    for n, (article, day, _) in enumerate(found):
        articles[day or date.max, article].append(n)
    ids = [""] * len(found)
    for key in sorted(articles):
        for n, identity in _of_article(found, articles[key], index):
            ids[n] = identity
        for n in articles[key]:
            t = trace(found[n], ids[n])
            index[actor_key(t.actor_kind, t.actor_code, t.actor_name)].append(t)
    return ids


def _of_article(
    found: Sequence[Told], numbers: Sequence[int], index: dict[str, list[InitiativeTrace]]
) -> Iterator[tuple[int, str]]:
    """The ids of one article's initiatives: the likest pairs first, each known one once."""
    pairs: list[tuple[float, date, str, int]] = []
    for n in numbers:
        i = found[n][2]
        for t in index[actor_key(i.actor_kind, i.actor_code, i.actor_name)]:
            score = likeness(found[n], t)
            if score >= _LEAST:
                pairs.append((-score, t.day or date.max, t.id, n))
    given: dict[int, str] = {}
    taken: dict[str, tuple[str, ...]] = {}
    for score, _, identity, n in sorted(pairs):
        line = _line(found[n][2])
        if n not in given and (score == -_SAME or taken.get(identity, line) == line):
            given[n] = identity
            taken[identity] = line
    for n in numbers:
        yield n, given.get(n) or _new(found[n])


def _new(told: Told) -> str:
    article, _, i = told
    key = actor_key(i.actor_kind, i.actor_code, i.actor_name)
    return initiative_id(key, f"{i.technology_id}|{name_key(i.use_case)}", i.category, article)


def _line(i: Initiative | InitiativeTrace) -> tuple[str, ...]:
    """What makes two lines of one article the same line."""
    return i.technology_id, i.technology, i.category, i.use_case, i.supplier


def likeness(told: Told, t: InitiativeTrace) -> float:
    """How surely an initiative is a known one of the same authority: 0, or 1 and more."""
    article, _, i = told
    if article == t.article_id and _line(i) == _line(t):
        return _SAME
    product = _names(i.technology) & _names(t.technology)
    if product:
        return 5.0
    if not _compatible(i.category, t.category):
        return 0.0
    use = _shared_use(i.use_case, t.use_case)
    supplier = bool(i.supplier) and name_key(i.supplier) == name_key(t.supplier)
    technology = _technology(i, t)
    same_category = i.category == t.category
    score = technology + 1.5 * supplier + 1.0 * use + 0.2 * same_category
    # a camera and a camera may be two projects: what they are for must agree
    return score if technology >= 1.0 or supplier or (use and technology) or (use and same_category) else 0.0


def _technology(i: Initiative, t: InitiativeTrace) -> float:
    """2 for one telling technology, 1 for a related or shared one of one category of use, 0.5 for ordinary ones."""
    same = i.technology_id == t.technology_id
    related = same or _above(i.technology_id, t.technology_id) or _above(t.technology_id, i.technology_id)
    shared = _telling(i.technology) & _telling(t.technology)
    same_category = i.category == t.category
    if same and _telling(i.technology):
        return 2.0
    if shared or related:
        return 1.0 if same_category else 0.5
    return 0.0


def _above(narrow: str, broad: str) -> bool:
    return narrow in lexicon.lexicon() and broad in lexicon.ancestors(narrow)


def _compatible(a: str, b: str) -> bool:
    return a == b or UseCategory.OTHER in {a, b} or frozenset({a, b}) in _near()


def _shared_use(a: str, b: str) -> bool:
    """Whether two uses share most of their telling words; a lexicon's words are no use told."""
    if a in _labels() or b in _labels():
        return False
    left, right = _of_use(a), _of_use(b)
    common = left & right
    return bool(common) and 2 * len(common) >= min(len(left), len(right))


def _names(technology: str) -> frozenset[str]:
    """The names of products in a technology's name: "application Thelma" holds one."""
    found = {
        fold(w).lower() for w in technology.split() if w[:1].isupper() and len(w) > 2 and not w.isupper()
    }
    return frozenset(found - _identity()["generic"])


def _telling(technology: str) -> frozenset[str]:
    return frozenset(stems(fold(technology).lower()) - _identity()["generic"])


def _of_use(use: str) -> frozenset[str]:
    return frozenset(w for w in stems(fold(use).lower()) - _identity()["idle"] if len(w) > 3)


@cache
def _identity() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = table("initiatives.toml")["identity"]
    return {name: frozenset(s for w in words(data[name]) for s in stems(w)) for name in ("generic", "idle")}


@cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, table("initiatives.toml")["identity"]["near"]))


@cache
def _labels() -> frozenset[str]:
    return frozenset({"", *map(label, UseCategory), *table("initiatives.toml")["uses"].values()})
