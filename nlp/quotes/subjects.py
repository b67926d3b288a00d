"""The subject of a verb that stands after it: which phrase of the sentence so far says who speaks."""

import re

from nlp.quotes.voices import Voice, Voices

_SEGMENT = re.compile(r"[,;:(–—]|\) |\. ")
_LEAD = re.compile(
    r"[\s«»“”)]*(?:(?:mais|et|or|car|puis|donc|alors|pourtant|quand|meme|enfin|ainsi|aujourd hui|ici) )*"
)
_PRONOUN = re.compile(
    r"(?<![a-z])(il|elle|on|ils|elles|nous|je)(?: (?:n|ne|s|se|lui|leur|l|le|la|les|y|en|nous|m|me|a|ont|avait|est|etait|aura|aurait))*"
    r"(?: [a-z]+ment| aussi| encore| ainsi| egalement| deja| alors| pas| bien)* $"
)
_RELATIVE = re.compile(
    r"(?<![a-z])qui(?: (?:n|ne|s|se|lui|leur|l|le|la|les|y|en|nous|a|ont|avait|est|etait))*(?: [a-z]+ment| aussi| encore| ainsi| egalement)* $"
)
_SUBORDINATE = re.compile(
    r"(?:dont|que|qu|ou|lequel|laquelle|si|quand|lorsque|comme|puisque|alors que|tandis que|parce que) "
)
_FOR = re.compile(r"(?:pour|selon|d apres|aux yeux de|aux yeux d|a en croire|de l avis de|de l avis d) ")
_EMPHASIS = re.compile(r"(?:lui|elle|eux|elles)(?: aussi| meme)? ?(?:,|$)")
_CLEFT = re.compile(r"(?:c est|ce fut|ce sera) (?:a |au |pour )?")
_WINDOW = 420


def subject(voices: Voices, floor: int, verb: int) -> Voice | None:
    """Who is the subject of the verb at `verb`, in a clause that begins at `floor` or later."""
    floor = max(floor, verb - _WINDOW)
    low = voices.low
    pronoun = _PRONOUN.search(low, max(floor, verb - 60), verb)
    if pronoun:
        return voices.read(pronoun.start(1), pronoun.end(1))
    if _RELATIVE.search(low, max(floor, verb - 60), verb):
        near = [n for n in voices.people.before(verb, floor) if not voices.quoted(n[0])]
        if near:
            return Voice(near[0][0], near[0][1], near[0][2], "name")
    return _before(voices, floor, verb)


def _before(voices: Voices, floor: int, verb: int) -> Voice | None:
    """The last segment that begins like a subject; what a relative clause tells of others is passed over."""
    best: Voice | None = None
    fallback: Voice | None = None
    ours = False
    for start in _segments(voices, floor, verb):
        lead = _LEAD.match(voices.low, start, verb)
        at = lead.end() if lead else start
        relative = _SUBORDINATE.match(voices.low, at, verb)
        if relative:
            found = voices.read(relative.end(), verb)
            fallback = fallback or found
            continue
        introduced = _FOR.match(voices.low, at, verb)
        if introduced:
            found = voices.read(introduced.end(), verb)
            fallback, ours = (found, True) if found and found.speaker else (fallback, ours)
            continue
        if _EMPHASIS.match(voices.low, at, verb):
            continue  # "Le maire, lui, ne voit"
        found = voices.read(at, verb)
        if found is None or (found.kind == "pronoun" and found.speaker is None):
            continue
        if found.kind == "body" and fallback is not None and fallback.kind in {"name", "title"} and ours:
            continue  # "Pour N, le métier a changé"
        if best is not None and best.kind == "name" and found.start - best.end < 4 and found.kind != "name":
            continue  # "N, le fondateur, explique"
        best = found
    return best or fallback


def topic(voices: Voices, start: int, end: int) -> Voice | None:
    """Whom a whole sentence is about: the first segment that begins like a subject, "Pour N, ..." too."""
    for begin in _segments(voices, start, end)[:6]:
        lead = _LEAD.match(voices.low, begin, end)
        at = lead.end() if lead else begin
        introduced = _FOR.match(voices.low, at, end) or _CLEFT.match(voices.low, at, end)
        found = voices.read(introduced.end() if introduced else at, end)
        if found is not None and found.speaker is not None and found.kind in {"name", "title", "pronoun"}:
            return found
    return None


def _segments(voices: Voices, floor: int, verb: int) -> list[int]:
    """Where the pieces of a sentence between commas begin, brackets left out."""
    starts, at = [floor], floor
    for match in _SEGMENT.finditer(voices.low, floor, verb):
        if match.group() == "(":
            continue
        starts.append(match.end())
        at = match.end()
    del at
    return [s for s in starts if not voices.quoted(s)]
