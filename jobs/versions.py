"""Numbering the texts of an article: a version is a text, so the same text is the same version."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.ids import text_sha256
from core.types import Article, Basis


def numbered(articles: Iterable[Article], known: Mapping[str, Mapping[str, int]]) -> Iterator[Article]:
    """Give each article the number of its text.

    `known` maps article id to {text SHA-256: version} as stored. A new text gets the next number, also
    when an article comes twice in one batch; a text seen before gets its old number, which makes
    processing a capture twice harmless.
    """
    seen = {article_id: dict(texts) for article_id, texts in known.items()}
    for article in articles:
        texts = seen.setdefault(article.id, {})
        version = texts.setdefault(text_sha256(article.body), max(texts.values(), default=0) + 1)
        yield replace(article, version=version)


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
