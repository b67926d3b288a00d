"""Who speaks the words in marks: verb and subject after them or before, "selon N", a colon, the sentence around."""

import re
from dataclasses import dataclass

from core.types import Span
from nlp.quotes.lexicon import SAYS, STANCE, UTTERS, introducers
from nlp.quotes.marks import Marked
from nlp.quotes.sentences import Sentence
from nlp.quotes.speech import Inverted, inverted
from nlp.quotes.subjects import subject
from nlp.quotes.voices import Voice, Voices

_LINK = re.compile(r"[ \u00a0\u202f]*[,.;–—-]?[ \u00a0\u202f]*")
_ACCORDING = re.compile(rf"[ ,(]*(?:comme )?({introducers('according')}) ")
_SIGNED = re.compile(r"[ \u00a0]*(?:[–—(-]|\n\s*[–—-]?)[ \u00a0]*")
_COLON = re.compile(r":[ \u00a0\u202f\n]*$")
_LABEL = re.compile(r"(?:[–—-] ?)?")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"[,!?…–—][ \u00a0\u202f]+")
_ANSWER = re.compile(
    r"(?<![a-z])(?:reponse|replique|reaction|commentaire|verdict|explications?|analyse|constat|conseil|precision|aveu|"
    r"mots?|promesse|conclusion|argument|avis|lecture|version|message|temoignage) (?:de |d |du )"
)
_VERB_REACH = 260


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks a passage, as `rule` tells it: the span that says so."""

    voice: Voice
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Incise:
    """An attribution inside the marks: the words before it end at `before`, those after begin at `after`."""

    before: int
    after: int
    told: Told


def incise(voices: Voices, passage: Marked) -> Incise | None:
    """The first attribution that interrupts a quote: "« Oui, explique-t-il, et vite »"."""
    low = voices.low
    for match in _BROKEN.finditer(low, passage.start, passage.end):
        if any(s <= match.start() < e for s, e in passage.inner):
            continue
        said = inverted(voices, match.end(), passage.end, sure=True)
        if said is None or not _interrupts(said):
            continue
        end = _end_of_incise(voices, said, passage.end)
        if end is None:
            continue
        before = match.start() + (low[match.start()] in "!?…")
        return Incise(before, end, Told(said.voice, (match.end(), end), "inside"))
    return None


def _interrupts(said: Inverted) -> bool:
    return said.voice.kind in {"name", "pronoun", "title"} and (
        said.voice.kind != "pronoun" or said.voice.end <= said.end
    )


_APPOSITION_END = re.compile(r"[,.;:!?…–—]")


def _end_of_incise(voices: Voices, said: Inverted, limit: int) -> int | None:
    """Where the quoted words go on; None where this is no incise."""
    low, at = voices.low, said.end
    stop = _APPOSITION_END.search(low, at, min(limit, at + 160))
    if stop is None:
        return limit if limit - at < 90 else None
    if stop.group() == "," and said.voice.kind == "name":
        title = voices.people.title_at(stop.end(), stop.end() + 6)
        if title is not None:
            further = _APPOSITION_END.search(low, title.end, min(limit, title.end + 160))
            stop = further or stop
            if further is None:
                return limit
    end = stop.end()
    while end < limit and low[end] in " \u00a0\u202f":
        end += 1
    return end


def after(voices: Voices, passage: Marked, limit: int) -> Told | None:
    """What follows the closing mark: "», explique N", "», selon N", "» (N)"."""
    link = _LINK.match(voices.low, passage.closing, limit)
    at = link.end() if link else passage.closing
    stopped = "." in voices.low[passage.closing : at]
    if not stopped:
        said = inverted(voices, at, limit)
        if said is not None:
            return Told(
                said.voice, (passage.closing, said.end), "verb-after" if said.known else "shape-after"
            )
        according = _ACCORDING.match(voices.low, passage.closing, limit)
        if according:
            voice = voices.read(according.end(), limit)
            if voice is not None and (voice.speaker is not None or voice.kind != "pronoun"):
                return Told(voice, (passage.closing, voice.end), "according-after")
    signed = _SIGNED.match(voices.low, passage.closing)
    if signed:
        voice = voices.read(signed.end(), min(len(voices.low), signed.end() + 120))
        if voice is not None and voice.kind == "name" and _signs(voices, signed.group(), voice):
            return Told(voice, (passage.closing, voice.end), "signed")
    return None


def _signs(voices: Voices, lead: str, voice: Voice) -> bool:
    """Whether a name behind a quote signs it: in brackets, or on a line of its own with an office at most."""
    if "(" in lead:
        return True
    end = voices.low.find("\n", voice.end)
    line = voices.low[voice.end : end if end >= 0 else len(voices.low)]
    bare = any(n[0] == voice.start for n in voices.people.before(voice.start + 1, voice.start))
    return bare and len(line) < 90 and line[:1] in {",", "", "("} and not line.rstrip().endswith((".", ":"))


def before(voices: Voices, sentence: Sentence, floor: int, passage: Marked) -> Told | None:
    """What leads to the opening mark: "N prévient : «", "Pour N, l'outil est «", "N veut «", "N : «"."""
    low, opening = voices.low, passage.opening
    colon = _COLON.search(low, max(floor, opening - 4), opening)
    if colon:
        return _by_colon(voices, floor, colon.start())
    for start, end, kinds, _ in reversed(voices.hits.verbs(max(floor, opening - _VERB_REACH), opening)):
        if not kinds:
            continue
        voice = subject(voices, sentence.start if floor == sentence.start else floor, start)
        if voice is not None:
            rule = "verb-before" if kinds & {SAYS, UTTERS} else "stance-before"
            return Told(voice, (voice.start, end), rule)
        break
    return None


def _by_colon(voices: Voices, floor: int, colon: int) -> Told | None:
    low = voices.low
    label = voices.read(_start(voices, floor), colon)
    if label is not None and not low[label.end : colon].strip(" \u00a0\u202f"):
        return Told(label, (label.start, colon), "label")
    answer = _ANSWER.search(low, max(floor, colon - 120), colon)
    if answer:
        at = answer.end() - (1 if answer.group().endswith("du ") else 0)
        voice = (
            voices.read_contracted(answer.end() - 3, colon) if at != answer.end() else voices.read(at, colon)
        )
        if voice is not None:
            return Told(voice, (answer.start(), colon), "label")
    behind = _behind_last_comma(voices, floor, colon)
    if behind is not None:
        return behind
    hits = [h for h in voices.hits.verbs(max(floor, colon - _VERB_REACH), colon) if h.kinds]
    for start, *_ in reversed(hits[-3:]):
        voice = subject(voices, floor, start)
        if voice is not None and (voice.speaker is not None or voice.kind == "pronoun"):
            return Told(voice, (voice.start, colon), "verb-colon")
        said = inverted(voices, start, colon, sure=True)
        if said is not None and said.voice.kind != "body":
            return Told(said.voice, (start, colon), "verb-colon")
    voice = subject(voices, floor, colon)
    if voice is not None and voice.kind in {"name", "title", "pronoun"}:
        return Told(voice, (voice.start, colon), "colon")
    return None


def _behind_last_comma(voices: Voices, floor: int, end: int) -> Told | None:
    """ "..., a relaté l'élu : «"."""
    comma = voices.low.rfind(", ", max(floor, end - 160), end)
    while comma >= 0:
        said = inverted(voices, comma + 2, end, sure=True)
        if said is not None and (said.voice.kind != "body" or voices.is_body(said.voice)):
            return Told(said.voice, (comma, end), "verb-colon")
        comma = voices.low.rfind(", ", max(floor, end - 160), comma)
    return None


def _start(voices: Voices, floor: int) -> int:
    while floor < len(voices.low) and voices.low[floor] in " \u00a0\u202f\n–—-•":
        floor += 1
    return floor


__all__ = ["STANCE", "Incise", "Told", "after", "before", "incise"]
