"""Words that may not stand, and where a text says them however it writes them. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.names import name_key


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may not stand, as keys of names: accents, case, spaces and punctuation do not hide them.

    `surnames` are last names alone, `numbers` amounts however they are written, `end` is not empty where nothing is
    said to be abandoned: "l’abandon", "abandonne".
    """

    keys: Mapping[str, str]
    surnames: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[float, str] = field(default_factory=dict)
    end: str = ""

    def found(self, text: str) -> str:
        """Those that a text says, as the claim has them; empty when it says none."""
        inside = f" {name_key(text)} " if text else ""
        return (
            next((words for key, words in self.keys.items() if f" {key} " in inside), "")
            or next((self.surnames[key] for key in capitals(text) if key in self.surnames), "")
            or next((self.numbers[one] for one in numbers(text) if one in self.numbers), "")
            or (self.end if " abandon" in inside else "")
        )

    def __or__(self, other: "Words") -> "Words":
        """Those of both."""
        return Words(
            {**self.keys, **other.keys}, {**self.surnames, **other.surnames},
            {**self.numbers, **other.numbers}, self.end or other.end,
        )  # fmt: skip

    def cleared(self, text: str) -> str:
        """The text, or nothing when it says some of them."""
        return "" if self.found(text) else text


def capitals(text: str) -> list[str]:
    """The words of a text that begin with a capital, as keys: a surname, and not the adjective like it."""
    whole = unicodedata.normalize(
        "NFC", text
    )  # some keyboards type an accent apart: no letter, it would cut the word
    return [name_key(word) for word in _WORD.findall(whole) if word[0].isupper()]


_WORD = re.compile(r"[^\W\d_]+")


def numbers(text: str) -> list[float]:
    """The amounts of a text, "54 000", "54.000 euros" and "0,054 M€" alike; neither days nor years."""
    found = []
    for match in _AMOUNT.finditer(text):
        whole, cents, many, unit = match.groups()
        value = float(_GAP.sub("", whole) + (f".{cents}" if cents else ""))
        value = round(value * _TIMES.get((many or "").lower().rstrip("s"), 1), 2)
        year = not (unit or many or cents) and len(whole) == 4 and whole[:2] in {"19", "20"}
        if value >= 100 and not year:
            found.append(value)
    return found


_GAP = re.compile(r"[\s.]")
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[\s.]\d{3})+(?!\d)|\d+)(?:[.,](\d+))?"
    r"(?:\s*(milliards?|millions?|mille|[kM](?=€)))?(?:\s*(?:d[’']|de\s)?(€|euros?))?",
    re.IGNORECASE,
)
_TIMES = {"k": 1e3, "mille": 1e3, "m": 1e6, "million": 1e6, "milliard": 1e9}
