"""Verbs of speech before their subject: "explique-t-elle", "a affirmé N", "s'amuse le chef, N"."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.quotes.complements import passed
from nlp.quotes.lexicon import SAYS, UTTERS, locutions, verbs, word_list, words
from nlp.quotes.patterns import JOINED
from nlp.quotes.people import Speaker
from nlp.quotes.told import Voice
from nlp.quotes.voices import Voices

_WORD = re.compile(r"[^\W\d_]+")
_KNOWN = frozenset([SAYS, UTTERS])
_REACH = 170
_MOST_WORDS, _COUPLE = 12, 120
_LOCUTION = re.compile(rf"{locutions()}\b")
_ENDINGS = tuple(word_list("grammar", "verb_endings"))
_PARTICIPLES = tuple(word_list("grammar", "participle_endings"))
_INFINITE = ("ant", "er")
_AT_PLACE = re.compile(
    r" ?(?:(?:aussi|encore|ainsi|egalement|meme|volontiers|deja) )?(?:(du cote du|aupres du|au) |"
    r"(?:du cote de|aupres de|a|chez|dans|en|sur|a l interieur de) (?=(?:la|l|le|les) ))"
)
_FIRST_NAME = re.compile(
    r"(?: d[’']emblée| alors| encore| aussi| même)? ([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?)(?=[,.(\n]|$)"
)
_DEMONSTRATIVE = ("ce dernier", "cette derniere", "celui ci", "celle ci")
_SUBORDINATE = frozenset(["que", "qui", "dont", "si", "se", "s"])
_ARTICLES = frozenset(["le", "la", "les", "l"])
Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Inverted:
    """A verb of speech with its subject behind it: low[start:end]; `known` to the lexicon, or only shaped like one."""

    start: int
    end: int
    voice: Voice
    known: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    end: int
    known: bool
    pronoun: tuple[int, int] | None
    weak: bool = False


def inverted(voices: Voices, start: int, limit: int, *, sure: bool = False) -> Inverted | None:
    """A verb with its subject that begins at `start`; with `sure`, one that the lexicon has.

    Any verb counts beside a pronoun or somebody named: the press never runs out of them.
    """
    limit = min(limit, start + _REACH)
    verb = _verb(voices, start, limit)
    if verb is None or (sure and (verb.weak or not verb.known)):
        return None
    if verb.pronoun is not None:
        voice = voices.read(*verb.pronoun)
        if voice is None:
            return None
        if voices.low.startswith("on", verb.pronoun[0]):
            voice = on(voices, voice, verb.end, limit)
        return Inverted(start, max(verb.end, voice.end), voice, verb.known)
    found = _subject(voices, verb.end, limit) or (None if sure else _first_name(voices, verb.end, limit))
    if found is None or (found.kind == "body" and not _is_able(voices, found, known=verb.known)):
        return None
    return Inverted(start, found.end, _joint(voices, found, start, limit), verb.known)


def _is_able(voices: Voices, body: Voice, *, known: bool) -> bool:
    """Whether a body can be the subject of a verb: of one that the lexicon has, whatever is not known to be mute."""
    return voices.can_tell(body) or (known and not voices.is_mute(body))


def _joint(voices: Voices, voice: Voice, start: int, limit: int) -> Voice:
    """For a verb of several, "jugent N, maire de Gap, et son adjointe, M": both, as one voice that is nobody's own."""
    if voice.kind != "name" or voice.speaker is None or "nt " not in voices.low[start : voice.start]:
        return voice
    other = voices.people.name_at(voice.end, min(limit, voice.end + _COUPLE))
    if other is None or other[2] is voice.speaker or not JOINED.fullmatch(voices.low, voice.end, other[0]):
        return voice
    both = Speaker(f"{voice.speaker.name} et {other[2].name}")
    return Voice(voice.start, other[1], both, "name")


def _verb(voices: Voices, start: int, limit: int) -> _Verb | None:
    """Clitics, auxiliary, inverted pronoun, adverbs, participle: "s'est-il réjoui", "a encore précisé", "dit-on"."""
    low = voices.low
    read = _words(low, start, limit)
    at, pronoun = 0, None
    while at < len(read) and read[at][2] in words("grammar", "clitics"):
        at += 1
    aux = at < len(read) and read[at][2] in words("grammar", "auxiliaries")
    if aux:
        pronoun, at = _inversion(read, at + 1)
        while at < len(read) and _between(read[at][2]):
            at += 1
    if at >= len(read):
        return None
    begin, end, word = read[at]
    if voices.text[begin].isupper() or _is_noun(read, at) or (not aux and voices.is_participle(begin, end)):
        return None
    locution = _LOCUTION.match(low, begin, limit)
    known = bool(verbs().get(word, frozenset()) & _KNOWN) or locution is not None
    if locution:
        end, at = locution.end(), at + len(locution.group().split()) - 1
    if pronoun is None:
        pronoun, after = _inversion(read, at + 1)
        end = pronoun[1] if pronoun else end
        if pronoun and word == "fait" and after < len(read) and read[after][2] in words("that", "words"):
            end = read[after][1]  # "fait-on savoir"
    weak = pronoun is None and locution is None and word in words("weak", "words")
    if not aux and pronoun is None and locution is None and word.endswith(_INFINITE):
        return None  # ", se félicitant du vote", ", commenter"
    return _Verb(end, known, pronoun, weak) if known or _looks_like_verb(word, aux=aux) else None


def _is_noun(read: list[Word], at: int) -> bool:
    """Whether an article makes a noun of a word: "les juges"."""
    return at > 0 and read[at - 1][2] in _ARTICLES and read[at][2] in words("not_verbs", "nouns")


def _between(word: str) -> bool:
    """Whether a word may stand between an auxiliary and its participle."""
    return (word in words("grammar", "adverbs") or word in {"a", "de"}) and word not in verbs()


def _words(low: str, start: int, limit: int) -> list[Word]:
    """The words from `start` on that only spaces part, a dozen at most."""
    found: list[Word] = []
    at = start
    while len(found) < _MOST_WORDS:
        match = _WORD.match(low, at, limit)
        if match is None:
            break
        found.append((match.start(), match.end(), match.group()))
        at = match.end()
        if low[at : at + 1] != " ":
            break
        at += 1
    return found


def _inversion(read: list[Word], at: int) -> tuple[tuple[int, int] | None, int]:
    """The pronoun behind a verb, "t" before it left out, and the place of the word after."""
    pronouns = words("grammar", "pronouns")
    if at + 1 < len(read) and read[at][2] == "t" and read[at + 1][2] in pronouns:
        return (read[at + 1][0], read[at + 1][1]), at + 2
    if at < len(read) and read[at][2] in pronouns:
        return (read[at][0], read[at][1]), at + 1
    return None, at


@cache
def _small() -> frozenset[str]:
    return frozenset().union(*(words("grammar", key) for key in ("adverbs", "prepositions", "conjunctions")))


def _looks_like_verb(word: str, *, aux: bool) -> bool:
    small = word in _small()
    return len(word) > (1 if aux else 3) and not small and word.endswith(_PARTICIPLES if aux else _ENDINGS)


def on(voices: Voices, voice: Voice, end: int, limit: int) -> Voice:
    """In "assure-t-on à la mairie" the town hall speaks; "dit-on" alone is nobody."""
    place = _AT_PLACE.match(voices.low, end, limit)
    if place is None:
        return voice
    contracted = place[1] is not None
    found = voices.read_contracted(place.end() - 3, limit) if contracted else voices.read(place.end(), limit)
    if found is not None and found.speaker is not None and found.kind != "pronoun":
        return Voice(voice.start, found.end, found.speaker, "body")
    return voice


def _subject(voices: Voices, at: int, limit: int) -> Voice | None:
    """The first phrase after a verb that can be its subject: what a preposition leads is none."""
    low, previous, commas = voices.low, "", False
    addressed: Speaker | None = None
    prepositions = words("grammar", "prepositions")
    while at < limit:
        step = _passed(low, at, limit)
        if step > at:
            if low[at] == ",":
                commas, previous = True, ""
            at = step
            continue
        word = _WORD.match(low, at, limit)
        if word is None or word.group() in _SUBORDINATE:
            return None
        if previous in prepositions:
            end, led = passed(voices, previous, at, limit)
            at, previous = (end, "") if end > at else (word.end(), word.group())
            addressed = led or addressed
            continue
        voice = voices.read(at, limit)
        able = voice is not None and _can_follow(voices, voice)
        if voice is not None and able and _is_subject(voices, voice, commas=commas):
            if addressed is None or voice.speaker is not addressed:
                return voice
            if voices.is_other(voice):
                return Voice(at, voice.end, Speaker(voices.literal(at, voice.end)), "title")
        at = voice.end if voice is not None and able else word.end()
        previous = "" if voice is not None else word.group()
    return None


def _is_subject(voices: Voices, voice: Voice, *, commas: bool) -> bool:
    """Whether a phrase behind its verb is its subject: neither how it is said nor what a preposition leads."""
    return not _is_manner(voices, voice, commas=commas) and not (commas and voices.is_governed(voice))


def _can_follow(voices: Voices, voice: Voice) -> bool:
    """Whether a phrase can be a subject behind its verb: of pronouns only "ce dernier" and its like."""
    return voice.kind != "pronoun" or voices.low.startswith(_DEMONSTRATIVE, voice.start)


def _first_name(voices: Voices, at: int, limit: int) -> Voice | None:
    """For "accuse Léa, 32 ans": a word with a capital that nothing else claims, right behind the verb."""
    match = _FIRST_NAME.match(voices.text, at, limit)
    if match is None or voices.is_place(match.start(1)):
        return None
    return Voice(match.start(1), match.end(1), Speaker(match[1]), "name")


def _passed(low: str, at: int, limit: int) -> int:
    """Behind a space, a comma, a digit or brackets at `at`; `at` itself elsewhere."""
    if low[at] == "(":
        closing = low.find(")", at, limit)
        return closing + 1 if closing >= 0 else at
    return at + 1 if low[at] in " ,)" or low[at].isdigit() else at


def _is_manner(voices: Voices, voice: Voice, *, commas: bool) -> bool:
    """Whether a description tells how somebody speaks: "répond, un brin agacé, N"."""
    return voice.kind == "body" and commas and voices.low.startswith(("un ", "une ", "des "), voice.start)
