"""The subject of a verb that stands after it: which phrase of the sentence so far says who speaks."""

import re

from nlp.quotes.clauses import FINITE
from nlp.quotes.speech import on
from nlp.quotes.told import Voice
from nlp.quotes.voices import Voices

_SENTENCE = 1000
"""Characters before a verb in which its subject is looked for."""
_SEGMENT = re.compile(r"[,;:–—]|\) |\. ")
_LEAD = re.compile(
    r"[\s«»“”)]*(?:(?:mais|et|or|car|puis|donc|alors|pourtant|quand|meme|enfin|ainsi|aujourd hui|ici) )*"
)
_CLITICS = (
    r"(?: (?:n|ne|s|se|lui|leur|l|le|la|les|y|en|nous|m|me|a|ont|avait|est|etait|aura|aurait))*"
    r"(?: [a-z]+ment| aussi| encore| ainsi| egalement| deja| alors| pas| bien)* $"
)
_PRONOUN = re.compile(rf"(?<![a-z])(il|elle|on|ils|elles|nous|je){_CLITICS}")
_RELATIVE = re.compile(rf"(?<![a-z])qui{_CLITICS}")
_OBJECT = re.compile(r"(?<![a-z])(?:que|qu|dont) (?:(?:le|la|l) [a-z ]{2,40})?$")
"""Before the subject of a relative clause: "un choix que N juge"."""
_THOSE = re.compile(r"(?<![a-z])(?:(ceux|celles|celui|celle)|(?:aux|les|des) [a-z ]{3,40}) $")
"""Before "qui": others than who is named: "répond à ceux qui crient"."""
_DOING = re.compile(r"[a-z]{3,}ant ")
_WHOM = re.compile(r"([a-z]+) (?:que|qu) (?=[a-z])")
_SUBORDINATE = re.compile(
    r"(?:dont|que|qu|ou|lequel|laquelle|si|quand|lorsque|comme|puisque|alors que|tandis que|parce que) "
)
_FOR = re.compile(
    r"(?:pour|selon|d apres|aux yeux de|aux yeux d|a en croire|de l avis de|de l avis d|quant a) "
)
_CLEFT = re.compile(r"(?:c est|ce fut|ce sera) (?:a |au |pour )?")
_EMPHASIS = re.compile(r"(?:lui|elle|eux|elles)(?: aussi| meme)? ?(?:,|$)")
_WINDOW, _MOST, _CLITIC = 420, 6, 12


def subject(voices: Voices, floor: int, verb: int) -> Voice | None:
    """Who is the subject of the verb at `verb`, in a clause that begins at `floor` or later."""
    floor, low = max(floor, verb - _WINDOW), voices.low
    pronoun = _PRONOUN.search(low, max(floor, verb - 60), verb)
    if pronoun:
        voice = voices.read(pronoun.start(1), pronoun.end(1))
        return on(voices, voice, floor, verb) if voice is not None and pronoun[1] == "on" else voice
    return _doing(voices, floor, verb) or _of_qui(voices, floor, verb) or _of_clause(voices, floor, verb)


def _of_clause(voices: Voices, floor: int, verb: int) -> Voice | None:
    """The subject of a verb that no relative pronoun leads to."""
    found = _of_relative(voices, floor, verb) or _before(voices, floor, verb)
    if found is not None and (found.kind != "body" or voices.is_someone(found)):
        return found
    near = voices.people.before(verb, floor)
    named = (n for n in near if _OBJECT.search(voices.low, max(floor, n[0] - 50), n[0]))
    return next((Voice(*n, "name") for n in named), found)


def _of_qui(voices: Voices, floor: int, verb: int) -> Voice | None:
    """The antecedent of "qui", when one leads to the verb."""
    relative = _RELATIVE.search(voices.low, max(floor, verb - 60), verb)
    if relative is None:
        return None
    those = _THOSE.search(voices.low, max(floor, relative.start() - 60), relative.start())
    if those:
        return _those(voices, those, relative.start())
    named = (n for n in voices.people.before(verb, floor) if not voices.whose.quoted(n[0]))
    return next((Voice(*n, "name") for n in named), None)


def _doing(voices: Voices, floor: int, verb: int) -> Voice | None:
    """Who is named right before a participle: "le discours de N jugeant que"."""
    near = voices.people.before(verb, max(floor, verb - 60))
    participle = _DOING.match(voices.low, verb) if near and near[0][1] == verb - 1 else None
    return Voice(*near[0], "name") if participle else None


def _those(voices: Voices, those: re.Match[str], end: int) -> Voice:
    """The antecedent of "qui": nobody for "ceux", or the body: "les riverains qui redoutent"."""
    found = None if those[1] else voices.read(those.start(), end)
    return found or Voice(those.start(), end, None, "body")


def _of_relative(voices: Voices, floor: int, verb: int) -> Voice | None:
    """The subject of a relative clause: "une décision que les riverains qualifient de"."""
    near = list(_WHOM.finditer(voices.low, max(floor, verb - 70), verb))
    if not near or voices.hits.verbs(*near[-1].span(1)):
        return None
    found = voices.read(near[-1].end(), verb)
    if found is None or found.kind == "pronoun" or not (found.kind == "name" or voices.is_someone(found)):
        return None
    return found if len(voices.low[found.end : verb].strip()) < _CLITIC else None


def _before(voices: Voices, floor: int, verb: int) -> Voice | None:
    """The last segment that begins like a subject; what a relative clause tells of others is passed over."""
    best: Voice | None = None
    aside: Voice | None = None  # of a relative clause, or of "Pour N, ...", then `topical`
    topical = False
    for start in _segments(voices, floor, verb):
        at = _led(voices, start, verb)
        introduced = _FOR.match(voices.low, at, verb)
        opened = introduced or _SUBORDINATE.match(voices.low, at, verb)
        if (aside and start < aside.end) or _EMPHASIS.match(voices.low, at, verb):
            continue
        found = voices.read(opened.end() if opened else at, verb)
        if found is None or (found.kind == "pronoun" and found.speaker is None):
            continue
        if not opened and voices.is_governed(found):
            continue
        if opened:
            aside, topical = (found, True) if introduced and found.speaker else (aside or found, topical)
        elif not (topical and found.kind == "body") and not (best and _is_apposed(best, found)):
            best = found
    return best or aside


def _is_apposed(name: Voice, found: Voice) -> bool:
    """Whether a phrase tells more of the name right before it: "N, le fondateur, explique"."""
    return name.kind == "name" and found.kind != "name" and found.start - name.end < 4


def _led(voices: Voices, start: int, end: int) -> int:
    lead = _LEAD.match(voices.low, start, end)
    return lead.end() if lead else start


def topic(voices: Voices, start: int, end: int) -> Voice | None:
    """Whom a whole sentence is about: the first segment that begins like a subject, "Pour N, ..." too."""
    for begin in _segments(voices, start, end)[:_MOST]:
        at = _led(voices, begin, end)
        introduced = _FOR.match(voices.low, at, end) or _CLEFT.match(voices.low, at, end)
        found = voices.read(introduced.end() if introduced else at, end)
        if found is not None and found.known:
            return found
    return None


def is_topic(voices: Voices, floor: int, voice: Voice) -> bool:
    """Whether "pour", "selon" or their like lead to a phrase."""
    lead = _FOR.match(voices.low, _led(voices, floor, voice.start), voice.start)
    return lead is not None and lead.end() == voice.start


def is_only_subject(voices: Voices, start: int, end: int, voice: Voice) -> bool:
    """Whether what stands before a verb and `voice` is its subject: "Le préfet, N, | a salué M"."""
    led = voices.read(start, end)
    if led is None or (voice.kind != "body" and led.kind == "body" and not voices.is_someone(led)):
        return False
    if led.end >= end - 2:
        return True
    return voices.low[led.end] in ",(" and FINITE.search(voices.text, led.end, end) is None


def _segments(voices: Voices, floor: int, verb: int) -> list[int]:
    """Where the pieces of a sentence between commas begin, outside marks."""
    near = max(floor, verb - _SENTENCE)
    starts = [near] if near == floor else []
    starts += [m.end() for m in _SEGMENT.finditer(voices.low, near, verb)]
    return [s for s in starts if not voices.whose.quoted(s)]
