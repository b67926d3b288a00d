"""Why an article answers a watch: what it names of what was asked, and the passage that shows it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from core.names import name_key
from digest.french import NBSP, TOPICS
from digest.watched.why import NATURES, Why, names, technologies, why
from store.query import Snapshot
from store.readers.watched import NamedIn, Watched, named
from store.search import Hit

_MAYORS = {"mayor": "maire", "former_mayor": "ex-maire"}


class Reasons:
    """The reasons of one watch; `filters` are its filters, and `labels` the names of its places."""

    def __init__(self, filters: Mapping[str, str], labels: Mapping[str, str], codes: Collection[str]) -> None:
        """`codes` are the communes that are followed as one: an old one, and the one that it is part of now."""
        self._filters, self._labels, self._codes = filters, labels, frozenset(codes)

    def of(self, hit: Hit, row: Watched, found: Iterable[NamedIn]) -> Why:
        """A sentence; a passage where words were asked for, or a fact cites one, and none of a reserved article."""
        matched = [one for one in found if self._asked(one)]
        reasons = filter(None, (*self._named(matched, row), *self._told(row), self._words()))
        if row.reserved:
            return why(list(reasons))
        marked = [hit.passage.text[start:end] for start, end in hit.passage.marks]
        shown = hit.passage.text if marked else next((one.evidence for one in matched if one.evidence), "")
        return why(list(reasons), shown, marked or [one.surface for one in matched])

    def _asked(self, one: NamedIn) -> bool:
        match one.kind:
            case "commune":
                return one.code in self._codes or (
                    self._filters.get("epci", "-") == one.epci
                    or self._filters.get("departement", "-") == one.departement
                )
            case "mayor" | "former_mayor":
                wanted = set(name_key(self._filters.get("mayor", "")).split())
                return bool(wanted) and (wanted <= set(name_key(one.name).split()) or self._is("mayor", one))
            case _:
                return self._is(one.kind, one)

    def _is(self, kind: str, one: NamedIn) -> bool:
        value = self._filters.get(kind, "")
        return bool(value) and (value == one.code or name_key(value) == name_key(one.name))

    def _named(self, matched: Iterable[NamedIn], row: Watched) -> Iterator[str]:
        by_kind: dict[str, list[NamedIn]] = defaultdict(list)
        for one in matched:
            by_kind[one.kind].append(one)
        towns = [one.name for one in by_kind["commune"]]
        areas = [_with_article(self._labels[kind]) for kind in ("epci", "departement") if by_kind[kind]]
        within = [self._labels[kind] for kind in ("epci", "departement") if kind in self._filters]
        yield names([*areas, *towns]) + (f" ({within[0]})" if towns and within and not areas else "")
        yield names([f"{one.name} comme {said}" for kind, said in _MAYORS.items() for one in by_kind[kind]])
        yield technologies(
            [(one.name, one.name if row.reserved else one.surface) for one in by_kind["technology"]]
        )

    def _told(self, row: Watched) -> Iterator[str]:
        if topic := self._filters.get("topic"):
            yield f"relève du thème «{NBSP}{TOPICS.get(topic, topic)}{NBSP}»"
        if nature := self._filters.get("nature"):
            yield NATURES.get(nature, f"est de nature «{NBSP}{nature}{NBSP}»")
        if self._filters.get("source"):
            yield f"est paru dans {row.outlet}"

    def _words(self) -> str:
        asked = self._filters.get("words", "")
        return f"répond à «{NBSP}{asked}{NBSP}»" if asked else ""


def _with_article(area: str) -> str:
    """Say "la communauté de communes du Marais", "la Métropole de Lyon", "Lorient Agglomération", "Jura"."""
    lower = area[:1].lower() + area[1:] if area.startswith("Communauté") else area
    return f"la {lower}" if lower.startswith(("communauté", "Métropole ")) else area


def by_article(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, list[NamedIn]]:
    """What each of these articles names."""
    found: dict[str, list[NamedIn]] = defaultdict(list)
    for one in named(snapshot, ids):
        found[one.article_id].append(one)
    return found
