"""Who is prominent in a sentence: the persons whom it has as subjects, before those whom it only names.

"N, maire de Gap, a reçu M, maire de Digne. « ... », a-t-il dit": N speaks. Without a parser: the first person of a
clause that nothing governs is its subject, and whoever follows the verb is not, unless a clause of their own begins.
"""

import re
from bisect import bisect_left, bisect_right

from nlp.quotes import genders
from nlp.quotes.lexicon import words
from nlp.quotes.patterns import ARTICLE, CIVILITY, TOPIC
from nlp.quotes.people import People, Speaker
from nlp.quotes.sentences import Sentence

_ACTED_ON = re.compile(
    r"(?<![\w’'])(?:a|ont|avait|avaient|avoir|a été|l[’']a|est venue?s?) (?:[a-zà-ÿ]+ment |aussi |ensuite )?"
    r"[a-zà-ÿ]+(?:é|i|u|is|it|ert|eint)s? $"
)
"""Before the object of a compound verb: "a félicité N"; on the text as it is written."""
_TO_DO = re.compile(
    r"(?<![a-z])(?:(?:pour|de|d|sans|doit|veut|peut|va|vient|venue?s?|allee?s?) (?:[a-z]+ment )?[a-z]+(?:er|ir|re)|"
    r"en [a-z]+ant) $"
)
"""Before the object of an infinitive or a gerund: "pour convaincre N", "en recevant N"."""
_SUBORDINATE = re.compile(
    r"(?<![a-z])(?:que|qu|si|quand|lorsque|lorsqu|puisque|puisqu|dont|ou|comme|apres que) $"
)
_CLAUSE = re.compile(
    r"(?:[;:–—»]|(?<![a-z])(?:mais|et|or|car|puis|tandis que|alors que|quand|lorsque|pendant que))[ ,]*$"
)
"""Before a clause of its own."""
_APPOSED = r"(?: ?\([^()\n]{1,40}\))?(?:,[^,.;:!?«»\n]{2,90},)?"
_DOES = re.compile(r" (?!(?:a|au|aux|de|du|des|d|en|et|ou|pour|par|sur|dans|avec|qui|que) )[a-z]")
_GOES = re.compile(rf"{_APPOSED} (?!(?:a|au|aux|de|du|des|d|en|et|ou|pour|par|sur|dans|avec|qui|que) )[a-z]")
"""Behind a subject: its apposition and its verb."""
_VERB_A = re.compile(rf"{_APPOSED} a ")
_IS = re.compile(r"(?<![a-z])(?:est|etait|reste|devient|nomme|nommait|appelle|appelait) $")
"""Before who is told to be somebody: "L'inconnu se nomme N"."""
_PRONOUN = re.compile(r"(?:il|elle|on|ils|elles|nous|je) ")
_LEAD = re.compile(r"[\s«»“”–—-]*(?:(?:mais|et|or|car|puis|donc|alors|pourtant|enfin|ainsi) ,? ?)*")
_DESCRIBED = re.compile(
    r"(?:le |la |l |un |une |son |sa |leur |ce |cet |cette |notre )(?:[a-z]+ )?([a-z]{4,}) $"
)
_CIVIL = re.compile(rf"(?<![a-z]){CIVILITY}$")
_OFFICE_REACH, _BACK = 120, 60


class Prominence:
    """Reads the sentences of one text, each once, when it is asked for."""

    def __init__(self, people: People, sentences: list[Sentence]) -> None:
        self.people, self.sentences = people, sentences
        self.low, self.text = people.found.low, people.found.plain
        self._starts = [s.start for s in sentences]
        self._read: dict[int, frozenset[int]] = {}

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return max(0, bisect_right(self._starts, at) - 1)

    def is_subject(self, name: int) -> bool:
        """Whether the name that begins at `name` is a subject or a topic."""
        index = self.sentence(name)
        if index not in self._read:
            self._read[index] = frozenset(self._subjects(self.sentences[index]))
        return name in self._read[index]

    def _subjects(self, sentence: Sentence) -> list[int]:
        """Where those begin who are subjects of a sentence; of subordinate clauses, where it has no other."""
        taken: Speaker | None = None
        found, weak = [], []
        opening = self._opening(sentence)
        for start, end, speaker in self._names(sentence):
            begin = self._phrase(start, speaker, sentence.start)
            if any(p.search(self.low, max(0, begin - 20), begin) for p in (TOPIC, _IS)):
                found.append(start)
            elif self.people.is_governed(start, speaker) or self._is_object(begin):
                continue
            elif _SUBORDINATE.search(self.low, max(sentence.start, begin - 16), begin):
                weak.append(start)
            elif speaker is taken or self._is_free(opening, taken, sentence, begin, end):
                taken = speaker
                found.append(start)
        return found or weak

    def _names(self, sentence: Sentence) -> list[tuple[int, int, Speaker]]:
        starts = self.people.starts
        named = self.people.names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        marks = [m.opening for m in sentence.marks]
        return [n for n in named if not self._in_marks(sentence, marks, n[0])]

    def _in_marks(self, sentence: Sentence, openings: list[int], at: int) -> bool:
        index = bisect_right(openings, at) - 1
        return index >= 0 and at < sentence.marks[index].closing

    def _is_object(self, begin: int) -> bool:
        if _ACTED_ON.search(self.text, max(0, begin - 40), begin):
            return True
        return _TO_DO.search(self.low, max(0, begin - 40), begin) is not None

    def _is_free(self, opening: int, taken: Speaker | None, sentence: Sentence, begin: int, end: int) -> bool:
        """Whether a person can be the subject: the first one of the sentence, or of a clause of their own."""
        if taken is None and not self._follows(opening, begin):
            return True
        if self.low.endswith(", ", 0, begin) and _DOES.match(self.low, end, sentence.end):
            return True  # "N défend le robot, M le moque"
        led = _CLAUSE.search(self.low, max(sentence.start, begin - 16), begin)
        goes = _GOES.match(self.low, end, sentence.end) or _VERB_A.match(self.text, end, sentence.end)
        return led is not None and goes is not None

    def _follows(self, opening: int, begin: int) -> bool:
        """Whether a phrase follows the subject that opens its sentence, with no comma between: "Le préfet accuse N"."""
        return 0 <= opening < begin and not any(
            c in ",;:()" for c in self.low[opening : min(begin, opening + 200)]
        )

    def _opening(self, sentence: Sentence) -> int:
        """Where a sentence opens with a subject that is not named, a pronoun or "le projet"; -1 elsewhere."""
        lead = _LEAD.match(self.low, sentence.start, sentence.end)
        at = lead.end() if lead else sentence.start
        pronoun = _PRONOUN.match(self.low, at, sentence.end)
        article = ARTICLE.match(self.low, at, sentence.end)
        if pronoun or article is None:
            return at if pronoun else -1
        head = self.low[article.end() : article.end() + 30].split(" ", 1)[0].strip(",.")
        return -1 if head in words("time", "nouns") or head.isdigit() else at

    def _phrase(self, name: int, speaker: Speaker, floor: int) -> int:
        """Where the phrase of a name begins: with its civility, its office, or a noun ("l'opposant N")."""
        civil = _CIVIL.search(self.low, max(floor, name - 9), name)
        begin = civil.start() if civil else name
        at = bisect_left(self.people.title_starts, name) - 1
        while at >= 0 and name - self.people.title_starts[at] < _OFFICE_REACH:
            title = self.people.titles[at]
            if title.start < floor or self.people.owner.get(title.start) is not speaker:
                break
            if self.people.name_at(title.end, name) is not None:
                break
            begin, at = title.start, at - 1
        noun = _DESCRIBED.search(self.low, max(floor, begin - _BACK), begin)
        return noun.start() if noun and genders.is_person(noun[1]) else begin
