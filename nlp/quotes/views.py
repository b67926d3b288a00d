"""Clauses that are somebody's view: "Selon N, ...", "À l'en croire, ...", "... selon N"."""

import re
from collections.abc import Iterator

from nlp.quotes.clauses import COMMA, FINITE, HARD_STOP, Clause, behind, clause, may_report
from nlp.quotes.denied import leads_to_speech
from nlp.quotes.lexicon import introducers
from nlp.quotes.reported import said
from nlp.quotes.sentences import Sentence
from nlp.quotes.told import Said, Voice
from nlp.quotes.voices import Voices

_ACCORDING = re.compile(rf"({introducers('according')}) ")
_SURE = re.compile(introducers("sure"))
_INSIDE = re.compile(rf"(?<=[a-z0-9%] )(?:{introducers('sure')}) ")
_ITSELF = re.compile(rf"{introducers('itself')},")
_PART = re.compile(r" ?[:;][ \u00a0]")
_SEGMENTS = 3


def introduced(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """What follows "selon N" or its like at the beginning of a segment."""
    openings = list(_openings(voices, sentence))
    itself = next((at for at in openings if _ITSELF.match(voices.low, at, sentence.end)), None)
    if itself is not None:
        yield from _resumed(voices, sentence, itself)
        return
    if not voices.hits.views(sentence.start, sentence.end):
        return
    led = (_ACCORDING.match(voices.low, at, sentence.end) for at in openings)
    match = next((m for m in led if m), None)
    voice = voices.read(match.end(), sentence.end) if match else None
    if match is None or voice is None or not may_report(voices, voice):
        return
    sure = _SURE.fullmatch(match[1]) is not None
    begin = behind(voices, voice.end, sentence.end) if sure or voice.kind == "name" else None
    reported = _view(voices, begin, sentence) if begin is not None else None
    if reported is None:
        return
    # "huit départs ont été vus, d'après N, la société qui le vend": what follows is no clause but who N is
    who = voices.low.find(" qui ", reported.start, reported.end)
    leads = sure and match.start() == sentence.start
    if leads or FINITE.search(voices.text, reported.start, who if who >= 0 else reported.end):
        yield said(voices, reported, voice, (match.start(), voice.end), "according")


def closed(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """What stands before "selon N" without a comma, where nothing but who N is follows."""
    if sentence.marks or not voices.hits.views(sentence.start, sentence.end):
        return
    for match in _INSIDE.finditer(voices.low, sentence.start, sentence.end):
        voice = voices.read(match.end(), sentence.end)
        if voice is None or voice.kind != "name" or not may_report(voices, voice):
            continue
        first = clause(voices.text, sentence.start, match.start())
        ends = (
            behind(voices, voice.end, sentence.end) is None
            and "," not in voices.low[match.end() : voice.start]
        )
        if first is not None and ends and FINITE.search(voices.text, first.start, first.end):
            yield said(voices, first, voice, (match.start(), voice.end), "according")
            return


def _resumed(voices: Voices, sentence: Sentence, at: int) -> Iterator[Said]:
    """For "À l'en croire, ...", "... : selon lui, ...": who spoke last, or who is told of."""
    speaker = voices.whose.nearest(sentence.start, None)
    begin = behind(voices, at, sentence.end)
    reported = _view(voices, begin, sentence) if begin is not None else None
    if speaker is not None and speaker.named and reported is not None:
        voice = Voice(at, reported.start, speaker, "pronoun")
        yield said(voices, reported, voice, (at, reported.start), "according")


def _openings(voices: Voices, sentence: Sentence) -> Iterator[int]:
    """Where the first segments begin, and what follows a colon."""
    at = sentence.start
    yield at
    for _ in range(_SEGMENTS - 1):
        comma = COMMA.search(voices.low, at, min(sentence.end, at + 60))
        if comma is None:
            break
        at = comma.end()
        yield at
    for part in list(_PART.finditer(voices.low, sentence.start, sentence.end))[:_SEGMENTS]:
        yield part.end()


def _view(voices: Voices, start: int, sentence: Sentence) -> Clause | None:
    """What is so "selon N": up to what is in marks behind a colon, nothing where marks tell the words."""
    stop = HARD_STOP.search(voices.low, start, sentence.end)
    end = stop.start() if stop else sentence.end
    passage = next((p for p in sentence.marks if start <= p.opening < end), None)
    if passage is not None and not voices.low[start : passage.opening].rstrip().endswith(":"):
        return None
    seen = clause(voices.text, start, passage.opening if passage else end)
    speech = seen is not None and passage is not None and leads_to_speech(voices.low, seen.start, seen.end)
    return None if speech else seen
