"""Capitalised words that are nobody's name: streets, schools, bodies, products (lexicon/not_persons.toml)."""

import re
from collections.abc import Iterable

from core.names import name_key
from core.types import Span
from nlp.wordlists import either, table

_LINK = (
    r"(?: (?:de la|de l|du|des|de|d|a|au|general|marechal|docteur|professeur|president|abbe|pere|capitaine|"
    r"colonel|municipal|municipale|sportif|polyvalente|universitaire|hospitalier|public|publique|intercommunal|"
    r"intercommunale|prive|privee))*"
)

# "le directeur de cabinet de N": the office of a person in office, not a firm that bears a name
_OF_STAFF = re.compile(
    r"\b(?:direct(?:eur|rice)|cheff?e?|conseill(?:er|ere)|membre|collaborat(?:eur|rice)|attachee?)s?(?: adjointe?s?)?"
    r" (?:de|du|au) cabinet d(?:e|u) $"
)

_SITE = re.compile(r"\.(?:fr|com|org|net|eu|bzh|corsica|alsace)$")


_DISTRICT = re.compile(r"[ \u00a0](?:[IVX]+|\d+)(?:er|e)$")  # "Paris XIIIe"


class Refusals:
    """What a name must not be; `territories` are names of départements, régions and EPCI."""

    def __init__(self, territories: Iterable[str]) -> None:
        data = table("not_persons.toml")
        self.words = frozenset(data["words"])
        self.openers = frozenset(data["openers"])
        self._weak = frozenset(data["weak"])
        self._names = frozenset(data["names"]) | {name_key(t) for t in territories}
        places = either(map(re.escape, data["places"]))
        self._named_after = re.compile(rf"(?:\b|_){places}{_LINK}[ \"«“]+$")

    def refuses(self, text: str, low: str, span: Span, *, sure: bool) -> bool:
        """Whether a span is no person's name. `sure`: a role or a civility beside it vouches for its words."""
        words = [name_key(w) for w in text[span[0] : span[1]].split()]
        key = " ".join(words)
        if not key or key in self._names or self._is_anothers(low, span[0]):
            return True
        if _SITE.search(low, span[0], span[1]) or _DISTRICT.search(text, span[0], span[1]):
            return True
        if sure:
            return False
        # "Jean Noël", "Marie Mars" are names; "Ploërmel Communauté" is none, nor is "France Services"
        return (
            words[0] in self.words or words[-1] in self.words or (words[0] in self._weak and len(words) > 2)
        )

    def _is_anothers(self, low: str, at: int) -> bool:
        """Whether what stands before a name gives it to a street, a building or a firm."""
        if _OF_STAFF.search(low, max(0, at - 60), at):
            return False
        return self._named_after.search(low, max(0, at - 45), at) is not None
