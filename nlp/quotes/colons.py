"""Who speaks behind a colon, or as a clause between commas tells: "N : «", "Réponse de N : «", "..., dit N : «"."""

import re

from nlp.quotes.denied import OTHERS, is_denied, is_feared, is_hearsay
from nlp.quotes.hits import Hit
from nlp.quotes.lexicon import introducers, verbs, word_list, words
from nlp.quotes.relayed import cited, is_claimed
from nlp.quotes.speech import inverted
from nlp.quotes.subjects import is_only_subject, subject, topic
from nlp.quotes.told import Told, Voice
from nlp.quotes.voices import Voices
from nlp.text import fold
from nlp.wordlists import either

ACCORDING = re.compile(rf"[ ,(]*(?:comme )?({introducers('according')}) ")
_THAT = re.compile(r"(?<![a-z])(?:que|qu|a|de|d|chez|par) $")
_AFFECTED = re.compile(
    rf"(?<![a-z]){either(word_list('grammar', 'affects'))}(?: pas| guere| peu)? (?:m\.? |mme )?$"
)
"""Before whom something moves to speak: "ne convainc pas N : «"."""
_INITIALS = re.compile(r"[\s–—-]*(?:[A-ZÀ-Ý](?:\. ?|-)?){2,4}[ \u00a0\u202f]?")
_GIVEN = either([*word_list("grammar", "answers"), *word_list("grammar", "aims")])
_ANSWER = re.compile(rf"(?<![a-z]){_GIVEN} (?:de |d |(du ))")
_ADDED = re.compile(
    r"(?<![a-z])(?:et|avant|puis) (?:de |d )(?:se |s )?([a-z]+(?:er|re|ir))(?: [a-z ]{0,30})? ?$"
)
_BESIDE = re.compile(
    r"(?: pas| jamais)?(?: (?:que|qu|si|de|d|les?|la|l|un|une|du|des|sur|a)(?: [a-z]+){0,3})? ?:? ?"
)
"""From a denied verb to the marks: "n'a pas dit que", "refuse de commenter"."""
DENIED = "denied"
"""The rule by which words are nobody's, and no quote."""
VERB_REACH, COMMA_REACH = 260, 160


def by_colon(voices: Voices, floor: int, colon: int) -> Told | None:
    """Who speaks behind a colon: a label, who answers, the subject or the speaker of the clause."""
    hits = [h for h in voices.hits.verbs(max(floor, colon - VERB_REACH), colon) if h.kinds]
    told = _of_others(voices, floor, colon)
    if told is not None:
        return told
    told = not_said(voices, hits[-1], colon) if hits else None
    told = told or (
        _verdict(voices, floor, colon)
        or _initials(voices, floor, colon)
        or _label(voices, floor, colon)
        or answer(voices, floor, colon)
        or last_comma(voices, floor, colon)
    )
    told = told or _added(voices, floor, colon)
    if told is not None:
        return told
    for hit in reversed(hits[-3:]):
        voice = subject(voices, floor, hit.start)
        if voice is not None and (voice.kind == "pronoun" or voices.can_tell(voice)):
            return Told(voice, (voice.start, colon), "verb-colon")
        said = inverted(voices, hit.start, colon, sure=True)
        if said is not None and said.voice.kind != "body":
            return Told(said.voice, (hit.start, colon), "verb-colon")
    voice = subject(voices, floor, colon)
    if voice is None or voice.kind == "body":  # "N, directeur de la start-up qui a conçu l'outil : «"
        voice = topic(voices, floor, colon) or voice
    if voice is not None and voices.is_town(voice.start) and not voices.low[voice.end : colon].strip():
        voice = None  # "Niort : « ... »"
    if voice is None or (voice.kind == "body" and not voices.is_someone(voice)):
        voice = _only_name(voices, floor, colon)
    return Told(voice, (voice.start, colon), "colon") if voice is not None else None


def _of_others(voices: Voices, floor: int, colon: int) -> Told | None:
    """What others say, or might: "cite son adjoint, M :", "craint que son rival dise :", "a reçu un courriel :"."""
    if is_feared(voices.low, colon):
        return Told(Voice(floor, colon, None, "body"), (floor, colon), DENIED)
    relayed = cited(voices, floor, colon)
    if relayed is None and OTHERS.search(voices.low, max(floor, colon - 160), colon):
        return Told(Voice(floor, colon, None, "body"), (floor, colon), "colon")
    return relayed


def not_said(voices: Voices, hit: Hit, end: int) -> Told | None:
    """For the last verb before the marks, where it says that these words were not said, or perhaps."""
    span = (hit.start, end)
    if _BESIDE.fullmatch(voices.low, hit.end, end) and is_denied(voices.low, *hit[:2]):
        return Told(Voice(*span, None, "body"), span, DENIED)
    if is_hearsay(voices.low, hit.start):
        return Told(Voice(*span, None, "body"), span, "verb-colon")
    return None


def _only_name(voices: Voices, floor: int, colon: int) -> Voice | None:
    """The one person that a clause names: "une promesse que N a vérifiée : «", "la parole est à N : «"."""
    named = voices.people.before(colon, floor)
    one = len({id(n[2]) for n in named}) == 1 and (
        _THAT.search(voices.low, max(floor, named[-1][0] - 5), named[-1][0])
        or _AFFECTED.search(voices.low, max(floor, named[-1][0] - 40), named[-1][0])
    )
    return Voice(*named[-1], "name") if one else None


def _added(voices: Voices, floor: int, colon: int) -> Told | None:
    """For "Et d'ajouter : « ... »": who spoke last."""
    match = _ADDED.search(voices.low, max(floor, colon - 60), colon)
    if match is None or match[1] not in verbs() or voices.whose.last is None:
        return None
    voice = Voice(match.start(), match.end(), voices.whose.last, "pronoun")
    return Told(voice, (match.start(), colon), "verb-colon")


def _verdict(voices: Voices, floor: int, colon: int) -> Told | None:
    """For "N a essayé. Verdict : « ... »": who is told of."""
    if voices.low[floor:colon].strip() not in words("grammar", "answers"):
        return None
    return Told(Voice(floor, colon, voices.whose.nearest(floor, None), "pronoun"), (floor, colon), "colon")


def _label(voices: Voices, floor: int, colon: int) -> Told | None:
    """A line of an interview or of a list: "N : « ... »"."""
    while floor < colon and voices.low[floor] in " \u00a0\u202f\n–—-•":
        floor += 1
    voice = voices.read(floor, colon)
    if voice is None or voices.low[voice.end : colon].strip(" \u00a0\u202f"):
        return None
    if voices.low[floor : voice.end] in words("grammar", "answers") or voices.is_town(floor):
        return None  # "Verdict : « ... »", "Niort : « ... »"
    if voice.kind == "body" and not voices.is_someone(voice):
        return None  # "Sa crainte : « ... »"
    return Told(voice, (voice.start, colon), "label")


def _initials(voices: Voices, floor: int, colon: int) -> Told | None:
    """In an interview, "F. L. : « ... »" or "FL : « ... »"."""
    match = _INITIALS.fullmatch(voices.text, floor, colon)
    if match is None:
        return None
    letters = [c for c in match.group().lower() if c.isalpha()]
    able = [
        s
        for s in voices.people.speakers
        if [w[0] for w in re.split("[ -]", fold(s.name).lower()) if w] == letters
    ]
    return Told(Voice(floor, colon, able[0], "name"), (floor, colon), "label") if len(able) == 1 else None


def answer(voices: Voices, floor: int, colon: int) -> Told | None:
    """For "Réponse de la maire : « ... »"."""
    for match in list(_ANSWER.finditer(voices.low, max(floor, colon - 120), colon))[::-1][:3]:
        contracted = match[1] is not None
        at = match.end() - 3 if contracted else match.end()
        voice = voices.read_contracted(at, colon) if contracted else voices.read(at, colon)
        if voice is not None and (voice.kind != "body" or voices.is_someone(voice)):
            return Told(voice, (match.start(), colon), "label")
    return None


def last_comma(voices: Voices, floor: int, end: int) -> Told | None:
    """For "..., a relaté l'élu : « ... »"."""
    begin, floor = floor, max(floor, end - COMMA_REACH)
    comma = voices.low.rfind(", ", floor, end)
    while comma >= 0:
        said = inverted(voices, comma + 2, end, sure=True)
        led = voices.read(begin, comma) if said is not None else None
        if said and led and led.kind != "body" and is_only_subject(voices, begin, comma, said.voice):
            return None  # "N, maire de Gap, a interrogé M : « ... »"
        if said is not None and (said.voice.kind != "body" or voices.is_someone(said.voice)):
            return Told(said.voice, (comma, end), "verb-colon")
        according = ACCORDING.match(voices.low, comma, end)
        voice = voices.read(according.end(), end) if according else None
        if voice is not None and is_claimed(voices, floor, comma):
            return Told(Voice(voice.start, voice.end, None, "body"), (comma, end), "verb-colon")
        if voice is not None and voice.speaker is not None and _only_apposed(voices, voice.end, end):
            return Told(voice, (comma, end), "according")
        comma = voices.low.rfind(", ", floor, comma)
    return None


def _only_apposed(voices: Voices, start: int, end: int) -> bool:
    """Whether nothing but an apposition follows a name: "selon N, maire de Gap, «"."""
    rest = voices.low[start:end].strip(" :,")
    return "," not in rest and len(rest) < 60
