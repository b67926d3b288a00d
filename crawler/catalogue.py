"""The shipped catalogue of outlets, in the format of a workspace's sources.toml (docs/sources.md)."""

from pathlib import Path

from core import sources
from core.types import Source

PATH = Path(__file__).with_name("catalogue.toml")


def text() -> str:
    """What `beffroi init` writes as sources.toml."""
    return PATH.read_text(encoding="utf-8")


def outlets() -> tuple[Source, ...]:
    """The titles of the catalogue, those of the beat first."""
    return sources.parse(text(), PATH.name)
