"""Reported clauses: "N assure que ...", "selon N, ...", "..., estime N", "N n'en démord pas : ..."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.types import RoleKind, Span
from nlp.quotes.direct import Said
from nlp.quotes.lexicon import SAYS, UTTERS, introducers, locutions, words
from nlp.quotes.sentences import Sentence
from nlp.quotes.speech import inverted
from nlp.quotes.subjects import subject
from nlp.quotes.voices import Voice, Voices
from nlp.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_NOUN = words("not_verbs", "before")
# from a verb to its "que": adverbs, or what a preposition leads
_TO_QUE = re.compile(
    r"(?:,? (?:[a-z]+ment|aussi|encore|egalement|ainsi|bien|toutefois|d ailleurs|par ailleurs|en outre|au contraire|"
    r"plutot|deja|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|volontiers|a son tour|pour sa part|de son cote|"
    r"(?:a|au|aux|devant|lors|dans|en|sur|par|pour|avec|apres|depuis|ce) [^,;:.!?«»]{2,60}),?){0,3} (que |qu )"
)
_REPORT = frozenset([SAYS, UTTERS])
_THAT = words("that", "words")
_DENIED = re.compile(r"\b(?:n|ne)(?: (?:en|y|a|ont|avait|lui|leur|se|s)){0,3} $")
_THING = re.compile(r"\b(?:question|demande|critique|inquietude|remarque|propos|choix|projet|objection)")
_COMMA = re.compile(r",[ \u00a0]+")
_ACCORDING = re.compile(rf"({introducers('according')}) ")
_SURE = re.compile(introducers("sure"))
_STOP = re.compile(r" ?[;:](?:\s|$)|\s?[–—] ")
_CLAUSE = re.compile(
    r"\b(?:a|ont|est|sont|avait|etait|sera|serait|aurait|faut|fallait|va|doit|peut|peuvent|reste|devient|revient|tient|fait|vaut|[a-z]{3,}(?:ait|aient|era|erait|ront|ent))\b"
)
_GOES_ON = re.compile(r"(?:mais|et|ou|avec|sans|car|puis|meme|plutot|avant|apres) ")
_ADVERBIAL = re.compile(
    r"(?:a|au|aux|en|sur|dans|depuis|pour|avec|sans|chez|des|apres|avant|selon|grace|faute) "
)
_SHORT = 12


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int


class Indirect:
    """Reads the sentences of one text that hold a verb of speech or "selon"."""

    def __init__(self, voices: Voices) -> None:
        self.voices, self.text, self.low = voices, voices.text, voices.low

    def read(self, sentence: Sentence) -> list[Said]:
        """The reported clauses of a sentence; passages in marks are left to others."""
        hits, views = self.voices.hits, self.voices.hits.views(sentence.start, sentence.end)
        if not views and not hits.verbs(sentence.start, sentence.end):
            return []
        found = list(self._with_that(sentence))
        if not found:
            found = (
                list(self._introduced(sentence))
                or list(self._followed(sentence))
                or list(self._behind_colon(sentence))
            )
        for said in found:
            self.voices.spoke(said.speaker, said.end)
        return found

    # --- "N assure que" ----------------------------------------------------------------------

    def _with_that(self, sentence: Sentence) -> Iterator[Said]:
        low, past = self.low, sentence.start
        for start, end in self._verbs(sentence):
            if start < past:
                continue
            that = _TO_QUE.match(low, end, min(len(low), end + 150))
            if that is None or that.end() >= sentence.end or self._only(start, end, that.start(1)):
                continue
            voice = subject(self.voices, past, start)
            if voice is None or not _may_report(voice):
                continue
            clause = self._clause(that.end(), sentence)
            if clause is not None:
                past = clause.end
                yield self._said(clause, voice, (voice.start, that.end()), "that")

    def _only(self, start: int, end: int, that: int) -> bool:
        """Whether "que" is that of "ne ... que", or a relative pronoun: "répond aux questions que"."""
        denied = _DENIED.search(self.low, max(0, start - 24), start) is not None
        return (denied and " pas" not in self.low[end - 4 : that + 1]) or _THING.search(
            self.low, end, that
        ) is not None

    def _verbs(self, sentence: Sentence) -> Iterator[Span]:
        """The verbs that take "que", outside marks."""
        for hit in self.voices.hits.verbs(sentence.start, sentence.end):
            if (hit.that or hit.kinds & _REPORT) and not self.voices.quoted(hit.start):
                yield hit.start, hit.end

    def _clause(self, start: int, sentence: Sentence) -> _Clause | None:
        """From behind "que" to the end of the sentence, of its part, or to what is in marks after a colon."""
        limit = sentence.end
        stop = _STOP.search(self.low, start, limit)
        end = stop.start() if stop and not self.voices.quoted(stop.start()) else limit
        while end > start and self.text[end - 1] in " \u00a0\u202f.!?…,;:":
            end -= 1
        return _Clause(start, end) if end - start >= _SHORT else None

    # --- "Selon N, ..." ----------------------------------------------------------------------

    def _introduced(self, sentence: Sentence) -> Iterator[Said]:
        low = self.low
        at = sentence.start
        for _ in range(3):
            match = _ACCORDING.match(low, at, sentence.end)
            if match:
                break
            comma = _COMMA.search(low, at, min(sentence.end, at + 60)) or _PART.search(low, at, sentence.end)
            if comma is None:
                return
            at = comma.end()
        else:
            return
        voice = self.voices.read(match.end(), sentence.end)
        sure = _SURE.fullmatch(match[1]) is not None
        if voice is None or not _may_report(voice) or (not sure and voice.kind not in {"name"}):
            return
        begin = self._behind(voice.end, sentence.end)
        if begin is None:
            return
        clause = self._clause_of_view(begin, sentence)
        if clause is not None and (sure or _CLAUSE.search(low, clause.start, clause.end)):
            yield self._said(clause, voice, (match.start(), voice.end), "according")

    def _behind(self, at: int, limit: int) -> int | None:
        """Where the clause begins after "Selon N, maire de Gap,": behind the comma that ends the appositions."""
        while at < limit:
            comma = _COMMA.search(self.low, at, min(limit, at + 200))
            if comma is None:
                return None
            title = self.voices.people.title_at(comma.end(), comma.end() + 5)
            relative = self.low.startswith(
                ("qui ", "dont ", "elu ", "elue ", "charge", "ancien", "interroge"), comma.end()
            )
            if title is None and not relative and not self._apposed(comma.end(), limit):
                return comma.end()
            at = max(comma.end(), title.end if title else 0)
        return None

    def _apposed(self, start: int, limit: int) -> bool:
        """Whether what follows a comma is an apposition without a verb: "Pour N, ville hôte du congrès, ..."."""
        comma = _COMMA.search(self.low, start, min(limit, start + 60))
        if comma is None or _OPENS_CLAUSE.match(self.low, start, limit):
            return False
        return _CLAUSE.search(self.low, start, comma.start()) is None

    def _clause_of_view(self, start: int, sentence: Sentence) -> _Clause | None:
        stop = _HARD_STOP.search(self.low, start, sentence.end)
        end = stop.start() if stop else sentence.end
        for passage in sentence.marks:
            if passage.opening >= start:
                if passage.opening < end and not self.low[start : passage.opening].rstrip().endswith(":"):
                    return None  # the words themselves are quoted
                end = min(end, passage.opening)
        while end > start and self.text[end - 1] in " \u00a0\u202f.!?…,;:":
            end -= 1
        return _Clause(start, end) if end - start >= _SHORT else None

    # --- "..., estime N" -----------------------------------------------------------------------

    def _followed(self, sentence: Sentence) -> Iterator[Said]:
        if sentence.marks and sentence.marks[0].opening < sentence.start + 30:
            return
        for comma in list(_COMMA_OR_MARK.finditer(self.low, sentence.start, sentence.end))[:12]:
            if self.voices.quoted(comma.start()) or self.voices.quoted(comma.start() - 1):
                return
            according = _SURE_AFTER.match(self.low, comma.end(), sentence.end)
            if according:
                voice = self.voices.read(according.end(), sentence.end)
                end = voice.end if voice else 0
            else:
                said = inverted(self.voices, comma.end(), sentence.end, sure=True)
                voice, end = (said.voice, said.end) if said else (None, 0)
            if voice is None or not _may_report(voice):
                continue
            yield from self._around(sentence, comma.start(), comma.end(), end, voice)
            return

    def _behind_colon(self, sentence: Sentence) -> Iterator[Said]:
        """ "N insiste : aucune image n'est gardée"."""
        colon = _COLON.search(self.low, sentence.start, sentence.end)
        if colon is None or sentence.marks:
            return
        for start, end in self._verbs(sentence):
            if end <= colon.start() <= end + 22 and "," not in self.low[end : colon.start()]:
                voice = subject(self.voices, sentence.start, start)
                clause = self._trimmed(colon.end(), sentence.end)
                if (
                    voice is not None
                    and voice.speaker is not None
                    and voice.speaker.named
                    and clause is not None
                ):
                    if _CLAUSE.search(self.low, clause.start, clause.end):
                        yield self._said(clause, voice, (voice.start, colon.start()), "clause-after")
                return

    def _around(self, sentence: Sentence, comma: int, begin: int, end: int, voice: Voice) -> Iterator[Said]:
        """The clause before an attribution, and what goes on behind it."""
        first = self._trimmed(self._part(sentence.start, comma), comma + (self.low[comma] in "?!"))
        rest = self._rest(end, sentence)
        short = first is None or (_ADVERBIAL.match(self.low, first.start) and first.end - first.start < 60)
        evidence = (begin, end)
        if short and rest is not None and rest.end - rest.start > 20:
            yield self._said(rest, voice, evidence, "cut")
            return
        if first is None or _DATELINE.match(self.text, sentence.start, sentence.end):
            return  # an agency's lead is its own summary
        spoken = _DASH.match(self.text, sentence.start, sentence.end) is not None and sentence.first
        yield Said(
            first.start, first.end, spoken, voice.speaker, evidence, "dash" if spoken else "clause-before"
        )
        if rest is not None and _GOES_ON.match(self.low, rest.start):
            yield self._said(rest, voice, evidence, "cut")

    def _part(self, start: int, end: int) -> int:
        """Where the reported clause begins: behind a colon or semicolon, if there is one."""
        at = max(
            self.low.rfind("; ", start, end),
            self.low.rfind(": ", start, end),
            self.low.rfind(":\u00a0", start, end),
        )
        return at + 2 if at >= 0 else start

    def _rest(self, end: int, sentence: Sentence) -> _Clause | None:
        begin = self._behind(end, sentence.end) if self.low[end : end + 1] == "," else None
        if begin is None:
            return None
        stop = _HARD_STOP.search(self.low, begin, sentence.end)
        return self._trimmed(begin, stop.start() if stop else sentence.end)

    def _trimmed(self, start: int, end: int) -> _Clause | None:
        while start < end and self.text[start] in " \u00a0\u202f–—-\n":
            start += 1
        while end > start and self.text[end - 1] in " \u00a0\u202f.!…,;:":
            end -= 1
        return _Clause(start, end) if end - start >= _SHORT else None

    def _said(self, clause: _Clause, voice: Voice, evidence: Span, rule: str) -> Said:
        return Said(clause.start, clause.end, False, voice.speaker, evidence, rule)


_COLON = re.compile(r" ?:[ \u00a0]")
_PART = re.compile(r" ?[:;][ \u00a0]")
_HARD_STOP = re.compile(r" ?;(?:\s|$)")
_COMMA_OR_MARK = re.compile(r"(?:,|[?!]|\s[–—])[ \u00a0]+")
_SURE_AFTER = re.compile(rf"(?:{introducers('sure')}) ")
_OPENS_CLAUSE = re.compile(
    r"(?:il|elle|on|ce|c|cela|ca|l|la|le|les|un|une|des|pas|rien|aucun|aucune|tout|si|quand|en|a|au|dans|pour|sur) "
)
_DATELINE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’' -]{2,40}(?:\([^)\n]{1,30}\))?[^.\n–—]{0,30}? ?[–—-] ")
_DASH = re.compile(r"[–—-] ?[A-ZÀ-Ý]")
_LOCAL = (
    "mairie",
    "municipalite",
    "ville",
    "collectivite",
    "direction",
    "commune",
    "metropole",
    "agglo",
    "prefecture",
    "departement",
    "region",
    "communaute",
    "parquet",
    "syndicat",
    "association",
    "bailleur",
    "prestataire",
    "operateur",
)


def _may_report(voice: Voice) -> bool:
    """Persons, and the bodies of the place: what an authority far away recalls is no quote."""
    speaker = voice.speaker
    if speaker is None or not speaker.name:
        return False
    if speaker.named or voice.kind in {"name", "title"}:
        return not speaker.name.lower().startswith(("un ", "une ", "des ", "les "))
    article, _, head = fold(speaker.name).lower().partition(" ")
    return head.startswith(_LOCAL) and article in {"la", "le", "l"}


__all__ = ["SAYS", "Indirect", "RoleKind", "locutions"]
