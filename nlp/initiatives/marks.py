"""Phrases that deny, refuse, put off or end: all of them in one automaton, whose cost does not grow with the lists."""

from collections.abc import Iterator
from functools import cache

from nlp.findings import Findings
from nlp.initiatives.acts import Sign, words
from nlp.technologies.matcher import Matcher
from nlp.text import fold
from nlp.wordlists import table

_DENIED, _NEGATION = "initiatives_denied.toml", "initiatives_negation.toml"
_LISTS = {
    "joke": (_DENIED, "denials", "jokes"),
    "declined": (_DENIED, "denials", "declined"),
    "undecided": (_DENIED, "undecided", "said"),
    "ended": (_DENIED, "ended", "said"),
    "gone": (_DENIED, "ended", "gone"),
    "refused": (_NEGATION, "refused", "said"),
    "put off": (_NEGATION, "refused", "behind"),
    "open": (_NEGATION, "hoped", "open"),
    "delayed": (_NEGATION, "hoped", "delayed"),
    "waits": (_NEGATION, "hoped", "waits"),
}


def _folded(phrase: str) -> str:
    return fold(phrase).lower().replace("'", " ").replace("-", " ")


@cache
def _phrases() -> Matcher[str]:
    found: dict[str, str] = {}
    for kind, (file, section, name) in _LISTS.items():
        for phrase in words(table(file)[section][name]):
            found.setdefault(_folded(phrase).strip(), kind)
    for verb in words(table(_DENIED)["ended"]["not_wider"]):  # "ne les généralisera pas"
        for what in ("", "l ", "le ", "la ", "les "):
            found.setdefault(f"ne {what}{verb} pas", "ended")
    return Matcher(found.items())


def marks(found: Findings) -> Iterator[Sign]:
    """The phrases of a text, in order of their ends."""
    for start, end, kind in _phrases().find(found.low, found.text):
        yield Sign(start, end, kind)
