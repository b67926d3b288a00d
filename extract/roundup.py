"""Pages that tell several stories in short: the week's essentials, briefs, press reviews. Pure.

Two signs, each enough when it is clear. The page itself: a title that says so (roundup.toml) above several short
items. The outlet's other articles: a short text in which the standfirsts or first sentences of three of them stand
apart. Titles alone count only below such a title, because any article may carry a list of what to read next.
Links are not looked at: on pages never seen, nobody can tell those of the items from those of the frame.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from core.types import Form, Link, LinkKind, Trace
from extract.memory import Memory
from extract.shingles import OPENING, Hashes, Runs, runs, shingles, words

MIN_ITEMS = 3

WORDS_AN_ITEM = 120
"""More words for each item told are an article that mentions others."""

MAX_HEADING = 14
MIN_PROSE = 15
"""Words of an item's heading at most, and of the paragraph below it at least."""

_SENTENCE_END = re.compile(r"[.!?…:;,»”\"]\s*$")


def named(memory: Memory, texts: Mapping[str, Runs]) -> dict[str, tuple[str, ...]]:
    """The articles of any outlet, by the text that says the first words of their title, standfirst or text.

    `texts` has the runs of each text (`runs_of`) by article id.
    """
    said = np.concatenate([np.empty(0, np.uint64), *texts.values()])
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts.values()])
    rows, columns = np.nonzero(np.isin(memory.openings, said) & (memory.openings > 0))
    begun: dict[int, list[str]] = defaultdict(list)
    for opening, article in zip(
        memory.openings[rows, columns].tolist(), memory.ids[rows].tolist(), strict=True
    ):
        begun[opening].append(article)
    found: dict[str, dict[str, None]] = {key: {} for key in texts}
    keys = list(texts)
    for place in np.flatnonzero(np.isin(said, memory.openings[rows, columns])).tolist():
        found[keys[owners[place]]] |= dict.fromkeys(begun[int(said[place])])
    return {key: tuple(articles) for key, articles in found.items()}


def runs_of(text: str) -> Runs:
    """The runs of a text in which openings are looked for."""
    return runs(words(text), OPENING)


def items(trace: Trace, text: str, said: Runs, others: Iterable[Trace]) -> tuple[Trace, ...] | None:
    """The articles that a round-up tells of, as far as they are known; None for an article like any other.

    `trace` is of the `text`, whose runs are `said`; `others` are those whose openings it says (`named`).
    """
    known = tuple(
        other
        for other in others
        if (other.source, other.form) == (trace.source, Form.ARTICLE)
        and other.signature.article_id != trace.signature.article_id
    )
    told = _told(said, known) if len(known) >= MIN_ITEMS else 0
    if told >= MIN_ITEMS and trace.signature.words <= WORDS_AN_ITEM * told:
        return known
    announced = _says("sure", trace.title) or _says("likely", trace.title)
    if announced and (len(known) >= MIN_ITEMS or looks_like(trace.title, text)):
        return known
    return None


def _told(said: Runs, items: Iterable[Trace]) -> int:
    """At how many places the standfirst or the first sentence of an item begins."""
    places = {run: place for place, run in enumerate(said.tolist())}
    openings = (opening for item in items for opening in item.signature.openings[1:])
    return len({places[opening] for opening in openings if opening in places})


def looks_like(title: str, text: str) -> bool:
    """Whether a page says of itself that it is a round-up, by its title and at least three items below it."""
    paragraphs = text.split("\n\n")
    if _says("sure", title):
        return len(paragraphs) >= MIN_ITEMS
    return _says("likely", title) and _headings(paragraphs) >= MIN_ITEMS


def links(trace: Trace, text: str, found: Iterable[Trace]) -> list[Link]:
    """From a round-up to its items; the score is the share of an item's title and standfirst that it repeats."""
    whole = shingles(words(text))
    return [
        Link(
            article_id=trace.signature.article_id,
            version=trace.signature.version,
            other_id=item.signature.article_id,
            kind=LinkKind.ROUND_UP,
            score=_share(shingles(words(f"{item.title}\n{item.summary}")), whole),
            seen_at=max(trace.seen_at, item.seen_at),
        )
        for item in found
    ]


def _headings(paragraphs: Sequence[str]) -> int:
    """How many short lines that are no sentence stand above a paragraph."""
    sizes = [len(paragraph.split()) for paragraph in paragraphs]
    return sum(
        size <= MAX_HEADING and below >= MIN_PROSE and not _SENTENCE_END.search(paragraph)
        for paragraph, size, below in zip(paragraphs, sizes, sizes[1:], strict=False)
    )


def _share(part: Hashes, whole: Hashes) -> float:
    return round(float(np.isin(part, whole).mean()), 3) if len(part) else 0.0


def _says(rules: str, title: str) -> bool:
    return _rules()[rules].search(" ".join(words(title))) is not None


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("extract").joinpath("roundup.toml").read_text("utf-8"))
    return {name: re.compile("|".join(f"(?:{rule})" for rule in rules)) for name, rules in data.items()}
