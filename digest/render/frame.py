"""What surrounds a letter and is not in it: where it is published, who it goes to, how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

UNSUBSCRIBE = "{{UNSUBSCRIBE}}"
"""Stands in a mail for the unsubscribe address of each reader, which the sender knows. No word of a letter holds it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Addresses are of the web, or empty: then nothing links there. `unsubscribe` empty: the line is left out.

    `erratum`: the letter is the mail of an erratum, which has no items and does not say that the week was empty.
    `mended`: the items that errata are about, by key, each with the day of the last of these.
    `read_by` is who read the letter before it left; `rectified`, the day of its last erratum; `draft` says so on top.
    """

    web: str = ""
    feed: str = ""
    calendar: str = ""
    unsubscribe: str = UNSUBSCRIBE
    read_by: str = ""
    rectified: date | None = None
    draft: bool = False
    erratum: bool = False
    mended: Mapping[str, date] = field(default_factory=dict)


BARE = Frame()
"""Nothing around it: a mail that links nowhere but to its articles."""
