"""Titles in an adverbial that opens the sentence: "À la demande du maire de Gap, N, ingénieure, a conçu".

A comma ends such an adverbial, and another may open the mayor's name: "Selon le maire de Gap, N, médecin, il faut".
What stands behind the name tells them apart: a verb makes N its subject, who is not the mayor; a subject of its own
leaves N to the title.
"""

import re
from bisect import bisect_left

from core.types import Span
from nlp.calendar import MONTHS, WEEKDAYS
from nlp.findings import Findings
from nlp.persons.role_words import Phrase, phrases
from nlp.persons.vocabulary import vocabulary
from nlp.wordlists import either

_REACH = 160
_SEGMENTS = 5
_STOP = re.compile(r"[.!?…;:»”\n•]\s*|[–—] ")
_GENITIVES = vocabulary("genitives")
_ARTICLE, _PREPOSITION = either(vocabulary("articles")), either(vocabulary("adverbial_openers"))
_WORD = rf"(?!(?:{_ARTICLE}|{_PREPOSITION}|que|qu|qui) )[a-z0-9]{{2,}}"
# "jeudi 3 mars,", "à Gap,", "mais"
_LEAD = (
    r"(?:(?:et|mais|or|puis|ainsi|enfin|car|donc),? )?"
    rf"(?:(?:(?:ce |le )?(?:{WEEKDAYS}|hier|recemment|aujourd hui)|la (?:semaine|annee) derniere|"
    r"(?:le|ce) (?:matin|soir|jour|lendemain)(?: meme)?|la veille|"
    r"(?:a|en|au|depuis|dans) [a-z0-9]+(?: [a-z0-9]+){0,2})"
    rf"(?: (?:matin|soir|apres midi|dernier|\d{{1,4}}(?:er)?|{MONTHS})){{0,4}}, )?"
)
# "face", "à la demande expresse", "lors d'une visite avec"
_ADVERBIAL = rf"{_PREPOSITION}(?: {_ARTICLE}){{0,2}}(?: {_WORD}){{0,3}}"
# "reçue jeudi par", "entouré", "pour convaincre"
_PARTICIPLE = rf"(?!{_ARTICLE} )[a-z]+(?:e|ee|es|i|ie|u|ue|t|te|s|ant)(?: {_WORD}){{0,2}}"
_OPENING = re.compile(rf"{_LEAD}(?:(?:{_PARTICIPLE}|{_ADVERBIAL})(?: {_ADVERBIAL}){{0,3}} )?")
# before "le maire": the others carry their preposition, "du", "au", "de la"
_GOVERNED = re.compile(
    rf"\b(?:{either(vocabulary('governing'))}|(?:pour|afin de|avant de|sans|apres avoir|en) [a-z]+) $"
)
_COMMA = re.compile(r"(?:\s?\([^()\n]{1,60}\))?, ")
_SEGMENT = re.compile(r"[^,.;:!?…\n«»“”]{1,140}")
_OWN_SUBJECT = re.compile(rf"{either(vocabulary('subject_openers'))}\b|\d(?!\d? ans\b)")
_FINITE = re.compile(rf"{either(vocabulary('finite_verbs'))}\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:a|ont|est|sont|avait|était|sera|va|vient|s[’']|n[’']|se|ne)\b")
# "présente un robot"; not "membre du parti", "hostile à la fibre"
_OBJECT = r"(?:le|la|les|l|un|une|son|sa|ses|leur|leurs|ce|cet|cette|ces|que|qu)"
_VERB = re.compile(
    r"(?:l|les|m|nous) (?:a|ont|avait|aurait)\b|[a-z]{2,}(?:era|ra|ait|aient|eront|ront)\b|"
    rf"[a-z]{{3,}}(?:e|it|nd|nt|ut) {_OBJECT}\b"
)
_AND = re.compile(r"(?:et|ou|ainsi que|comme)\b")


def is_subject(found: Findings, phrase: Phrase, name: Span) -> bool:
    """Whether a name behind a title and a comma is the sentence's subject, the title closing the words before it."""
    return _opens(found.low, phrase) and _verb_follows(found, name[1])


def _opens(low: str, phrase: Phrase) -> bool:
    """Whether nothing stands before a title but the adverbial that it completes."""
    left = max(0, phrase.start - _REACH)
    start = max((m.end() for m in _STOP.finditer(low, left, phrase.start)), default=left)
    before = low[start : phrase.start]
    governed = phrase.article in _GENITIVES or _GOVERNED.search(before) is not None
    return governed and _OPENING.fullmatch(before) is not None


def _verb_follows(found: Findings, at: int) -> bool:
    """Whether the first clause after a name, its appositions read, is the name's own: it begins with a verb."""
    for index in range(_SEGMENTS):
        comma = _COMMA.match(found.low, at)
        segment = _SEGMENT.match(found.low, comma.end()) if comma else None
        if segment is None or (index == 0 and _AND.match(segment.group())):
            return False
        if _begins_with_verb(found, segment.span()):
            return True
        if _has_subject(found, segment.span()):
            return False
        at = segment.end()
    return False


def _begins_with_verb(found: Findings, segment: Span) -> bool:
    return (
        _FINITE.match(found.text, *segment) is not None or _VERB.match(found.low, *segment) is not None
    ) and not _is_role(found, segment[0])


def _has_subject(found: Findings, segment: Span) -> bool:
    """Whether a segment opens a clause; "le directeur de X" alone does not, it says who the name before is."""
    if found.text[segment[0]].isupper():
        return True
    if _is_role(found, segment[0]):
        return _AUXILIARY.search(found.text, *segment) is not None
    return _OWN_SUBJECT.match(found.low, *segment) is not None


def _is_role(found: Findings, at: int) -> bool:
    said = phrases(found.low)
    index = bisect_left(said, at, key=lambda phrase: phrase.start)
    return index < len(said) and said[index].start == at
