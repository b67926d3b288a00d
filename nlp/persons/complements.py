"""What may stand between a role and the name that follows it: "le maire (DVD) de Vernon (Eure), N".

A small automaton over words. It knows no vocabulary but the small words; a word that can only be a verb in its
place ends it, so that "le maire de Vernon remercie N" gives N no role.
"""

import re

from core.types import Span
from nlp.civility import UNDOTTED
from nlp.persons.vocabulary import vocabulary

REACH = 170
_NOUNS = frozenset(["noun", "proper", "number"])
_BRACKET = re.compile(r"\s?\([^()\n]{1,70}\)")
_CIVILITY = re.compile(rf"\b{UNDOTTED}\.?[ \u00a0]?$")
_TOKEN = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*|[,:(–—/&]|[^\w\s]")
_PREPOSITIONS = vocabulary("prepositions")
_ARTICLES = vocabulary("noun_openers")
_AND = frozenset(["et", "&", "ou"])
# what may follow a noun without a preposition, and open a segment after a comma
_INSERTS = vocabulary("inserts")
_ADJECTIVE = tuple(vocabulary("adjective_endings"))
_VERBS = vocabulary("verbs")


def complement(gap: str) -> str | None:
    """How a gap from a role's words to a name reads: "" (nothing between), "tight", "comma", or None (it does not)."""
    if len(gap) > REACH:
        return None
    gap = _CIVILITY.sub("", gap)
    if not gap.strip():
        return None if "\n" in gap else ""
    bare = _BRACKET.sub("", gap)
    if "\n" in bare:
        return None
    tokens = _TOKEN.findall(bare.replace("’", "'"))
    closing = "tight"
    while tokens and tokens[-1] in {",", ":", "(", "–", "—", "/"}:
        closing = "comma"
        tokens.pop()
    return closing if _reads([t for t in tokens if t != "'"], closed=closing == "comma") else None


def bare_complement(gap: str) -> bool:
    """Whether a gap between two roles of one person is complement and "et" or a comma: "maire de Gap et ..."."""
    gap = re.sub(
        r"(?:,? (?:et|mais aussi|ainsi que|puis|ou encore|et aussi|et également|mais également)|,) ?$",
        "",
        gap,
    )
    return not gap.strip() or complement(gap + ",") == "comma"


def _reads(tokens: list[str], *, closed: bool) -> bool:
    state = "noun"  # the role itself is one
    for token in tokens:
        state = _step(state, token, closed=closed)
        if state == "no":
            return False
    return state in _NOUNS


def _step(state: str, word: str, *, closed: bool) -> str:
    """The next state: after a preposition or article a noun must come, after a noun nearly nothing else."""
    low = word.lower()
    # "a" is a verb, "A" and "à" are prepositions: capitals go without accents
    if low in _PREPOSITIONS or word == "A":
        return "open"
    if not word[0].isalnum() and word != "&":
        return "segment" if word == "," and closed and state in _NOUNS else "no"
    if low in _AND:
        return "open" if state in _NOUNS else "no"
    if state == "segment":
        return "noun" if low in _INSERTS or word[0].isdigit() else "no"
    if state == "open":
        return "open" if low in _ARTICLES else ("no" if low in _SMALL and word[0].islower() else _noun(word))
    return _after_noun(state, word, low)


def _noun(word: str) -> str:
    """A noun, a name, or a number after which a noun may come: "du 13e arrondissement"."""
    return "proper" if word[0].isupper() else ("number" if word[0].isdigit() else "noun")


def _after_noun(state: str, token: str, low: str) -> str:
    if low in _INSERTS:
        return "noun"
    if token[0].isupper():  # "maire LR", "la start-up Brumatic"
        return "proper"
    if state == "number" or token[0].isdigit():
        return "noun"
    if low in _VERBS or low in _SMALL or not low.endswith(_ADJECTIVE):
        return "no"
    return "noun"


_SMALL = vocabulary("small_words")


def clean(text: str, span: Span) -> str:
    """A gap's text with no-break spaces as spaces."""
    return text[span[0] : span[1]].replace("\u00a0", " ").replace("\u202f", " ")
