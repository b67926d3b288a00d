"""Verbs of speech where they stand: before their subject ("explique-t-elle", "a affirmé N") or after it."""

import re
from dataclasses import dataclass

from nlp.quotes.lexicon import SAYS, UTTERS, locutions, verbs
from nlp.quotes.voices import Voice, Voices

_WORD = re.compile(r"[^\W\d_]+")
_CLITICS = frozenset(["s", "se", "m", "me", "l", "le", "la", "les", "lui", "leur", "y", "en", "n", "ne", "nous", "t", "vous"])
_AUX = frozenset(
    ["a", "ont", "avait", "avaient", "aura", "auront", "aurait", "est", "sont", "etait", "etaient", "eut", "fut", "ai", "avons", "vient", "viennent", "venait", "veut", "voulait", "tient", "tenait", "doit", "devait"]
)
_PRONOUNS = frozenset(["il", "elle", "on", "ils", "elles", "je", "nous"])
_ADVERBS = frozenset(
    ["encore", "aussi", "ainsi", "egalement", "toutefois", "cependant", "neanmoins", "pourtant", "alors", "ensuite", "enfin", "deja", "notamment", "donc", "simplement", "sobrement", "longuement", "vite", "bien", "meme", "plus", "toujours", "souvent", "volontiers", "d", "emblee", "par", "ailleurs", "en", "outre", "de", "nouveau", "tout", "d", "abord", "pour", "sa", "part", "de", "son", "cote", "a", "son", "tour", "quant", "lui", "elle", "au", "passage", "non", "sans", "hier", "jeudi", "lundi", "mardi", "mercredi", "vendredi", "samedi", "dimanche", "ce", "matin", "soir", "recemment", "a", "l", "epoque"]
)
_PREPOSITIONS = frozenset(
    ["a", "au", "aux", "de", "du", "des", "d", "avec", "par", "pour", "sur", "chez", "contre", "sans", "sous", "vers", "entre", "lors", "devant", "dans", "en", "apres", "avant", "depuis", "pendant", "durant", "comme", "via", "selon", "face", "des"]
)
_KNOWN = frozenset([SAYS, UTTERS])
_ENDINGS = ("e", "ent", "ait", "aient", "it", "a", "nd", "eut", "ient", "rt")
_REACH = 170
_LOCUTION = re.compile(rf"{locutions()}\b")
_NAME_STOP = re.compile(r"[.!?…\n«»“”:;]")


@dataclass(frozen=True, slots=True)
class Inverted:
    """A verb of speech with its subject behind it: low[start:end]."""

    start: int
    end: int
    voice: Voice
    known: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    end: int
    known: bool
    pronoun: tuple[int, int] | None


def inverted(voices: Voices, start: int, limit: int, *, sure: bool = False) -> Inverted | None:
    """A verb with its subject that begins at `start`: "explique N", "a-t-elle ajouté", "s'amuse le chef, N".

    A verb that no list has counts beside a pronoun or somebody named; with `sure` none does.
    """
    limit = min(limit, start + _REACH)
    verb = _verb(voices.low, start, limit)
    if verb is None or (sure and not verb.known):
        return None
    if verb.pronoun is not None:
        voice = voices.read(*verb.pronoun)
        if voice is None:
            return None
        if voices.low.startswith("on", verb.pronoun[0]):
            voice = _on(voices, voice, verb.end, limit)
        return Inverted(start, max(verb.end, voice.end), voice, verb.known)
    found = _subject(voices, verb.end, limit)
    if found is None or not (verb.known or found.kind in {"name", "title"}):
        return None
    return Inverted(start, found.end, found, verb.known)


def _verb(low: str, start: int, limit: int) -> _Verb | None:
    """Clitics, auxiliary, inverted pronoun, adverbs, participle: "s'est-il réjoui", "a encore précisé", "dit-on"."""
    words = _words(low, start, limit)
    at, aux, pronoun = 0, False, None
    while at < len(words) and words[at][2] in _CLITICS:
        at += 1
    if at < len(words) and words[at][2] in _AUX:
        aux, at = True, at + 1
        pronoun, at = _inversion(words, at)
        while at < len(words) and words[at][2] in _ADVERBS | {"a", "de"} and words[at][2] not in verbs():
            at += 1
    if at >= len(words):
        return None
    begin, end, word = words[at]
    locution = _LOCUTION.match(low, begin, limit)
    kinds = verbs().get(word, frozenset())
    known = bool(kinds & _KNOWN) or locution is not None
    if locution:
        end = locution.end()
        at += len(locution.group().split()) - 1
    if pronoun is None:
        pronoun, after = _inversion(words, at + 1)
        if pronoun:
            end = pronoun[1]
    if not known and not _looks_like_verb(word, aux=aux):
        return None
    return _Verb(end, known, pronoun)


def _words(low: str, start: int, limit: int) -> list[tuple[int, int, str]]:
    """The words from `start` on that only spaces part, a dozen at most."""
    words: list[tuple[int, int, str]] = []
    at = start
    while len(words) < 12:
        match = _WORD.match(low, at, limit)
        if match is None:
            break
        words.append((match.start(), match.end(), match.group()))
        at = match.end()
        if low[at : at + 1] != " ":
            break
        at += 1
    return words


def _inversion(words: list[tuple[int, int, str]], at: int) -> tuple[tuple[int, int] | None, int]:
    if at + 1 < len(words) and words[at][2] == "t" and words[at + 1][2] in _PRONOUNS:
        return (words[at + 1][0], words[at + 1][1]), at + 2
    if at < len(words) and words[at][2] in _PRONOUNS:
        return (words[at][0], words[at][1]), at + 1
    return None, at


def _looks_like_verb(word: str, *, aux: bool) -> bool:
    if len(word) < 4 or word in _ADVERBS or word in _PREPOSITIONS:
        return False
    return word.endswith(("e", "i", "u", "t", "s", "ee")) if aux else word.endswith(_ENDINGS)


_AT_PLACE = re.compile(
    r" (?:(?:aussi|encore|ainsi|egalement|meme|volontiers|deja) )?(?:(du cote du|aupres du|au|cote) |"
    r"(?:du cote de|aupres de|a|chez|dans|en|sur|a l interieur de) (?=(?:la|l|le|les) ))"
)


def _on(voices: Voices, voice: Voice, end: int, limit: int) -> Voice:
    """ "assure-t-on à la mairie": the town hall speaks; "dit-on" alone is nobody."""
    place = _AT_PLACE.match(voices.low, end, limit)
    if place is None or place[1] == "cote":
        return voice
    begin = place.end() if place[1] is None else place.end() - 3
    found = voices.read(begin, limit) if place[1] is None else voices.read_contracted(begin, limit)
    if found is not None and found.speaker is not None and found.kind != "pronoun":
        return Voice(voice.start, found.end, found.speaker, "body")
    return voice


_LED = re.compile(r"(?:le |la |l |les |un |une |des |son |sa |ses |ce |cette |cet )[^\W_]+")


def _subject(voices: Voices, at: int, limit: int) -> Voice | None:
    """The first phrase after a verb that can be its subject: what a preposition leads is none."""
    low, previous = voices.low, ""
    commas = 0
    while at < limit:
        char = low[at]
        if char in " )":
            at += 1
            continue
        if char == "(":
            closing = low.find(")", at, limit)
            if closing < 0:
                return None
            at = closing + 1
            continue
        if char == ",":
            commas, previous, at = commas + 1, "", at + 1
            continue
        word = _WORD.match(low, at, limit)
        if word is None:
            if char.isdigit():
                at += 1
                continue
            return None
        voice = None if previous in _PREPOSITIONS else voices.read(at, limit)
        if voice is not None and voice.kind != "pronoun":
            vague = voice.kind == "body" and (
                commas or (low.startswith(("un ", "une ", "des "), at) and previous)
            )
            if not vague:
                return voice
            at = voice.end
        elif previous in _PREPOSITIONS and (led := _LED.match(low, at, limit)) is not None:
            previous, at = "", led.end()
            continue
        else:
            at = word.end()
        previous = word.group() if voice is None else ""
    return None
