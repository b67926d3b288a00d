"""Who speaks the words in marks, as their sentence tells: behind them, or before them."""

import re

from nlp.quotes.denied import OTHERS, is_denied, is_feared, is_hearsay, is_supposed
from nlp.quotes.hits import Hit
from nlp.quotes.lexicon import SAYS, UTTERS, introducers, verbs, word_list, words
from nlp.quotes.marks import Marked
from nlp.quotes.scare import named_thing
from nlp.quotes.sentences import Sentence
from nlp.quotes.speech import inverted
from nlp.quotes.subjects import subject, topic
from nlp.quotes.told import Told, Voice
from nlp.quotes.voices import Voices
from nlp.text import fold
from nlp.wordlists import either

_LINK = re.compile(r"[ \u00a0\u202f]*[,.;–—-]?[ \u00a0\u202f]*")
_ACCORDING = re.compile(rf"[ ,(]*(?:comme )?({introducers('according')}) ")
_SIGNED = re.compile(r"[ \u00a0]*(?:[–—(-]|\n\s*[–—-]?)[ \u00a0]*")
_THAT = re.compile(r"(?<![a-z])(?:que|qu|a|de|d|chez|par) $")
_AFFECTED = re.compile(
    rf"(?<![a-z]){either(word_list('grammar', 'affects'))}(?: pas| guere| peu)? (?:m\.? |mme )?$"
)
"""Before whom something moves to speak: "ne convainc pas N : «"."""
_INITIALS = re.compile(r"[\s–—-]*(?:[A-ZÀ-Ý](?:\. ?|-)?){2,4}[ \u00a0\u202f]?")
_COLON = re.compile(r":[ \u00a0\u202f\n]*$")
_GIVEN = either([*word_list("grammar", "answers"), *word_list("grammar", "aims")])
_ANSWER = re.compile(rf"(?<![a-z]){_GIVEN} (?:de |d |(du ))")
_ADDED = re.compile(
    r"(?<![a-z])(?:et|avant|puis) (?:de |d )(?:se |s )?([a-z]+(?:er|re|ir))(?: [a-z ]{0,30})? ?$"
)
_PARTICIPLE = re.compile(r"(?<![a-z])([a-z]{3,}(?:e|ee|i|ie|u|ue|t|te)s?)(?: de| d| comme| par| a)? ?$")
_AGENT = re.compile(r" ?par (?=[a-z])")
_BESIDE = re.compile(
    r"(?: pas| jamais)?(?: (?:que|qu|si|de|d|les?|la|l|un|une|du|des|sur|a)(?: [a-z]+){0,3})? ?:? ?"
)
"""From a denied verb to the marks: "n'a pas dit que", "refuse de commenter"."""
DENIED = "denied"
"""The rule by which words are nobody's, and no quote."""
_PARTICIPIAL = frozenset(["", "tout en", "en", "se", "s"])
_NOBODY = ("on", "nous", "je")
_VERB_REACH, _COMMA_REACH = 260, 160


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
        according = _ACCORDING.match(low, closing, limit)
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
    hits = [h for h in voices.hits.verbs(max(floor, opening - _VERB_REACH), opening) if h.kinds]
    if hits or voices.hits.views(max(floor, opening - _COMMA_REACH), opening):
        told = last_comma(voices, floor, opening)
        if told is not None and "," in (
            voices.low[told.voice.end],
            voices.low[opening - 2 : opening].strip(),
        ):
            return told  # "L'outil, dit N, n'a « pas tourné »"
    if not hits:
        return None
    told = _not_said(voices, hits[-1], opening)
    if told is not None:
        return told
    voice = _by_whom(voices, hits[-1], opening) or subject(voices, max(sentence.start, floor), hits[-1].start)
    voice = voice or _opened(voices, sentence, hits[-1], passage)
    if voice is None or (voice.kind == "body" and not voices.can_tell(voice)):
        return None
    if voice.kind == "pronoun" and voices.low.startswith(_NOBODY, voice.start) and not voice.speaker:
        return None
    rule = "verb-before" if hits[-1].kinds & {SAYS, UTTERS} else "stance-before"
    return Told(voice, (voice.start, hits[-1].end), rule)


def by_colon(voices: Voices, floor: int, colon: int) -> Told | None:
    """Who speaks behind a colon: a label, who answers, the subject or the speaker of the clause."""
    hits = [h for h in voices.hits.verbs(max(floor, colon - _VERB_REACH), colon) if h.kinds]
    if is_feared(voices.low, colon):
        return Told(Voice(floor, colon, None, "body"), (floor, colon), DENIED)
    if OTHERS.search(voices.low, max(floor, colon - 160), colon):
        return Told(Voice(floor, colon, None, "body"), (floor, colon), "colon")
    told = _not_said(voices, hits[-1], colon) if hits else None
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


def _not_said(voices: Voices, hit: Hit, end: int) -> Told | None:
    """For the last verb before the marks, where it says that these words were not said, or perhaps."""
    span = (hit.start, end)
    if _BESIDE.fullmatch(voices.low, hit.end, end) and is_denied(voices.low, *hit[:2]):
        return Told(Voice(*span, None, "body"), span, DENIED)
    if is_hearsay(voices.low, hit.start):
        return Told(Voice(*span, None, "body"), span, "verb-colon")
    return None


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
    floor = max(floor, end - _COMMA_REACH)
    comma = voices.low.rfind(", ", floor, end)
    while comma >= 0:
        said = inverted(voices, comma + 2, end, sure=True)
        if said is not None and (said.voice.kind != "body" or voices.is_someone(said.voice)):
            return Told(said.voice, (comma, end), "verb-colon")
        according = _ACCORDING.match(voices.low, comma, end)
        voice = voices.read(according.end(), end) if according else None
        if voice is not None and voice.speaker is not None and _only_apposed(voices, voice.end, end):
            return Told(voice, (comma, end), "according")
        comma = voices.low.rfind(", ", floor, comma)
    return None


def _only_apposed(voices: Voices, start: int, end: int) -> bool:
    """Whether nothing but an apposition follows a name: "selon N, maire de Gap, «"."""
    rest = voices.low[start:end].strip(" :,")
    return "," not in rest and len(rest) < 60
