"""A place in a text that stands for a local authority, and how it does."""

from dataclasses import dataclass
from typing import NamedTuple

from core.types import ActorKind


class Actor(NamedTuple):
    """A local authority. `code` as in core.types.Initiative, None for a syndicate."""

    kind: ActorKind
    code: str | None
    name: str


class Way(NamedTuple):
    """How a reference stands for its authority. A `cited` one is an example, a neighbour, a client, a dateline.

    A `rubric` opens its paragraph ("LE MANS. Au centre-ville..."); a `weak` one only completes a noun ("la gare de").
    """

    named: bool
    cited: bool = False
    role: bool = False
    rubric: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the text that stands for an authority."""

    start: int
    end: int
    actor: Actor
    way: Way
    sentence: int
