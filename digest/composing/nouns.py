"""Names of technologies with their article: "un chatbot", "la télérelève", "des capteurs", "l’éclairage"."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from core.names import name_key

_ASPIRATED = ("hackathon", "haut", "hub", "hall", "hangar", "onz", "oui", "yo", "ya")
_VOWELS = set("aeiouyh")


class Kind(StrEnum):
    """What can be done with something: the tables of nouns.toml, and what bears a name of its own."""

    THING = "things"
    SERVICE = "services"
    METHOD = "methods"
    PERSON = "people"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Noun:
    """A name of a technology, with what grammar needs to know of it."""

    words: str
    kind: Kind
    feminine: bool
    plural: bool

    @property
    def definite(self) -> str:
        """Say "le portail", "l’application", "les capteurs"; a name of its own has no article."""
        if self.kind is Kind.NAME:
            return self.words
        if self.plural:
            return f"les {self.words}"
        return f"l’{self.words}" if _elides(self.words) else f"{'la' if self.feminine else 'le'} {self.words}"

    @property
    def plain(self) -> str:
        """As it is spoken of for the first time: "un portail", "des capteurs", but "la télérelève"."""
        if self.kind not in {Kind.THING, Kind.PERSON}:
            return self.definite
        return f"{'des' if self.plural else 'une' if self.feminine else 'un'} {self.words}"

    @property
    def of(self) -> str:
        """Say "du traitement", "des données", "de l’intelligence artificielle", "de ChatGPT"."""
        for article, contracted in (("le ", "du "), ("les ", "des ")):
            if self.kind is not Kind.NAME and self.definite.startswith(article):
                return contracted + self.definite.removeprefix(article)
        return f"d’{self.words}" if self.kind is Kind.NAME and _elides(self.words) else f"de {self.definite}"


def noun(words: str) -> Noun | None:
    """What is known of a technology's name; None where its gender would be a guess."""
    head, _, rest = words.partition(" ")
    if found := _known().get((words.lower(), False)):
        return Noun(words, *found, plural=False)
    if head[:1].isupper():  # "ChatGPT", "Démarches simplifiées"; an acronym may be of anything
        return None if head.isupper() else Noun(words, Kind.NAME, feminine=False, plural=False)
    forms = (
        (head, _is_plural(head, rest)),
        *((one, True) for one in (*_singulars(words), *_singulars(head))),
    )
    for form, plural in forms:
        if found := _known().get((form, plural)):
            return Noun(words, *found, plural=plural)
    return None


def in_number(canonical: str, told: str) -> str:
    """The canonical name in the number in which an article has it: "capteurs de niveau" of "capteur de niveau".

    `told` is what the article's fact holds; anything but another number of the same words is not taken.
    """
    said = told.replace("'", "’")
    if canonical[:1].islower():
        said = said[:1].lower() + said[1:]
    ours, theirs = _PARTS.split(canonical), _PARTS.split(said)
    same = len(ours) == len(theirs) and all(map(_is_number_of, theirs, ours))
    return " ".join(said.split()) if same else canonical


_PARTS = re.compile(r"[\s-]+")


def _is_number_of(form: str, word: str) -> bool:
    return (
        form == word or form in {f"{word}s", f"{word}x"} or (word.endswith("al") and form == f"{word[:-1]}ux")
    )


def _is_plural(head: str, rest: str) -> bool:
    """Whether a head that never changes is in the plural: its adjective says so ("bus numériques")."""
    follows = rest.split(" ", 1)[0]
    return head[-1:] in {"s", "x", "z"} and follows[-1:] in {"s", "x"} and len(follows) > len("sans")


def _singulars(words: str) -> tuple[str, ...]:
    """What a plural may be the plural of: "réseaux", "journaux", "capteurs", "antennes-relais", "data centers"."""
    parts = re.split(r"([ -])", words)
    first, last = [_singular(parts[0]), *parts[1:]], [*parts[:-1], _singular(parts[-1])]
    of_aux = (f"{words[:-3]}al",) if words.endswith("aux") else ()
    found = ("".join(first), "".join(last), "".join(map(_singular, parts)), *of_aux)
    return tuple(one for one in dict.fromkeys(found) if one != words)


def _singular(word: str) -> str:
    return word[:-1] if word[-1:] in {"s", "x"} else word


def _elides(words: str) -> bool:
    return name_key(words)[:1] in _VOWELS and not words.lower().startswith(_ASPIRATED)


@cache
def _known() -> dict[tuple[str, bool], tuple[Kind, bool]]:
    """By word and number (whether it is a plural): kind, and whether it is feminine."""
    tables = tomllib.loads((files("digest.composing") / "nouns.toml").read_text("utf-8"))
    found: dict[tuple[str, bool], tuple[Kind, bool]] = {}
    for kind, genders in tables.items():
        for gender, written in genders.items():
            for word in (one.strip() for one in written.split(",")):
                for plural in (True,) if word.endswith("+") else (False, True):
                    found[word.rstrip("+"), plural] = (Kind(kind), gender == "f")
    return found
