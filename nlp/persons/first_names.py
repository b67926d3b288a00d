"""First names: those that mayors bear, and a list of others (lexicon/first_names.txt)."""

import re
from collections.abc import Sequence

from core.names import name_key
from core.types import Mandate
from nlp.text import lexicon_words

_INITIALS = "."  # the key of "J." and "J.-P."


class FirstNames:
    """The first names that are known, by key."""

    def __init__(self, mandates: Sequence[Mandate]) -> None:
        written = frozenset(name_key(n).partition(" ")[0] for n in lexicon_words("first_names.txt"))
        self._known = _borne(mandates) | written

    def has(self, key: str) -> bool:
        """Whether a word's key is a first name, an initial, or a compound that begins with a first name."""
        return key.partition(" ")[0] in self._known or key == _INITIALS


def key(word: str) -> str:
    """The key of a word of a name."""
    return _INITIALS if re.fullmatch(r"(?:[A-ZÀ-Ý]\.-?){1,3}", word) else name_key(word)


def _borne(mandates: Sequence[Mandate]) -> frozenset[str]:
    """First names (keys) borne by at least three mayors; compound ones count by their first part."""
    count: dict[str, int] = {}
    for mandate in mandates:
        first = mandate.name_key.partition(" ")[0]
        count[first] = count.get(first, 0) + 1
    return frozenset(name for name, n in count.items() if n >= 3 and len(name) > 2)
