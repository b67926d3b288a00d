"""To whom something is said: "a déclaré à N, maire de Gap, la ministre, M", "a rappelé le préfet à N"; no speakers."""

import re
from typing import TYPE_CHECKING

from nlp.quotes import genders
from nlp.quotes.lexicon import words
from nlp.quotes.patterns import ARTICLE

if TYPE_CHECKING:
    from nlp.quotes.people import Speaker
    from nlp.quotes.told import Voice
    from nlp.quotes.voices import Voices

_LED = re.compile(r"(?:le |la |l |les |un |une |des |son |sa |ses |ce |cette |cet )[^\W_]+")
_TO_NAME = re.compile(r" a (?:m\.? |mme |monsieur |madame )?$")
_TO_WHOM = re.compile(r" (?:aux?|a (?:la|l|cette|notre|votre)) ([a-z]+)")
_ARTICLES = frozenset(["le", "la", "l"])
_CIVIL, _REACH = 14, 190


def passed(voices: "Voices", previous: str, at: int, limit: int) -> "tuple[int, Speaker | None]":
    """Where the words end that the preposition `previous`, right before `at`, leads, and whom they name.

    `at` itself where they are to be read on.

    A name, or somebody described with their name behind, is passed whole; of "la mairie" the article and the noun.
    """
    article = ARTICLE.match(voices.low, at, limit)
    voice = None
    if article is None:
        voice = voices.read(at, limit)
    elif previous == "a" and genders.is_person(_head(voices, article.end(), limit)):
        voice = _described(voices, article.end(), voices.read(at, limit))
    if voice is not None and voice.kind == "name":
        return voice.end, voice.speaker
    led = _LED.match(voices.low, at, limit)
    return led.end() if led else at, None


def _described(voices: "Voices", noun: int, voice: "Voice | None") -> "Voice | None":
    """Somebody described, unless the name is that of another office behind: "à la maire | le préfet N"."""
    if voice is None:
        return None
    held = voices.people.title_at(noun + 1, voice.end)
    return voice if held is None or held.article not in _ARTICLES else None


def addressee(voices: "Voices", noun: int, end: int) -> int:
    """Where what is told of somebody gives way to whom they speak to: "le préfet | à N", "| au maire de Gap"."""
    at = noun
    while (name := voices.people.name_at(at, min(end, noun + _REACH))) is not None:
        to = _TO_NAME.search(voices.low, max(noun, name[0] - _CIVIL), name[0])
        if to:
            end = to.start()
            break
        at = name[0] + 1
    if not genders.is_person(_head(voices, noun, end)):
        return end
    led = _TO_WHOM.finditer(voices.low, noun, min(end, noun + _REACH))
    return next((m.start() for m in led if _is_person(voices.low, noun, m)), end)


def speaks_to(low: str, start: int, end: int) -> bool:
    """Whether the words after an office, low[start:end], are whom it speaks to: "le préfet | au maire de Gap"."""
    match = _TO_WHOM.match(low, end)
    return match is not None and _is_person(low, start, match)


def _is_person(low: str, start: int, to: re.Match[str]) -> bool:
    """Whether a person is spoken to, and not one whom somebody is beside: "l'adjointe au maire"."""
    beside = words("grammar", "deputies").intersection(low[start : to.start()].split())
    return not beside and genders.is_person(to[1].removesuffix("s"))


def _head(voices: "Voices", noun: int, limit: int) -> str:
    return voices.low[noun : min(limit, noun + 40)].split(" ", 1)[0].strip(",.;:»")
