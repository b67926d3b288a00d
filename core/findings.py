"""What a check found wrong."""

from dataclasses import dataclass

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of damage: how often, a few examples, and the command that mends it (in French, for people)."""

    name: str
    count: int
    examples: tuple[str, ...]
    command: str
