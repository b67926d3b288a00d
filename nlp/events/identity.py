"""The same event over several articles is one: which known event a found one is, or that it is new.

Two tellings are of one event when their days agree (equal, or one within the other: a congress of three days, its
Wednesday), their towns do not contradict, and their names are alike: a significant word or an acronym shared by the
shorter one. Years and numbers of editions tell nothing. "Réunion publique" alone says too little: it needs town and
day.

Pure functions, the same for any order of a batch. Candidates are found by month and word, so that time grows with what
shares both.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256

from core.names import name_key
from core.types import Event, EventTrace
from nlp.events.tellings import Telling, city, of_event, of_trace

_SHARED = 0.5
"""What share of the shorter name's significant words the other must have."""
_KIND, _BARE = "kind:", "bare:"
_MONTHS = 14
"""An exhibition of more months is looked up by its first ones."""


def identified(found: Sequence[tuple[str, Event]], known: Sequence[EventTrace]) -> list[str]:
    """The id of each found (article id, event): that of the known event it is, else a new one (16 hex digits).

    Several articles of one batch may bring the same new event: they get one id, whatever their order.
    """
    new = [of_event(article, event) for article, event in found]
    old = [(trace.id, of_trace(trace)) for trace in known]
    direct = _best_known(new, old)
    groups = _components(new)
    return [direct[i] or _of_group(groups[i], direct, new) for i in range(len(new))]


def new_id(article_id: str, name: str, start_date: str) -> str:
    """16 hex digits of SHA-256 over the article that first told of it, the key of its name and its first day."""
    return sha256(f"{article_id}|{name_key(name)}|{start_date}".encode()).hexdigest()[:16]


def _best_known(new: Sequence[Telling], old: Sequence[tuple[str, Telling]]) -> list[str]:
    """For each telling the known event it is, the likest first; "" for none."""
    index: dict[str, list[int]] = defaultdict(list)
    seen: set[tuple[object, ...]] = set()
    for i, (id_, telling) in enumerate(old):
        first = (id_, *telling.sign()) not in seen
        seen.add((id_, *telling.sign()))
        for key in [_own(telling), *(_keys(telling) if first else ())]:
            index[key].append(i)
            if not telling.words:
                index[_BARE + key].append(i)
    best = []
    for telling in new:
        near = {i for key in (_own(telling), *_looked_up(telling)) for i in index.get(key, ())}
        alike = [(_likeness(telling, old[i][1]), old[i][0]) for i in near if _same(telling, old[i][1])]
        best.append(max(alike)[1] if alike else "")
    return best


def _looked_up(telling: Telling) -> Iterator[str]:
    """A name with words is alike by its kind to bare names only."""
    for key in _keys(telling):
        yield _BARE + key if telling.words and key.startswith(_KIND) else key


def _components(new: Sequence[Telling]) -> list[list[int]]:
    """The tellings of one batch that are of one event, directly or through others; one list for each telling."""
    parents = list(range(len(new)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = i = parents[parents[i]]
        return i

    for block in _blocks(new).values():
        for at, i in enumerate(block):
            for j in block[:at]:
                if root(i) != root(j) and _same(new[i], new[j]):
                    parents[root(i)] = root(j)
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(new)):
        members[root(i)].append(i)
    return [members[root(i)] for i in range(len(new))]


def _blocks(new: Sequence[Telling]) -> dict[str, list[int]]:
    """What may be of one event.

    Of a thousand tellings that say the same, the first stands for all: each of the others is compared with it alone.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    first: dict[tuple[object, ...], int] = {}
    for i, telling in enumerate(new):
        blocks[_own(telling)].append(i)
        known = first.setdefault(telling.sign(), i)
        if known != i:
            blocks[f"{known}={i}"] = [known, i]
            continue
        for key in _keys(telling):
            blocks[key].append(i)
    for block in [key for key in blocks if key.startswith(_KIND)]:  # only bare names are alike by kind
        members = blocks.pop(block)
        bare = [i for i in members if not new[i].words]
        blocks |= {f"{block}={i}={j}": [i, j] for i in bare for j in members if j != i}
    return blocks


def _of_group(group: Sequence[int], direct: Sequence[str], new: Sequence[Telling]) -> str:
    """The known id that its like have, else the id of its first telling in an order of its own."""
    ids = sorted(direct[i] for i in group if direct[i])
    if ids:
        return max(ids, key=lambda id_: (ids.count(id_), id_))
    first = min(
        (new[i] for i in group), key=lambda t: (t.first, t.last, name_key(t.name), t.article_id, t.name)
    )
    return new_id(first.article_id, first.name, first.first.isoformat())


def _same(a: Telling, b: Telling) -> bool:
    return _days_agree(a, b) and _towns_agree(a.insee, b.insee) and _names_agree(a, b)


def _days_agree(a: Telling, b: Telling) -> bool:
    """Equal, or one within the other, whatever their precision."""
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def _towns_agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or city(a) == city(b)


def _names_agree(a: Telling, b: Telling) -> bool:
    if a.article_id == b.article_id and name_key(a.name) == name_key(b.name):
        return True
    if a.acronyms & b.acronyms:
        return True
    if a.words and b.words:
        shared = len(a.words & b.words)
        return shared > 0 and shared >= _SHARED * min(len(a.words), len(b.words)) and _kinds_agree(a, b)
    # a bare "réunion publique" is known by its town and its very day
    return bool(a.heads & b.heads) and a.insee is not None and b.insee is not None and a.first == b.first


def _kinds_agree(a: Telling, b: Telling) -> bool:
    """A meeting about the fair is not the fair, save where one of the names tells no kind."""
    return not a.heads or not b.heads or bool(a.heads & b.heads)


def _likeness(a: Telling, b: Telling) -> tuple[bool, bool, int, int]:
    """What is likest, in order: the same words of the same article, the same days, more words shared."""
    own = a.article_id == b.article_id and name_key(a.name) == name_key(b.name)
    return own, (a.first, a.last) == (b.first, b.last), len(a.words & b.words), int(a.insee == b.insee)


def _own(t: Telling) -> str:
    """Where the same words of one article are looked up."""
    return f"{t.article_id}:{name_key(t.name)}"


def _keys(t: Telling) -> Iterator[str]:
    """Where a telling is looked up: month and word or acronym; a bare name's day, town and kind."""
    if t.insee:  # without a town a bare name is like no other
        yield from (f"{_KIND}{t.first}:{city(t.insee)}:{head}" for head in t.heads)
    marks = {*t.words, *t.acronyms}
    first = t.first.year * 12 + t.first.month
    last = t.last.year * 12 + t.last.month
    for month in range(first, min(last, first + _MONTHS) + 1):
        for mark in marks:
            yield f"{month}:{mark}"
