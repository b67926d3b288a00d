"""A reader's query made fit for tantivy's parser, which takes an apostrophe for a quotation mark."""

import re
import unicodedata

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’ʼ`]")
_QUOTES = re.compile("[«»“”„]")
_PHRASE = re.compile(r'"\s*([^"]*?)\s*"')
_SYNTAX = re.compile(r"[:^~*\[\]{}<>!\\/=]|(?<=\s)[-+](?=\s)")
_DANGLING = re.compile(r"^(?:\s*(?:AND|OR)\b)+|(?:\b(?:AND|OR|NOT)\s*)+$")
_PARTICIPLE = re.compile(r"(?<=[a-z])ee(s?)\b", re.IGNORECASE)


def without_elisions(text: str) -> str:
    """« l’école » and « une école » are the same word to a search."""
    return _ELISION.sub(" ", unicodedata.normalize("NFC", text))


def lenient(query: str) -> str:
    """Keep words, "phrases", parentheses, AND, OR, NOT, + and -; drop what would be a syntax error.

    A feminine participle typed without its accent gets it back: the French stemmer brings « déployée » and
    « déploiement » together, but not « deployee ». English words in -ee are still found, accents being folded.
    """
    words = _APOSTROPHE.sub(" ", without_elisions(query.encode("utf-8", "ignore").decode()))
    words = _PHRASE.sub(r'"\1"', _SYNTAX.sub(" ", _QUOTES.sub('"', words)))
    return _PARTICIPLE.sub(r"ée\1", _DANGLING.sub(" ", words)).strip()
