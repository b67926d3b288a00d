"""Which articles tell the same story, and what editors say of that."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Place(NamedTuple):
    """A town or body of towns that an article is about; `weight` grows with how often and how early it is named."""

    key: str
    weight: float


class StoryTrace(NamedTuple):
    """What grouping knows of an article, new or old: whom it is about, and its words.

    `terms` holds little-endian hashes of 32 bits, those that say most first, `weights` as many floats of 32 bits: how
    often a word comes, and whether in the title. `people` are keys of names. Those of another `scheme` cannot be
    compared.
    """

    article_id: str
    version: int
    scheme: int
    day: date
    places: tuple[Place, ...]
    people: tuple[str, ...]
    terms: bytes
    weights: bytes


class Rule(StrEnum):
    """How an article came to its story: it founded it, it is a copy, it tells the same, an editor said so."""

    FOUNDED = "founded"
    LINKED = "linked"
    ALIKE = "alike"
    EDITED = "edited"


class StoryArticle(NamedTuple):
    """An article belongs to one story; `score` (0 to 1) is how alike they are, 1 unless the rule is `alike`."""

    story_id: str
    article_id: str
    rule: Rule
    score: float


class EditKind(StrEnum):
    """What an editor can say of stories: two are one, some articles are a story of their own, an edit does not hold."""

    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class StoryEdit(NamedTuple):
    """An editor's word on stories; it holds for good, whatever is read again.

    `story_id` is merged into `into_id`, or loses `articles` to it. `articles` of a merge are those of both stories
    then: they stay together even if the stories are found anew under other ids. `before` is where grouping, not
    editors, had put these articles: where they go back to when the edit numbered so is undone. `undoes` is the number
    of the edit that an undo takes back; `number` is given by the state.
    """

    kind: EditKind
    story_id: str
    into_id: str
    articles: tuple[str, ...]
    by: str
    at: datetime
    why: str = ""
    before: tuple[StoryArticle, ...] = ()
    undoes: int | None = None
    number: int = 0
