"""Numbering the texts of an article: a version is a text, so the same text is the same version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from core.ids import text_sha256
from core.types import Article


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
