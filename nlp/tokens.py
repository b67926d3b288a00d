"""A text cut into words in a time that grows with its length, whatever it holds.

spaCy's tokenizer takes affixes off a run without spaces one by one, looking at what is left each time: 20,000
brackets in a row took 46 s (measured). No word is that long: what is, is cut into pieces first.
"""

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

_LONG = re.compile(r"\S{160,}")
_PIECE = 80


def tokenized(nlp: Language, text: str) -> Any:
    """The document of a text; its tokens, with their spaces, are the text."""
    if _LONG.search(text) is None:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for part in _parts(text):
        for token in nlp.make_doc(part):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _parts(text: str) -> Iterator[str]:
    """What lies between the long runs, and the pieces of these."""
    at = 0
    for match in _LONG.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        for start in range(match.start(), match.end(), _PIECE):
            yield text[start : min(start + _PIECE, match.end())]
        at = match.end()
    if at < len(text):
        yield text[at:]
