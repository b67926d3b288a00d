"""Words that one person relays of another: "N aurait déclaré, selon M, que « »", "N cite son adjoint, M : « »"."""

import re

from nlp.quotes.denied import is_hearsay
from nlp.quotes.lexicon import word_list, words
from nlp.quotes.people import Speaker
from nlp.quotes.told import Told, Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

_CITES = re.compile(
    rf"(?<![a-z]){either(word_list('others', 'citing'))} (?:volontiers |souvent |aussi |encore |ainsi |[a-z]+ment )?"
)
_NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+){1,3}")
_HAS = ("a ", "ont ", "avait ", "aurait ", "ayant ")
_REACH, _RIGHT = 160, " \u00a0\u202f,"


def is_relayed(voices: Voices, start: int, end: int) -> bool:
    """Whether a clause tells what another would have said: "N aurait dit que ..., selon M"."""
    said = words("denied", "said")
    return any(
        voices.low[h.start : h.end] in said and is_hearsay(voices.low, h.start)
        for h in voices.hits.verbs(start, end)
    )


def is_claimed(voices: Voices, floor: int, comma: int) -> bool:
    """Whether what stands before ", selon M, que «" is "N aurait déclaré": M only says that N did."""
    hits = voices.hits.verbs(max(floor, comma - _REACH), comma)
    return (
        bool(hits) and not voices.low[hits[-1].end : comma].strip() and is_hearsay(voices.low, hits[-1].start)
    )


def cited(voices: Voices, floor: int, colon: int) -> Told | None:
    """Who is cited before a colon, "N cite son adjoint, M : «"; nobody of those whom the text names, else."""
    found = _CITES.finditer(voices.low, max(floor, colon - _REACH), colon)
    matches = [m for m in found if _is_active(voices, m)]
    if not matches:
        return None
    match = matches[-1]
    voice = voices.read(match.end(), colon) or _unknown(voices, match.end(), colon)
    if voice is not None and voice.known and not voices.low[voice.end : colon].strip(_RIGHT):
        return Told(voice, (match.start(), colon), "verb-colon")
    if voice is not None and voice.kind == "name" and voices.low[voice.end] == ",":
        return Told(voice, (match.start(), colon), "verb-colon")
    other = Voice(match.start(), colon, None, "body")
    return Told(other, (match.start(), colon), "colon") if voices.low[match.end() : colon].strip() else None


def _is_active(voices: Voices, cites: re.Match[str]) -> bool:
    """Whether somebody cites: "N, cité par l'agence : «" has N speak."""
    word = cites.start() + len(cites.group().split(" ", 1)[0])
    return not voices.is_participle(cites.start(), word) or voices.low.endswith(_HAS, 0, cites.start())


def _unknown(voices: Voices, start: int, end: int) -> Voice | None:
    """A name that nobody vouched for, and no more, up to the colon."""
    match = _NAME.match(voices.text, start, end)
    if match is None or voices.low[match.end() : end].strip(_RIGHT):
        return None
    return Voice(start, match.end(), Speaker(match.group()), "name")
