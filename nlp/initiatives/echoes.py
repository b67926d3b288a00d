"""What a text tells of another authority without naming the technology again: "Joigny y réfléchit"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.types import Mention
from nlp.initiatives.actions import Act, When, words
from nlp.initiatives.carriers import Carrier, joined, leads, quoted, standing
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
from nlp.wordlists import either, table

_MOST = 60
_SHORT = 90
"""Characters of a sentence that needs no "y", no "le même outil" to be about what precedes it."""
_FUTURE = re.compile(r"\b[a-zà-ÿ]{2,}(?:e|i|d|t|u|v|o|ur)r(?:a|ont|ons)\b")


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
    for number in sorted(scene.references):
        if not scene.technologies or number <= min(scene.technologies) or number in scene.technologies:
            continue
        if scene.sentences.all[number].heading or left <= 0:
            continue
        mention = _spoken_of(scene, number)
        start, end = scene.sentences.span(number)
        if mention is None or not (_acts(scene, number) or _FUTURE.search(scene.said, start, end)):
            continue
        if not _anaphor().search(scene.found.low, start, end) and end - start > _SHORT:
            continue
        for who in _subjects(scene, number, mention):
            left -= 1
            yield Echo(number, mention, who)


def _subjects(scene: Scene, number: int, mention: Mention) -> Iterator[Carrier]:
    """The first authority that acts in a sentence, and those named with it."""
    for r in scene.references[number]:
        how = standing(scene, number, r, mention) if r.way.named and not r.way.role else ""
        if how and leads(scene, number, r) and r.actor != scene.main:
            yield Carrier(r.actor, r, "echo")
            yield from (c._replace(how="echo") for c in joined(scene, number, r, how))
            return


def _acts(scene: Scene, number: int) -> bool:
    return any(a.act not in {Act.SPEAK, Act.PAY} and a.when is not When.PURPOSE for a in scene.actions.get(number, ()))


def _spoken_of(scene: Scene, number: int) -> Mention | None:
    """The technology last told of before a sentence: the first that says more than "application" of the nearest."""
    near = [n for n in range(number - 1, max(-1, number - 13), -1) if n in scene.technologies]
    for n in near:
        told = [m for m in scene.technologies[n] if not quoted(scene, m)] if not scene.sentences.all[n].heading else []
        if told:
            return next((m for m in told if lexicon.weight(m) and m.key not in means()), told[0])
    return None


@cache
def means() -> frozenset[str]:
    """Technologies that are mostly the means of another one."""
    return frozenset(words(table("initiatives_actors.toml")["means"]))
