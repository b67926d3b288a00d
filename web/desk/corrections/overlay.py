"""What waits, laid over the facts that pages of things show, each asked for what it is about.

A room hands `overlay.of(visit, snapshot)` to its template as `over`; `desk/waits.html` shows what it answers. Where
nothing waits all answers are NONE, found without looking. Only what is said of the fact itself, of who or what it
names, or of its article is laid over it: counts, maps and lists stay as published until the next run.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.names import name_key
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.quotes import is_nobodys, same_words
from web.desk.corrections import pending
from web.desk.corrections.pending import Pending

if TYPE_CHECKING:
    from store.query import Snapshot
    from store.readers.desk.doubts import Doubt
    from store.readers.desk.things import Initiative
    from web.desk.visit import Visit

NOBODY = "on ne sait qui"
"""Who speaks where nobody can be named."""
_JOINS = {Action.MERGE, Action.LINK}


@dataclass(frozen=True, slots=True)
class Laid:
    """What waits for a fact: the words, those taken back, and what it will be; "" and False where it stays as it is."""

    words: tuple[Correction, ...] = ()
    back: tuple[Correction, ...] = ()
    gone: bool = False
    name: str = ""
    status: str = ""
    supplier: str | None = None
    tool: str = ""
    role: str = ""
    day: str = ""
    town: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.back)


NONE = Laid()


class Overlay:
    """What waits, by what it is about; `article` is the article that speaks, "" for the thing as a whole."""

    def __init__(self, over: Pending) -> None:
        self.pending = over

    def __bool__(self) -> bool:
        return bool(self.pending.count)

    @staticmethod
    def told(one: Correction) -> str:
        """What was said, of what: "« SEM 1 » s’appelle « La SEM »"."""
        return f"« {one.detail.called or one.key} » {pending.told(one)}"

    def line(self, one: "Initiative") -> Laid:
        """A line of the register."""
        town = one.actor_code if one.actor_kind == "commune" else ""
        return self.initiative(
            one.initiative_id, one.article_id, only=one.articles < 2,
            town=town, tool=one.technology_id, supplier=one.supplier,
        )  # fmt: skip

    def thing(self, kind: str, key: str) -> Laid:
        """A thing as a whole, with what will be one with it."""
        if not self:
            return NONE
        own, back = self.pending.of(kind, key), self.pending.back(kind, key)
        joining = [
            one
            for one in self.pending.waiting
            if one.action in _JOINS and (one.kind, one.value) == (kind, key)
        ]
        name = self.pending.named(kind, key) or ""
        return Laid((*own, *joining), tuple(back), self.pending.gone(kind, key), name)

    def article(self, article: str, *about: str) -> Laid:
        """An article in a list; `about` are kind and key of what the list is about."""
        if not self:
            return NONE
        own = self._both(Kind.ARTICLE, article, article)
        told = self._both(about[0], about[1], article) if about else NONE
        alone = tuple(one for one in told.words if one.article_id or one.articles)
        leaves = any(one.action in {Action.DELETE, Action.LINK} for one in alone)
        gone = leaves or any(one.action is Action.IRRELEVANT for one in own.words)
        return Laid(
            (*own.words, *alone), own.back, gone, self.pending.named(Kind.ARTICLE, article, article) or ""
        )

    def initiative(
        self, key: str, article: str, *, only: bool = True, town: str = "", tool: str = "", supplier: str = ""
    ) -> Laid:
        """A line of the register, or what an article says of it; `only`: no other article tells of it."""
        if not self:
            return NONE
        own = self._told(key, article, only=only)
        told, named = self._both(Kind.COMMUNE, town, article), self._both(Kind.TECHNOLOGY, tool, article)
        seller, judged = self._called(supplier), self._judged(article)
        words = (*own.words, *told.words, *named.words, *judged)
        status, sold_by = _last(own.words, Action.STATUS), _last(own.words, Action.SUPPLIER)
        return Laid(
            (*words, *seller), (*own.back, *told.back, *named.back), any(_takes_away(one, only=only) for one in words),
            self.pending.named(Kind.INITIATIVE, key, article) or "", status or "",
            _renamed(seller) if sold_by is None and seller else sold_by,
            self.pending.named(Kind.TECHNOLOGY, tool, article if only else None) or "",
            town=_commune(own.words),
        )  # fmt: skip

    def _told(self, key: str, article: str, *, only: bool) -> Laid:
        """Of what several articles tell, with what is said of the whole: its last articles give its status."""
        own = self._both(Kind.INITIATIVE, key, article)
        if only:
            return own
        whole = (one for one in self.pending.of(Kind.INITIATIVE, key) if one not in own.words)
        return replace(own, words=(*own.words, *whole))

    def _judged(self, article: str) -> list[Correction]:
        return [
            one for one in self.pending.of(Kind.ARTICLE, article, article) if one.action is Action.IRRELEVANT
        ]

    def quote(self, text: str, article: str, person: str = "") -> Laid:
        """Somebody's words."""
        if not self:
            return NONE
        key = name_key(text)
        own = [one for one in self._in(Kind.QUOTE, article) if same_words(one.key, key)]
        who = self.role(person, article) if person else NONE
        gone = any(one.action is Action.DELETE for one in own)
        if given := next((one for one in reversed(own) if one.action is Action.LINK), None):
            named = ("", "") if is_nobodys(given) else (given.detail.name, given.detail.category)
            return Laid((*own, *who.words), who.back, gone, named[0] or NOBODY, role=named[1])
        return Laid((*own, *who.words), who.back, gone, "" if who.gone else who.name, role=who.role)

    def role(self, person: str, article: str) -> Laid:
        """What an article says that somebody is."""
        if not self:
            return NONE
        found = self._both(Kind.PERSON, person, article)
        gone = any(one.action is Action.DELETE for one in found.words)
        name = self.pending.named(Kind.PERSON, person, article) or ""
        return Laid(found.words, found.back, gone, name, role=_last(found.words, Action.ROLE) or "")

    def event(self, key: str, article: str, *, only: bool = True) -> Laid:
        """Something announced, as its last article does; `only`: no other announces it."""
        if not self:
            return NONE
        own = self._both(Kind.EVENT, key, article)
        words = (*own.words, *self._judged(article))
        gone = any(_takes_away(one, only=only) for one in words)
        name = self.pending.named(Kind.EVENT, key, article if only else None) or ""
        return Laid(words, own.back, gone, name, day=self.pending.day(key, article), town=_commune(own.words))

    def doubt(self, one: "Doubt") -> Laid:
        """A doubtful fact of an article."""
        if one.kind == "initiative":
            laid = self.initiative(one.thing, one.article_id)
            return replace(laid, name=laid.town)  # what is shown is who carries it
        if one.kind == "quote":
            return self.quote(one.value, one.article_id)
        return self.role(one.thing, one.article_id)

    def organisation(self, name: str) -> Laid:
        """A supplier, known by nothing but its name."""
        said = self._called(name) if self else []
        gone = any(one.action is Action.DELETE for one in said)
        return Laid(tuple(said), (), gone, _renamed(said)) if said else NONE

    def _both(self, kind: str, key: str, article: str) -> Laid:
        return Laid(tuple(self.pending.of(kind, key, article)), tuple(self.pending.back(kind, key, article)))

    def _in(self, kind: Kind, article: str) -> Iterator[Correction]:
        """What is said of an article's facts of a kind."""
        for one in self.pending.waiting:
            if one.kind is kind and article in {one.article_id, *one.articles}:
                yield one

    def _called(self, name: str) -> list[Correction]:
        """What is said everywhere of the organisation of a name."""
        key = name_key(name)
        everywhere = (
            one for one in self.pending.waiting if one.kind is Kind.ORGANISATION and pending.meant(one, None)
        )
        return [one for one in everywhere if key and key in {one.key, name_key(one.detail.called)}]


def of(visit: "Visit", snapshot: "Snapshot") -> Overlay:
    """What waits over this snapshot; made again only when anything was said since."""
    over = pending.of(visit, snapshot)
    if not over.count:
        return NOTHING
    return visit.desk.published.cached(snapshot, ("overlay", over.numbers), lambda: Overlay(over))


NOTHING = Overlay(pending.NOTHING)


def _takes_away(one: Correction, *, only: bool) -> bool:
    """Whether a fact goes with it; what others tell too stays when one article does not tell it."""
    alone = bool(one.article_id or one.articles) or one.kind is Kind.ARTICLE
    takes = one.action in {Action.DELETE, Action.IRRELEVANT} and not one.detail.was
    return takes and (only or not alone)


def _last(words: Iterable[Correction], action: Action) -> str | None:
    given = [one.value for one in words if one.action is action]
    return given[-1] if given else None


def _commune(words: Iterable[Correction]) -> str:
    """The commune that an initiative will be of, or an event in."""
    linked = {Kind.INITIATIVE, Kind.EVENT}
    given = [one.detail.name for one in words if one.kind in linked and one.action is Action.LINK]
    return given[-1] if given else ""


def _renamed(words: Iterable[Correction]) -> str:
    given = [one.value if one.action is Action.RENAME else one.detail.name for one in words]
    return next((name for name in reversed(given) if name), "")
