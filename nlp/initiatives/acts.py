"""Kinds of actions, when they are, and signs of how far things are: what the verbs of a text are read as."""

import re
from dataclasses import dataclass
from enum import StrEnum

from nlp.findings import Findings

_COMMA = re.compile(r"\s*,\s*")


class Act(StrEnum):
    """Kinds of actions (lexicon/initiatives_verbs.toml)."""

    PUT = "put"
    SURE = "sure"
    USE = "use"
    BUY = "buy"
    TEST = "test"
    PLAN = "plan"
    STOP = "stop"
    PAY = "pay"
    WATCH = "watch"
    SPEAK = "speak"


DOING = frozenset({Act.PUT, Act.SURE, Act.TEST, Act.BUY, Act.STOP})
"""What makes who is its subject the one that carries a thing."""


class When(StrEnum):
    """When an action is, as its tense and helper say; a WISH may never come, a PURPOSE is no action yet."""

    DONE = "done"
    NOW = "now"
    FUTURE = "future"
    WISH = "wish"
    PURPOSE = "purpose"
    PAST = "past"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Action:
    """A verb in the text. `denied`: the sentence says that it is not so; `no_more`: not any more."""

    start: int
    end: int
    act: Act
    when: When
    denied: bool = False
    no_more: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase that tells how far things are; `kind` is a list of the lexicon ("test", "deployed", ...)."""

    start: int
    end: int
    kind: str


def words(text: str) -> list[str]:
    """A list of the lexicon."""
    return [w for w in _COMMA.split(text.strip().rstrip(",")) if w]


def said(found: Findings) -> str:
    """The text in lower case with its accents, straight apostrophes and plain spaces; of the same length."""
    low = found.plain.lower()
    if len(low) != len(found.plain):  # "İ".lower() is two characters
        low = found.low
    return low.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
