"""A page meant to break its reader, as data: how it is built, and how reading it must end."""

from collections.abc import Callable
from dataclasses import dataclass

HTML = "text/html; charset=utf-8"
ARTICLE, REJECTED = "article", "rejected"

FITS = 2_000_000
"""Bytes: the largest page that is read at all, nearly; what is larger proves the limit and nothing else."""

TITLE = "Un guichet numérique à Sainte-Invention"
SENTENCE = "La commune de Sainte-Invention ouvre à l’école un guichet numérique pour ses habitants."
TEXT = f"<p>{SENTENCE} {'Il répond aux questions le matin. ' * 6}</p>" * 4


@dataclass(frozen=True, slots=True)
class BadPage:
    """`truth`: `article`, `rejected` (for whatever reason), one reason, or nothing where both are right.

    An article must hold the text `holds`, and none of its fields `lacks`.
    """

    name: str
    about: str
    build: Callable[[], bytes]
    truth: str = ""
    holds: str = ""
    lacks: str = ""
    content_type: str = HTML


def page(head: str = "", body: str = TEXT, title: str = TITLE) -> bytes:
    """A page that is honest but for what it is given."""
    return (
        f'<!doctype html><html lang="fr"><head><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode("utf-8", "surrogatepass")


def honest(name: str, about: str, head: str = "", more: str = "", **checks: str) -> BadPage:
    """An honest article beside a trap: it must be read all the same."""
    return BadPage(name, about, lambda: page(head, TEXT + more), ARTICLE, SENTENCE, **checks)


def times(unit: str, count: int) -> Callable[[], bytes]:
    """The article, then something many times."""
    return lambda: page("", TEXT + unit * count)


def full(unit: str, size: int = FITS) -> Callable[[], bytes]:
    """The same, as often as fits."""
    return times(unit, (size - len(page())) // len(unit.encode()))
