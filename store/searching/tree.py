"""What a query says, as a tree."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word, whose parts follow each other if it has several (Saint-Priest); `required` even if it is a small one."""

    text: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of `syntax.FIELDS` (its values) and what it must be."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be found."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """What must all be found."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What need not all be found."""

    nodes: tuple["Node", ...]


Node = Word | Phrase | Prefix | Filter | Not | All | Either
