"""Who is "l'intéressé": the person spoken of, never who accuses, "selon" whom it is so, or who has just spoken.

"N accuse M. « C'est faux », répond l'intéressé": M. Where the sentences before leave several, nobody.
"""

import re
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
_SUFFERS = re.compile(r"(?<![a-z])(?:est|sont|ete|etait|etaient|sera|etre|se dit) (?:[a-z]+ment )?$")
_PRONOUN_OBJECT = re.compile(r"(?<![a-z])(?:l|le|la)(?: a| avait)? $")
_BACK, _SENTENCES, _MOST = 100, 4, 8


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
        blamed = verb and _PRONOUN_OBJECT.search(whose.low, max(sentence.start, verb.start() - 9), verb.start())
        if able and not blamed:
            return None
    return None


def _names(whose: "Resumed", sentence: "Sentence", end: int) -> list[Name]:
    near = whose.people.before(end, sentence.start)[:_MOST]
    return [n for n in near[::-1] if not whose.quoted(n[0])]


def _spoken_of(
    whose: "Resumed", sentence: "Sentence", able: list[Name], verb: re.Match[str] | None
) -> list[Speaker]:
    """Those of a sentence who may be spoken of."""
    about = _persons([n for n in able if _ABOUT.search(whose.low, max(sentence.start, n[0] - _BACK), n[0])])
    if len(about) == 1:
        return about
    able = [n for n in able if not _says_so(whose, sentence, n)]
    if verb is not None:
        suffers = _SUFFERS.search(whose.low, max(sentence.start, verb.start() - 30), verb.start())
        able = [n for n in able if suffers or n[0] > verb.start()]
    if sentence.marks and whose.last is not None and whose.last_at >= sentence.start:
        spoke = whose.last
        rest = [n for n in able if n[2] is not spoke]
        able = rest or able
    return _persons(able)


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
