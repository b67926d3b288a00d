"""Quotes in marks: what each passage is, and who says it, read in the order of the text."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.quotes import scare
from nlp.quotes.attribution import after, before
from nlp.quotes.colons import DENIED
from nlp.quotes.denied import is_charge
from nlp.quotes.exchanges import is_answer
from nlp.quotes.fragments import bare_subject, come, fragment, gone_on, thing
from nlp.quotes.headings import (
    interviewed,
    is_heading,
    quotes_in_headline,
    repeated,
    settled,
    told_further,
)
from nlp.quotes.headlines import speaks
from nlp.quotes.incises import incise
from nlp.quotes.marks import Marked
from nlp.quotes.neighbours import neighbour
from nlp.quotes.sentences import Sentence
from nlp.quotes.subjects import topic
from nlp.quotes.told import Said, Told, Voice
from nlp.quotes.voices import Voices

_CHAIN = 70
_CHAINED = re.compile(r"[ ,;.]*(?:et|ou|mais|puis|et que|,)?[ ,:]*(?:[a-z ]{0,30})?")
_LISTED = re.compile(r"(?:,| et| ou)(?: pour)? (?:de |d |des )?")
_SPACES = " \u00a0\u202f"


class Direct:
    """Reads the passages of one text, sentence by sentence."""

    def __init__(self, voices: Voices, sentences: list[Sentence]) -> None:
        self.voices, self.sentences = voices, sentences
        self.text, self.low = voices.text, voices.low
        self.said: list[Said] = []
        self._waiting: list[Marked] = []
        self._others: list[Marked] = []  # headlines of somebody who need not be who speaks
        self._named: list[Marked] = []
        self._answers = interviewed(voices, sentences)
        self._charge = len(self.low)  # where the last offence ends

    def read(self, index: int, reported: Sequence[Said] = ()) -> None:
        """The passages of one sentence; `reported` are its clauses without marks."""
        sentence = self.sentences[index]
        previous: Told | None = None
        for at, passage in enumerate(sentence.marks):
            floor = sentence.marks[at - 1].closing if at else sentence.start
            end = max(sentence.end, passage.closing)
            limit = sentence.marks[at + 1].opening if at + 1 < len(sentence.marks) else end
            broken = incise(self.voices, passage)
            if broken is not None:
                previous = broken.told
                if previous.voice.speaker is None and previous.voice.kind == "pronoun":
                    previous = self._ahead(index, previous) or previous
                self._keep(passage.start, broken.before, previous)
                if passage.whole:
                    self._keep(broken.after, passage.end, previous)
                continue
            if previous is None:
                floor = sentence.start
            told = after(self.voices, passage, limit) or _clause_before(self.text, passage, reported)
            told = self._resolved(
                index, passage, floor, told or self._led(sentence, passage, floor, previous)
            )
            previous = self._judged(index, passage, floor, told) or previous

    # --- what the sentence says ----------------------------------------------------------------

    def _led(self, sentence: Sentence, passage: Marked, floor: int, previous: Told | None) -> Told | None:
        """What stands before a passage; behind another one of the sentence, its speaker goes on."""
        came = come(self.voices, sentence, passage)
        if came is not None:
            return came
        chained = Told(previous.voice, previous.span, "chained") if previous else None
        gap = self.low[floor : passage.opening]
        if chained and self.voices.people.name_at(floor, passage.opening):
            return before(self.voices, sentence, floor, passage) or bare_subject(
                self.voices, sentence, passage, floor
            )
        if chained and len(gap) < _CHAIN and _CHAINED.fullmatch(gap):
            hits = self.voices.hits.verbs(floor, passage.opening)
            return (before(self.voices, sentence, floor, passage) if hits else None) or chained
        told = before(self.voices, sentence, floor, passage)
        return chained if told is None and floor != sentence.start else told

    def _resolved(self, index: int, passage: Marked, floor: int, told: Told | None) -> Told | None:
        """An unclear pronoun gives way to what else the sentence, or the next one, says."""
        if told is None or told.voice.kind != "pronoun" or told.voice.speaker is not None:
            return told
        sentence = self.sentences[index]
        told = (
            before(self.voices, sentence, floor, passage)
            or bare_subject(self.voices, sentence, passage)
            or told
        )
        return (self._ahead(index, told) or told) if told.voice.speaker is None else told

    def _ahead(self, index: int, told: Told) -> Told | None:
        """For "« ... », a-t-il dit. Le maire de Gap, N, s'exprimait lundi", where nobody was named before."""
        word = self.low[told.voice.start : told.voice.end]
        following = self.sentences[index + 1] if index + 1 < len(self.sentences) else None
        if word not in {"il", "elle"} or following is None or self.voices.people.before(told.voice.start, 0):
            return None
        voice = topic(self.voices, following.start, following.end)
        if voice is None or voice.kind == "pronoun" or voice.speaker is None or not voice.speaker.named:
            return None
        agrees = voice.speaker.gender in {None, "m" if word == "il" else "f"}
        return Told(voice, (told.span[0], voice.end), "verb-after") if agrees else None

    # --- what is a quote -----------------------------------------------------------------------

    def _judged(self, index: int, passage: Marked, floor: int, told: Told | None) -> Told | None:
        """Keep a passage, or leave it; the attribution, where it holds for what follows."""
        sentence = self.sentences[index]
        alone = self._alone(sentence, passage)
        if told is not None and told.rule == DENIED:
            return None
        if not scare.capitalised(self.text, passage) and self._charged(passage):
            return None
        if told is not None and not (alone and told.rule == "colon"):
            if scare.is_said(self.low, self.text, passage, told.rule, told.span[1]):
                self._keep(passage.start, passage.end, told)
                return told
        elif alone:
            self._standalone(index, passage)
        else:
            self._untold(index, passage, floor)
        return None

    def _untold(self, index: int, passage: Marked, floor: int) -> None:
        """A passage inside a sentence that has no word of who speaks: of a headline, behind a colon, a fragment."""
        sentence = self.sentences[index]
        if self._is_headline(index) and quotes_in_headline(self.text, sentence, passage):
            self._headline(sentence, passage)
            return
        if scare.led_by_colon(self.low, self.text, passage, floor):
            whose = thing(self.voices, floor, passage)
            if whose is None:
                self._standalone(index, passage)
                return
        else:
            whose = fragment(self.voices, sentence, passage)
            whose = whose or gone_on(self.voices, self.sentences, index, passage)
        if whose is not None:
            self._keep(passage.start, passage.end, whose)
        elif is_heading(self.sentences, index):
            self._named.append(passage)

    def _charged(self, passage: Marked) -> bool:
        """Whether a passage is an offence, or goes on with a list of them."""
        listed = _LISTED.fullmatch(self.low, self._charge, passage.opening) is not None
        if listed or is_charge(self.text, passage.opening):
            self._charge = passage.closing
            return True
        return False

    def _alone(self, sentence: Sentence, passage: Marked) -> bool:
        rest = self.text[sentence.start : passage.opening] + self.text[passage.closing : sentence.end]
        return not rest.strip(_SPACES + ".,!?…–—-\n")

    def _is_headline(self, index: int) -> bool:
        return self.sentences[index].paragraph < 3 or is_heading(self.sentences, index)

    def _headline(self, sentence: Sentence, passage: Marked) -> None:
        opens = passage.opening == sentence.start
        voice = topic(self.voices, passage.closing, sentence.end) if opens else None
        if voice is None or voice.speaker is None or not voice.speaker.named:
            self._waiting.append(passage)
        elif speaks(self.voices, voice, passage.closing, sentence.end):
            self._keep(passage.start, passage.end, Told(voice, (sentence.start, sentence.end), "headline"))
        else:
            self._others.append(passage)

    def _standalone(self, index: int, passage: Marked) -> None:
        """A quote that is its own sentence: the sentence before tells, the next one, or who spoke last."""
        if scare.count(self.text, passage) < 3 and not scare.sentence_like(self.text, passage):
            return
        if is_heading(self.sentences, index) and self.text[passage.end - 1] not in ".!?…":
            self._waiting.append(passage)
            return
        told = neighbour(self.voices, self.sentences, index)
        whose = self.voices.whose
        goes_on = told is None and not is_answer(self.text, self.sentences, index, passage, self.said)
        speaker = told.voice.speaker if told else (whose.last or self._answers if goes_on else None)
        if speaker is None and self.text[passage.end - 1] not in ".!?…":
            self._waiting.append(passage)  # "Gap. « Une application qui change la vie »"
            return
        span = told.span if told else (passage.opening, passage.closing)
        rule = told.rule if told else ("goes-on" if speaker else "nobody")
        whose.spoke(speaker, passage.end)
        inferred = told is not None and self.voices.is_inferred(told.voice)
        self.said.append(Said(passage.start, passage.end, True, speaker, span, rule, inferred))

    # --- what is kept --------------------------------------------------------------------------

    def _keep(self, start: int, end: int, told: Told) -> None:
        while start < end and self.text[start] in _SPACES + "\n":
            start += 1
        while end > start and self.text[end - 1] in _SPACES + "\n":
            end -= 1
        if end > start:
            self.voices.whose.spoke(told.voice.speaker, end)
            inferred = self.voices.is_inferred(told.voice)
            self.said.append(Said(start, end, True, told.voice.speaker, told.span, told.rule, inferred))

    def settled(self) -> list[Said]:
        """All quotes in text order, headings too; words in marks inside a reported clause count once."""
        found = [*self.said, *settled(self.voices, self.sentences, self._waiting, self.said, self._answers)]
        found += told_further(self.voices, self._others, self.said)
        found += repeated(self.voices, self._named, self.said)
        found.sort(key=lambda s: (s.start, -s.end))
        direct = [s.start for s in found if s.direct]
        kept: list[Said] = []
        for said in found:
            if said.direct or not (_holds(direct, said) or (kept and said.start < kept[-1].end)):
                kept.append(said)
        return kept


def _holds(starts: list[int], said: Said) -> bool:
    """Whether a clause holds one of the sorted places."""
    at = bisect_left(starts, said.start)
    return at < len(starts) and starts[at] < said.end


def _clause_before(text: str, passage: Marked, reported: Sequence[Said]) -> Told | None:
    """For "N juge que c'est trop : « Une machine n'a jamais consolé »"."""
    for said in reported:
        near = 0 <= passage.opening - said.end < 5 and ":" in text[said.end : passage.opening]
        if near and said.speaker is not None:
            return Told(Voice(*said.evidence, said.speaker, "name"), said.evidence, "verb-colon")
    return None
