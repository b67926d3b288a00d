"""What stands around a span: the questions that every component of places asks of a text."""

import re
from bisect import bisect_left
from collections.abc import Collection

from core.types import Span
from nlp.findings import Findings
from nlp.places.lexicons import containers
from nlp.text import fold

_REACH = 64
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_][\w’'&-]*|(?:19|20)\d\d\b)")
_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s«“\"(’']))([^\W\d_][\w&.-]*)[ \u00a0]$")
_LINK = re.compile(r"(?: |^)(?:de la|de l|des|du|de|d) $")
# what only a town has before it, if its name is also that of land
TOWNS_OWN = re.compile(r"(?:^|[\s«(“\"])(?:a|(?:ville|maire|mairie|commune|habitants) de) $")
# between two names of one enumeration
COORDINATED = re.compile(
    r"(?: ?\([^()]{1,25}\))?\s?(?:,|et|ou|/|,? et)\s?(?:(?:a|au|aux|de|du|des|d|en|celle de|celui de) )?(?:la |le )?$"
)
_OPENING = " \u00a0«“\"(’'"
_LONGEST_CONTAINER = 4


def before(found: Findings, start: int) -> str:
    """The characters before a position, folded, in lower case, of the same line."""
    left = found.low[max(0, start - _REACH) : start]
    return left[left.rfind("\n") + 1 :]


def starts_sentence(text: str, start: int) -> bool:
    """Whether a capital is due at `start` anyway."""
    at = start - 1
    while at >= 0 and text[at] in _OPENING:
        at -= 1
    return at < 0 or (text[at] in ".!?…:\n\r|–—•*-" and (text[at] != "-" or at == 0 or text[at - 1] in " \n"))


def starts_clause(text: str, start: int) -> bool:
    """Whether a sentence starts here, or what a semicolon sets apart."""
    return starts_sentence(text, start) or text[max(0, start - 3) : start].rstrip().endswith(";")


def starts_line(text: str, start: int) -> bool:
    """Whether only opening marks stand between the line's beginning and `start`."""
    at = start - 1
    while at >= 0 and text[at] in _OPENING:
        at -= 1
    return at < 0 or text[at] in "\n\r"


def shouted(text: str, span: Span) -> bool:
    """Whether a span stands among words in capitals, where a capital says nothing."""
    start, end = span
    if not text[start:end].isupper() or end - start < 2:
        return False
    left, right = max(0, start - 25), min(len(text), end + 25)
    around = [c for c in text[left:start] + text[end:right].split("\n", maxsplit=1)[0] if c.isalpha()]
    return len(around) > 3 and sum(c.isupper() for c in around) > 0.8 * len(around)


def hyphenated(text: str, span: Span) -> bool:
    """Whether the span is a part of a compound: "Nice-Matin", "le Morne-des-Esses"."""
    start, end = span
    if end + 1 < len(text) and text[end] in "-‑&" and text[end + 1].isalnum():
        return True
    return start > 1 and text[start - 1] in "-‑&" and text[start - 2].isalnum()


def follows_capital(found: Findings, span: Span, first_names: Collection[str] = ()) -> bool:
    """Whether a word with a capital stands just before, as in "Actu Nantes"; words of grammar do not count.

    A capital at the start of a sentence says nothing, unless the word is a first name: "Michel Morvan".
    """
    text, start = found.text, span[0]
    word = _WORD_BEFORE.search(text[max(0, start - 30) : start])
    if word is None or not word[1][0].isupper() or word[1].endswith("."):
        return False
    at = start - len(word[1]) - 1
    if fold(word[1]).lower() in first_names:
        return True
    if starts_sentence(text, at) or fold(word[1]).lower() in _neighbours():
        return False
    return not shouted(text, (at, start - 1))


def precedes_capital(found: Findings, span: Span) -> bool:
    """Whether a proper name goes on after the span, as in "Nantes Habitat"; a person's name may follow a town."""
    text, end = found.text, span[1]
    if hyphenated(text, span):
        return True
    word = _WORD_AFTER.match(text, end)
    if word is None or word[1][0].islower():
        return False
    if fold(word[1]).lower() in _neighbours() or _person_at(found, word.start(1)):
        return False
    return word[1].isdigit() or not (shouted(text, word.span(1)) or word[1].isupper())


def _person_at(found: Findings, at: int) -> bool:
    """Whether a person's name begins at `at`; names are in text order."""
    index = bisect_left(found.names, (at, 0))
    return index < len(found.names) and found.names[index][0] == at


def _neighbours() -> frozenset[str]:
    return containers()["neighbours"]


def _no_container(found: Findings, start: int, left: str, phrase: str) -> bool:
    """Whether the type word is a part of a locution ("aux portes de"), or another word without its accent ("cite")."""
    if any(left.endswith(locution) for locution in containers()["free"]):
        return True
    written = found.text[max(0, start - len(phrase) - 1) : start].strip()
    return phrase in containers()["accented"] and fold(written) == written and not written.isupper()


def container(found: Findings, start: int) -> int | None:
    """Where the type word begins that makes the name at `start` another thing's: "rue de", "église"."""
    for name in containers()["elsewhere"]:
        at = start - len(name.rpartition(" ")[0]) - 1
        if at >= 0 and found.low.startswith(name, at) and not found.low[at - 1 : at].isalnum():
            return at
    left = before(found, start)
    link = _LINK.search(left)
    group, left = ("linked", left[: link.start()]) if link else ("bare", left)
    if group == "bare" and not left.endswith(" "):
        return None
    words = left.split()[-_LONGEST_CONTAINER:]
    for n in range(len(words), 0, -1):
        phrase = " ".join(words[-n:])
        if phrase in containers()[group]:
            if _no_container(found, start, left, phrase):
                return None
            return start - (len(before(found, start)) - left.rfind(words[-n]))
    return None
