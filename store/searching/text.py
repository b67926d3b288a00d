"""How words are compared, in articles and in queries alike.

A text is indexed three ways. Stemming before folding accents brings « déployée » and « déploiement » together but
misses « securite » for « sécurité »; folding first does the reverse; words that are only folded serve prefixes, and
let the very form that was typed come first.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import tantivy

STEM_FOLD, FOLD_STEM, PLAIN = "stem_fold", "fold_stem", "plain"

_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[ \t\r]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_APOSTROPHES, _HYPHENS = "’ʼ‘`´′＇", "‐‑"
_ELISION = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)", re.IGNORECASE)
_COMPOUND = re.compile(r"(?<![\w'-])([^\W_]{1,25})['-]([^\W_]{2,25})(?![\w'-])")
_INVERTED = re.compile(
    "il|elle|on|ils|elles|je|tu|nous|vous|moi|toi|le|la|les|lui|leur|en|ci|là|mêmes?", re.IGNORECASE
)
LISTED = "0-\u024f\u1e00-\u1eff\ufb00-\ufb06"
"""The characters of which `variants` knows what they are folded to, as a class of a regular expression."""
_UNACCENTED = re.compile(r"(?<=[a-z]{2})e(e?s?)\Z")


class Analyser(NamedTuple):
    """The ways in which a word is indexed."""

    stem_fold: tantivy.TextAnalyzer
    fold_stem: tantivy.TextAnalyzer
    plain: tantivy.TextAnalyzer


@cache
def analysers() -> Analyser:
    """One of each; an index does not keep them, each opening names them again."""
    lower, fold = tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()
    stem = tantivy.Filter.stemmer("french")
    return Analyser(_analyser(lower, stem, fold), _analyser(lower, fold, stem), _analyser(lower, fold))


def _analyser(*filters: tantivy.Filter) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in filters:
        builder = builder.filter(step)
    return builder.build()


def tidy(text: str) -> str:
    """A text to be indexed and shown: composed, without invisible characters, one line a paragraph.

    No-break spaces stay: they hold « and » to their words.
    """
    whole = _CONTROLS.sub(" ", _FORMAT.sub("", unicodedata.normalize("NFC", text)))
    return _BREAKS.sub("\n", _SPACES.sub(" ", whole)).strip()


def readable(typed: str) -> str:
    """What a person typed, without what no text can hold (half a surrogate pair)."""
    return tidy(typed.encode("utf-8", "ignore").decode())


def even(text: str) -> str:
    """One apostrophe and one hyphen, whichever was typed. Same length."""
    for variants_, usual in ((_APOSTROPHES, "'"), (_HYPHENS, "-")):
        for variant in variants_:  # ten times faster than str.translate
            text = text.replace(variant, usual)
    return text


def blanked(text: str) -> str:
    """An even text without its elided words: « l'école » is « école » two characters on. Same length."""
    return _ELISION.sub(lambda found: " " * len(found[0]), text)


def unelided(text: str) -> str:
    """The same, in the length that is left."""
    return _ELISION.sub("", text)


def compounds(text: str) -> list[str]:
    """What a blanked text writes in two parts, as one word: wifi, vidéosurveillance, aujourdhui; each once."""
    found = (
        first + second
        for first, second in _COMPOUND.findall(text)
        if not _INVERTED.fullmatch(second) and not (first + second).isdigit()
    )
    return list(dict.fromkeys(found))


def variants(letters: Collection[str]) -> str:
    """These letters, and those that are one of them, or begin with it, once they are folded."""
    folded_so = {letter for letter, folded in _folded_letters().items() if folded[0] in letters}
    return "".join(sorted(folded_so.union(letters)))


def ligatures(letters: Collection[str]) -> str:
    """Those of the variants that are two letters once they are folded: œ."""
    return "".join(
        letter for letter, folded in _folded_letters().items() if len(folded) > 1 and folded[0] in letters
    )


@cache
def _folded_letters() -> dict[str, str]:
    """Latin letters, the ligatures included, as they are once they are folded."""
    letters = filter(re.compile(f"[{LISTED}]").match, map(chr, range(0xFFFF)))
    return {letter: word[0] for letter in letters if (word := analysers().plain.analyze(letter))}


def restored(word: str) -> str | None:
    """A word typed without accents, with the one that decides how the stemmer cuts it: deployee, securite, numerise.

    Where no accent is missing (école, fibre), the stem is the same.
    """
    low = word.lower()
    accented = _UNACCENTED.sub(r"é\1", low) if low.isascii() else low
    return accented if accented != low else None
