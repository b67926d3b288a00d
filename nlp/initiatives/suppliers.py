"""Who provides what an initiative uses: the company that makes it, runs it, or won the contract."""

import re
from collections.abc import Sequence
from functools import cache

from core.types import Mention
from nlp.initiatives.actions import words
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_BEFORE, _AFTER = 70, 45
_KINDS = {"company": 1.0, "research": 0.0, "association": 0.0, "other": 0.0}
_LEAST = 2.0
_REFERENCES = re.compile(r"\b(?:references|clients|concurrente?|comme|selon|filiale de)\b")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = table("initiatives.toml")["supplier"]
    nouns = either(words(lexicon["nouns"]))
    article = r"(?:(?:la|le|l|les|une|un|des|son|sa|aux|au|du) )?"
    adjectives = r"(?:(?!par\b|avec\b|et\b|pour\b)[a-z0-9]+ ){0,3}"
    noun = rf"{article}(?:jeune |petite |pepite )?{nouns}s? {adjectives}"
    return (
        re.compile(rf"\b{either(words(lexicon['agents']))} (?:{noun}|{article})$"),
        re.compile(rf"\b{nouns}s?(?:,? | {adjectives}|, {article})$"),
        re.compile(rf",? (?:qui )?{either(words(lexicon['after']))}\b"),
    )


def supplier(scene: Scene, c: Candidate, scope: Sequence[int]) -> str:
    """The provider's name, "" when no sentence about the initiative says it."""
    places = {p.number for p in c.places}
    numbers = places | set(scope)
    best, most = "", 0.0
    for m in scene.found.organisations:
        number = scene.sentences.at(m.start)
        if number not in numbers or m.category not in _KINDS or m.name == c.actor.name:
            continue
        points = _points(scene, m) + (0.8 if number in places else 0.0)
        if points > most:
            best, most = m.name, points
    return best if most >= _LEAST else ""


def _points(scene: Scene, m: Mention) -> float:
    """How surely a body provides: its kind, what is said before and behind it."""
    low = scene.found.low
    agent, noun, after = _cues()
    left = max(0, m.start - _BEFORE, low.rfind("\n", 0, m.start) + 1)
    points = _KINDS[m.category]
    points += 1.5 * (agent.search(low, left, m.start) is not None)
    points += 1.2 * (noun.search(low, left, m.start) is not None)
    points += 1.2 * (after.match(low, m.end, min(len(low), m.end + _AFTER)) is not None)
    return points - 1.5 * (_REFERENCES.search(low, max(left, m.start - 30), m.start) is not None)
