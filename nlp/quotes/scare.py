"""Passages in marks that nobody says: titles, names of projects, mottos, words held at arm's length."""

import re

from nlp.quotes.lexicon import verbs, words
from nlp.quotes.marks import Marked
from nlp.text import fold

_WORD = re.compile(r"[^\W_]+")
_LAST = re.compile(r"([^\W\d_]+)(?:,| :)? ?$")
_PARTICIPLES = words("titles", "participles")
_SELF = re.compile(r"(?<![a-z])(?:se|s est|s etait|se sont) dit(?:es?|s)? $")
"""Before what somebody calls himself: "se dit « confiant »"."""
_TITLES = words("titles", "nouns") | words("titles", "participles")
_VERBAL = re.compile(
    r"\b(?:est|sont|etait|sera|seront|a|ont|avait|fait|faut|va|vont|veut|peut|peuvent|doit|c|j|je|nous|on|il|elle|"
    r"ne|n|pas|y|qui|que|qu)\b"
)
_SPACES = " \u00a0\u202f"
_NEAR = 60  # from a verb to one or two words of somebody's
_CALLS = re.compile(rf"(?:{_SELF.pattern[:-2]}|(?<![a-z])qualifi[a-z]+(?: [a-z ]{{1,12}})? (?:de|d)) $")
"""Before what one calls a thing or oneself, in a word: "qualifie de « gadget »"."""
_CALLED = frozenset(["verb-before", "stance-before"])
_SURE = frozenset(["verb-after", "label", "verb-colon", "signed", "agent"])
_TWO_WORDS = frozenset(["according-after", "shape-after", "chained", "fragment"])


def is_said(low: str, plain: str, passage: Marked, rule: str, told: int) -> bool:
    """Whether what `rule` attributes, in words that end at `told`, is a quote, and no name or single word in marks."""
    if rule in _SURE or (rule in _CALLED and _called(low, plain, passage)):
        return True
    said, named = count(plain, passage), named_thing(low, plain, passage)
    named = named and not (rule == "according-after" and not capitalised(plain, passage))
    if named or rule == "colon":
        return said > 1 and not named
    unlike = capitalised(plain, passage) and not sentence_like(plain, passage)
    if unlike and rule not in {"according-after", "shape-after"}:
        return False
    if rule in _TWO_WORDS or (rule in _CALLED and _governed(low, passage)):
        return said >= 2 or rule == "verb-before"  # "juge « irresponsable »"
    ends = _ends_clause(plain, passage) and not capitalised(plain, passage)
    near = passage.opening - told < _NEAR
    return said >= 3 or (ends and near and (said >= 2 or rule == "verb-before"))


def _called(low: str, plain: str, passage: Marked) -> bool:
    """Whether a word, however short, is what one calls a thing: "qualifie de « gadget »"."""
    calls = _CALLS.search(low, max(0, passage.opening - 30), passage.opening)
    return calls is not None and not capitalised(plain, passage)


def _governed(low: str, passage: Marked) -> bool:
    """Whether a verb of speech stands right before the marks: "dénonce « un gadget »"."""
    last = _LAST.search(low, max(0, passage.opening - 24), passage.opening)
    return last is not None and last[1] in verbs()


def _ends_clause(plain: str, passage: Marked) -> bool:
    """Whether nothing but a stop or a comma follows: "a jugé la copie « timide »"."""
    after = plain[passage.closing : passage.closing + 2].strip(_SPACES)
    return not after or after[0] in ".,;:!?\n"


def named_thing(low: str, plain: str, passage: Marked) -> bool:
    """Whether the words before call what is in marks a title or a name: "le programme « ... »"."""
    last = _LAST.search(low, max(0, passage.opening - 24), passage.opening)
    colon = plain[max(0, passage.opening - 2) : passage.opening].strip()[-1:] == ":"
    called = last is not None and last[1] in _TITLES and not colon
    if (
        called
        and last
        and last[1] not in _PARTICIPLES
        and plain[passage.start].islower()
        and count(plain, passage) > 2
    ):
        return False  # "promet un retour du service « dans la semaine »"
    return called and _SELF.search(low, max(0, passage.opening - 24), passage.opening) is None


def led_by_colon(low: str, plain: str, passage: Marked, floor: int) -> bool:
    """Whether a colon leads to a whole sentence in marks, whoever says it."""
    led = plain[max(floor, passage.opening - 3) : passage.opening].rstrip(_SPACES).endswith(":")
    said = capitalised(plain, passage) and sentence_like(plain, passage)
    return led and said and not named_thing(low, plain, passage)


def count(text: str, passage: Marked) -> int:
    """How many words a passage has."""
    return len(_WORD.findall(text, passage.start, passage.end))


def capitalised(plain: str, passage: Marked) -> bool:
    """Whether a passage begins with a capital."""
    return plain[passage.start].isupper()


def sentence_like(plain: str, passage: Marked) -> bool:
    """Whether a passage reads like something said, not like a name: a verb, a pronoun, a stop."""
    said = fold(plain[passage.start : passage.end]).lower()
    return plain[passage.end - 1] in ".!?…" or _VERBAL.search(said) is not None
