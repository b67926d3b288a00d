"""What a letter that was sent had wrong, in French: each fact as it was told against what it is now. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.letters import Issue
from core.names import name_key
from digest import french
from digest.erratum_words import TITLE, Named, sentence
from digest.letter import Foot, Gaps, Item, Letter
from digest.places import same_town

Key = tuple[str, str]
Facts = tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a letter told otherwise than it is; `now` is empty when it is not told any more.

    `sentence` is empty where that of another says it as well; `url` is that of the article that told it.
    """

    item: str
    kind: str
    key: str
    said: str
    now: str
    sentence: str
    url: str = ""


def said(issues: Sequence[Issue]) -> Facts:
    """What was told at last, by a letter and those of its errata that left, in their order; titles by its links."""
    told: dict[Key, tuple[str, str, str, str]] = {}
    for issue in issues:
        told |= {} if issue.erratum else _titles(issue)
        for fact in issue.facts:
            told[fact[0], fact[1]] = fact
    return tuple(told.values())


def _titles(issue: Issue) -> dict[Key, tuple[str, str, str, str]]:
    return {
        (TITLE, told["article_id"]): (TITLE, told["article_id"], told["title"], item["key"])
        for item in reversed(issue.content.get("items", ()))  # the first that links to it counts
        for told in item["tellings"]
    }


def differences(letter: Letter, told: Facts, now: Mapping[Key, Named]) -> tuple[Difference, ...]:
    """What is no longer as it was told, in the order of the letter. What was told empty was not told."""
    items = {item.key: item for item in letter.items}
    reserved = {told.article_id for told in letter.gaps.reserved}
    order = {key: place for place, key in enumerate(items)}
    found = []
    for kind, key, value, where in sorted(told, key=lambda fact: order.get(fact[3], len(order))):
        is_now = now.get((kind, key), ("", ""))
        if value and not _same(kind, value, is_now[0]):
            told_now = sentence(
                kind, key, value, is_now, items.get(where), reserved=key.partition(":")[0] in reserved
            )
            proof = _proof(items.get(where), key)
            found.append(Difference(where, kind, key, value, is_now[0], told_now, proof))
    return tuple(
        replace(one, sentence="") if _is_said_by_another(one, found, items.get(one.item)) else one
        for one in found
    )


def _proof(item: Item | None, key: str) -> str:
    """The address of the article of a fact, or of the first of its item that can be linked."""
    told = item.tellings if item else ()
    own = (one.url for one in told if one.article_id == key.partition(":")[0])
    return next(filter(None, (*own, *(one.url for one in told))), "")


def _is_said_by_another(one: Difference, found: Sequence[Difference], item: Item | None) -> bool:
    """Articles that were not for us take along what they told; an initiative its supplier; a quote who spoke."""
    if one.kind == "article":
        return False
    not_ours = {other.key for other in found if other.kind == "article"}
    if item and item.tellings and all(told.article_id in not_ours for told in item.tellings):
        return True
    others = [other for other in found if other.item == one.item and other is not one]
    if one.kind == "story":  # it goes by the title of one of its articles
        return any(other.kind == TITLE and name_key(other.said) == name_key(one.said) for other in found)
    gone = {other.kind for other in others if not other.now}
    if not one.now and gone & _CARRIES.get(one.kind, set()):
        return True
    # who speaks is told with the role
    return one.kind == "mayor" and any(other.kind == "speaker" for other in others)


_CARRIES = {
    "initiative-supplier": {"initiative-status"}, "initiative-actor": {"initiative-status"}, "speaker": {"quote"},
    "mayor": {"quote"}, "event-place": {"event"},
}  # fmt: skip
"""The kinds that take a kind along when they go."""


def _same(kind: str, value: str, now: str) -> bool:
    if kind == "article":
        return _true(value) == _true(now)
    if kind == "story" and not now:  # stories are formed anew: what was told of one stands
        return True
    if kind == "event" and now:  # another spelling of its name moves nobody
        return value.split("|", 3)[:3] == now.split("|", 3)[:3]
    if kind == "event-place":
        return same_town(value, now)
    if kind in {"quote", "initiative-supplier", "initiative-actor", "story", TITLE}:
        return name_key(value) == name_key(now)
    return value == now


def _true(value: str) -> bool:
    return value.lower() in {"true", "1", "relevant"}


def letter(of: Letter, found: Iterable[Difference], note: str = "") -> Letter:
    """An erratum as a letter of its own: what was wrong, and the editor's line."""
    days, told = french.span(of.week.first, of.week.last), [one for one in found if one.sentence]
    return Letter(
        of.title,
        of.week,
        f"Rectificatif à la lettre de la semaine {days}",
        (),
        Gaps(),
        replace(of.foot, watch_note="") if of.foot else Foot(0, 0, 0),
        editorial=note,
        erratum=tuple(one.sentence for one in told),
        proofs={one.sentence: one.url for one in told if one.url},
    )


def facts(found: Iterable[Difference]) -> Facts:
    """What an erratum tells; empty where it takes something back."""
    return tuple((one.kind, one.key, one.now, one.item) for one in found)


def lines(erratum: Letter) -> tuple[str, ...]:
    """What an erratum says, the editor's line last."""
    return (*erratum.erratum, *filter(None, [erratum.editorial]))
