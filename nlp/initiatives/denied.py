"""What a sentence denies, asks, or gives to another than a local authority: no evidence for an initiative.

"La Ville dément avoir acheté des drones", "Vannes va-t-elle s'équiper ?", "le lycée de Lens a adopté le vote
électronique": the town stands there, the technology too, and nothing of it is the town's doing.
"""

import re
from functools import cache

from core.types import Mention
from nlp.initiatives.acts import Act, When, words
from nlp.initiatives.negation import Stance
from nlp.initiatives.relative import of_others
from nlp.initiatives.scene import Scene
from nlp.initiatives.stance import stance
from nlp.wordlists import either, table

_FILE = "initiatives_denied.toml"
_FAR = 90
"""Characters between a denial and what it denies, between a subject and its verb."""
_DOES = frozenset({Act.PUT, Act.SURE, Act.USE, Act.BUY, Act.TEST, Act.STOP, Act.PLAN})
_TIMES = frozenset({When.DONE, When.NOW, When.FUTURE, When.PAST})
_ASKED = re.compile(r"\?[\s»”\"]*$")


@cache
def _list(section: str, name: str) -> str:
    return either(words(table(_FILE)[section][name]))


@cache
def _denial() -> re.Pattern[str]:
    # "n'utilise pas X mais Y" says that Y is used
    reach = rf"(?:(?! mais )[^.;:!?\n]){{0,{_FAR}}}$"
    return re.compile(rf"\b(?<!n ){_list('denials', 'denies')}\b{reach}")


@cache
def _disputed() -> re.Pattern[str]:
    return re.compile(rf"\bce que? [^.;:!?\n]{{1,60}}?\b{_list('denials', 'disputes')}\b")


@cache
def _other() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:l|le|la|les|un|une|des|du) {_list('others', 'articled')}\b|^{_list('others', 'bare')}\b"
    )


@cache
def _partner() -> re.Pattern[str]:
    return re.compile(rf"\b{_list('others', 'partners')}\b")


def joke(scene: Scene) -> bool:
    """Whether the text itself says that it was an April fool's."""
    return any(scene.marked(n, "joke") for n in scene.marks)


def untold(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether a sentence denies or only asks what it says of a technology."""
    low = scene.found.low
    start, end = scene.sentences.span(number)
    if _ASKED.search(scene.found.text, max(start, end - 6), end):
        return True
    if of_others(scene, mention) and not _partner().search(low, start, end):
        return True
    if stance(scene, number, mention) is Stance.DENIED or _is_talked_of(scene, start, mention):
        return True
    left = max(start, mention.start - 2 * _FAR)
    if _denial().search(low, left, mention.start) or _disputed().search(low, mention.end, end):
        return True
    return _is_declined(scene, number, mention)


@cache
def _talks() -> re.Pattern[str]:
    events = _list("talks", "events")
    about = _list("talks", "about")
    return re.compile(rf"\b{events}\b[^.;!?\n]{{0,40}}?(?:«|“|\b{about}\b)[^.;!?\n,»]{{0,40}}$")


def _is_talked_of(scene: Scene, start: int, mention: Mention) -> bool:
    """Whether a technology is what a workshop, a lecture or a fair is about: nothing is put in service by that."""
    talk = _talks().search(scene.found.low, max(start, mention.start - 2 * _FAR), mention.start)
    return talk is not None


def _is_declined(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether nobody took up the offer, in this sentence or the one that follows in the paragraph."""
    if any(m.kind == "declined" and m.start >= mention.end for m in scene.marks.get(number, ())):
        return True
    after = scene.sentences.all[number + 1 : number + 2]
    beside = bool(after) and after[0].paragraph == scene.sentences.all[number].paragraph
    return beside and scene.marked(number + 1, "declined")


def is_others(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether the subject before the technology's verb is a hospital, a shop, a school, the State."""
    low = scene.found.low
    start, end = scene.sentences.span(number)
    verb = next(
        (a for a in scene.actions.get(number, ()) if a.act in _DOES and a.when in _TIMES and not a.denied),
        None,
    )
    if verb is None or mention.end <= verb.start:
        return False
    if _is_company(scene, max(start, verb.start - 2 * _FAR), verb.start):
        return _partner().search(low, start, end) is None
    subject = low[max(start, verb.start - 2 * _FAR) : verb.start]
    opening = re.match(r"(?:a|en|pres de) [^,]{1,40}, ", subject)
    subject = subject[opening.end() if opening else 0 :].lstrip(" «:")
    who = _other().match(subject)
    if who is None or len(subject) - who.end() > _FAR or ", " in subject.rstrip():
        return False
    return _partner().search(low, start, end) is None


_SUBJECT = 40
"""Characters between a company's name and its verb."""


def _is_company(scene: Scene, start: int, verb: int) -> bool:
    """Whether the sentence begins with a company that does it, and no authority stands beside it."""
    found = next((m for m in scene.found.organisations if start <= m.start and m.end <= verb), None)
    if found is None or found.category != "company" or verb - found.end > _SUBJECT:
        return False
    number = scene.sentences.at(found.start)
    beside = any(r.start < verb for r in scene.references.get(number, ())) or _acts_itself(scene)
    return not beside and _BEFORE_SUBJECT.fullmatch(scene.found.low, start, found.start) is not None


def _acts_itself(scene: Scene) -> bool:
    """Whether the first lines tell that the text's authority does something: a company then works for it."""
    return any(
        r.actor == scene.main and not r.way.cited and 0 <= a.start - r.end <= _CLOSE
        for n in range(min(_FIRST, len(scene.sentences)))
        for r in scene.references.get(n, ())
        for a in scene.actions.get(n, ())
    )


_CLOSE, _FIRST = 8, 3
_BEFORE_SUBJECT = re.compile(r"[ «]*(?:[a-z]+ [a-z]+, )?(?:(?:la|le|les|l|un|une) (?:[a-z]+ ){0,4})?")


def undecided(scene: Scene, number: int) -> bool:
    """Whether a sentence says that nobody has decided yet."""
    return scene.marked(number, "undecided")


def ended(scene: Scene, number: int) -> bool:
    """Whether a sentence is the last word on a project: "la Ville a renoncé"."""
    return any(
        m.kind == "ended" and not _STILL.match(scene.found.low, m.end) for m in scene.marks.get(number, ())
    )


_STILL = re.compile(r" (?:avant|jusqu|contre|pour) ?")
"""Behind "ne les rallumera pas", "rien n'a été fait": not yet, or of another matter."""


def gone(scene: Scene, number: int, *, named: bool) -> bool:
    """Whether a sentence says that a technology, named in it or meant by its first word, works no more."""
    return scene.marked(number, "gone") and (named or opens_by_pronoun(scene, number))


def opens_by_pronoun(scene: Scene, number: int) -> bool:
    """Whether a sentence begins with "il" or "elles"."""
    return _IT.match(scene.found.low, scene.sentences.all[number].start) is not None


_IT = re.compile(r"(?:il|elle|ils|elles|celui ci|celle ci)\b")
