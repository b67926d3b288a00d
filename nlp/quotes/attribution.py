"""Who speaks the words in marks, as their sentence tells: behind them, or before them."""

import re

from nlp.quotes.colons import ACCORDING, COMMA_REACH, DENIED, VERB_REACH, by_colon, last_comma, not_said
from nlp.quotes.denied import is_supposed
from nlp.quotes.hits import Hit
from nlp.quotes.lexicon import SAYS, UTTERS, verbs, words
from nlp.quotes.marks import Marked
from nlp.quotes.scare import named_thing
from nlp.quotes.sentences import Sentence
from nlp.quotes.speech import inverted
from nlp.quotes.subjects import subject
from nlp.quotes.told import Told, Voice
from nlp.quotes.voices import Voices

_LINK = re.compile(r"[ \u00a0\u202f]*[,.;–—-]?[ \u00a0\u202f]*")
_SIGNED = re.compile(r"[ \u00a0]*(?:[–—(-]|\n\s*[–—-]?)[ \u00a0]*")
_COLON = re.compile(r":[ \u00a0\u202f\n]*$")
_PARTICIPLE = re.compile(r"(?<![a-z])([a-z]{3,}(?:e|ee|i|ie|u|ue|t|te)s?)(?: de| d| comme| par| a)? ?$")
_AGENT = re.compile(r" ?par (?=[a-z])")
_PARTICIPIAL = frozenset(["", "tout en", "en", "se", "s"])
_NOBODY = ("on", "nous", "je")


def after(voices: Voices, passage: Marked, limit: int) -> Told | None:
    """What follows the closing mark: "», explique N", "», selon N", "» (N)"."""
    low, closing = voices.low, passage.closing
    link = _LINK.match(low, closing, limit)
    at = link.end() if link else closing
    if "." not in low[closing:at]:
        said = inverted(voices, at, limit)
        if said is not None and is_supposed(low, at):
            return Told(Voice(at, said.end, None, "body"), (closing, said.end), DENIED)
        subject_of = at - closing < 2 and named_thing(low, voices.text, passage)  # "Le mot « ... » agace N"
        if said is not None and not subject_of:
            return Told(said.voice, (closing, said.end), "verb-after" if said.known else "shape-after")
        according = ACCORDING.match(low, closing, limit)
        voice = voices.read(according.end(), limit) if according else None
        if (
            voice is not None
            and voice.speaker is not None
            and (voice.kind != "body" or voices.is_someone(voice))
        ):
            return Told(voice, (closing, voice.end), "according-after")
    agent = _AGENT.match(low, closing, limit)
    if agent and _judged_so(voices, passage.opening):
        voice = voices.read(agent.end(), limit)
        if voice is not None and voice.speaker is not None:
            return Told(voice, (passage.opening, voice.end), "agent")
    signed = _SIGNED.match(low, closing)
    voice = voices.read(signed.end(), min(len(low), signed.end() + 120)) if signed else None
    if signed and voice is not None and voice.kind == "name" and _signs(voices, signed.group(), voice):
        return Told(voice, (closing, voice.end), "signed")
    return None


def _judged_so(voices: Voices, opening: int) -> bool:
    """Whether a participle leads to the marks: "jugée «", "qualifié de «"."""
    found = _PARTICIPLE.search(voices.low, max(0, opening - 30), opening)
    return found is not None and found[1] in verbs() and found[1] not in words("titles", "participles")


def _signs(voices: Voices, lead: str, voice: Voice) -> bool:
    """Whether a name behind a quote signs it: in brackets, or on a line of its own with an office at most."""
    if "(" in lead:
        return True
    end = voices.low.find("\n", voice.end)
    line = voices.low[voice.end : end if end >= 0 else len(voices.low)]
    bare = voices.people.name_at(voice.start, voice.start + 1) is not None
    return bare and len(line) < 90 and line[:1] in {",", "", "("} and not line.rstrip().endswith((".", ":"))


def before(voices: Voices, sentence: Sentence, floor: int, passage: Marked) -> Told | None:
    """What leads to the opening mark: "N prévient : «", "N : «", "N veut «"; read from `floor` on."""
    opening = passage.opening
    colon = _COLON.search(voices.low, max(floor, opening - 4), opening)
    if colon:
        return by_colon(voices, floor, colon.start())
    hits = [h for h in voices.hits.verbs(max(floor, opening - VERB_REACH), opening) if h.kinds]
    if hits or voices.hits.views(max(floor, opening - COMMA_REACH), opening):
        told = last_comma(voices, floor, opening)
        last = voices.low[opening - 2 : opening].strip()
        if told is not None and "," in (voices.low[told.voice.end], last):
            return told  # "L'outil, dit N, n'a « pas tourné »"
    if not hits:
        return None
    return not_said(voices, hits[-1], opening) or _by_verb(voices, sentence, floor, hits[-1], passage)


def _by_verb(voices: Voices, sentence: Sentence, floor: int, hit: Hit, passage: Marked) -> Told | None:
    """The agent or the subject of the last verb before the marks."""
    voice = _by_whom(voices, hit, passage.opening) or subject(voices, max(sentence.start, floor), hit.start)
    voice = voice or _opened(voices, sentence, hit, passage)
    if voice is None or (voice.kind == "body" and not voices.can_tell(voice)):
        return None
    if voice.kind == "pronoun" and voices.low.startswith(_NOBODY, voice.start) and not voice.speaker:
        return None
    rule = "verb-before" if hit.kinds & {SAYS, UTTERS} else "stance-before"
    return Told(voice, (voice.start, hit.end), rule)


def _opened(voices: Voices, sentence: Sentence, hit: Hit, passage: Marked) -> Voice | None:
    """For "Estimant que « ... », N a saisi le tribunal": who follows."""
    opens = voices.low[sentence.start : hit.start].strip() in _PARTICIPIAL
    comma = voices.low.startswith(", ", passage.closing)
    if not (opens and comma and voices.low.endswith("ant", hit.start, hit.end)):
        return None
    return voices.read(passage.closing + 2, sentence.end)


def _by_whom(voices: Voices, hit: Hit, opening: int) -> Voice | None:
    """For "accusé par N d'avoir «": the agent."""
    agent = _AGENT.match(voices.low, hit.end, opening)
    return voices.read(agent.end(), opening) if agent and voices.is_participle(hit.start, hit.end) else None
