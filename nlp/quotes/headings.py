"""Quotes without a speaker beside them: headlines, crossheads, and the answers of an interview."""

import re
from bisect import bisect_right

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
_QUESTIONS = 2
_HEADLINES, _PARAGRAPHS = 2, 2  # paragraphs are counted with the empty lines between
_MOST_NAMES, _MOST_QUOTES = 60, 100
_SPACES = " \u00a0\u202f"


def interviewed(voices: Voices, sentences: list[Sentence]) -> Speaker | None:
    """Who answers in an interview: "Trois questions à N", or the name that labels a line of answers.

    Else the one person who is named before the first of several questions that are lines of their own.
    """
    announced = _INTERVIEW.search(voices.low, 0, _HEAD)
    if announced:
        voice = voices.read(announced.end(), min(len(voices.low), announced.end() + 200))
        if voice is not None and voice.kind == "name":
            return voice.speaker
    for start, end, speaker in voices.people.names[:_MOST_NAMES]:
        if (start == 0 or voices.low[start - 1] == "\n") and _ANSWERS.match(voices.low, end):
            return speaker
    asked = [s.start for i, s in enumerate(sentences) if _asks(voices, sentences, i)]
    named = {id(n[2]): n[2] for n in voices.people.before(asked[0], 0)} if len(asked) >= _QUESTIONS else {}
    return next(iter(named.values())) if len(named) == 1 else None


def _asks(voices: Voices, sentences: list[Sentence], index: int) -> bool:
    """Whether a line is a question and no more, with a paragraph behind it."""
    one = sentences[index]
    line = is_heading(sentences, index) and not one.marks and index + 1 < len(sentences)
    return line and voices.low[one.end - 1] == "?"


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


def settled(
    voices: Voices,
    sentences: list[Sentence],
    waiting: list[Marked],
    said: list[Said],
    answers: Speaker | None,
) -> list[Said]:
    """Headings with who says their words further down, else who answers an interview, else the next speaker.

    Of a headline the next speaker is the one only where the text names nobody else.
    """
    found = []
    alone = _alone(voices, said) if waiting else None
    direct = sorted((s for s in said if s.direct), key=lambda s: s.start) if waiting else []
    starts = [s.start for s in direct]
    for passage in waiting:
        at = bisect_right(starts, passage.end)
        follow = direct[at : at + _MOST_QUOTES]
        same = next((s for s in follow if s.speaker and _shares(voices.low, passage, s)), None)
        span = (passage.opening, passage.closing)
        if same is not None:
            found.append(Said(passage.start, passage.end, True, same.speaker, same.evidence, "heading"))
        elif answers is not None:
            found.append(Said(passage.start, passage.end, True, answers, span, "heading"))
        elif follow:
            speaker = _of_section(voices, sentences, passage, follow[0]) or alone
            rule = "heading-next" if speaker else "nobody"
            found.append(Said(passage.start, passage.end, True, speaker, span, rule))
    return found


def told_further(voices: Voices, headlines: list[Marked], said: list[Said]) -> list[Said]:
    """Headlines whose words somebody says further down; nobody where nobody does."""
    found = []
    for passage in headlines[:_MOST_NAMES]:
        later = (s for s in said[:_MOST_QUOTES] if s.direct and s.start > passage.end and s.speaker)
        same = next((s for s in later if _shares(voices.low, passage, s)), None)
        span = same.evidence if same else (passage.opening, passage.closing)
        rule = "heading" if same else "nobody"
        found.append(Said(passage.start, passage.end, True, same.speaker if same else None, span, rule))
    return found


def _alone(voices: Voices, said: list[Said]) -> Speaker | None:
    """The one person whom a text names, if nobody else speaks."""
    told = {id(s.speaker): s.speaker for s in said if s.speaker is not None}
    told |= {id(n[2]): n[2] for n in voices.people.names if not voices.whose.quoted(n[0])}
    one = next(iter(told.values())) if len(told) == 1 else None
    return one if one is not None and one.named else None


def _of_section(voices: Voices, sentences: list[Sentence], passage: Marked, follows: Said) -> Speaker | None:
    """Who speaks in the paragraph behind a crosshead; a headline has a whole text behind it."""
    index = voices.whose.prominence.sentence(passage.opening)
    next_one = voices.whose.prominence.sentence(follows.start)
    near = sentences[next_one].paragraph - sentences[index].paragraph
    crosshead = sentences[index].paragraph >= _HEADLINES
    if not crosshead or near > _PARAGRAPHS or follows.speaker is None or not follows.speaker.named:
        return None
    return follows.speaker


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
