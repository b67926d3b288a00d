"""The words of events (lexicon/events.toml)."""

import re
from functools import cache
from typing import Any

from nlp.wordlists import either, table

_COMMA = re.compile(r"\s*,\s*")


def words(section: str, key: str) -> tuple[str, ...]:
    """A list of the lexicon, written as words between commas."""
    text = table("events.toml")[section][key].replace("\n", " ").strip()
    return tuple(dict.fromkeys(word for word in _COMMA.split(text) if word))


def elections() -> dict[str, Any]:
    """Days of the rounds of each poll."""
    found: dict[str, Any] = table("events.toml")["elections"]
    return found


@cache
def heads() -> dict[str, int]:
    """Nouns of events: 3 for those that one comes to, 2 for meetings, 1 for those that need a day beside them."""
    ranks = {"capitalised": 3, "weak": 1, "meetings": 2, "gatherings": 3}
    return {word: rank for key, rank in ranks.items() for word in words("heads", key)}


CAPITALISED = frozenset(words("heads", "capitalised")) - frozenset(words("heads", "gatherings"))
LOCAL = frozenset(words("heads", "local"))
GENERIC = frozenset(words("heads", "generic"))


def pattern(section: str, key: str) -> str:
    """A list of the lexicon as one alternation."""
    return either(map(re.escape, words(section, key)))
