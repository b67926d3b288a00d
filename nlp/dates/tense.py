"""Is what is told of a date past or to come? The nearest verb or word of its sentence says so."""

import re
from bisect import bisect

from core.types import Span
from nlp.calendar import WEEKDAYS
from nlp.dates.vocabulary import words
from nlp.wordlists import either

_PARTICIPLE = rf"(?!{WEEKDAYS}\b|midi\b)\w{{2,}}(?:ée?s?|ie?s?|ue?s?|erte?s?|ite?s?|ise?s?|inte?s?)\b"
_ADVERB = rf"(?:(?:{either(words('tense', 'adverbs'))}|\w+ment) ){{0,2}}"
_FUTURE = (
    rf"(?:(?:est|sont|était|étaient|(?:a|ont|avait|avaient) été) )?(?:{_ADVERB})"
    rf"{either(words('tense', 'future'))}\b(?: {_ADVERB}(?:être {_PARTICIPLE}|\w+[ei]r\b))?"
    # a future, and the participle or the infinitive that goes with it: "seront retirées"
    rf"|\w{{2,}}(?:ra|ront|rons)\b(?: {_ADVERB}{_PARTICIPLE})?"
    rf"|être \w+"
    # what somebody agreed, promised or was asked to do: "a accepté de répondre samedi"
    rf"|(?:(?:a|ont|est|sont|ai) )?{either(words('tense', 'engages'))} (?:de |d[’']|à )\w{{2,}}(?:er|ir|re)\b"
)
_PAST = (
    rf"{either(words('tense', 'past'))}\b"
    rf"|(?:a|ont|ai|avons|avait|avaient|était|étaient|fut|furent|eut|eurent) {_ADVERB}{_PARTICIPLE}"
    rf"|(?:s[’']est|se sont|me suis|nous sommes) {_ADVERB}{_PARTICIPLE}"
    rf"|(?:est|sont) {_ADVERB}{either(words('tense', 'with_etre'))}(?:e|s|es)?\b"
    r"|\w{2,}(?:aient|èrent|irent|urent|(?<!r)ait)\b|(?:était|avait|fut|eut)\b|\w{3,}é(?:e|s|es)?\b|(?:tenue?s?|élue?s?)\b"
)
# "est reporté", "a été annulée": what is put off is mostly to come
_PUT_OFF = (
    rf"(?:(?:est|sont|a été|ont été) {_ADVERB})(?:{either(words('tense', 'puts_off'))})(?:é(?:e|s|es)?)?"
)
_PRESENT_WORDS = either([*words("tense", "present"), _PUT_OFF])
_WAS_TO = rf"{either(words('tense', 'was_to'))} {_ADVERB}(?:s[’'e] ?)?\w+(?:er|ir|re)\b"
_CUE = re.compile(
    rf"\b(?:(?P<none>{_WAS_TO})|(?P<future>{_FUTURE})|(?P<present>{_PRESENT_WORDS})\b|(?P<past>{_PAST}))"
)
_NOT_VERBS = frozenset(words("tense", "not_verbs"))
# "a lieu" is no past; nouns in -é are no participles
_NO_PAST = re.compile(
    r"(?:a|ont|est|sont) lieu\b|\w+(?:té|tés|ité|ités|arché|archés|ossé|ongé|unauté|unautés|afé)$"
    r"|(?:lyc|mus|journ|ann|soir|matin|assembl|randonn|tourn|arm|id|dur|entr|arriv|rentr|vall|all|chauss|poup|mar|f|ép|fus|"
    r"cam|troph|sal|gel|dict|bord|bou|chemin|di|fum|mêl|donn)ées?$"
    r"|(?:connect|priv|partag|délégu|spécialis|handicap)ée?s?$"
    r"|(?:défil|salari|employ|abonn|administr|communiqu|degr|cur|carr|cl|pr)és?$"
)
_REALLY_PAST = re.compile(
    r"(?:porté|compté|présenté|acheté|adopté|voté|débuté|arrêté|inventé|testé|resté|profité|édité|visité|écouté|"
    r"monté|jeté|installé|noté|traité|consulté|limité|invité|collecté|augmenté|raconté)s?$"
)
_REPORTS = re.compile(rf"{either(words('tense', 'reports'))}$")
_ENTRY = re.compile(r"[ \u00a0]?:|[ \u00a0][–—-][ \u00a0]")
_LINE = re.compile(r"(?:^|\n)[ \t•*–-]*$")
_ANNOUNCES = re.compile(rf"\b{either(words('tense', 'announces'))}\b")
_CLOCK = re.compile(r",? (?:[àa]|de|d[èe]s|vers) \d{1,2} ?(?:h|heures?)\b|,? \d{1,2} ?h\b")
_VERB = re.compile(rf"\b(?:est|sont|a|ont|{either(words('tense', 'says'))})\b")
_STOP = re.compile(r"[.!?…][\s»”]{0,4}\s(?=[«“A-ZÀ-Ý0-9])|[\r\n]+")
_INITIAL = re.compile(r"[A-ZÀ-Ý]\.")
_NEIGHBOURS = 4
_REACH = 200
_SINCE = 22
_NEAR = 40
_UNTIL = re.compile(r"jusqu[’'](?:à|au|en|aux)? ?(?:la |l[’']|le )?$")
_ACROSS = 60
_AFTER_COST = 12
"""Characters that a word behind a date counts as further away: French tells the verb before the date."""


class Verbs:
    """The verbs of a text that tell its time, read once a sentence and only where a date asks."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._stops = [
            0,
            *(m.end() for m in _STOP.finditer(plain) if not _INITIAL.match(plain, m.start() - 1)),
            len(plain),
        ]
        self._read: dict[int, list[_Cue]] = {}

    def direction(self, start: int, end: int) -> int:
        """2 for what is to come, 1 when a present announces it, -2 for what is past, 0 when no verb says so."""
        cues = self._cues(start)
        at = bisect(cues, (start, 0, 0))
        near = [c for c in cues[max(0, at - _NEIGHBOURS) : at] if c[1] <= start and not self._since(c, start)]
        near += [c for c in cues[at : at + 2 * _NEIGHBOURS] if c[0] >= end and not self._since(c, start)]
        best = min(near, key=lambda c: self._distance(c, start, end), default=None)
        return best[2] if best else 0

    def _since(self, cue: "_Cue", start: int) -> bool:
        """Whether a "depuis" is of something else than the date behind it: of a place, of another day."""
        far = cue[1] > start or start - cue[1] > _SINCE
        return far and self._plain[cue[0] : cue[1]].lower() == "depuis"

    def until(self, start: int) -> bool:
        """Whether a date ends a time ("jusqu'en avril"): to come, unless a verb before it is past."""
        before = self._plain[max(0, start - 12) : start].lower()
        if not _UNTIL.search(before):
            return False
        cues = self._cues(start)
        told = [
            c[2] for c in cues[max(0, bisect(cues, (start, 0, 0)) - 1) :] if start - _NEAR < c[1] <= start
        ]
        return not told or told[0] > 0

    def _distance(self, cue: "_Cue", start: int, end: int) -> int:
        """In characters; what is said within quotation marks tells little of what is said outside them."""
        before = cue[1] <= start
        left, right = (cue[1], start) if before else (end, cue[0])
        across = any(mark in self._plain[left:right] for mark in "«»“”") if right - left < _REACH else True
        reports = right - left > 2 and _REPORTS.search(self._plain[cue[0] : cue[1]]) is not None
        return _ACROSS * reports + right - left + _AFTER_COST * (not before) + _ACROSS * across

    def leaning(self, start: int, end: int) -> int:
        """Where no verb tells: an hour announces ("Mardi, 18 h : conseil"), and so does "Premier concert vendredi"."""
        left, right = self._bounds(start)
        left, right = max(left, start - _REACH), min(right, end + _REACH)
        verb = _VERB.search(self._plain, left, right)
        if _ENTRY.match(self._plain, end) and _LINE.search(self._plain[max(0, start - 8) : start]):
            return 1  # a diary: "Mardi : réunion publique"
        clock = _CLOCK.match(self._plain, end)
        if clock and (not verb or ":" in self._plain[clock.end() : clock.end() + 12]):
            return 1
        said = self._plain[left:start].lower()
        return 1 if not verb and _ANNOUNCES.search(said) else -1

    def _bounds(self, at: int) -> Span:
        index = bisect(self._stops, at)
        return self._stops[index - 1], self._stops[min(index, len(self._stops) - 1)]

    def _cues(self, at: int) -> list["_Cue"]:
        left, right = self._bounds(at)
        if left not in self._read:
            said = self._plain[left:right].lower()
            if len(said) != right - left:  # "İ".lower() is two characters
                said = self._plain[left:right]
            # "Vitré" and "Changé" are no participles
            found = (
                (left + m.start(), left + m.end(), _says(m))
                for m in _CUE.finditer(said)
                if not (m.start() and m["past"] and self._plain[left + m.start()].isupper())
            )
            self._read[left] = [cue for cue in found if cue[2]]
        return self._read[left]


_Cue = tuple[int, int, int]
"""Where a word of time begins and ends, and what it says."""


def _says(cue: re.Match[str]) -> int:
    if cue["none"]:
        return 0
    if cue["future"]:
        return 0 if cue[0] in _NOT_VERBS else 2
    if cue["present"]:
        return 1
    if _NO_PAST.match(cue[0]) or (
        " " not in cue[0] and _NO_PAST.search(cue[0]) and not _REALLY_PAST.search(cue[0])
    ):
        return 0
    return -2
