"""Invented articles for stories.py: towns, products and words drawn as the press's are, the same for a seed."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from core.ids import article_id
from core.types import Mention, MentionKind

_TOWNS, _WORDS = 3000, 20_000
_LENGTH = 80
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zu",
    "bra",
    "cli",
    "dro",
    "plo",
)


class Invented(NamedTuple):
    """An article, what was found in it, and which story it was drawn for."""

    article_id: str
    at: datetime
    title: str
    text: str
    mentions: tuple[Mention, ...]
    story: int


def invented(seed: int, many: int, days: int, first: date) -> Iterator[Invented]:
    """`many` articles over `days`, in order of days; a story has one to four of them, within a week."""
    draw = random.Random(seed)  # noqa: S311  a draw to repeat, not a secret
    words = [_word(draw) for _ in range(_WORDS)]
    weights = [1 / (rank + 5) for rank in range(_WORDS)]
    towns = [f"Bourg{_word(draw)}" for _ in range(_TOWNS)]
    rare = [1 / (rank + 20) for rank in range(_TOWNS)]
    made: list[Invented] = []
    while len(made) < many:
        number = draw.choices(range(_TOWNS), rare)[0]
        own = [f"Prod{_word(draw)}", *draw.sample(words[200:], 25)]
        day = draw.randrange(days)
        for _ in range(draw.choice((1, 1, 1, 1, 2, 3, 4))):
            said = draw.choices(words, weights, k=_LENGTH) + draw.choices(own, k=_LENGTH // 4)
            draw.shuffle(said)
            title = f"{towns[number]} : {' '.join(draw.sample(own, 4))}"
            key = article_id(f"https://bench.example/{seed}/{len(made)}")
            at = datetime.combine(first + timedelta(day + draw.randrange(7)), datetime.min.time(), UTC)
            town = Mention(
                MentionKind.COMMUNE, f"{number:05}", towns[number], towns[number], 0, len(towns[number]), ""
            )
            made.append(Invented(key, at, title, " ".join(said), (town,), len(made)))
    yield from sorted(made[:many], key=lambda one: (one.at, one.article_id))


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 5)))
