"""Clauses whose speaker follows, or stands before a colon: "..., estime N", "N insiste : ..."."""

import re
from collections.abc import Iterator

from nlp.quotes.clauses import FINITE, HARD_STOP, Clause, behind, clause, may_report
from nlp.quotes.colons import last_comma
from nlp.quotes.lexicon import introducers, locutions, neutral, word_list
from nlp.quotes.neighbours import owned
from nlp.quotes.reported import said, told_verbs
from nlp.quotes.sentences import Sentence
from nlp.quotes.speech import inverted
from nlp.quotes.subjects import is_only_subject, subject
from nlp.quotes.things import may_be_thing, may_be_written
from nlp.quotes.told import Said, Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

_SURE_AFTER = re.compile(rf"(?:{introducers('sure')}) ")
_COLON = re.compile(r" ?:[ \u00a0]")
_BREAK = re.compile(r"(?:,|[?!]|\s[–—])[ \u00a0]+")
_IT = re.compile(r"(?<![a-z])(?:l|le) (?:a |ont |avait )?(?:[a-z]+ment |deja |encore )?$")
"""Before a verb that announces: "l'a répété : pas question"."""
_LEADS = re.compile(
    rf"(?<![a-z])(?:{locutions()}|(?:est|reste|restait|etait|se montre|se montrait|se dit|se veut|semble) "
    rf"(?:plus |tres |bien |[a-z]+ment )?{either(word_list('grammar', 'moods'))})$"
)
"""What leads to a colon without a verb of speech."""
_AIM = re.compile(rf"(?<![a-z]){either(word_list('grammar', 'aims'))}(?![a-z])")
_FAR_OFF = re.compile(r" (?:d|de|a) [a-z]+(?:er|re|ir)\b|[a-z]+ [a-z]+er ")
"""Between a verb and its object: "continue de décrire des villes"."""
_GOES_ON = re.compile(r"(?:mais|et|ou|avec|sans|car|puis|meme|plutot|avant|apres) ")
_ADVERBIAL = re.compile(
    r"(?:a|au|aux|en|sur|dans|depuis|pour|avec|sans|chez|des|apres|avant|selon|grace|faute) "
)
_DATELINE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’' -]{2,40}(?:\([^)\n]{1,30}\))?[^\n–—]{0,30}? ?[–—-] ")
_DASH = re.compile(r"[–—-] ?[A-ZÀ-Ý]")
_ENDS = re.compile(r"[^\w,«–—-]*(?:$|[.;:!?…])")
_BREAKS, _NEAR = 12, 22


def promised(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """What stands before ": c'est la promesse de N"."""
    colon = None if sentence.marks else _COLON.search(voices.low, sentence.start, sentence.end)
    whose = owned(voices, colon.end(), sentence.end) if colon else None
    first = clause(voices.text, sentence.start, colon.start()) if colon and whose else None
    aims = whose is not None and _AIM.search(voices.low, whose.span[0], whose.voice.start)
    if (
        whose is not None
        and not aims
        and first is not None
        and FINITE.search(voices.text, first.start, first.end)
    ):
        yield said(voices, first, whose.voice, whose.span, "clause-before")


def behind_colon(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """What follows a colon, said by who stands before it."""
    colon = _COLON.search(voices.low, sentence.start, sentence.end)
    reported = clause(voices.text, colon.end(), sentence.end) if colon and not sentence.marks else None
    if colon is None or reported is None:
        return
    at = colon.start()
    if not voices.hits.verbs(sentence.start, at) and not _LEADS.search(voices.low, sentence.start, at):
        return
    told = last_comma(voices, sentence.start, at)
    ends = told is not None and not voices.low[told.voice.end : at].strip()
    if told is not None and ends and may_report(voices, told.voice):
        yield said(voices, reported, told.voice, (told.span[0], at), "clause-after")
        return
    verb = _announcing(voices, sentence, at)
    voice = subject(voices, sentence.start, verb) if verb is not None else None
    if voice is None or verb is None or voices.is_place(voice.start) or not may_report(voices, voice):
        return
    if may_be_thing(voices, sentence, voice, verb) or _is_mood(voices, sentence, voice, verb):
        return
    announced = _IT.search(voices.low, max(sentence.start, verb - 30), verb)
    if announced or FINITE.search(voices.text, reported.start, reported.end):
        yield said(voices, reported, voice, (voice.start, at), "clause-after")


def _is_mood(voices: Voices, sentence: Sentence, voice: Voice, verb: int) -> bool:
    """Whether what is formal may be something written before."""
    return not voices.hits.verbs(verb, verb + 1) and may_be_written(voices, sentence, voice)


def _announcing(voices: Voices, sentence: Sentence, colon: int) -> int | None:
    """Where what leads to a colon begins: a verb of speech right before it, "met en garde", "est formelle"."""
    near = (v for v in told_verbs(voices, sentence) if v[1] <= colon <= v[1] + _NEAR)
    verb = next((v for v in near if "," not in voices.low[v[1] : colon]), None)
    if verb is not None:
        return verb[0]
    led = _LEADS.search(voices.low, max(sentence.start, colon - 40), colon)
    return led.start() if led else None


def followed(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """What stands before ", estime N", and what goes on behind it."""
    for found in list(_BREAK.finditer(voices.low, sentence.start, sentence.end))[:_BREAKS]:
        at = found.start()
        if voices.whose.quoted(at) or voices.whose.quoted(at - 1):
            return
        told = _attributed(voices, found.end(), sentence.end)
        if told is not None and may_report(voices, told[0]):
            yield from _around(voices, sentence, found, *told)
            return


def _attributed(voices: Voices, at: int, limit: int) -> tuple[Voice, int] | None:
    """Who is said to say what stands before `at`, and where that is told."""
    according = _SURE_AFTER.match(voices.low, at, limit)
    if according:
        voice = voices.read(according.end(), limit)
        return (voice, voice.end) if voice else None
    said_so = inverted(voices, at, limit, sure=True)
    if said_so is None or _only_tells(voices, at, said_so.voice.start):
        return None
    if said_so.voice.kind == "body" and _FAR_OFF.search(voices.low, at, said_so.voice.start):
        return None
    return said_so.voice, said_so.end


def _only_tells(voices: Voices, start: int, end: int) -> bool:
    """Whether all verbs up to the speaker are neutral: what stands before them is the paper's own."""
    hits = voices.hits.verbs(start, end)
    return bool(hits) and all(voices.low[h.start : h.end].split()[-1] in neutral() for h in hits)


def _around(
    voices: Voices, sentence: Sentence, found: re.Match[str], voice: Voice, end: int
) -> Iterator[Said]:
    question = voices.low[found.start()] in "?!"
    start = _part(voices.low, sentence.start, found.start())
    first = clause(voices.text, start, found.start() + question, question=True)
    rest = _rest(voices, end, sentence)
    evidence = (found.end(), end)
    if rest is not None and rest.end - rest.start > 20 and _leads(voices, first):
        yield said(voices, rest, voice, evidence, "cut")
        return
    if first is not None and is_only_subject(voices, first.start, first.end, voice):
        return
    if first is None or _DATELINE.match(voices.text, sentence.start, sentence.end):
        return  # an agency's lead is its own summary
    goes_on = rest is not None and _GOES_ON.match(voices.low, rest.start) is not None
    if voice.kind == "pronoun" and not goes_on and not _ENDS.match(voices.low, end, sentence.end):
        return  # "La leçon, dit-il, avait servi": it cuts the clause, no half of which says anything
    spoken = sentence.first and _DASH.match(voices.text, sentence.start, sentence.end) is not None
    rule = "dash" if spoken else "clause-before"
    yield Said(first.start, first.end, spoken, voice.speaker, evidence, rule, voices.is_inferred(voice))
    if rest is not None and goes_on:
        yield said(voices, rest, voice, evidence, "cut")


def _leads(voices: Voices, first: Clause | None) -> bool:
    """Whether nothing but a time or a place stands before the attribution: "À Gap, assure-t-il, ..."."""
    if first is None:
        return True
    adverbial = _ADVERBIAL.match(voices.low, first.start) if first.end - first.start < 60 else None
    return adverbial is not None and FINITE.search(voices.text, adverbial.end(), first.end) is None


def _part(low: str, start: int, end: int) -> int:
    """Where the reported clause begins: behind a colon or semicolon, if there is one."""
    at = max(low.rfind("; ", start, end), low.rfind(": ", start, end))
    return at + 2 if at >= 0 else start


def _rest(voices: Voices, end: int, sentence: Sentence) -> Clause | None:
    begin = behind(voices, end, sentence.end) if voices.low[end : end + 1] == "," else None
    if begin is None:
        return None
    stop = HARD_STOP.search(voices.low, begin, sentence.end)
    return clause(voices.text, begin, stop.start() if stop else sentence.end)
