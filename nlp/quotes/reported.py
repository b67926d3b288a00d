"""Clauses that "que" leads: "N assure que ...", "Et N de rappeler que ...", "..., avant d'ajouter que ..."."""

import re
from collections.abc import Iterator

from core.types import Span
from nlp.quotes.clauses import COMMA, Clause, clause, may_report
from nlp.quotes.denied import asserts, is_hearsay, leads_to_speech
from nlp.quotes.lexicon import SAYS, UTTERS, verbs, word_list
from nlp.quotes.sentences import Sentence
from nlp.quotes.subjects import subject
from nlp.quotes.things import is_passive, may_be_thing
from nlp.quotes.told import Said, Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

# from a verb to its "que": adverbs, or what a preposition leads
_TO_QUE = re.compile(
    r"(?: pas| point| guere| jamais)?"
    r"(?:,? (?:[a-z]+ment|aussi|encore|egalement|ainsi|bien|toutefois|d ailleurs|par ailleurs|en outre|au contraire|"
    r"plutot|deja|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|volontiers|lui|elle|eux|a son tour|"
    r"pour sa part|de son cote|"
    r"(?:a|au|aux|devant|lors|dans|en|sur|par|pour|avec|apres|depuis|ce) [^,;:.!?«»]{2,60}),?){0,3}"
    r" (?:de ce |a ce )?(que |qu |si )"
)
_REPORT = frozenset([SAYS, UTTERS])
_DENIED = re.compile(r"\b(?:n|ne)(?: (?:en|y|a|ont|avait|lui|leur|se|s)){0,3} $")
_NOT = re.compile(r" (?:pas|point|guere|jamais)(?= )")
_THING = re.compile(rf"\b{either(word_list('grammar', 'things'))}")
_ADDED = re.compile(
    r"(?:(?<![a-z])(?:avant|et|puis|pour|quitte|non sans) (?:de |d |a )?|, (?:de |d ))"
    r"(?:se |s )?([a-z]+(?:er|re|ir))(?![a-z])|, ([a-z]{3,}ant)(?= qu)"
)
_ASIDE = re.compile(r", [^,;:.!?«»]{2,60},(?= qu)")
_STOP = re.compile(r" ?[;:](?:\s|$)|\s?[–—] ")
_IF = re.compile(r"(?<![a-z])(?:si|s|quand|lorsque|lorsqu|que|qu|ce que) $")
"""Before who does not report yet: "si les experts concluent que"."""
_OPENS = re.compile(r"(?:tout )?(?:en )?(?:se |s )?")
_AND_DOING = re.compile(r",? (?:et|tout en|mais) (?:en )?[a-z]{3,}ant (?:a|au|aux|de|d|que|qu|l|le|la|les) ")
"""Where "précisant que ..." gives way to another participle."""
_AND_HE = re.compile(r"(?:et|mais|puis) ")
_TO_TELL = re.compile(r",? (?:de |d )(?:se |s )?([a-z]+(?:er|re|ir))(?![a-z])")
_ASKS = ("demand", "ignor", "interrog")
_LONGEST = 1200


def with_that(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """The clauses that verbs of speech lead with "que"."""
    past = sentence.start
    for start, end in told_verbs(voices, sentence):
        that = _TO_QUE.match(voices.low, end, min(sentence.end, end + 150)) if start >= past else None
        if that is None or _only(voices.low, start, end, that.start(1)) or _unsaid(voices.low, start, end):
            continue
        opened = _opening(voices, sentence, start, end, that.end())
        voice, limit = opened or (subject(voices, past, start), min(sentence.end, that.end() + _LONGEST))
        if voice is not None and _IF.search(voices.low, max(past, voice.start - 12), voice.start):
            continue
        reported = _clause(voices, sentence, that.end(), _until(voices.low, start, end, that.end(), limit))
        if voice is None or reported is None or may_be_thing(voices, sentence, voice, start):
            continue
        if may_report(voices, voice):
            past = reported.end
            yield said(voices, reported, voice, (min(voice.start, start), that.end()), "that")


def told_verbs(voices: Voices, sentence: Sentence) -> Iterator[Span]:
    """The verbs that take "que", outside marks, in the active voice."""
    for hit in voices.hits.verbs(sentence.start, sentence.end):
        tells = (hit.that or hit.kinds & _REPORT) and not voices.whose.quoted(hit.start)
        if tells and not is_passive(voices, hit.start, hit.end):
            yield hit.start, hit.end


def added(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """What "avant d'ajouter que" tells, once the rest of its sentence is read: the words of who spoke last."""
    match = _ADDED.search(voices.low, sentence.start, sentence.end)
    if match is None or (match[1] or match[2]) not in verbs() or voices.whose.quoted(match.start()):
        return
    aside = _ASIDE.match(voices.low, match.end(), sentence.end)
    that = _TO_QUE.match(voices.low, aside.end() if aside else match.end(), sentence.end)
    reported = clause(voices.text, that.end(), sentence.end) if that else None
    here = match.start() > sentence.start and voices.whose.last_at < sentence.start
    voice = subject(voices, sentence.start, match.start()) if here else None
    speaker = voice.speaker if voice else voices.whose.last
    if that is None or reported is None or speaker is None or (here and voice is None):
        return
    told = Voice(match.start(), that.end(), speaker, voice.kind if voice else "pronoun")
    if may_report(voices, told):
        yield said(voices, reported, told, (match.start(), that.end()), "that")


def narrated(voices: Voices, sentence: Sentence) -> Iterator[Said]:
    """For "Et N de rappeler que ..."."""
    lead = _AND_HE.match(voices.low, sentence.start)
    voice = voices.read(lead.end(), sentence.end) if lead else None
    tells = _TO_TELL.match(voices.low, voice.end, sentence.end) if voice is not None else None
    that = _TO_QUE.match(voices.low, tells.end(), sentence.end) if tells and tells[1] in verbs() else None
    reported = clause(voices.text, that.end(), sentence.end) if that else None
    if voice is not None and that is not None and reported is not None and may_report(voices, voice):
        yield said(voices, reported, voice, (voice.start, that.end()), "that")


def said(voices: Voices, reported: Clause, voice: Voice, evidence: Span, rule: str) -> Said:
    """A reported clause as the words of a voice."""
    inferred = voices.is_inferred(voice)
    return Said(reported.start, reported.end, False, voice.speaker, evidence, rule, inferred)


def _opening(voices: Voices, sentence: Sentence, start: int, end: int, at: int) -> tuple[Voice, int] | None:
    """For "Estimant que ..., N a saisi le tribunal": who follows, and the comma before."""
    if not voices.low.endswith("ant", start, end) or not _OPENS.fullmatch(voices.low, sentence.start, start):
        return None
    for comma in COMMA.finditer(voices.low, at, sentence.end):
        voice = voices.read(comma.end(), sentence.end)
        if voice is not None and may_report(voices, voice):
            return voice, comma.start()
    return None


def _until(low: str, start: int, end: int, at: int, limit: int) -> int:
    """Where a clause that a participle leads ends."""
    other = _AND_DOING.search(low, at, limit) if low.endswith("ant", start, end) else None
    return other.start() if other else limit


def _clause(voices: Voices, sentence: Sentence, start: int, limit: int) -> Clause | None:
    """A reported clause, up to a colon or a dash; none where it only leads to words in marks."""
    stop = _STOP.search(voices.low, start, limit)
    ends = stop is not None and not voices.whose.quoted(stop.start())
    reported = clause(voices.text, start, stop.start() if stop and ends else limit)
    speech = ends and sentence.marks and reported
    return None if speech and leads_to_speech(voices.low, speech.start, speech.end) else reported


def _only(low: str, start: int, end: int, that: int) -> bool:
    """Whether "que" is that of "ne ... que", or a relative pronoun, "si" a condition: "répond si on l'appelle"."""
    if low.startswith("si ", that):
        return not low.startswith(_ASKS, start)
    denied = _DENIED.search(low, max(0, start - 24), start) is not None
    if denied and not _NOT.search(low, end - 5, that):
        return True
    return _THING.search(low, end, that) is not None


def _unsaid(low: str, start: int, end: int) -> bool:
    """Whether a verb says that its clause was not said, is not so, or was said perhaps."""
    return not asserts(low, start, end) or is_hearsay(low, start)
