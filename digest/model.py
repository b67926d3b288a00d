"""The week as data: what the digest says, before any markup. Pure functions over the snapshot's rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from digest.letter import Week, week_of
from store.query import Refusal, WeekArticle

__all__ = ["EXTRACT", "Digest", "Missed", "Week", "build", "extract", "week_of"]

EXTRACT = 200
"""Characters of an article shown outside the workspace, at most: what French press habits allow."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Refusals of one outlet for one reason."""

    outlet: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The draft: articles for us, newest first; those reserved; what was refused.

    `news` says what each article tells first, by its id; `news_note`, since when we can tell.
    """

    title: str
    week: Week
    articles: tuple[WeekArticle, ...]
    reserved: tuple[WeekArticle, ...]
    read: int
    outlets: int
    missed: tuple[Missed, ...]
    news: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    news_note: str = ""


def build(name: str, week: Week, rows: Sequence[WeekArticle], refusals: Iterable[Refusal]) -> Digest:
    """Choose and order. `rows` are all articles of the week."""
    relevant = [a for a in rows if a.relevant]
    return Digest(
        title=name,
        week=week,
        articles=tuple(sorted(relevant, key=_rank)),
        reserved=tuple(a for a in rows if a.reserved),
        read=len(rows),
        outlets=len({a.source for a in rows}),
        missed=tuple(_missed(refusals)),
    )


def extract(summary: str | None) -> str:
    """At most EXTRACT characters, cut at a word."""
    text = (summary or "").strip()
    return text if len(text) <= EXTRACT else text[: EXTRACT - 1].rpartition(" ")[0] + "…"


def _rank(article: WeekArticle) -> tuple[int, int, str]:
    """A named mayor first, then the newest; the title settles equals, so that a rebuild is the same."""
    day = article.published_day.toordinal() if article.published_day else 0
    return (0 if article.mayors else 1, -day, article.title)


def _missed(refusals: Iterable[Refusal]) -> Iterable[Missed]:
    key = lambda r: (r.source, r.reason)  # noqa: E731  sort and group by the same key
    for (outlet, reason), group in groupby(sorted(refusals, key=key), key=key):
        yield Missed(outlet, reason, sum(r.n for r in group))
