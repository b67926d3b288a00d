"""Quotes in marks: what each passage is, and who says it, read in the order of the text."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from core.types import Span
from nlp.quotes import scare
from nlp.quotes.attribution import Told, after, before, incise
from nlp.quotes.lexicon import verbs
from nlp.quotes.marks import Marked
from nlp.quotes.people import Speaker
from nlp.quotes.sentences import Sentence
from nlp.quotes.subjects import subject, topic
from nlp.quotes.voices import Voice, Voices

_CHAIN = 70
_PARTICIPLE = re.compile(
    r", (?:tres |plutot |bien )?([a-z]{4,}(?:e|ee|u|ue|i|ie|is|ise))(?: de| d| par| en)? ?"
)


@dataclass(slots=True)
class Said:
    """A quote with its speaker; `evidence` is the span that tells who speaks."""

    start: int
    end: int
    direct: bool
    speaker: Speaker | None
    evidence: Span
    rule: str


_INTERVIEW = re.compile(
    r"(?:interview|entretien|grand entretien|questions?|rencontre)\b(?: exclusi(?:f|ve))?,? (?:avec|a|de|d) "
)
_ANSWERS = re.compile(r" ?:(?: |\n)(?! ?[«“])")


def interviewed(voices: Voices) -> Speaker | None:
    """Who answers in an interview: "Trois questions à N", or the name that labels a line of answers."""
    announced = _INTERVIEW.search(voices.low, 0, 1500)
    if announced:
        voice = voices.read(announced.end(), min(len(voices.low), announced.end() + 200))
        if voice is not None and voice.kind == "name":
            return voice.speaker
    for start, end, speaker in voices.people.names[:60]:
        if (start == 0 or voices.low[start - 1] == "\n") and _ANSWERS.match(voices.low, end):
            return speaker
    return None


class Direct:
    """Reads the passages of one text, sentence by sentence."""

    def __init__(self, voices: Voices, sentences: list[Sentence]) -> None:
        self.voices, self.sentences = voices, sentences
        self.text, self.low = voices.text, voices.low
        self.said: list[Said] = []
        self._waiting: list[Marked] = []
        self._reported: Sequence[Said] = ()
        self._interviewed = interviewed(voices)

    def read(self, index: int, reported: Sequence[Said] = ()) -> None:
        """The passages of one sentence; `reported` are its clauses without marks."""
        self._reported = reported
        sentence = self.sentences[index]
        previous: Told | None = None
        for at, passage in enumerate(sentence.marks):
            floor = sentence.marks[at - 1].closing if at else sentence.start
            limit = (
                sentence.marks[at + 1].opening
                if at + 1 < len(sentence.marks)
                else max(sentence.end, passage.closing)
            )
            previous = self._passage(sentence, index, passage, floor, limit, previous)

    def _passage(
        self, sentence: Sentence, index: int, passage: Marked, floor: int, limit: int, previous: Told | None
    ) -> Told | None:
        broken = incise(self.voices, passage)
        if broken is not None:
            self._keep(passage.start, broken.before, broken.told)
            if broken.after < passage.end and passage.whole:
                self._keep(broken.after, passage.end, broken.told)
            return broken.told
        told = (
            after(self.voices, passage, limit) or self._after_clause(passage) or self._come(sentence, passage)
        )
        if (
            told is None
            and previous is not None
            and floor - passage.opening < _CHAIN
            and self._chained(floor, passage)
        ):
            told = Told(previous.voice, previous.span, "chained")
        if told is None:
            told = before(self.voices, sentence, floor, passage)
            if told is None and floor != sentence.start:
                told = previous and Told(previous.voice, previous.span, "chained")
        if told is not None and told.voice.kind == "pronoun" and told.voice.speaker is None:
            told = (
                before(self.voices, sentence, floor, passage) or self._bare_subject(sentence, passage) or told
            )
            if told.voice.speaker is None:
                told = self._ahead(index, told) or told
        alone = self._alone(sentence, passage)
        if told is not None and not (alone and told.rule == "colon"):
            if self._counts(passage, told, sentence):
                self._keep(passage.start, passage.end, told)
                return told
            return previous
        if alone:
            self._standalone(sentence, index, passage)
        elif self._in_headline(sentence, index, passage):
            self._headline(sentence, passage)
        elif self._led_by_colon(floor, passage):
            self._standalone(sentence, index, passage)
        elif scare.count(self.text, passage) >= 3 and not scare.named_thing(self.low, self.text, passage):
            self._fragment(sentence, passage)
        return previous

    def _after_clause(self, passage: Marked) -> Told | None:
        """ "N juge que c'est trop : « Une machine n'a jamais consolé »"."""
        for said in self._reported:
            if (
                said.speaker is not None
                and 0 <= passage.opening - said.end < 5
                and ":" in self.text[said.end : passage.opening]
            ):
                voice = Voice(said.evidence[0], said.evidence[1], said.speaker, "name")
                return Told(voice, said.evidence, "verb-colon")
        return None

    def _come(self, sentence: Sentence, passage: Marked) -> Told | None:
        voice = self._nearest_name(sentence, passage)
        return Told(voice, (voice.start, passage.opening), "fragment") if voice else None

    def _led_by_colon(self, floor: int, passage: Marked) -> bool:
        led = self.text[max(floor, passage.opening - 3) : passage.opening].rstrip(" \u00a0\u202f")
        said = scare.capitalised(self.text, passage) and scare.sentence_like(self.text, passage)
        return led.endswith(":") and said and not scare.named_thing(self.low, self.text, passage)

    def _chained(self, floor: int, passage: Marked) -> bool:
        gap = self.low[floor : passage.opening]
        return (
            len(gap) < _CHAIN
            and re.fullmatch(r"[ ,;.]*(?:et|ou|mais|puis|et que|,)?[ ,:]*(?:[a-z ]{0,30})?", gap) is not None
        )

    def _alone(self, sentence: Sentence, passage: Marked) -> bool:
        rest = self.text[sentence.start : passage.opening] + self.text[passage.closing : sentence.end]
        return not rest.strip(" \u00a0\u202f.,!?…–—-\n")

    def _counts(self, passage: Marked, told: Told, sentence: Sentence) -> bool:
        """Whether what is attributed is a quote, and no name or single word in marks."""
        if told.rule in {"verb-after", "label", "verb-colon", "signed"}:
            return True
        words = scare.count(self.text, passage)
        if told.rule == "colon":
            return not scare.named_thing(self.low, self.text, passage) and words > 1
        if scare.named_thing(self.low, self.text, passage):
            return False
        if told.rule in {"according-after", "shape-after"}:
            return words >= 2
        if scare.capitalised(self.text, passage) and not scare.sentence_like(self.text, passage):
            return False
        if told.rule == "chained":
            return words >= 2
        if told.rule == "fragment":
            return words >= 2
        last = self._ends_clause(passage)
        return words >= 3 or (
            last and not scare.capitalised(self.text, passage) and (words >= 2 or told.rule == "verb-before")
        )

    def _ends_clause(self, passage: Marked) -> bool:
        """Whether nothing but a stop or a comma follows: "a jugé la copie « timide »"."""
        return self.text[passage.closing : passage.closing + 2].strip(" \u00a0\u202f")[:1] in {
            "",
            ".",
            ",",
            ";",
            ":",
            "!",
            "?",
        }

    def _keep(self, start: int, end: int, told: Told) -> None:
        while start < end and self.text[start] in " \u00a0\u202f\n":
            start += 1
        while end > start and self.text[end - 1] in " \u00a0\u202f\n":
            end -= 1
        if end <= start:
            return
        speaker = told.voice.speaker
        self.voices.spoke(speaker, end)
        self.said.append(Said(start, end, True, speaker, told.span, told.rule))

    # --- passages whose sentence does not say who speaks ----------------------------------------

    def _standalone(self, sentence: Sentence, index: int, passage: Marked) -> None:
        """A quote that is its own sentence: the sentence before tells, the next one, or who spoke last."""
        if scare.count(self.text, passage) < 3 and not scare.sentence_like(self.text, passage):
            return
        if self._is_heading(sentence, index) and self.text[passage.end - 1] not in ".!?…":
            self._waiting.append(passage)
            return
        told = self._from_neighbours(sentence, index)
        speaker = told.voice.speaker if told else self.voices.last or self._interviewed
        span = told.span if told else (passage.opening, passage.closing)
        rule = told.rule if told else ("goes-on" if speaker else "nobody")
        self.voices.spoke(speaker, passage.end)
        self.said.append(Said(passage.start, passage.end, True, speaker, span, rule))

    def _is_heading(self, sentence: Sentence, index: int) -> bool:
        """A line of its own without a stop: a crosshead or a headline."""
        lone = sentence.first and (
            index + 1 == len(self.sentences) or self.sentences[index + 1].paragraph != sentence.paragraph
        )
        return lone and sentence.end - sentence.start < 140

    def _from_neighbours(self, sentence: Sentence, index: int) -> Told | None:
        before_ = self.sentences[index - 1] if index else None
        if before_ is not None and before_.paragraph == sentence.paragraph and not before_.marks:
            voice = topic(self.voices, before_.start, before_.end)
            if voice is not None:
                return Told(voice, (before_.start, before_.end), "sentence-before")
        if before_ is not None and before_.paragraph == sentence.paragraph and before_.marks:
            return None
        following = self.sentences[index + 1] if index + 1 < len(self.sentences) else None
        if following is not None and following.paragraph == sentence.paragraph and not following.marks:
            voice = topic(self.voices, following.start, min(following.end, following.start + 120))
            if voice is not None and voice.kind in {"name", "title"}:
                return Told(voice, (following.start, voice.end), "sentence-after")
        return None

    def _fragment(self, sentence: Sentence, passage: Marked) -> None:
        """Words of somebody's inside a sentence without a verb of speech: its subject's, when that is a person."""
        if scare.capitalised(self.text, passage):
            return
        voice = subject(self.voices, sentence.start, passage.opening)
        if scare.count(self.text, passage) < 5 and not (voice and self._bare(voice, passage)):
            return
        if voice is None or voice.speaker is None:
            return
        if voice.kind in {"name", "title", "pronoun"} or (
            self.voices.is_body(voice) and self._bare(voice, passage)
        ):
            self._keep(passage.start, passage.end, Told(voice, (sentence.start, sentence.end), "fragment"))

    def _in_headline(self, sentence: Sentence, index: int, passage: Marked) -> bool:
        """Whether a headline quotes: "« Nous n'avons pas le choix » : ...", "Caméras : « Nous n'avons pas le choix »"."""
        if (
            not (sentence.paragraph < 3 or self._is_heading(sentence, index))
            or scare.count(self.text, passage) < 3
        ):
            return False
        left = self.text[sentence.start : passage.opening].rstrip(" \u00a0\u202f")
        right = self.text[passage.closing : sentence.end].lstrip(" \u00a0\u202f")
        return (not left and right.startswith(":")) or (left.endswith(":") and not right.strip(" .!?"))

    def _headline(self, sentence: Sentence, passage: Marked) -> None:
        voice = (
            topic(self.voices, passage.closing, sentence.end) if passage.opening == sentence.start else None
        )
        if voice is not None and voice.speaker is not None and voice.speaker.named:
            self._keep(passage.start, passage.end, Told(voice, (sentence.start, sentence.end), "headline"))
        else:
            self._waiting.append(passage)

    def _ahead(self, index: int, told: Told) -> Told | None:
        """ "« ... », a-t-il dit. Le maire de Gap, N, s'exprimait lundi": nobody was named before."""
        word = self.low[told.voice.start : told.voice.end]
        following = self.sentences[index + 1] if index + 1 < len(self.sentences) else None
        if word not in {"il", "elle"} or following is None or self.voices.people.before(told.voice.start, 0):
            return None
        voice = topic(self.voices, following.start, following.end)
        if voice is None or voice.kind == "pronoun" or voice.speaker is None or not voice.speaker.named:
            return None
        agrees = voice.speaker.gender in {None, "m" if word == "il" else "f"}
        return Told(voice, (told.span[0], voice.end), "verb-after") if agrees else None

    def _bare_subject(self, sentence: Sentence, passage: Marked) -> Told | None:
        """Who stands right before the marks: "La Ville de Gap « regrette ce contretemps »"."""
        voice = subject(self.voices, sentence.start, passage.opening)
        if voice is None or voice.speaker is None or not self._bare(voice, passage):
            return None
        return Told(voice, (voice.start, passage.closing), "fragment")

    def _bare(self, voice: Voice, passage: Marked) -> bool:
        """Whether no verb stands between: "L'ancien maire, joint par téléphone, « prend acte »"."""
        gap = self.text[voice.end : passage.opening].strip(" \u00a0\u202f")
        return not gap or (gap.startswith(",") and gap.endswith(","))

    def _nearest_name(self, sentence: Sentence, passage: Marked) -> Voice | None:
        """Who is said to come or act with these words: "N, venu « en voisin »"."""
        near = self.voices.people.before(passage.opening, max(sentence.start, passage.opening - 60))
        match = _PARTICIPLE.fullmatch(self.low[near[0][1] : passage.opening]) if near else None
        if match and match[1] not in verbs():
            return Voice(near[0][0], near[0][1], near[0][2], "name")
        return None

    def settle(self) -> None:
        """Give headings in marks to who says their words further down, else to the next speaker."""
        for passage in self._waiting:
            follow = [s for s in self.said if s.start > passage.end and s.direct]
            same = next((s for s in follow if self._shares(passage, s)), None)
            owner = same or next((s for s in follow[:1]), None)
            if same is None and self._interviewed is not None:
                self.said.append(
                    Said(
                        passage.start,
                        passage.end,
                        True,
                        self._interviewed,
                        (passage.opening, passage.closing),
                        "heading",
                    )
                )
            elif owner is not None:
                self.said.append(
                    Said(passage.start, passage.end, True, owner.speaker, owner.evidence, "heading")
                )
        self.said = self._without_twice(sorted(self.said, key=lambda s: (s.start, -s.end)))

    def _without_twice(self, said: list[Said]) -> list[Said]:
        """Words in marks inside a reported clause are quoted once, as what they are."""
        direct = [s for s in said if s.direct]
        starts = [s.start for s in direct]
        kept = []
        for one in said:
            at = bisect_left(starts, one.start)
            if one.direct or at == len(direct) or direct[at].start >= one.end:
                kept.append(one)
        return kept

    def _shares(self, passage: Marked, said: Said) -> bool:
        heading = set(self.low[passage.start : passage.end].split())
        return len(heading & set(self.low[said.start : said.end].split())) >= 0.7 * len(heading)
