"""Which candidates are a text's initiatives: a sum of named signals, one project for what is told together."""

from collections.abc import Sequence

from nlp.initiatives.candidates import Candidate
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon

WEIGHTS = {
    "main": 1.5, "count": 1.0, "title": 1.5, "head": 1.0, "said": 0.7, "carried": 0.7, "acting": 0.8, "used": 0.3,
    "ordinary": -0.8, "product": 0.2, "late": -1.0, "local": 0.6,
}  # fmt: skip
FIRST, OTHER_ACTOR, SAME_ACTOR = 2.0, 3.5, 5.5
"""The least score of a text's first initiative, of one of another authority, of a second one of the same."""
_MOST = 8


def chosen(scene: Scene, found: Sequence[Candidate]) -> list[Candidate]:
    """The text's initiatives, in the order in which it tells them."""
    for c in found:
        c.score = sum(WEIGHTS[name] * value for name, value in c.signals.items())
    kept: list[Candidate] = []
    for c in sorted(found, key=lambda c: -c.score):
        mine = [k for k in kept if k.actor == c.actor]
        least = FIRST if not kept else SAME_ACTOR if mine else OTHER_ACTOR
        if c.score < least or len(kept) >= _MOST or any(_together(scene, k, c) for k in kept):
            continue
        kept.append(c)
    return sorted(kept, key=lambda c: c.best.number)


def _together(scene: Scene, kept: Candidate, c: Candidate) -> bool:
    """Whether two candidates are one project: told in one sentence, or of one family of technologies."""
    numbers = {p.number for p in kept.places}
    shared = any(p.number in numbers for p in c.places)
    if kept.actor != c.actor:
        return kept.best.number == c.best.number
    return shared or _akin(kept.technology, c.technology)


def _akin(a: str, b: str) -> bool:
    return bool({a, *_above(a)} & {b, *_above(b)})


def _above(key: str) -> set[str]:
    return set(lexicon.ancestors(key)) if key in lexicon.lexicon() else set()
