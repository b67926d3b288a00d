"""A quote that is a sentence of its own: the sentence before says whose it is, or the next one."""

import re

from nlp.quotes.colons import answer, by_colon
from nlp.quotes.lexicon import word_list
from nlp.quotes.sentences import Sentence
from nlp.quotes.subjects import topic
from nlp.quotes.told import Told, Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

_WORDS = either([*word_list("grammar", "answers"), *word_list("grammar", "aims")])
_WHOSE = re.compile(
    rf"(?:c est |ce sont |voila |telle? est |(?:l|la|le|les|ce|cet|cette|ces) )(?:la |le |l |les |aussi )?{_WORDS}"
    r"[a-z ]{0,30}? (?:(du) |de |d |des |"
    r"(?:est |sont )?(?:signee?s?|venue?s?|lancee?s?|resumee?s?) (?:de |d |par |(?=[a-z])))"
)
"""In a sentence that says whose the words beside it are: "C'est la promesse de N", "Le constat est signé N"."""
_NEXT = 120


def neighbour(voices: Voices, sentences: list[Sentence], index: int) -> Told | None:
    """Whose a quote without words beside it is, as the sentences around it tell."""
    sentence = sentences[index]
    previous = sentences[index - 1] if index else None
    if previous is not None and voices.low[previous.end - 1] == ":":
        return by_colon(voices, _after_marks(previous), previous.end - 1)
    if previous is not None and previous.paragraph == sentence.paragraph:
        if previous.marks:
            return None
        voice = topic(voices, previous.start, previous.end)
        if voice is not None:
            return Told(
                _alone(voices, voice, previous.end), (previous.start, previous.end), "sentence-before"
            )
        asked = answer(voices, previous.start, previous.end)
        if asked is not None:
            return asked
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if following is None or following.paragraph != sentence.paragraph or following.marks:
        return None
    return owned(voices, following.start, following.end) or _about(voices, following)


def owned(voices: Voices, start: int, end: int) -> Told | None:
    """Whose the words beside it are, as a clause says: "c'est la promesse de N"."""
    match = _WHOSE.match(voices.low, start, end)
    if match is None:
        return None
    voice = voices.read_contracted(match.end() - 3, end) if match[1] else voices.read(match.end(), end)
    if voice is None or voice.speaker is None or (voice.kind == "body" and not voices.is_someone(voice)):
        return None
    return Told(voice, (start, voice.end), "sentence-after")


def _about(voices: Voices, following: Sentence) -> Told | None:
    voice = topic(voices, following.start, min(following.end, following.start + _NEXT))
    if voice is None or voice.kind == "pronoun":
        return None
    return Told(voice, (following.start, voice.end), "sentence-after")


def _after_marks(sentence: Sentence) -> int:
    return sentence.marks[-1].closing if sentence.marks else sentence.start


def _alone(voices: Voices, voice: Voice, end: int) -> Voice:
    """Who a sentence is about, unless it names another last: "N a confié le projet à M" leaves both open."""
    near = voices.people.before(end, voice.end)
    other = near[0][2] if near and not voices.whose.quoted(near[0][0]) else voice.speaker
    return voice if other is voice.speaker else Voice(voice.start, voice.end, None, "body")
