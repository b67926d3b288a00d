"""Attributions inside the marks: "« Oui, explique-t-il, et vite »", "« Oui, explique N, maire de Gap. Et vite. »"."""

import re
from dataclasses import dataclass

from nlp.quotes.marks import Marked
from nlp.quotes.speech import Inverted, inverted
from nlp.quotes.told import Told
from nlp.quotes.voices import Voices

_BROKEN = re.compile(r"[,!?…–—][ \u00a0\u202f]+")
_STOP = re.compile(r"[,.;:!?…–—]")
_SPACES = " \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Incise:
    """The quoted words before an attribution end at `before`, those after it begin at `after`."""

    before: int
    after: int
    told: Told


def incise(voices: Voices, passage: Marked) -> Incise | None:
    """The first attribution that interrupts a quote."""
    low = voices.low
    for match in _BROKEN.finditer(low, passage.start, passage.end):
        if any(s <= match.start() < e for s, e in passage.inner):
            continue
        said = inverted(voices, match.end(), passage.end, sure=True)
        if said is None or said.voice.kind == "body" or low.startswith(("nous", "je"), said.voice.start):
            continue
        end = _end(voices, said, passage.end)
        if end is not None:
            before = match.start() + (low[match.start()] in "!?…")
            return Incise(before, end, Told(said.voice, (match.end(), end), "inside"))
    return None


def _end(voices: Voices, said: Inverted, limit: int) -> int | None:
    """Where the quoted words go on: behind the appositions of who speaks; None where this is no incise."""
    low = voices.low
    stop = _STOP.search(low, said.end, min(limit, said.end + 160))
    if stop is None:
        return limit if limit - said.end < 90 else None
    if stop.group() == "," and said.voice.kind == "name":
        title = voices.people.title_at(stop.end(), stop.end() + 6)
        if title is not None:
            stop = _STOP.search(low, title.end, min(limit, title.end + 160))
            if stop is None:
                return limit
    end = stop.end()
    while end < limit and low[end] in _SPACES:
        end += 1
    return end
