"""What kind of use an initiative has: the words of its sentences, and its technology."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from core.types import UseCategory
from nlp.initiatives.actions import words
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
from nlp.technologies.matcher import Matcher
from nlp.text import fold
from nlp.wordlists import table

_FILE = "initiatives.toml"
_BEST, _PLACE, _AROUND, _SCOPE = 1.0, 0.4, 0.3, 0.1
_ENOUGH = 2
"""More words of one category in a sentence say nothing more."""
_TECHNOLOGY, _FIELD = 1.6, 0.9
"""What the technology itself and its field say, against one word of the sentence that tells it best."""


@cache
def categories() -> dict[str, dict[str, Any]]:
    """The closed list as the lexicon has it."""
    found: dict[str, dict[str, Any]] = table(_FILE)["categories"]
    return found


def label(category: UseCategory) -> str:
    """What a reader sees."""
    return str(categories()[category]["label"])


@cache
def _words() -> tuple[Matcher[str], tuple[tuple[str, str], ...]]:
    whole: dict[str, str] = {}
    opened: list[tuple[str, str]] = []
    for name, data in categories().items():
        for word in words(data["words"]):
            if word.endswith("*"):
                opened.append((word[:-1], name))
            else:
                whole.setdefault(word, name)
    return Matcher(whole.items()), tuple(opened)


@cache
def _of_technology() -> dict[str, str]:
    return {key: name for name, data in categories().items() for key in words(data["technologies"])}


def category(scene: Scene, c: Candidate, scope: Sequence[int]) -> UseCategory:
    """The category that most speaks for; OTHER when nothing does."""
    votes: defaultdict[str, float] = defaultdict(float)
    kind, _ = c.thing
    for key in (kind.key, *(lexicon.ancestors(kind.key) if kind.key in lexicon.lexicon() else ())):
        if name := _of_technology().get(key):
            votes[name] += _TECHNOLOGY
            break
    if name := _of_technology().get(kind.category):
        votes[name] += _FIELD
    for name in _said(fold(kind.name).lower()):
        votes[name] += _BEST
    best = c.best.number
    shares = dict.fromkeys(scope, _SCOPE) | (
        {0: _AROUND, best + 1: _AROUND, best - 1: _AROUND}
        | {p.number: _PLACE for p in c.places}
        | {best: _BEST}
    )
    for number, share in shares.items():
        if 0 <= number < len(scene.sentences):
            for name, n in _said(scene.found.low[slice(*scene.sentences.span(number))]).items():
                votes[name] += share * min(n, _ENOUGH)
    return UseCategory(max(votes, key=lambda name: votes[name])) if votes else UseCategory.OTHER


def _said(low: str) -> "Counter[str]":
    """The categories of which a sentence has words, and how many."""
    whole, opened = _words()
    found = Counter(name for _, _, name in whole.find(low, low))
    padded = f" {low}"
    found.update(name for stem, name in opened if f" {stem}" in padded)
    return found
