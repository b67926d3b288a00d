"""What a text tells of another authority without naming the technology again: "Joigny y réfléchit"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.types import ActorKind, Mention
from nlp.initiatives.acts import Act, When, words
from nlp.initiatives.carriers import Carrier, joined, leads, quoted, standing
from nlp.initiatives.families import is_product, means
from nlp.initiatives.references import Reference
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
from nlp.wordlists import either, table

_MOST = 60
_SHORT, _LONGER = 90, 160
"""Characters of a sentence that needs no "y", no "le même outil" to be about what precedes it; more for plans."""
_FUTURE = re.compile(r"\b(?!pourr)[a-zà-ÿ]+(?:e|i|d|t|u|v|o|ur)r(?:a|ont|ons)\b")
_MAY = re.compile(r"\bpourr(?:a|ont)\b")
_ASKS = re.compile(r"(?:demand|réclam|convain)")
"""Of another town's project one asks to see it, or to be in it: that decides nothing."""


class Echo(NamedTuple):
    """A sentence in which an authority does something with the technology named before."""

    number: int
    mention: Mention
    carrier: Carrier


@cache
def _anaphor() -> re.Pattern[str]:
    return re.compile(rf"\b{either(words(table('initiatives_actors.toml')['echo']))}\b")


def echoes(scene: Scene) -> Iterator[Echo]:
    """The echoes of a text; `scene.technologies` must be filled."""
    left = _MOST
    first = min(scene.technologies, default=len(scene.sentences))
    for number in sorted(scene.references):
        if number <= first or number in scene.technologies:
            continue
        if scene.sentences.all[number].heading or left <= 0:
            continue
        mention = _spoken_of(scene, number)
        start, end = scene.sentences.span(number)
        if mention is None or not _acts(scene, number):
            continue
        if not _anaphor().search(scene.found.low, start, end) and end - start > _reach(scene, number):
            continue
        for who in _subjects(scene, number, mention):
            left -= 1
            yield Echo(number, mention, who)


# "Un système équivalent fonctionne à Firminy"
_EQUIVALENT = re.compile(
    r"(?:un|une|des|le meme|la meme|les memes|ce meme|d autres) (?:[a-z]+ ){0,4}"
    + either(table("initiatives_actors.toml")["equivalent"])
)


_ANYBODY = re.compile(
    r"(?: \([^()\n]{1,30}\))?,? (?:en revanche |,? ?)?(?:on |(?:une?|des|certaine?s|quelques) (?:retraitee?|habitante?|"
    r"commercante?|riveraine?|usager|parent|elue?|opposante?|mere|pere|femme|homme|voisine?|association|collectif)s?\b)"
)
"""Behind "À Périgueux": not the town but somebody there approves."""
_MONEY = re.compile(r"\d (?:euros|€|millions?|%)|\d ?%|\bun tiers\b|\bun quart\b|\bla moitie\b")
_FUNDERS = frozenset({ActorKind.DEPARTEMENT, ActorKind.REGION})


def _pays(scene: Scene, r: Reference, start: int, end: int) -> bool:
    """Whether a département or a région stands beside money: it helps to pay what a town does."""
    return r.actor.kind in _FUNDERS and _MONEY.search(scene.found.low, start, end) is not None


def _subjects(scene: Scene, number: int, mention: Mention) -> Iterator[Carrier]:
    """The first authority that acts in a sentence, and those named with it; where the like of it is."""
    start, end = scene.sentences.span(number)
    opened = _EQUIVALENT.match(scene.found.low, start, end) is not None
    for r in scene.references[number]:
        like = opened or _EQUIVALENT.match(scene.found.low, min(end, r.end + 2), end) is not None
        how = "" if _is_person(scene, r) else standing(scene, number, r, mention)
        if _pays(scene, r, start, end) or (_ANYBODY.match(scene.found.low, r.end) and not like):
            continue
        if how and (leads(scene, number, r) or (like and how == "place")) and r.actor != scene.main:
            yield Carrier(r.actor, r, "echo")
            yield from (c._replace(how="echo") for c in joined(scene, number, r, how))
            return


@cache
def _persons() -> re.Pattern[str]:
    return re.compile(rf"\b{either(table('initiatives_actors.toml')['persons'])}\b")


def _is_person(scene: Scene, r: Reference) -> bool:
    """Whether somebody of a town stands for it: another's project is not taken up by saying so."""
    named = r.way.named or r.actor.kind is not ActorKind.COMMUNE
    return r.way.role or (not named and _persons().search(scene.found.low, r.start, r.end) is not None)


_ECHOED = {Act.PUT, Act.SURE, Act.BUY, Act.TEST, Act.STOP, Act.PLAN}
_SIGNED = {"plan", "test", "stop"}
_USES = re.compile(r"(?:utilis|dispos|recour|fonctionn|emplo|possèd)")


def _acts(scene: Scene, number: int) -> bool:
    """Whether something is done or wished; who looks on, asks to see it or pays a part does nothing of its own."""
    acts = scene.actions.get(number, ())
    kinds = {s.kind for s in scene.signs.get(number, ())}
    span = scene.sentences.span(number)
    if kinds & {"stop", "test", "attempt"}:
        return True
    if any(a.act in {Act.PAY, Act.WATCH} or (a.denied and not a.no_more) for a in acts):
        return False
    if "plan" in kinds:
        return True
    told = any(
        a.act in _ECHOED or (a.act is Act.USE and _USES.match(scene.said, a.start))
        for a in acts if a.when is not When.PURPOSE and not _ASKS.match(scene.said, a.start)
    )  # fmt: skip
    if told or acts:
        return told and _MAY.search(scene.said, *span) is None
    return (
        _FUTURE.search(scene.said, *span) is not None
        and _anaphor().search(scene.found.low, *span) is not None
    )


def _reach(scene: Scene, number: int) -> int:
    acts = {a.act for a in scene.actions.get(number, ())}
    return _LONGER if acts & {Act.PLAN, Act.STOP} else _SHORT


def _spoken_of(scene: Scene, number: int) -> Mention | None:
    """The technology last told of before a sentence: the first that says more than "application" of the nearest."""
    named: Mention | None = None
    near = [n for n in range(number - 1, max(-1, number - 13), -1) if n in scene.technologies]
    for n in near:
        told = (
            [m for m in scene.technologies[n] if not quoted(scene, m)]
            if not scene.sentences.all[n].heading
            else []
        )
        # another town takes up what it is, not the name that the first one gave it
        named = named or (told[0] if told else None)
        told = [m for m in told if not (m.candidate and is_product(m))]
        if told:
            return next((m for m in told if lexicon.weight(m) and m.key not in means()), told[0])
    return named
