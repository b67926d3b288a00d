"""Passages in marks that nobody says: titles, names of projects, mottos, words held at arm's length."""

import re

from nlp.quotes.lexicon import words
from nlp.quotes.marks import Marked
from nlp.text import fold

_WORD = re.compile(r"[^\W_]+")
_LAST = re.compile(r"([^\W\d_]+)(?:,| :)? ?$")
_TITLES = words("titles", "nouns") | words("titles", "participles")
_VERBAL = re.compile(
    r"\b(?:est|sont|etait|sera|seront|a|ont|avait|fait|faut|va|vont|veut|peut|peuvent|doit|c|j|je|nous|on|il|elle|ne|n|pas|y|qui|que|qu)\b"
)


def named_thing(low: str, plain: str, passage: Marked) -> bool:
    """Whether the words before call what is in marks a title or a name: "le programme « ... »"."""
    last = _LAST.search(low, max(0, passage.opening - 24), passage.opening)
    return (
        last is not None
        and last[1] in _TITLES
        and plain[passage.opening - 2 : passage.opening].strip()[-1:] != ":"
    )


def count(text: str, passage: Marked) -> int:
    """How many words a passage has."""
    return len(_WORD.findall(text, passage.start, passage.end))


def capitalised(plain: str, passage: Marked) -> bool:
    """Whether a passage begins with a capital."""
    return plain[passage.start].isupper()


def sentence_like(plain: str, passage: Marked) -> bool:
    """Whether a passage reads like something said, not like a name: a verb, a pronoun, a stop."""
    words_said = fold(plain[passage.start : passage.end]).lower()
    return plain[passage.end - 1] in ".!?…" or _VERBAL.search(words_said) is not None
