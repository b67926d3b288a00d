"""A role tied to a name."""

from dataclasses import dataclass

from nlp.persons.role_words import Phrase

ANAPHORA = "anaphora"
"""The link to a title in another sentence."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A role and the name (by index) it belongs to; `town` when a list tells it (index of a town's mention)."""

    name: int
    phrase: Phrase
    link: str
    town: int | None = None
