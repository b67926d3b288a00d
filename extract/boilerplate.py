"""What a source repeats from article to article: learned from its recent ones, cut from each (docs/adr/0007).

Pure functions over a history that the caller passes in. A line is a paragraph of the text; a standfirst counts as
one, for the sake of sites that describe themselves where they should describe the article.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from core.types import Article, Basis, Form, Note

CUT = "cut.boilerplate"
RELATED = "cut.related"
KEPT = "kept.boilerplate"

FEWEST = 3
"""Different articles in which a line must stand at least."""
LABEL = 40
"""Shorter lines (in characters of their key) are labels."""
LABEL_SHARE = 0.5
"""A label repeats by nature: the town above each of its articles, a signature, « Avec AFP »."""
LINE_SHARE = 0.15
"""A sentence does not: an advertisement that takes turns with five others is met, a set phrase is not."""
LONGEST = 300
"""Longer paragraphs (in characters) are prose, and most of what there would be to compare."""
MANY = 8
"""Articles from which on a line that three quarters of them have is the site's, whatever their titles share."""
ROUND_UP = 3
"""Titles of other articles, each with text of its own after it, from which on a page rounds them up."""

_DIGITS = re.compile(r"[0-9]+")
_FIGURES = frozenset("0123456789")
_NOT_WORD = re.compile(r"[\W_]+")


class Line(NamedTuple):
    """A line as it is counted: `key` is the same whatever the figures are, `form` is not."""

    key: str
    form: str


@dataclass(frozen=True, slots=True)
class Told:
    """An article as a history remembers it: the lines of its text, and those that were cut from it."""

    article_id: str
    title: str
    kept: frozenset[Line]
    cut: frozenset[Line]


@dataclass(frozen=True, slots=True)
class Learned:
    """Keys of the lines that a source repeats, and the forms of its articles' titles."""

    lines: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


def line_key(line: str) -> str:
    """What is left of a line without case, spaces, punctuation and figures: "Privas : 9°" is "Privas : 11°"."""
    return _keyed(form(line))


def form(line: str) -> str:
    """The same, figures kept: what tells one title from another."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", line).casefold()).strip()


def _keyed(one: str) -> str:
    return one if _FIGURES.isdisjoint(one) else _DIGITS.sub("0", one)


def told(article_id: str, title: str, lines: Iterable[str], cut: Iterable[str] = ()) -> Told:
    """What to remember of an article: its standfirst and paragraphs, and what was cut from it as repeated."""
    return Told(article_id, title, _lines(lines), _lines(cut))


def lines_of(summary: str, text: str) -> list[str]:
    """The lines of an article."""
    return [line for line in (summary, *text.split("\n\n")) if line]


def told_of(article: Article) -> Told:
    """What to remember of an article just read."""
    cut = (note.detail for note in article.notes if note.rule == CUT)
    return told(article.id, article.title, lines_of(article.summary, article.text), cut)


def _lines(lines: Iterable[str]) -> frozenset[Line]:
    forms = (form(line) for line in lines if len(line) <= LONGEST)
    return frozenset(Line(_keyed(one), one) for one in forms if one)


def learn(history: Iterable[Told]) -> Learned:
    """The lines that recur in a source's articles whatever they are about, and the titles they have.

    An article told twice under one title counts once. Figures that differ every time are news, not furniture: a
    line must be met word for word and figure for figure, twice on average. A line that only the articles of one
    story share (a word of their titles that others lack) is a reminder of it, and stays.
    """
    by_title: dict[str, set[Line]] = defaultdict(set)
    for article in history:
        by_title[form(article.title)] |= article.kept | article.cut
    holders: dict[str, list[str]] = defaultdict(list)
    forms: dict[str, set[str]] = defaultdict(set)
    for title, lines in by_title.items():
        for key in {line.key for line in lines}:
            holders[key].append(title)
        for line in lines:
            forms[line.key].add(line.form)
    words = Counter(word for title in by_title for word in _words(title))
    return Learned(
        lines=frozenset(
            key
            for key, titles in holders.items()
            if len(titles) >= _needed(key, len(by_title))
            and 2 * len(forms[key]) <= len(titles)
            and not _one_story(titles, words, len(by_title))
        ),
        titles=frozenset(title for title in by_title if title.count(" ") >= ROUND_UP),
    )


def _needed(key: str, articles: int) -> int:
    """In how many of so many articles a line must stand."""
    share = LABEL_SHARE if len(key) < LABEL else LINE_SHARE
    return max(FEWEST, math.ceil(share * articles))


def _one_story(titles: list[str], words: Mapping[str, int], articles: int) -> bool:
    """Whether most of these titles share a word that the source's other titles do not have half as often.

    Where there are no others to compare with, a word that all of them have is enough.
    """
    others = articles - len(titles)
    if articles >= MANY and 4 * len(titles) >= 3 * articles:
        return False
    shared = Counter(word for title in titles for word in _words(title))
    if not others:
        return len(titles) in shared.values()
    return any(
        2 * count > len(titles) and 2 * (words[word] - count) * len(titles) < count * others
        for word, count in shared.items()
    )


def _words(title: str) -> set[str]:
    """The words of a title's key that may be its subject."""
    return {word for word in title.split() if len(word) > 4}


def cut(article: Article, learned: Learned) -> Article:
    """The article without the lines that its source repeats, each of them noted; cutting again changes nothing.

    A text is never emptied: one of which nothing would be left stays, with a note. Titles of other articles are
    those of a box beside the text, unless the page rounds them up.
    """
    gone = _repeated(article, learned)
    if not gone:
        return article
    lines = article.text.split("\n\n") if article.text else []
    kept = [line for line in lines if line not in gone]
    if lines and not kept:
        notes = [Note(KEPT, line) for line in lines]
        return replace(article, notes=_joined(article.notes, notes))
    summary = "" if article.summary in gone else article.summary
    text = "\n\n".join(kept)
    notes = [Note(gone[line], line) for line in lines_of(article.summary, article.text) if line in gone]
    basis = article.basis if text or summary else Basis.TITLE
    return replace(article, summary=summary, text=text, basis=basis, notes=_joined(article.notes, notes))


def _repeated(article: Article, learned: Learned) -> dict[str, str]:
    """The article's lines that do not belong to it, each with the rule that says so."""
    lines = lines_of(article.summary, article.text)
    gone = {line: CUT for line in lines if line_key(line) in learned.lines}
    prose = [line for line in article.text.split("\n\n") if line not in gone]
    others = learned.titles - {form(article.title)}
    titles = [form(line) in others for line in prose]
    introduced = sum(title and not after for title, after in pairwise(titles))
    if article.form is Form.ARTICLE and introduced < ROUND_UP:
        gone |= {line: RELATED for line, is_title in zip(prose, titles, strict=True) if is_title}
    return gone


def _joined(notes: tuple[Note, ...], more: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys((*notes, *more)))
