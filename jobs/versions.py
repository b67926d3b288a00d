"""Numbering the texts of an article: a version is what its publisher changed, not what we clean."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from core.ids import text_sha256
from core.types import Article, Basis, Note
from extract.boilerplate import Learned, form, line_key
from store.readers.past import Version


class Text(Protocol):
    """The words of an article or of a version of it, and what was done to them."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def summary(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def notes(self) -> tuple[Note, ...]: ...  # noqa: D102


class _Known(NamedTuple):
    """A text that has its number; `words` is None when retention removed them."""

    version: int
    sha256: str
    words: Text | None


def numbered(
    articles: Iterable[Article], known: Iterable[Version], repeated: Mapping[str, Learned]
) -> Iterator[Article]:
    """Give each article the number of its text.

    `known` are the stored versions of these articles, `repeated` what each source repeats. A new text gets the
    next number, also when an article comes twice in one batch; a text seen before gets its old number, which
    makes processing a capture twice harmless.
    """
    seen: dict[str, list[_Known]] = {}
    for one in known:
        words = one if one.kept else None
        seen.setdefault(one.article_id, []).append(_Known(one.version, one.text_sha256, words))
    for article in articles:
        texts = seen.setdefault(article.id, [])
        version = _number(article, texts, repeated.get(article.source, Learned()))
        texts.append(_Known(version, text_sha256(article.body), article))
        yield replace(article, version=version)


def _number(article: Article, texts: Sequence[_Known], learned: Learned) -> int:
    sha256 = text_sha256(article.body)
    exact = next((one.version for one in reversed(texts) if one.sha256 == sha256), None)
    if exact is not None:
        return exact
    for one in reversed(texts):
        if one.words is not None and same_words(article, one.words, learned):
            return one.version
    return max((one.version for one in texts), default=0) + 1


def same_words(one: Text, other: Text, learned: Learned) -> bool:
    """Whether two texts differ in nothing but typography, line breaks, and the lines that we cut, then or now."""
    cut = cut_keys(one, other)
    return _words(one, cut, learned) == _words(other, cut, learned)


def cut_keys(*texts: Text) -> frozenset[str]:
    """Keys of the lines that extraction cut from any of these texts."""
    return frozenset(
        line_key(note.detail) for text in texts for note in text.notes if note.rule.startswith("cut.")
    )


def _words(text: Text, cut: frozenset[str], learned: Learned) -> tuple[str, str, str]:
    """Title, standfirst and text as one string each; lines that a source repeats count on neither side."""
    lines = [
        line
        for line in text.text.split("\n\n")
        if not (key := line_key(line))
        or not (key in cut or key in learned.lines or form(line) in learned.titles)
    ]
    summary = "" if (key := line_key(text.summary)) in cut or key in learned.lines else text.summary
    return plain(text.title), plain(summary), plain("".join(lines))


_TYPOGRAPHY = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "\u2010": "-", "\u2011": "-", "\u00ad": None, "\u200b": None, "\ufeff": None,
})  # fmt: skip


def plain(text: str) -> str:
    """A text without spaces, in one form of each letter, quotation mark, apostrophe and dash."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).split())


def without_losses(articles: Sequence[Article], in_full: Collection[str]) -> list[bool]:
    """Which of these articles to keep: not the excerpt of one whose whole text is known, then or now.

    A page that is open at first and for subscribers only some hours later gives a teaser when it is looked at
    again; its text was openly given, and what it says has been read.
    """
    known = set(in_full)
    kept = []
    for article in articles:
        kept.append(article.basis is Basis.FULL or article.id not in known)
        if article.basis is Basis.FULL:
            known.add(article.id)
    return kept
