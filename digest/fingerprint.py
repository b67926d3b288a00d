"""What a draft says, part by part, as hashes: they tell what changed since it was read, and keep none of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digest import letterjson
from digest.letter import Item, Letter

_LENGTH = 16
_ITEM = "item."
_WORDS = {
    "title": "le nom de la lettre", "week": "la semaine", "subject": "l’objet", "editorial": "l’édito",
    "erratum": "le rectificatif", "proofs": "les articles du rectificatif",
    "unusual": "ce qui sort de l’ordinaire", "gaps": "ce que nous avons pu manquer",
    "foot": "le pied", "counts": "la carte", "trends": "les tendances", "order": "l’ordre des éléments",
}  # fmt: skip
"""The parts of a letter besides its items."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a letter says otherwise than when it was read; `gone` counts items, `parts` are the rest, in words.

    `moved` are items that say the same in another section.
    """

    new: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    gone: int = 0
    parts: tuple[str, ...] = ()
    moved: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.parts or self.moved)


def prints(letter: Letter) -> dict[str, str]:
    """A hash for each part: items by a hash of their key, whatever they weigh; fields of the letter; the order."""
    plain = letterjson.to_json(letter)
    items = plain.pop("items")
    plain["order"] = [[item["section"], item["key"]] for item in items]
    parts = {name: print_of(value) for name, value in plain.items()}
    return parts | {_part(item["key"]): f"{_said(item)}.{item['section']}" for item in items}


def changes(letter: Letter, seen: Mapping[str, str]) -> Changes:
    """What a letter says otherwise than the one whose hashes these are."""
    now = prints(letter)
    other = {part for part, value in now.items() if seen.get(part) != value}
    gone = sum(part.startswith(_ITEM) and part not in now for part in seen)
    new = tuple(item for item in letter.items if _part(item.key) not in seen)
    there = [item for item in letter.items if item not in new and _part(item.key) in other]
    moved = tuple(item for item in there if _same_words(now[_part(item.key)], seen[_part(item.key)]))
    changed = tuple(item for item in there if item not in moved)
    if new or gone or moved:
        other.discard("order")  # whatever comes or goes moves the others
    parts = tuple(_WORDS[part] for part in now if part in other and not part.startswith(_ITEM))
    return Changes(new, changed, gone, parts, moved)


def print_of(value: Any) -> str:
    """The beginning of the SHA-256 of what JSON can hold."""
    return letterjson.sha256(value)[:_LENGTH]


def _said(item: Mapping[str, Any]) -> str:
    """What an item says, wherever it stands and whatever it weighs."""
    return print_of({name: value for name, value in item.items() if name not in {"rank", "section"}})


def _same_words(one: str, other: str) -> bool:
    return one.partition(".")[0] == other.partition(".")[0]


def _part(key: str) -> str:
    """Keys of items hold those of articles, which may have to be forgotten."""
    return f"{_ITEM}{print_of(key)}"
