"""Invented pages, and the records that the readers of fields take."""

import json
from datetime import UTC, datetime
from typing import Any

from lxml import html

from extract import dates, head, jsonld, microdata, titles

SEEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://www.lephare.example/ville/robot-12"


def tree_of(head_html: str = "", body: str = "", lang: str = "fr") -> Any:
    page = f"<!doctype html><html lang='{lang}'><head>{head_html}</head><body>{body}</body></html>"
    return html.document_fromstring(
        page.encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
    )


def ld(**fields: Any) -> str:
    node = {"@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(**fields: str) -> str:
    """Meta elements: `og_title` is og:title."""
    return "".join(f'<meta property="{k.replace("_", ":", 1)}" content="{v}">' for k, v in fields.items())


def title_of(head_html: str = "", body: str = "", url: str = URL) -> str:
    tree = tree_of(head_html, body)
    marks, node = head.read(tree), jsonld.read(tree).article
    return titles.title(tree, marks, node, "", items=microdata.beside(tree, node), url=url)


def published(
    head_html: str = "", body: str = "", url: str = URL, hint: datetime | None = None, lang: str = "fr"
) -> dates.Published:
    tree = tree_of(head_html, body, lang)
    marks, graph = head.read(tree), jsonld.read(tree)
    items = microdata.beside(tree, graph.article)
    return dates.published(
        tree, marks, graph.article, url=url, hint=hint, seen=SEEN, items=items, others=graph.nodes
    )


def when(
    head_html: str = "", body: str = "", url: str = URL, hint: datetime | None = None, lang: str = "fr"
) -> tuple[str, str]:
    """(the day, or the instant with its offset; the rule)."""
    dated = published(head_html, body, url, hint, lang).dated
    assert dated is not None
    is_day = dated.precision == "day"
    return dated.at.date().isoformat() if is_day else dated.at.isoformat(), dated.rule
