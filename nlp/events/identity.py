"""The same event over several articles is one: which known event a found one is, or that it is new.

Two tellings are of one event when their days agree (equal, or one within the other: a congress of three days, its
Wednesday), their towns do not contradict, and their names are alike: a significant word or an acronym shared by the
shorter one. Years and numbers of editions tell nothing. "Réunion publique" alone says too little: it needs town and
day.

Pure functions, the same for any order of a batch. Candidates are found by month and word, so that time grows with what
shares both.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256

from core.days import first_day, last_day
from core.names import name_key
from core.types import Event, EventTrace
from nlp.events.vocabulary import heads, words

_ACRONYM = re.compile(r"(?<![\w’'-])[A-Z][A-Z0-9]{1,9}(?![\w’'-])")
_INITIAL = re.compile(r"(?<![\w’'-])[A-ZÀ-Ý](?=[a-zà-ÿ])|(?<![\w’'-])[A-Z]{2,}(?![\w’'-])")
_NUMBER = re.compile(r"(?:\d+(?:e|er|re|eme|nd|nde)?|[ivx]+e)$")
_SHARED = 0.5
"""What share of the shorter name's significant words the other must have."""
_MONTHS = 14
"""An exhibition of more months is looked up by its first ones."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """One article's telling of an event, as names and days are compared."""

    article_id: str
    name: str
    first: date
    last: date
    insee: str | None
    words: frozenset[str]
    heads: frozenset[str]
    acronyms: frozenset[str]


def identified(found: Sequence[tuple[str, Event]], known: Sequence[EventTrace]) -> list[str]:
    """The id of each found (article id, event): that of the known event it is, else a new one (16 hex digits).

    Several articles of one batch may bring the same new event: they get one id, whatever their order.
    """
    new = [_of_event(article, event) for article, event in found]
    old = [(trace.id, _of_trace(trace)) for trace in known]
    direct = _best_known(new, old)
    groups = _components(new)
    return [direct[i] or _of_group(groups[i], direct, new) for i in range(len(new))]


def traces(found: Sequence[tuple[str, Event]], ids: Sequence[str]) -> list[EventTrace]:
    """What to keep of identified events, so that later batches know them."""
    return [
        EventTrace(id_, article, e.name, e.start_date, e.end_date, e.place, e.insee)
        for (article, e), id_ in zip(found, ids, strict=True)
    ]


def new_id(article_id: str, name: str, start_date: str) -> str:
    """16 hex digits of SHA-256 over the article that first told of it, the key of its name and its first day."""
    return sha256(f"{article_id}|{name_key(name)}|{start_date}".encode()).hexdigest()[:16]


def _best_known(new: Sequence[_Telling], old: Sequence[tuple[str, _Telling]]) -> list[str]:
    """For each telling the known event it is, the likest first; "" for none."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, (_, telling) in enumerate(old):
        for key in _keys(telling):
            index[key].append(i)
    best = []
    for telling in new:
        near = {i for key in _keys(telling) for i in index.get(key, ())}
        alike = [(_likeness(telling, old[i][1]), old[i][0]) for i in near if _same(telling, old[i][1])]
        best.append(max(alike)[1] if alike else "")
    return best


def _components(new: Sequence[_Telling]) -> list[list[int]]:
    """The tellings of one batch that are of one event, directly or through others; one list for each telling."""
    parents = list(range(len(new)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = i = parents[parents[i]]
        return i

    blocks: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(new):
        for key in _keys(telling):
            blocks[key].append(i)
    for block in blocks.values():
        for at, i in enumerate(block):
            for j in block[:at]:
                if root(i) != root(j) and _same(new[i], new[j]):
                    parents[root(i)] = root(j)
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(new)):
        members[root(i)].append(i)
    return [members[root(i)] for i in range(len(new))]


def _of_group(group: Sequence[int], direct: Sequence[str], new: Sequence[_Telling]) -> str:
    """The known id that its like have, else the id of its first telling in an order of its own."""
    ids = sorted(direct[i] for i in group if direct[i])
    if ids:
        return max(ids, key=lambda id_: (ids.count(id_), id_))
    first = min(
        (new[i] for i in group), key=lambda t: (t.first, t.last, name_key(t.name), t.article_id, t.name)
    )
    return new_id(first.article_id, first.name, first.first.isoformat())


def _same(a: _Telling, b: _Telling) -> bool:
    return _days_agree(a, b) and _towns_agree(a.insee, b.insee) and _names_agree(a, b)


def _days_agree(a: _Telling, b: _Telling) -> bool:
    """Equal, or one within the other, whatever their precision."""
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def _towns_agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or _city(a) == _city(b)


def _names_agree(a: _Telling, b: _Telling) -> bool:
    if a.article_id == b.article_id and name_key(a.name) == name_key(b.name):
        return True
    if a.acronyms & b.acronyms:
        return True
    if a.words and b.words:
        shared = len(a.words & b.words)
        return shared > 0 and shared >= _SHARED * min(len(a.words), len(b.words)) and _kinds_agree(a, b)
    # a bare "réunion publique" is known by its town and its very day
    return bool(a.heads & b.heads) and a.insee is not None and b.insee is not None and a.first == b.first


def _kinds_agree(a: _Telling, b: _Telling) -> bool:
    """A meeting about the fair is not the fair, save where one of the names tells no kind."""
    return not a.heads or not b.heads or bool(a.heads & b.heads)


def _likeness(a: _Telling, b: _Telling) -> tuple[bool, bool, int, int]:
    """What is likest, in order: the same words of the same article, the same days, more words shared."""
    own = a.article_id == b.article_id and name_key(a.name) == name_key(b.name)
    return own, (a.first, a.last) == (b.first, b.last), len(a.words & b.words), int(a.insee == b.insee)


def _keys(t: _Telling) -> Iterator[str]:
    """Where a telling is looked up: month and word or acronym, month, town and kind, month and its own article."""
    marks = {*t.words, *t.acronyms, f"{t.article_id}:{name_key(t.name)}"}
    if t.insee:  # without a town a bare name is like no other
        marks |= {f"{_city(t.insee)}:{head}" for head in t.heads}
    first = t.first.year * 12 + t.first.month
    last = t.last.year * 12 + t.last.month
    for month in range(first, min(last, first + _MONTHS) + 1):
        for mark in marks:
            yield f"{month}:{mark}"


def _of_event(article_id: str, event: Event) -> _Telling:
    return _telling(article_id, event.name, event.start_date, event.end_date, event.insee)


def _of_trace(trace: EventTrace) -> _Telling:
    return _telling(trace.article_id, trace.name, trace.start_date, trace.end_date, trace.insee)


@lru_cache(maxsize=65536)
def _telling(article_id: str, name: str, start: str, end: str, insee: str | None) -> _Telling:
    tokens = [w for w in name_key(name).split() if not _NUMBER.match(w) and w not in _small()]
    kinds = frozenset(_stem(w) for w in tokens if _stem(w) in _generic())
    significant = frozenset(_stem(w) for w in tokens if len(w) > 1) - _generic()
    return _Telling(
        article_id, name, first_day(start), last_day(end or start), insee, significant, kinds, _acronyms(name)
    )


def _acronyms(name: str) -> frozenset[str]:
    """Those written, and the initials of a name in capitals: "World Artificial ... Festival" is a WAICF."""
    upper = name.isupper() and " " in name.strip()  # a line in capitals
    written = frozenset() if upper else frozenset(_ACRONYM.findall(name))
    initials = "".join(m[0] for m in _INITIAL.findall(re.sub(r"\(.*?\)", "", name))) if not upper else ""
    return written | ({initials} if len(initials) >= 3 else frozenset())


def _stem(word: str) -> str:
    return word.rstrip("sx") if len(word) > 3 else word


@cache
def _generic() -> frozenset[str]:
    """The nouns of events, and what often goes with them: they tell a kind, not which one."""
    nouns = {_stem(name_key(head).split()[0]) for head in heads()}
    nouns |= {_stem(w) for w in words("identity", "kinds")}
    return frozenset(nouns - {_stem(w) for w in words("identity", "names")})


@cache
def _small() -> frozenset[str]:
    ranks = frozenset(w for phrase in words("adjectives", "before") for w in phrase.split())
    return ranks | frozenset(words("identity", "small"))


@lru_cache(maxsize=4096)
def _city(insee: str) -> str:
    """Paris, Lyon and Marseille stand for their arrondissements."""
    for start, city in (("751", "75056"), ("6938", "69123"), ("132", "13055")):
        if insee.startswith(start):
            return city
    return insee
