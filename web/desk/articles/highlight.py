"""Passages with what they name marked, by the offsets that the analysis gave. Pure: text and spans in, markup out."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from digest.french import spaced

KINDS = {
    "commune": "commune", "person": "personne", "technology": "technologie", "organisation": "organisme",
    "departement": "département", "region": "région", "epci": "intercommunalité",
}  # fmt: skip
"""What is marked, and what it is called."""


class Span(NamedTuple):
    """A passage of an article's body that names something; `name` is what it is."""

    start: int
    end: int
    kind: str
    name: str


def marked(text: str, start: int | None, end: int | None, spans: Iterable[Span]) -> Markup:
    """A sentence that stands at `start` of the body, what it names marked.

    Of spans that overlap the longest is kept. Where the sentence is not as long as its place says (it was cut), nothing
    is marked.
    """
    if start is None or end is None or len(text) != end - start:
        return escape(spaced(text))
    return Markup().join(_pieces(spaced(text), start, _apart(spans, start, end)))


def paragraphs(body: str, spans: Iterable[Span]) -> list[Markup]:
    """A whole body, paragraph by paragraph."""
    known, made, start = list(spans), [], 0
    for paragraph in body.split("\n\n"):
        if paragraph.strip():
            made.append(marked(paragraph, start, start + len(paragraph), known))
        start += len(paragraph) + 2
    return made


def _apart(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Those inside, in order, none over another."""
    inside = {span for span in spans if start <= span.start < span.end <= end and span.kind in KINDS}
    kept: list[Span] = []
    for span in sorted(inside, key=lambda one: (one.start - one.end, one)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept)


def _pieces(text: str, start: int, spans: Iterable[Span]) -> Iterator[Markup]:
    """`spaced` replaces characters one by one, so that places still hold in what it gives."""
    done = 0
    for span in spans:
        first, last = span.start - start, span.end - start
        yield escape(text[done:first])
        title = f"{KINDS[span.kind]} : {span.name}" if span.name else KINDS[span.kind]
        yield Markup('<mark class="{}" title="{}">{}</mark>').format(span.kind, title, text[first:last])
        done = last
    yield escape(text[done:])
