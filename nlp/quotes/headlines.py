"""Whether who is named behind a headline's quote says it: "« ... » : le maire de Gap, N, défend son projet".

Only verbs of speech and reaction make a speaker of them: "« ... » : N recadre son adjoint" may be the adjoint's words.
"""

import re

from nlp.quotes.lexicon import phrases, verbs, words
from nlp.quotes.patterns import TOPIC
from nlp.quotes.told import Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

_REACTS = re.compile(rf"{either(phrases('headline', 'reacts'))}(?![a-z])")
_GIVES = re.compile(rf"(?<![a-z]){either(phrases('headline', 'gives'))} (?:de |d |du |des )")
_SKIP = re.compile(r"[\s,]*(?:\([^()\n]{1,40}\)[\s,]*)?")
_APPOSITION = re.compile(r"[^,.;:!?«»\n]{2,90}(?:, |[\s.!?]*$)")
_WORD = re.compile(r"[a-z]+")
_AFFECTED = re.compile(r"(?:est|sont|etait|a ete|ont ete) ")
_ADVERBS = 3


def speaks(voices: Voices, voice: Voice, start: int, end: int) -> bool:
    """Whether the line between the quote, which ends at `start`, and `end` has `voice` say or answer something."""
    low = voices.low
    if TOPIC.search(low, start, voice.start) or low.startswith(("pour ", "selon "), voice.start):
        return True
    if _GIVES.search(low, start, max(voice.end, start)):
        return True
    at = _predicate(voices, voice, end)
    return at >= end or not low[at:end].strip(" .!?\n") or _says(voices, at, end)


def _predicate(voices: Voices, voice: Voice, end: int) -> int:
    """Where what the line tells of somebody begins: behind "(PS)" and ", maire de Gap,"."""
    low = voices.low
    at = _skip(low, voice.end, end)
    title = voices.people.title_at(at, at + 4) if "," in low[voice.end : at] else None
    aside = _APPOSITION.match(low, at, end) if title else None
    return _skip(low, aside.end(), end) if aside else at


def _skip(low: str, at: int, end: int) -> int:
    match = _SKIP.match(low, at, end)
    return match.end() if match else at


def _says(voices: Voices, at: int, end: int) -> bool:
    """Whether a verb of speech or a reaction begins at `at`, behind pronouns, "a" and adverbs."""
    low = voices.low
    if _REACTS.match(low, at, end):
        return True
    active = _AFFECTED.match(low, at, end) is None
    passing = words("grammar", "clitics") | words("grammar", "auxiliaries") | words("grammar", "adverbs")
    first, word = True, ""
    for _ in range(_ADVERBS + 1):
        match = _WORD.match(low, at, end)
        if match is None:
            return False
        if match.group() not in passing and not match.group().endswith("ment"):
            break
        first, at = False, _skip(low, match.end(), end)
        if _REACTS.match(low, at, end):
            return True
    word = match.group() if match else word
    participle = first and voices.is_participle(at, at + len(word))  # "N, critiqué par M"
    return active and not participle and word in verbs() and word not in words("headline", "others")
