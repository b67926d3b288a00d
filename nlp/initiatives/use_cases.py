"""What an initiative is for, as a short French phrase: the text's own words, whole, or its technology's usual use."""

from collections.abc import Sequence
from typing import NamedTuple

from core.types import UseCategory
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.categories import categories_of, label, of_technology
from nlp.initiatives.phrases import phrase
from nlp.initiatives.purposes import place
from nlp.initiatives.scene import Scene
from nlp.initiatives.use_nouns import MOST_JOINED
from nlp.initiatives.use_places import SOUGHT, every_use
from nlp.initiatives.use_verbs import search
from nlp.technologies import lexicon
from nlp.text import fold
from nlp.wordlists import table

_FILE = "initiatives.toml"


class Use(NamedTuple):
    """A phrase, and whether the text says it; else it is what such a technology is usually for."""

    phrase: str
    from_text: bool


def use_case(scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory) -> Use:
    """The phrase that most surely tells the use."""
    best, most = "", 0.0
    names = {fold(p.mention.surface).lower() for p in c.places}
    for share, told in every_use(scene, c, scope, kind):
        if told.phrase and not (told.alone and any(name in fold(told.phrase).lower() for name in names)):
            points = told.strength + share + _weight(told.phrase, kind)
            if points > most:
                best, most = told.phrase, points
        if most >= _ENOUGH or (told is SOUGHT and most >= _LEAST):
            break
    if most >= _LEAST:
        return Use(best, True)
    stock = usual(scene, c, kind)
    there = _placed(scene, c, scope, stock)
    return Use(there or stock or label(kind), bool(there))


_LEAST, _ENOUGH = 1.5, 2.7


def usual(scene: Scene, c: Candidate, kind: UseCategory) -> str:
    """What such a technology is for, by the lexicon; "" when it does not say, or the use is of another kind.

    Of a product that only the text knows, or an algorithm, it is what the technology told beside it is for.
    """
    if said := _usual(c.thing.kind.key, kind):
        return said
    numbers = dict.fromkeys([c.best.number, *(p.number for p in c.places)])
    beside = (m.key for n in numbers for m in scene.technologies.get(n, ()) if of_technology(m.key) == kind)
    return next((told for key in beside if (told := _usual(key, kind))), "")


def _usual(key: str, kind: UseCategory) -> str:
    if of_technology(key) not in {"", kind}:
        return ""
    uses = table(_FILE)["uses"]
    keys = (key, *lexicon.ancestors(key)) if key in lexicon.lexicon() else ()
    return next((str(uses[k]) for k in keys if k in uses), "")


def _weight(told: str, kind: UseCategory) -> float:
    """What the words of a phrase say for it: their number, and those of the initiative's category."""
    low = fold(told).lower()
    named = categories_of(low)
    size = sum(len(w) > 3 for w in low.split())
    return 0.15 * min(size, 5) + (0.5 if kind in named else 0.1 if named else -0.3)


def _placed(scene: Scene, c: Candidate, scope: Sequence[int], stock: str) -> str:
    """A usual use with the place that the text names: "mesure de la qualité de l’air dans les écoles"."""
    stock = table(_FILE)["placed"].get(stock, "")
    numbers = dict.fromkeys([c.best.number, *(p.number for p in c.places), *(n for n in scope if n == 0)])
    for number in numbers if stock else ():
        start, end = scene.sentences.span(number)
        match = search(place(), scene.found.low, start, end)
        if not match:
            continue
        at = match.start("which") if match["equips"] else match.start("in")
        most = MOST_JOINED - len(stock.split())
        equips = bool(match["equips"])
        until = match.end() if equips else min(end, match.end() + 40)
        if told := phrase(scene, at, until, most=most, verb="dans" if equips else ""):
            return f"{stock} {told}"
    return ""
