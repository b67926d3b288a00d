"""Where a text may tell what an initiative is for, and how sure each place and reader is."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from core.types import Mention, Span, UseCategory
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.ownership import is_elsewhere
from nlp.initiatives.purposes import anaphor, pronoun
from nlp.initiatives.scene import Scene
from nlp.initiatives.use_means import told_made, told_with
from nlp.initiatives.use_nouns import (
    told_aimed,
    told_behind,
    told_complement,
    told_enabled,
    told_first,
    told_generic,
    told_named,
    told_noun,
    told_use_noun,
)
from nlp.initiatives.use_verbs import (
    search,
    told_anywhere,
    told_does,
    told_opening,
    told_people_are,
    told_people_do,
)

_OPENING = 90
"""Characters at the head of a sentence in which what it is about stands."""


_TITLE = 3
"""Sentences of a title."""


_NEAR, _FAR, _AWAY = 3, 6, -0.06
"""Sentences behind the one that tells an initiative best, and what each of them takes away."""


_CLOSE = 40
_PLACES = 6
"""Sentences that name the technology that are read, of one initiative."""


class Told(NamedTuple):
    """What a reader found, and how sure it is that it is a use; `alone`: it must not name the technology itself."""

    strength: float
    phrase: str
    alone: bool = True


def every_use(
    scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory
) -> Iterator[tuple[float, Told]]:
    """What might be the use, with what its place counts for; behind SOUGHT what is less sure."""
    scope = [n for n in scope if n == 0 or n not in scene.references or not is_elsewhere(scene, c.actor, n)]
    seen: set[int] = set()
    for share, number, mention in _mentions(scene, c, scope):
        span = scene.sentences.span(number)
        yield from ((share, told) for told in _of_mention(scene, span, mention))
        if number not in seen:
            yield from ((share, told) for told in _of_sentence(scene, span))
        seen.add(number)
    if 0 in scope:
        yield from ((0.0, told) for told in _of_title(scene))
    if c.best.carrier.how == "echo":
        yield from _taken(scene, c)
    for number in [n for n in scope if n not in seen and 0 < n - c.best.number <= _FAR]:
        away = number - c.best.number
        yield from ((_AWAY * away, told) for told in _goes_on(scene, c, number, near=away <= _NEAR))
    yield 0.0, SOUGHT
    yield from _sought(scene, c, scope, kind)


def _sought(
    scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory
) -> Iterator[tuple[float, Told]]:
    """What is worth looking for when nothing better was found."""
    for number in [c.best.number, *(n for n in scope if n == 0 or 0 < n - c.best.number <= _NEAR)]:
        away = _AWAY * min(abs(number - c.best.number), _NEAR)
        span = scene.sentences.span(number)
        yield from ((away, Told(_NOUNS, told)) for told in told_anywhere(scene, span, kind))
        if not _is_data(c.mention):
            yield away, Told(_NOUNS, _once(scene, told_use_noun, span))


_NOUNS = 1.1


SOUGHT = Told(0.0, "")
"""Behind it only what is worth looking for when nothing better was found."""


def _is_data(m: Mention) -> bool:
    """Whether a technology publishes: "le comptage des vélos" is what its data are about."""
    return "open data" in m.key.replace("-", " ")


def _taken(scene: Scene, c: Candidate) -> Iterator[tuple[float, Told]]:
    """What is told behind a technology that this authority only takes over from another one."""
    first = min(scene.sentences.at(p.mention.start) for p in c.places)
    for number in range(first + 1, min(first + 1 + _NEAR, len(scene.sentences))):
        for told in _goes_on(scene, c, number, near=True):
            yield _TAKEN, told
    if first <= _TITLE:
        for told in _of_title(scene):
            yield _TAKEN, told


_TAKEN = -0.2


def _mentions(scene: Scene, c: Candidate, scope: Sequence[int]) -> Iterator[tuple[float, int, Mention]]:
    """Where the technology is named: for this authority, else where it tells what this one takes over."""
    own = sorted(c.places, key=lambda p: (p is not c.best, -p.local, p.number))[:_PLACES]
    done = set()
    for p in own:
        if scene.sentences.at(p.mention.start) == p.number:
            yield (0.3 if p is c.best else 0.0), p.number, p.mention
            done.add(p.mention.start)
    keys = {p.mention.key for p in c.places}
    taken = any(p.carrier.how == "echo" for p in own)
    near = set(scope)
    others = (
        (n, m)
        for n, ms in scene.technologies.items()
        for m in ms
        if m.start not in done and m.key in keys and (taken or n in near or n == 0)
    )
    for (number, m), _ in zip(others, range(_PLACES), strict=False):
        yield -0.4, number, m
    if 0 in near and not keys & {m.key for m in scene.technologies.get(0, ())}:
        for m in scene.technologies.get(0, ())[
            :2
        ]:  # the title says "une IA" of what the text calls by its name
            yield -0.5, 0, m


def _of_mention(scene: Scene, span: Span, m: Mention) -> Iterator[Told]:
    """What is told of a technology around its name."""
    yield Told(2.2, told_behind(scene, span, m.end))
    yield Told(2.2, told_does(scene, span, m.end))
    yield Told(1.9, told_complement(scene, span, m.end))
    yield Told(1.7, told_named(scene, span, m), alone=False)
    yield Told(1.9, told_with(scene, span, m.start))
    yield Told(1.9, told_made(scene, span, m.start))
    yield Told(1.7, told_noun(scene, (m.end, span[1])))


def _once(scene: Scene, reader: Callable[[Scene, Span], str], span: Span) -> str:
    """What a reader finds in a sentence, read once for all initiatives."""
    key = reader.__name__, span[0]
    if key not in scene.told:
        scene.told[key] = reader(scene, span)
    return scene.told[key]


def _of_sentence(scene: Scene, span: Span) -> Iterator[Told]:
    """What a sentence that names it tells anywhere."""
    yield Told(1.7, _once(scene, told_enabled, span))
    yield Told(1.5, _once(scene, told_first, span))
    yield Told(1.4, _once(scene, told_aimed, span))
    yield Told(1.2, _once(scene, told_generic, span))
    yield Told(1.6, _once(scene, told_people_do, span))
    yield Told(1.4, _once(scene, told_people_are, span))
    yield Told(1.6, told_noun(scene, span, near=False))
    yield Told(1.1, _once(scene, told_opening, span))


def _of_title(scene: Scene) -> Iterator[Told]:
    """What a title says, whatever it calls the thing: "Des pièges qui comptent les moustiques"."""
    for number in range(min(_TITLE, len(scene.sentences))):
        if scene.sentences.all[number].paragraph == 0:
            span = scene.sentences.span(number)
            yield Told(1.7, told_behind(scene, span, span[0]))
            yield Told(1.6, told_does(scene, span, span[0]))


def _goes_on(scene: Scene, c: Candidate, number: int, *, near: bool) -> Iterator[Told]:
    """What a sentence behind it tells, if it is about it."""
    span = scene.sentences.span(number)
    keys = {p.mention.key for p in c.places}
    other = any(m.key not in keys for m in scene.technologies.get(number, ()))
    if near:
        yield Told(1.6, _once(scene, told_aimed, span))
        if not other:
            yield Told(1.6, _once(scene, told_enabled, span))
            yield Told(1.3, _once(scene, told_people_do, span))
            yield Told(1.3, _once(scene, told_people_are, span))
            yield Told(1.1, _once(scene, told_opening, span))
    low = scene.found.low
    again = (pronoun().match(low, *span) if near and not other else None) or search(
        anaphor(), low, span[0], min(span[1], span[0] + _OPENING)
    )
    told = scene.technologies.get(number, ())
    if again and any(m.key not in keys and 0 <= m.start - again.end() <= _CLOSE for m in told):
        again = None  # it may be the other technology that does it
    if again:
        yield Told(1.9, told_behind(scene, span, again.end()))
        yield Told(1.9, told_does(scene, span, again.end()))
        yield Told(1.6, _once(scene, told_enabled, span))
        yield Told(1.5, _once(scene, told_people_do, span))
        yield Told(1.3, _once(scene, told_people_are, span))
        yield Told(1.5, told_noun(scene, (again.end(), span[1])))
