"""Who provides what an initiative uses: the company that makes it, runs it, or won the contract."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice

from core.types import Mention, MentionKind, Span
from nlp.initiatives.acts import words
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.ownership import is_elsewhere
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_BEFORE, _AFTER = 70, 45
_KINDS = {"company": 1.0, "research": 0.0, "association": 0.0, "other": 0.0}
_MADE, _WITH, _NOUN, _BEHIND = 2.0, 1.2, 1.2, 1.2
"""What is said around a body: "conçu par", "avec", "la société", "fournit"."""
_LEAST = 2.0
_OWN, _ELSEWHERE = 0.8, -0.1
_MOST = 40
"""Bodies of a text that are looked at."""


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = table("initiatives.toml")["supplier"]
    nouns = either(words(lexicon["nouns"]))
    article = r"(?:(?:la |le |l |les |une |un |des |son |sa |aux |au |du )|l)?"
    adjectives = r"(?:(?!par\b|avec\b|et\b|pour\b|de\b|du\b|des\b)[a-z0-9]+ ){0,3}"
    noun = rf"{article}(?:jeune |petite |pepite )?{nouns}s? {adjectives}"
    led = r"(?:un |le )?(?:groupement|consortium) (?:mene|conduit|pilote|emmene|forme) par "
    aside = r"(?:(?:a|en|au|aux|dans) (?:la |le |les |l )?[a-z]+(?: [a-z]+)? )?"  # "imaginé à Lannion par"
    agents = either(
        rf"{p.removesuffix(' par')} {aside}par" if p.endswith(" par") else p for p in words(lexicon["agents"])
    )
    return (
        re.compile(rf"\b{agents} (?:{led}|{noun}|{article})$"),
        re.compile(rf"\b{either(words(lexicon['weak_agents']))} (?:{led}|{noun}|{article})$"),
        re.compile(
            rf"\b{nouns}s?(?: (?!par\b|avec\b|et\b|pour\b|de\b|du\b|des\b)[a-z0-9]+){{0,3}},? {article}$"
        ),
        re.compile(rf",? (?:qui )?{either(words(lexicon['after']))}\b"),
    )


@cache
def _never() -> re.Pattern[str]:
    """What says that a body only buys, speaks, or is another's."""
    lexicon = table("initiatives.toml")["supplier"]
    before, noun = either(words(lexicon["never"])), either(words(lexicon["nouns"]))
    return re.compile(rf"\b{before} (?:la |le |les |l |des |une |un )?(?:{noun} (?:l |la )?)?$")


def supplier(scene: Scene, c: Candidate, scope: Sequence[int]) -> str:
    """The provider's name, "" when no sentence about the initiative says it."""
    places = {p.number for p in c.places}
    best, most = "", 0.0
    for m in chain(scene.found.organisations[:_MOST], _unknown(scene)):
        number = scene.sentences.at(m.start)
        if (
            m.category in _KINDS
            and m.name != c.actor.name
            and (share := _share(scene, c, scope, places, number))
        ):
            points = _points(scene, m) + share
            if points > most:
                best, most = m.name, points
    return best if most >= _LEAST else ""


_NAME = re.compile(r"[A-ZÀ-Ý][\w&’'-]+(?: (?:[A-ZÀ-Ý&][\w&’'-]*)){0,3}")


def _unknown(scene: Scene) -> Iterator[Mention]:
    """Names behind "conçu par" that are no body, place, person or technology that was found."""
    taken = sorted(
        [
            *(
                (m.start, m.end)
                for m in (*scene.found.organisations, *scene.found.places, *scene.found.communes)
            ),
            *((m.start, m.end) for m in scene.found.technologies),
            *scene.found.names,
        ]
    )
    low = scene.found.low
    for by in islice(_BY.finditer(low), _MOST):
        cue = _made_by().match(low, by.end())
        name = _NAME.match(scene.found.text, cue.end()) if cue else None
        if name and not _maker().search(low, max(0, by.start() - _VERB), by.end()):
            continue
        if name and not _meets(taken, name.span()):
            yield Mention(
                MentionKind.ORGANISATION, "", name[0], name[0], *name.span(), "maker", category="company"
            )


def _meets(taken: list[Span], span: Span) -> bool:
    i = bisect_left(taken, (span[1], 0))
    return any(end > span[0] for _, end in taken[max(0, i - 3) : i])


_BY = re.compile(r" (?:par|avec) ")
_VERB = 40


@cache
def _maker() -> re.Pattern[str]:
    """What ends with the "par" or "avec" of a maker: "élaborée avec", "un groupement mené par"."""
    verbs = (
        w for w in words(table("initiatives.toml")["supplier"]["agents"]) if w.endswith((" par", " avec"))
    )
    return re.compile(rf"\b{either(verbs)} $")


@cache
def _made_by() -> re.Pattern[str]:
    """What may stand before the name: "la société"."""
    nouns = either(words(table("initiatives.toml")["supplier"]["nouns"]))
    return re.compile(rf"(?:(?:la |le |l )?{nouns} )?(?=[a-z])")


def _share(scene: Scene, c: Candidate, scope: Sequence[int], places: set[int], number: int) -> float:
    """What it counts that a body stands in a sentence; 0.0 when that one is not about the initiative."""
    if number in places:
        return _OWN
    if c.best.carrier.how == "echo":
        return 0.0
    if number in scope:
        return 0.01
    told = {m.key for m in scene.technologies.get(number, ())}
    if (told and not told & {p.mention.key for p in c.places}) or is_elsewhere(scene, c.actor, number):
        return 0.0
    # what another authority's lines leave open is the text's foremost initiative's
    return _ELSEWHERE if 0 in scope and not _elsewhere(scene, c, number) else 0.0


def _elsewhere(scene: Scene, c: Candidate, number: int) -> bool:
    """Whether the paragraph is about another technology."""
    paragraph = scene.sentences.all[number].paragraph
    keys = {p.mention.key for p in c.places}
    around = range(max(0, number - 4), min(len(scene.sentences), number + 2))
    told = [n for n in around if scene.sentences.all[n].paragraph == paragraph]
    return any(m.key not in keys for n in told for m in scene.technologies.get(n, ()))


def _points(scene: Scene, m: Mention) -> float:
    """How surely a body provides: its kind, what is said before and behind it."""
    low = scene.found.low
    made, with_, noun, after = _cues()
    left = max(0, m.start - _BEFORE, low.rfind("\n", 0, m.start) + 1)
    if _never().search(low, left, m.start):
        return 0.0
    points = _KINDS[m.category]
    if made.search(low, left, m.start):
        points += _MADE
    elif with_.search(low, left, m.start):
        points += _WITH
    if m.category != "association":
        points += _NOUN * (noun.search(low, left, m.start) is not None)
    return points + _BEHIND * (after.match(low, m.end, min(len(low), m.end + _AFTER)) is not None)
