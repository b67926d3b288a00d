"""Who is "l'intéressé": the person spoken of, never who accuses, "selon" whom it is so, or who has just spoken.

"N accuse M. « C'est faux », répond l'intéressé": M. Where the sentences before leave several, nobody.
"""

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from nlp.quotes.lexicon import phrases, word_list
from nlp.quotes.offices import agrees
from nlp.quotes.people import Name, Speaker
from nlp.wordlists import either

if TYPE_CHECKING:
    from nlp.quotes.resumed import Resumed
    from nlp.quotes.sentences import Sentence

CONCERNED = re.compile(r"(?:principale? )?interesse(e?)(?![a-z])")
_NOUN = r"(?:(?:le |la |l |son |sa |leur |les |un |une )?[^,.;:!?«»]{2,60}(,) )?"
_TELLS = re.compile(rf"(?<![a-z])(?:selon|d apres|par|a en croire|de la part de|pour|du cote de) {_NOUN}$")
_NEAR_TELLS = re.compile(
    r"(?<![a-z])(?:selon|d apres|par|a en croire|de la part de) (?:le |la |l |son |sa |m\.? |mme )?[a-z ]{0,40}$"
)
"""Before who says it of another: "selon sa rivale N", "par l'opposant, N,"."""
_ABOUT = re.compile(
    r"(?<![a-z])(?:contre|a l encontre d[eu]|visant|au sujet d[eu]|a propos d[eu]) "
    r"(?:le |la |l |son |sa |m\.? |mme )?[^.;:!?«»]{0,60}$"
)
_BLAMES = re.compile(
    rf"(?<![a-z]){either(word_list('concerned', 'blames'))}(?![a-z])|"
    rf"(?<![a-z]){either(phrases('concerned', 'ways'))}(?![a-z])"
)
_HAS = re.compile(r"(?<![a-z])(?:a|ont|avait|avaient|ayant) (?:[a-z]+ment |aussi |encore )?$")
_WOULD_HAVE = re.compile(r"(?<![a-z])(?:aurait|auraient) (?:[a-z]+ment )?$")
_PRONOUN_OBJECT = re.compile(r"(?<![a-z])(?:l|le|la)(?: a| avait)? $")
_BACK, _VERB, _SENTENCES, _MOST, _TOWNS = 100, 30, 4, 8, 20


def concerned(whose: "Resumed", at: int, told: str) -> Speaker | None:
    """The person whom "l'intéressé" at `at` resumes, of a gender; nobody where the text leaves it open."""
    first = whose.prominence.sentence(at)
    for index in range(first, max(-1, first - _SENTENCES), -1):
        sentence = whose.prominence.sentences[index]
        names = _names(whose, sentence, min(at, sentence.end))
        if not names:
            continue
        verb = _BLAMES.search(whose.low, sentence.start, sentence.end)
        able = [n for n in names if agrees(n[2], told)]
        left = _spoken_of(whose, sentence, able, verb)
        if left:
            return left[0] if len(left) == 1 else None
        blamed = verb and _PRONOUN_OBJECT.search(
            whose.low, max(sentence.start, verb.start() - 9), verb.start()
        )
        if able and not blamed:
            return None
    return None


def _names(whose: "Resumed", sentence: "Sentence", end: int) -> list[Name]:
    near = whose.people.before(end, sentence.start)[:_MOST]
    towns = {start for start, _ in whose.towns[bisect_left(whose.towns, (sentence.start, "")) :][:_TOWNS]}
    persons = (n for n in near[::-1] if n[2].role is not None or n[2].private)
    return [n for n in persons if not whose.quoted(n[0]) and n[0] not in towns]


def _spoken_of(
    whose: "Resumed", sentence: "Sentence", able: list[Name], verb: re.Match[str] | None
) -> list[Speaker]:
    """Those of a sentence who may be spoken of."""
    about = _persons([n for n in able if _ABOUT.search(whose.low, max(sentence.start, n[0] - _BACK), n[0])])
    if len(about) == 1:
        return about
    able = [n for n in able if not _says_so(whose, sentence, n)]
    if verb is not None:
        before = [n for n in able if n[0] < verb.start()]
        after = [n for n in able if n[0] > verb.start()]
        able = (before or after) if _is_blamed(whose, sentence, verb) else after
    if sentence.marks and whose.last_at >= sentence.start:  # who has just spoken, of another
        able = [n for n in able if n[2] is not whose.last]
    return _persons(able)


def _is_blamed(whose: "Resumed", sentence: "Sentence", verb: re.Match[str]) -> bool:
    """Whether the subject of a verb is blamed: "N est accusé", "N, mis en cause par M", "N aurait insulté M"."""
    floor = max(sentence.start, verb.start() - _VERB)
    if _WOULD_HAVE.search(whose.low, floor, verb.start()):
        return True
    word = whose.text[verb.start() : verb.end()].split()[0]
    done = word.endswith(("é", "ée", "és", "ées")) or word.lower().startswith(("mis", "pris"))
    return done and _HAS.search(whose.low, floor, verb.start()) is None


def _says_so(whose: "Resumed", sentence: "Sentence", name: Name) -> bool:
    """Whether a sentence has somebody say it of another: "selon N"."""
    floor = max(sentence.start, name[0] - _BACK)
    if _NEAR_TELLS.search(whose.low, floor, name[0]):
        return True
    led = _TELLS.search(whose.low, floor, name[0])
    closed = whose.low[name[1] : name[1] + 1] in {",", ".", ""}
    return led is not None and (led[1] is None or closed)


def _persons(names: list[Name]) -> list[Speaker]:
    return list({id(n[2]): n[2] for n in names}.values())
