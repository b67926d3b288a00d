"""The fields of the index, and the document of an article.

Positions are kept once only (fold-then-stem), for phrases. A value is its code, with the name that people know it by
after a separator: facets and suggestions then need no other file.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

import tantivy

from store.searching.text import FOLD_STEM, PLAIN, STEM_FOLD, analysers, blanked, compounds, even, tidy

FORMAT = 3
"""Raise it when fields, analysers or queries/search_documents.sql change: older indexes are then made again."""

SEPARATOR = "\x1f"
VALUES = (
    "source", "commune", "epci", "departement", "mayor", "technology", "topic", "nature", "month", "counted_as",
)  # fmt: skip
ONCE = ("source", "nature", "month", "counted_as")
SHOWN = ("title", "url", "body")
ID = "article_id"
KEY = "key"
"""The article's id as a number: what can be read for a hundred thousand hits at once."""


class Row(NamedTuple):
    """A row of queries/search_documents.sql; lists are of values, `text` is what is left of it."""

    article_id: str
    title: str | None
    url: str
    text: str | None
    published_at: datetime | None
    day: date | None
    relevant: bool | None
    source: str
    nature: str | None
    counted_as: str
    communes: list[str] | None
    epcis: list[str] | None
    departements: list[str] | None
    mayors: list[str] | None
    technologies: list[str] | None
    topics: list[str] | None


def build_schema() -> tantivy.Schema:
    """The fields; `sort_at` is in seconds since 1970 (UTC), `day` reads as AAAAMMJJ, both 0 when not known."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(KEY, fast=True)
    for part in ("title", "body"):
        builder.add_text_field(f"{part}_{STEM_FOLD}", tokenizer_name=STEM_FOLD, index_option="freq")
        builder.add_text_field(f"{part}_{FOLD_STEM}", tokenizer_name=FOLD_STEM, index_option="position")
    builder.add_text_field(PLAIN, tokenizer_name=PLAIN, index_option="freq")
    for name in VALUES:
        builder.add_text_field(
            name, stored=name in ONCE, fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_integer_field("sort_at", fast=True)
    builder.add_unsigned_field("day", stored=True, fast=True)
    builder.add_boolean_field("relevant", fast=True, indexed=True)
    for name in SHOWN:  # as bytes: a text field is always indexed
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def with_analysers(index: tantivy.Index) -> tantivy.Index:
    """The index, knowing the analysers that its fields name."""
    for name, analyser in analysers()._asdict().items():
        index.register_tokenizer(name, analyser)
    return index


def document(row: Row) -> tantivy.Document:
    """What the index holds of an article."""
    made = tantivy.Document()
    title, body = tidy(row.title or ""), tidy(row.text or "")
    made.add_text(ID, row.article_id)
    made.add_unsigned(KEY, int(row.article_id, 16))
    for name, text in zip(SHOWN, (title, row.url, body), strict=True):
        made.add_bytes(name, text.encode())
    _add_words(made, title, body)
    for name, values in _values(row).items():
        for value in values or ():
            made.add_text(name, value)
    made.add_integer(
        "sort_at", int(row.published_at.replace(tzinfo=UTC).timestamp()) if row.published_at else 0
    )
    made.add_unsigned("day", int(f"{row.day:%Y%m%d}") if row.day else 0)
    made.add_boolean("relevant", bool(row.relevant))
    return made


def _add_words(made: tantivy.Document, title: str, body: str) -> None:
    """Compounds follow as one word each, a text of their own: no phrase runs into them."""
    for part, text in (("title", blanked(even(title))), ("body", blanked(even(body)))):
        for said in (text, " ".join(compounds(text))):
            if said:
                made.add_text(f"{part}_{STEM_FOLD}", said)
                made.add_text(f"{part}_{FOLD_STEM}", said)
                made.add_text(PLAIN, said)


def _values(row: Row) -> dict[str, list[str] | None]:
    return {
        "source": [row.source],
        "commune": row.communes,
        "epci": row.epcis,
        "departement": row.departements,
        "mayor": row.mayors,
        "technology": row.technologies,
        "topic": row.topics,
        "nature": [row.nature] if row.nature else None,
        "month": [f"{row.day:%Y-%m}"] if row.day else None,
        "counted_as": [row.counted_as],
    }
