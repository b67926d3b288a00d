"""How a title that stands beside no name is told of: as a subject, in a quotation, to address somebody."""

import re

from nlp.civility import FOLDED_OF_ONE
from nlp.persons.complements import clean
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary
from nlp.wordlists import either

_START = re.compile(r"(?:^|[.!?…»”]\s+|\n\s*|[.!?…]\s?[»”]\s*)$")
_SUBJECT = re.compile(
    r"(?: (?:sortante?|actuelle?)| \([^()\n]{1,40}\)|"
    r" (?:de la |de |du |d[’']|des )[^,.;:!?\n]{1,40}?){0,3}(?:,| [a-zé])"
)
_TITLE = re.compile(rf"\b{FOLDED_OF_ONE} $")
_ADDRESS = re.compile(r"(?:monsieur|madame) l[ea] ")
QUOTE = re.compile(r"[«“][^«»“”]{0,1500}[»”]")
"""What is quoted tells neither sentences nor names of who tells it."""
_SPEAKS = re.compile(rf"[»”],? (?:[a-z]+ ){{1,4}}$|, {either(vocabulary('says'))} $")
_SUBJECT_OF = re.compile(
    r"(?:^|[.!?…»”\n:;,–—]\s*|\b(?:que|qu|quand|lorsque|si|et|mais|dont|ou|car) |[»”],? (?:[a-z]+ ){1,4})$"
)


def quoted(text: str, at: int) -> bool:
    """Whether a role is spoken of inside a quotation, by somebody who hardly means themselves."""
    edge = max(0, at - 1500, text.rfind("\n", 0, at))
    return max(text.rfind(q, edge, at) for q in "«“") > max(text.rfind(q, edge, at) for q in "»”")


def addresses(low: str, phrase: Phrase) -> bool:
    """Whether somebody is addressed: "Monsieur le maire, ..."."""
    return _ADDRESS.match(low[phrase.start : phrase.end + 1]) is not None or (
        _TITLE.search(low[max(0, phrase.start - 10) : phrase.start]) is not None
    )


def is_subject(low: str, phrase: Phrase) -> bool:
    """Not so in "un habitant interpelle le maire : N"."""
    return _SUBJECT_OF.search(low[max(0, phrase.start - 24) : phrase.start]) is not None


def opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at `start`."""
    return _START.search(text[max(0, start - 4) : start]) is not None


def runs_on(text: str, end: int) -> bool:
    """Whether the role is the subject of what follows, its complement read."""
    return _SUBJECT.match(clean(text, (end, min(len(text), end + 90)))) is not None


def says_before(low: str, at: int) -> bool:
    """Whether who is named or titled at `at` says what was quoted: "« ... », tempère", ", ajoute"."""
    return _SPEAKS.search(low, max(0, at - 45), at) is not None
