"""Texts of about 500 words of our own writing, put together from the demo newsroom's paragraphs.

Paragraphs are shuffled with a fixed seed; `fresh` adds words that no text before had, so that a process that keeps
every word it meets is seen to grow.
"""

import random
from collections.abc import Iterator, Sequence

from demo.load import articles

WORDS = 500
_LETTERS = "aeioubcdfglmnprstv"


def paragraphs() -> tuple[list[str], list[str]]:
    """The newsroom's paragraphs: of stories about towns and technology, and of the ordinary ones."""
    ours: list[str] = []
    ordinary: list[str] = []
    for article in articles():
        parts = [article.title, article.standfirst, *article.body.split("\n\n")]
        kept = [part.strip() for part in parts if len(part.split()) > 5]
        (ordinary if _is_ordinary(article.slug) else ours).extend(kept)
    return ours, ordinary


def texts(parts: Sequence[str], count: int, seed: int = 11) -> Iterator[str]:
    """`count` texts of at least `WORDS` words."""
    chance = random.Random(seed)  # noqa: S311  the same texts every time, no secrets
    for _ in range(count):
        chosen: list[str] = []
        while sum(len(part.split()) for part in chosen) < WORDS:
            chosen.append(chance.choice(parts))
        yield "\n\n".join(chosen)


def fresh(parts: Sequence[str], count: int, seed: int = 11) -> Iterator[str]:
    """The same, each with twenty names that no other has."""
    chance = random.Random(seed)  # noqa: S311
    for text in texts(parts, count, seed):
        names = ("".join(chance.choices(_LETTERS, k=9)).capitalize() for _ in range(20))
        yield f"{text}\n\nÉtaient présents : {', '.join(names)}."


def _is_ordinary(slug: str) -> bool:
    """Sport, roads, tides: what most of the press is about."""
    return slug.partition("-")[0] in {"football", "handball", "aubenas", "crozon"}
