"""What kind of use an initiative has: the words of its sentences, and its technology."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from daachorse import CharwiseDoubleArrayAhoCorasick

from core.types import UseCategory
from nlp.initiatives.acts import words
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
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
def _words() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[tuple[str, bool], ...]]:
    """All words in one automaton; each with its category, and whether it is a beginning of words."""
    found: dict[str, tuple[str, bool]] = {}
    for name, data in categories().items():
        for word in words(data["words"]):
            found.setdefault(word.removesuffix("*"), (name, word.endswith("*")))
    return CharwiseDoubleArrayAhoCorasick(list(found)), tuple(found.values())


@cache
def _of_technology() -> dict[str, str]:
    return {key: name for name, data in categories().items() for key in words(data["technologies"])}


def of_technology(key: str) -> str:
    """The category that a technology by itself speaks for, or a broader concept of it; "" when none does."""
    keys = (key, *lexicon.ancestors(key)) if key in lexicon.lexicon() else (key,)
    return next((name for k in keys if (name := _of_technology().get(k))), "")


def category(scene: Scene, c: Candidate, scope: Sequence[int]) -> UseCategory:
    """The category that most speaks for; OTHER when nothing does."""
    votes: defaultdict[str, float] = defaultdict(float)
    kind, _ = c.thing
    if own := of_technology(kind.key):
        votes[own] += _TECHNOLOGY
    if name := _of_technology().get(kind.category):
        votes[name] += _FIELD
    for name in categories_of(fold(kind.name).lower()):
        votes[name] += _BEST
    best, taken = c.best.number, c.best.carrier.how == "echo"  # who takes it up says little of what it is
    told = scene.sentences.at(c.mention.start) if taken else best
    shares = dict.fromkeys(scope, _SCOPE) | (
        {0: _AROUND, told + 1: _AROUND, told - 1: _AROUND}
        | {p.number: _SCOPE if taken else _PLACE for p in c.places}
        | {told: _BEST}
    )
    for number, share in shares.items():
        if 0 <= number < len(scene.sentences):
            for name, n in categories_of(scene.found.low[slice(*scene.sentences.span(number))]).items():
                votes[name] += share * min(n, _ENOUGH)
    return UseCategory(max(votes, key=lambda name: votes[name])) if votes else UseCategory.OTHER


def categories_of(low: str) -> "Counter[str]":
    """The categories of which folded words in lower case speak, and how often."""
    automaton, senses = _words()
    found: Counter[str] = Counter()
    for start, end, index in automaton.find_overlapping(low):
        name, opened = senses[index]
        if (start == 0 or not low[start - 1].isalnum()) and (
            opened or end == len(low) or not low[end].isalnum()
        ):
            found[name] += 1
    return found
