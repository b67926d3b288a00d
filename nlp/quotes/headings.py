"""Quotes without a speaker beside them: headlines, crossheads, and the answers of an interview."""

import re

from nlp.quotes import scare
from nlp.quotes.marks import Marked
from nlp.quotes.people import Speaker
from nlp.quotes.sentences import Sentence
from nlp.quotes.told import Said
from nlp.quotes.voices import Voices

_LONGEST = 140
_SHARED = 0.7
_INTERVIEW = re.compile(
    r"(?:interview|entretien|questions?|rencontre)\b(?: exclusi(?:f|ve))?,? (?:avec|a|de|d) "
)
_ANSWERS = re.compile(r" ?:(?: |\n)(?! ?[«“])")
_HEAD = 1500
_MOST_NAMES = 60
_SPACES = " \u00a0\u202f"


def interviewed(voices: Voices) -> Speaker | None:
    """Who answers in an interview: "Trois questions à N", or the name that labels a line of answers."""
    announced = _INTERVIEW.search(voices.low, 0, _HEAD)
    if announced:
        voice = voices.read(announced.end(), min(len(voices.low), announced.end() + 200))
        if voice is not None and voice.kind == "name":
            return voice.speaker
    for start, end, speaker in voices.people.names[:_MOST_NAMES]:
        if (start == 0 or voices.low[start - 1] == "\n") and _ANSWERS.match(voices.low, end):
            return speaker
    return None


def is_heading(sentences: list[Sentence], index: int) -> bool:
    """Whether a sentence is a line of its own: a headline or a crosshead."""
    sentence = sentences[index]
    last = index + 1 == len(sentences) or sentences[index + 1].paragraph != sentence.paragraph
    return sentence.first and last and sentence.end - sentence.start < _LONGEST


def quotes_in_headline(text: str, sentence: Sentence, passage: Marked) -> bool:
    """Whether a line reads "« Nous n'avons pas le choix » : ..." or "Caméras : « Nous n'avons pas le choix »"."""
    left = text[sentence.start : passage.opening].rstrip(_SPACES)
    right = text[passage.closing : sentence.end].lstrip(_SPACES)
    if scare.count(text, passage) < 3:
        return False
    return (not left and right.startswith(":")) or (left.endswith(":") and not right.strip(" .!?"))


def settled(voices: Voices, waiting: list[Marked], said: list[Said], answers: Speaker | None) -> list[Said]:
    """Headings with who says their words further down, else who answers an interview, else the next speaker."""
    found = []
    for passage in waiting:
        follow = [s for s in said if s.start > passage.end and s.direct]
        same = next((s for s in follow if _shares(voices.low, passage, s)), None)
        span = (passage.opening, passage.closing)
        if same is None and answers is not None:
            found.append(Said(passage.start, passage.end, True, answers, span, "heading"))
        elif follow:
            named = (s for s in follow if s.speaker is not None and s.speaker.named)
            owner = same or next(named, follow[0])
            rule = "heading" if same else "heading-next"
            found.append(Said(passage.start, passage.end, True, owner.speaker, owner.evidence, rule))
    return found


def repeated(voices: Voices, named: list[Marked], said: list[Said]) -> list[Said]:
    """Words in marks in a heading that somebody says further down: "Des radars pour gagner « une heure »"."""
    found = []
    for passage in named[:_MOST_NAMES]:
        words = voices.low[passage.start : passage.end]
        same = (
            s for s in said if s.start > passage.end and s.speaker and words in voices.low[s.start : s.end]
        )
        owner = next(same, None) if scare.count(voices.text, passage) > 1 else None
        if owner is not None:
            found.append(Said(passage.start, passage.end, True, owner.speaker, owner.evidence, "heading"))
    return found


def _shares(low: str, passage: Marked, said: Said) -> bool:
    heading = set(low[passage.start : passage.end].split())
    return len(heading & set(low[said.start : said.end].split())) >= _SHARED * len(heading)
