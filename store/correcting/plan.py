"""Which corrections concern an article, and where what they merge leads to: what holds, found by what it is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from core.figures import reckoned
from core.names import name_key
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing, undone
from store.correcting import facts
from store.correcting.facts import Office, Tables

_NO_OFFICES: Mapping[str, Sequence[Office]] = MappingProxyType({})
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_MADE_BY_SPLIT = frozenset({Kind.INITIATIVE, Kind.EVENT})


@dataclass(frozen=True, slots=True)
class Unit:
    """All rows of one version of one article; `day` is the article's."""

    article_id: str
    version: int
    tables: Tables
    day: date | None = None


class Plan:
    """The corrections that hold, found by what they are about.

    `offices` are the mandates of communes by INSEE. `suppliers` are the keys of organisations whose rows have other
    names than the analysis gave them, by these names as keys: of published rows, which were corrected before.
    """

    def __init__(
        self,
        said: Sequence[Correction],
        offices: Mapping[str, Sequence[Office]] = _NO_OFFICES,
        suppliers: Mapping[str, str] = _NO_NAMES,
    ) -> None:
        self.offices = offices
        self._suppliers = suppliers
        self.holding = _not_overruled([*_rejoined(said), *standing(said)])
        self._figures: dict[str, list[Correction]] = defaultdict(list)
        for one in said:
            if one.action is Action.FIGURE:
                self._figures[facts.figure_key(reckoned(one.value)._asdict())].append(one)
        self._gone = undone(said)
        self._known_as: dict[int, frozenset[str]] = {}
        self._given = {
            name_key(one.value): one.key
            for one in self.holding
            if one.kind is Kind.ORGANISATION and one.action is Action.RENAME
        }
        self._articles: dict[str, list[Correction]] = defaultdict(list)
        self._keys: dict[tuple[Kind, str], list[Correction]] = defaultdict(list)
        self._names: dict[tuple[Kind, str], str] = {}
        self._into: dict[tuple[Kind, str], list[Correction]] = defaultdict(list)
        for one in self.holding:
            self._file(one)

    def __bool__(self) -> bool:
        return bool(self.holding)

    def of(self, unit: Unit) -> list[Correction]:
        """The corrections that may concern a unit, in order: by its article, or by the keys of its rows and onwards."""
        found = {one.number: one for one in self._articles.get(unit.article_id, ())}
        if self._keys:
            self._follow(self._named(unit), found)
        return [found[number] for number in sorted(found)]

    def _named(self, unit: Unit) -> set[tuple[Kind, str]]:
        told = unit.tables.get("initiative_history", ())
        suppliers = {(Kind.ORGANISATION, self.supplier(row["supplier"])) for row in told}
        return facts.keys(unit.tables) | suppliers

    def end(self, merge: Correction) -> str:
        """The key that a merge leads to: where its target was merged before it was said."""
        key, seen = merge.value, {merge.key}
        while key not in seen:
            seen.add(key)
            before = [m for m in self._into.get((merge.kind, key), ()) if m.number < merge.number]
            key = before[-1].value if before else key
        return key

    def keys(self, one: Correction) -> frozenset[str]:
        """The keys by which a word knows a figure: its own, and those that it had before earlier words made it this.

        These may have been taken back since: what was said after them stands all the same.
        """
        if one.kind is not Kind.FIGURE:
            return frozenset()
        if one.number not in self._known_as:
            led = [word for word in self._figures.get(one.key, ()) if self._led(word, one)]
            self._known_as[one.number] = frozenset({one.key}).union(*map(self.keys, led))
        return self._known_as[one.number]

    def _led(self, word: Correction, one: Correction) -> bool:
        """Whether a word held in the same article when `one` was said."""
        back = self._gone.get(word.number)
        held = word.number < one.number and (back is None or back.at > one.at)
        return held and bool({*_concerned(word)} & {*_concerned(one)})

    def supplier(self, name: str | None) -> str:
        """The key of the organisation that a row names."""
        key = name_key(name or "")
        return self._suppliers.get(key, key)

    def into(self, one: Correction) -> str:
        """What a correction leads to: a supplier that an editor names is the organisation that was given this name."""
        if one.action is Action.SUPPLIER:
            key = name_key(one.value)
            return self._given.get(key, key)
        return self.end(one) if one.action is Action.MERGE else one.value

    def redirects(self) -> dict[tuple[Kind, str], tuple[str, Correction]]:
        """Each merged key with the key that it is now, at the end of all merges, and the merge that took it away."""
        found = {}
        for (kind, old), merges in self._into.items():
            key, seen = merges[-1].value, {old}
            while (kind, key) in self._into and key not in seen:
                seen.add(key)
                key = self._into[kind, key][-1].value
            if key != old:
                found[kind, old] = (key, merges[-1])
        return found

    def name(self, kind: Kind, key: str) -> str:
        """The last name that an editor gave it everywhere, empty without one."""
        return self._names.get((kind, key), "")

    def _file(self, one: Correction) -> None:
        for article in _concerned(one):
            self._articles[article].append(one)
        if _concerned(one):
            return
        self._keys[one.kind, one.key].append(one)
        if one.action is Action.RENAME:
            self._names[one.kind, one.key] = one.value
        if one.action is Action.MERGE:
            self._into[one.kind, one.key].append(one)

    def _follow(self, keys: Iterable[tuple[Kind, str]], found: dict[int, Correction]) -> None:
        """Add what is said of these keys, and of those that they, or words on the article alone, lead to."""
        waiting = [*keys, *(lead for one in found.values() for lead in self._leads(one))]
        seen = set()
        while waiting:
            if (at := waiting.pop()) in seen:
                continue
            seen.add(at)
            for one in self._keys.get(at, ()):
                found[one.number] = one
                waiting += self._leads(one)

    def _leads(self, one: Correction) -> Iterable[tuple[Kind, str]]:
        # the key of a person follows from role, commune and name: any of them may come
        if one.kind is Kind.PERSON:
            yield from (at for at in self._keys if at[0] is Kind.PERSON)
        elif one.action is Action.SUPPLIER:
            yield Kind.ORGANISATION, self.into(one)
        elif one.action in {Action.MERGE, Action.LINK, Action.SPLIT}:
            yield one.leads_to, one.value
        if one.kind is Kind.QUOTE and one.detail.insee:  # who speaks is of a commune
            yield Kind.COMMUNE, one.detail.insee


def _concerned(one: Correction) -> tuple[str, ...]:
    """The articles that a correction is about, none when it is about all."""
    if one.articles:
        return one.articles
    article = one.key if one.kind is Kind.ARTICLE else one.article_id
    return (article,) if article else ()


def _not_overruled(said: Sequence[Correction]) -> list[Correction]:
    """Whether an article is for us is said by the last word on it: what another took away before would stay away."""
    last = {one.key: one.number for one in said if _judges(one)}
    return [one for one in said if not _judges(one) or last[one.key] == one.number]


def _judges(one: Correction) -> bool:
    return one.kind is Kind.ARTICLE and one.action in {Action.RELEVANT, Action.IRRELEVANT}


def _rejoined(said: Sequence[Correction]) -> Iterable[Correction]:
    """Of an undone split, what has got its id since goes back to what was split."""
    gone = undone(said)
    for one in said:
        if one.action is Action.SPLIT and one.kind in _MADE_BY_SPLIT and one.number in gone:
            yield replace(
                one, action=Action.MERGE, key=one.value, value=one.key, articles=(), undoes=one.number
            )
