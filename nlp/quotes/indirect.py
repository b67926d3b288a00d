"""Reported clauses: "N assure que ...", "N insiste : ...", "selon N, ...", "..., estime N"."""

import re
from collections.abc import Iterator

from core.types import Span
from nlp.quotes.attribution import last_comma
from nlp.quotes.clauses import COMMA, FINITE, HARD_STOP, Clause, behind, clause, may_report
from nlp.quotes.denied import asserts, is_hearsay, leads_to_speech
from nlp.quotes.lexicon import SAYS, UTTERS, introducers, neutral, verbs, word_list
from nlp.quotes.sentences import Sentence
from nlp.quotes.speech import inverted
from nlp.quotes.subjects import subject
from nlp.quotes.told import Said, Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

# from a verb to its "que": adverbs, or what a preposition leads
_TO_QUE = re.compile(
    r"(?: pas| point| guere| jamais)?(?:,? (?:[a-z]+ment|aussi|encore|egalement|ainsi|bien|toutefois|d ailleurs|par ailleurs|en outre|au contraire|"
    r"plutot|deja|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|volontiers|lui|elle|eux|a son tour|"
    r"pour sa part|de son cote|"
    r"(?:a|au|aux|devant|lors|dans|en|sur|par|pour|avec|apres|depuis|ce) [^,;:.!?«»]{2,60}),?){0,3}"
    r" (?:de ce |a ce )?(que |qu |si )"
)
_REPORT = frozenset([SAYS, UTTERS])
_DENIED = re.compile(r"\b(?:n|ne)(?: (?:en|y|a|ont|avait|lui|leur|se|s)){0,3} $")
_NOT = re.compile(r" (?:pas|point|guere|jamais)(?= )")
_THING = re.compile(rf"\b{either(word_list('grammar', 'things'))}")
_ACCORDING = re.compile(rf"({introducers('according')}) ")
_SURE = re.compile(introducers("sure"))
_SURE_AFTER = re.compile(rf"(?:{introducers('sure')}) ")
_ITSELF = re.compile(rf"{introducers('itself')},")
_ADDED = re.compile(
    r"(?:(?<![a-z])(?:avant|et|puis|pour|quitte|non sans) (?:de |d |a )?|, (?:de |d ))"
    r"(?:se |s )?([a-z]+(?:er|re|ir))(?![a-z])|, ([a-z]{3,}ant)(?= qu)"
)
_ASIDE = re.compile(r", [^,;:.!?«»]{2,60},(?= qu)")
_STOP = re.compile(r" ?[;:](?:\s|$)|\s?[–—] ")
_PART = re.compile(r" ?[:;][ \u00a0]")
_COLON = re.compile(r" ?:[ \u00a0]")
_BREAK = re.compile(r"(?:,|[?!]|\s[–—])[ \u00a0]+")
_IF = re.compile(r"(?<![a-z])(?:si|s|quand|lorsque|lorsqu|que|qu|ce que) $")
"""Before who does not report yet: "si les experts concluent que"."""
_FAR_OFF = re.compile(r" (?:d|de|a) [a-z]+(?:er|re|ir)\b|[a-z]+ [a-z]+er ")
"""Between a verb and its object: "continue de décrire des villes"."""
_GOES_ON = re.compile(r"(?:mais|et|ou|avec|sans|car|puis|meme|plutot|avant|apres) ")
_ADVERBIAL = re.compile(
    r"(?:a|au|aux|en|sur|dans|depuis|pour|avec|sans|chez|des|apres|avant|selon|grace|faute) "
)
_DATELINE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’' -]{2,40}(?:\([^)\n]{1,30}\))?[^\n–—]{0,30}? ?[–—-] ")
_DASH = re.compile(r"[–—-] ?[A-ZÀ-Ý]")
_ASKS = ("demand", "ignor", "interrog")
_SEGMENTS, _BREAKS = 3, 12
_LONGEST = 1200


class Indirect:
    """Reads the sentences of one text that hold a verb of speech or "selon"."""

    def __init__(self, voices: Voices) -> None:
        self.voices, self.text, self.low = voices, voices.text, voices.low

    def read(self, sentence: Sentence) -> list[Said]:
        """The reported clauses of a sentence; passages in marks are left to others."""
        hits = self.voices.hits
        if not hits.views(sentence.start, sentence.end) and not hits.verbs(sentence.start, sentence.end):
            return []
        ways = (self._with_that, self._introduced, self._behind_colon, self._followed)
        found: list[Said] = next((told for way in ways if (told := list(way(sentence)))), [])
        for said in found:
            self.voices.whose.spoke(said.speaker, said.end)
        return found

    # --- "N assure que ..." ----------------------------------------------------------------------

    def _with_that(self, sentence: Sentence) -> Iterator[Said]:
        past = sentence.start
        for start, end in self._verbs(sentence):
            that = _TO_QUE.match(self.low, end, min(sentence.end, end + 150)) if start >= past else None
            if that is None or self._only(start, end, that.start(1)) or self._denied(start, end):
                continue
            voice = subject(self.voices, past, start)
            if voice is not None and _IF.search(self.low, max(past, voice.start - 12), voice.start):
                continue
            limit = min(sentence.end, that.end() + _LONGEST)
            stop = _STOP.search(self.low, that.end(), limit)
            told = stop is not None and not self.voices.whose.quoted(stop.start())
            reported = clause(self.text, that.end(), stop.start() if stop and told else limit)
            if (
                reported
                and told
                and sentence.marks
                and leads_to_speech(self.low, reported.start, reported.end)
            ):
                continue
            if voice is not None and reported is not None and may_report(self.voices, voice):
                past = reported.end
                yield _said(reported, voice, (voice.start, that.end()), "that")

    def _verbs(self, sentence: Sentence) -> Iterator[Span]:
        """The verbs that take "que", outside marks."""
        for hit in self.voices.hits.verbs(sentence.start, sentence.end):
            if (hit.that or hit.kinds & _REPORT) and not self.voices.whose.quoted(hit.start):
                yield hit.start, hit.end

    def _only(self, start: int, end: int, that: int) -> bool:
        """Whether "que" is that of "ne ... que", or a relative pronoun, "si" a condition: "répond si on l'appelle"."""
        if self.low.startswith("si ", that):
            return not self.low.startswith(_ASKS, start)
        denied = _DENIED.search(self.low, max(0, start - 24), start) is not None
        if denied and not _NOT.search(self.low, end - 5, that):
            return True
        return _THING.search(self.low, end, that) is not None

    def _denied(self, start: int, end: int) -> bool:
        """Whether a verb says that its clause was not said, is not so, or was said perhaps."""
        return not asserts(self.low, start, end) or is_hearsay(self.low, start)

    def added(self, sentence: Sentence) -> Iterator[Said]:
        """What "avant d'ajouter que" tells, once the rest of its sentence is read: the words of who spoke last."""
        match = _ADDED.search(self.low, sentence.start, sentence.end)
        if match is None or (match[1] or match[2]) not in verbs() or self.voices.whose.quoted(match.start()):
            return
        aside = _ASIDE.match(self.low, match.end(), sentence.end)
        that = _TO_QUE.match(self.low, aside.end() if aside else match.end(), sentence.end)
        reported = clause(self.text, that.end(), sentence.end) if that else None
        whose = self.voices.whose
        here = match.start() > sentence.start and whose.last_at < sentence.start
        voice = subject(self.voices, sentence.start, match.start()) if here else None
        speaker = voice.speaker if voice else whose.last
        if that is None or reported is None or speaker is None or (here and voice is None):
            return
        told = Voice(match.start(), that.end(), speaker, voice.kind if voice else "pronoun")
        if may_report(self.voices, told):
            yield _said(reported, told, (match.start(), that.end()), "that")

    # --- "N insiste : ..." -----------------------------------------------------------------------

    def _behind_colon(self, sentence: Sentence) -> Iterator[Said]:
        colon = _COLON.search(self.low, sentence.start, sentence.end)
        reported = clause(self.text, colon.end(), sentence.end) if colon and not sentence.marks else None
        if colon is None or reported is None:
            return
        at = colon.start()
        if not self.voices.hits.verbs(sentence.start, at):
            return
        told = last_comma(self.voices, sentence.start, at)
        ends = told is not None and not self.low[told.voice.end : at].strip()
        if told is not None and ends and may_report(self.voices, told.voice):
            yield _said(reported, told.voice, (told.span[0], at), "clause-after")
            return
        near = (v for v in self._verbs(sentence) if v[1] <= at <= v[1] + 22)
        verb = next((v for v in near if "," not in self.low[v[1] : at]), None)
        voice = subject(self.voices, sentence.start, verb[0]) if verb else None
        if voice is None or self.voices.is_place(voice.start) or not may_report(self.voices, voice):
            return
        if FINITE.search(self.text, reported.start, reported.end):
            yield _said(reported, voice, (voice.start, at), "clause-after")

    # --- "Selon N, ..." --------------------------------------------------------------------------

    def _introduced(self, sentence: Sentence) -> Iterator[Said]:
        itself = next(
            (at for at in self._openings(sentence) if _ITSELF.match(self.low, at, sentence.end)), None
        )
        if itself is not None:
            yield from self._resumed(sentence, itself)
            return
        if not self.voices.hits.views(sentence.start, sentence.end):
            return
        match = self._according(sentence)
        voice = self.voices.read(match.end(), sentence.end) if match else None
        if match is None or voice is None or not may_report(self.voices, voice):
            return
        sure = _SURE.fullmatch(match[1]) is not None
        begin = behind(self.voices, voice.end, sentence.end) if sure or voice.kind == "name" else None
        reported = self._view(begin, sentence) if begin is not None else None
        if reported is None:
            return
        # "huit départs ont été vus, d'après N, la société qui le vend": what follows is no clause but who N is
        who = self.low.find(" qui ", reported.start, reported.end)
        leads = sure and match.start() == sentence.start
        if leads or FINITE.search(self.text, reported.start, who if who >= 0 else reported.end):
            yield _said(reported, voice, (match.start(), voice.end), "according")

    def _resumed(self, sentence: Sentence, at: int) -> Iterator[Said]:
        """For "À l'en croire, ...", "... : selon lui, ...": who spoke last, or who is told of."""
        speaker = self.voices.whose.nearest(sentence.start, None)
        begin = behind(self.voices, at, sentence.end)
        reported = self._view(begin, sentence) if begin is not None else None
        if speaker is not None and speaker.named and reported is not None:
            voice = Voice(at, reported.start, speaker, "pronoun")
            yield _said(reported, voice, (at, reported.start), "according")

    def _according(self, sentence: Sentence) -> re.Match[str] | None:
        """Where "selon" or its like begins one of the first segments, or what follows a colon."""
        for at in self._openings(sentence):
            match = _ACCORDING.match(self.low, at, sentence.end)
            if match:
                return match
        return None

    def _openings(self, sentence: Sentence) -> Iterator[int]:
        at = sentence.start
        yield at
        for _ in range(_SEGMENTS - 1):
            comma = COMMA.search(self.low, at, min(sentence.end, at + 60))
            if comma is None:
                break
            at = comma.end()
            yield at
        for part in list(_PART.finditer(self.low, sentence.start, sentence.end))[:_SEGMENTS]:
            yield part.end()

    def _view(self, start: int, sentence: Sentence) -> Clause | None:
        """What is so "selon N": up to what is in marks behind a colon, nothing where marks tell the words."""
        stop = HARD_STOP.search(self.low, start, sentence.end)
        end = stop.start() if stop else sentence.end
        passage = next((p for p in sentence.marks if start <= p.opening < end), None)
        if passage is not None and not self.low[start : passage.opening].rstrip().endswith(":"):
            return None
        seen = clause(self.text, start, passage.opening if passage else end)
        speech = seen is not None and passage is not None and leads_to_speech(self.low, seen.start, seen.end)
        return None if speech else seen

    # --- "..., estime N" ---------------------------------------------------------------------------

    def _followed(self, sentence: Sentence) -> Iterator[Said]:
        for found in list(_BREAK.finditer(self.low, sentence.start, sentence.end))[:_BREAKS]:
            at = found.start()
            if self.voices.whose.quoted(at) or self.voices.whose.quoted(at - 1):
                return
            told = self._attributed(found.end(), sentence.end)
            if told is not None and may_report(self.voices, told[0]):
                yield from self._around(sentence, found, *told)
                return

    def _attributed(self, at: int, limit: int) -> tuple[Voice, int] | None:
        """Who is said to say what stands before `at`, and where that is told."""
        according = _SURE_AFTER.match(self.low, at, limit)
        if according:
            voice = self.voices.read(according.end(), limit)
            return (voice, voice.end) if voice else None
        said = inverted(self.voices, at, limit, sure=True)
        if (
            said is None
            or self._only_tells(at, said.voice.start)
            or (said.voice.kind == "body" and _FAR_OFF.search(self.low, at, said.voice.start))
        ):
            return None
        return said.voice, said.end

    def _only_tells(self, start: int, end: int) -> bool:
        """Whether all verbs up to the speaker are neutral: what stands before them is the paper's own."""
        hits = self.voices.hits.verbs(start, end)
        return bool(hits) and all(self.low[h.start : h.end].split()[-1] in neutral() for h in hits)

    def _around(self, sentence: Sentence, found: re.Match[str], voice: Voice, end: int) -> Iterator[Said]:
        """The clause before an attribution, and what goes on behind it."""
        question = self.low[found.start()] in "?!"
        first = clause(
            self.text, self._part(sentence.start, found.start()), found.start() + question, question=True
        )
        rest = self._rest(end, sentence)
        evidence = (found.end(), end)
        if rest is not None and rest.end - rest.start > 20 and self._leads(first):
            yield _said(rest, voice, evidence, "cut")
            return
        if first is not None and voice.kind == "body" and self._is_subject(first):
            return
        if first is None or _DATELINE.match(self.text, sentence.start, sentence.end):
            return  # an agency's lead is its own summary
        goes_on = rest is not None and _GOES_ON.match(self.low, rest.start) is not None
        if voice.kind == "pronoun" and not goes_on and not _ENDS.match(self.low, end, sentence.end):
            return  # "La leçon, dit-il, avait servi": it cuts the clause, no half of which says anything
        spoken = sentence.first and _DASH.match(self.text, sentence.start, sentence.end) is not None
        rule = "dash" if spoken else "clause-before"
        yield Said(first.start, first.end, spoken, voice.speaker, evidence, rule)
        if rest is not None and goes_on:
            yield _said(rest, voice, evidence, "cut")

    def _is_subject(self, first: Clause) -> bool:
        """Whether what stands before a verb is its subject: "Le préfet, N, a salué une association"."""
        led = self.voices.read(first.start, first.end)
        if led is None or led.end >= first.end - 2:
            return led is not None
        return self.low[led.end] == "," and FINITE.search(self.text, first.start, first.end) is None

    def _leads(self, first: Clause | None) -> bool:
        """Whether nothing but a time or a place stands before the attribution: "À Gap, assure-t-il, ..."."""
        if first is None:
            return True
        adverbial = _ADVERBIAL.match(self.low, first.start) if first.end - first.start < 60 else None
        return adverbial is not None and FINITE.search(self.text, adverbial.end(), first.end) is None

    def _part(self, start: int, end: int) -> int:
        """Where the reported clause begins: behind a colon or semicolon, if there is one."""
        at = max(self.low.rfind("; ", start, end), self.low.rfind(": ", start, end))
        return at + 2 if at >= 0 else start

    def _rest(self, end: int, sentence: Sentence) -> Clause | None:
        begin = behind(self.voices, end, sentence.end) if self.low[end : end + 1] == "," else None
        if begin is None:
            return None
        stop = HARD_STOP.search(self.low, begin, sentence.end)
        return clause(self.text, begin, stop.start() if stop else sentence.end)


_ENDS = re.compile(r"[^\w,«–—-]*(?:$|[.;:!?…])")


def _said(reported: Clause, voice: Voice, evidence: Span, rule: str) -> Said:
    return Said(reported.start, reported.end, False, voice.speaker, evidence, rule)
