"""Where a reported clause begins and ends, and who may report."""

import re
from dataclasses import dataclass

from nlp.quotes.told import Voice
from nlp.quotes.voices import Voices

COMMA = re.compile(r",[ \u00a0]+")
HARD_STOP = re.compile(r" ?;(?:\s|$)")
FINITE = re.compile(
    r"\b(?:a|ont|est|sont|avait|était|sera|seront|serait|aurait|faut|fallait|va|doit|peut|peuvent|reste|devient|revient|"
    r"tient|fait|vaut|aura|auront|fera|ira|iront|pourra|saura|vaudra|faudra|viendra|va|vont|vient|suffit|dit|ne|n[’']|[a-z]{2,}(?:ait|aient|[eidtv]ra|ront|ent))\b",
    re.IGNORECASE,
)
"""Hints at a finite verb, in a text as it is written; "département" is taken for one too."""
_OPENS = re.compile(
    r"(?:il|elle|on|ce|c|cela|ca|l|la|le|les|un|une|des|pas|rien|aucun|aucune|tout|si|quand|en|a|au|dans|pour|sur) "
)
_RELATIVE = ("qui ", "dont ", "elu ", "elue ", "charge", "ancien", "interroge")
_LEFT, _RIGHT = " \u00a0\u202f–—-\n", " \u00a0\u202f.!…,;:"
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """text[start:end] is what is reported."""

    start: int
    end: int


def clause(text: str, start: int, end: int, *, question: bool = False) -> Clause | None:
    """A stretch without the spaces and stops at its ends; None when too little is left."""
    while start < end and text[start] in _LEFT:
        start += 1
    while end > start and (text[end - 1] in _RIGHT or (text[end - 1] == "?" and not question)):
        end -= 1
    return Clause(start, end) if end - start >= _SHORT else None


def behind(voices: Voices, at: int, limit: int) -> int | None:
    """Where the clause begins after "Selon N, maire de Gap,": behind the comma that ends the appositions."""
    while at < limit:
        comma = COMMA.search(voices.low, at, min(limit, at + 200))
        if comma is None:
            return None
        title = voices.people.title_at(comma.end(), comma.end() + 5)
        relative = voices.low.startswith(_RELATIVE, comma.end())
        if title is None and not relative and not _is_apposed(voices, comma.end(), limit):
            return comma.end()
        at = max(comma.end(), title.end if title else 0)
    return None


def _is_apposed(voices: Voices, start: int, limit: int) -> bool:
    """Whether what follows a comma is an apposition without a verb: "Pour N, ville hôte du congrès, ..."."""
    comma = COMMA.search(voices.low, start, min(limit, start + 60))
    if comma is None or _OPENS.match(voices.low, start, limit):
        return False
    return FINITE.search(voices.text, start, comma.start()) is None


def may_report(voices: Voices, voice: Voice) -> bool:
    """Persons and bodies; what the law or an authority far away recalls is no quote, and things say nothing."""
    speaker = voice.speaker
    if speaker is None or not speaker.name:
        return False
    return speaker.named or voice.kind in {"name", "title"} or voices.is_someone(voice)
