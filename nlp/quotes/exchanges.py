"""Exchanges: bare quotes that answer one another, "« Combien ? », a demandé N. « Assez. » « C'est trop. »"."""

import re

from nlp.quotes import scare
from nlp.quotes.lexicon import phrases, word_list
from nlp.quotes.marks import Marked
from nlp.quotes.sentences import Sentence
from nlp.quotes.told import Said
from nlp.text import fold
from nlp.wordlists import either

_REPLY = re.compile(rf"{either(phrases('exchange', 'replies'))}(?![a-z])")
_WONDERS = re.compile(
    rf"(?<![a-z])(?:s|se) (?:est t (?:il|elle) |est )?{either(word_list('exchange', 'wonders'))}"
)
_SHORT, _NEAR = 7, 300


def is_answer(text: str, sentences: list[Sentence], index: int, passage: Marked, said: list[Said]) -> bool:
    """Whether a quote that nobody is said to say is another's than the last one's.

    Who goes on closes no marks to open them again; nor does one answer one's own question. Between two who spoke in
    turn the text does not say whose the third quote is.
    """
    spoken = [s for s in said[-4:] if s.direct]
    if not spoken or passage.opening - spoken[-1].end > _NEAR:
        return False
    last = spoken[-1]
    if last.speaker is None or not text[last.end : passage.opening].strip(" \u00a0\u202f»”\n"):
        return last.speaker is None or sentences[index - 1].paragraph == sentences[index].paragraph
    if _is_reply(text, passage):
        return True
    if sentences[index].first:
        return _in_turn(spoken)
    return text[last.end - 1] == "?" and not _asks_oneself(text, last.end, passage.opening)


def _is_reply(text: str, passage: Marked) -> bool:
    """Whether a short quote says yes or no."""
    said = fold(text[passage.start : passage.end]).lower()
    return scare.count(text, passage) < _SHORT and _REPLY.match(said) is not None


def _asks_oneself(text: str, start: int, end: int) -> bool:
    """Whether who asks goes on: "« Pourquoi ? », s'interroge N."."""
    return _WONDERS.search(fold(text[start:end]).lower()) is not None


def _in_turn(spoken: list[Said]) -> bool:
    """Whether the last two quotes are of two speakers, the one right after the other."""
    if len(spoken) < 2:
        return False
    first, second = spoken[-2:]
    return first.speaker is not second.speaker and second.start - first.end < _NEAR
