"""Uses told by what a technology is the means of: what is made by it, what is done with it."""

import re

from core.types import Span
from nlp.initiatives.deeds import deeds_forms, done
from nlp.initiatives.phrases import phrase
from nlp.initiatives.purposes import deed_before, means, passive
from nlp.initiatives.scene import Scene
from nlp.initiatives.use_verbs import folded_infinitives, is_use, listed_uses

_BEFORE = 120
"""Characters before a technology in which stands what it is the means of."""


def told_made(scene: Scene, span: Span, at: int) -> str:
    """What it is the means of: "livraison de médicaments par drone", "les bus sont suivis par satellite"."""
    left = max(span[0], at - _BEFORE)
    if match := deed_before().search(scene.found.low, left, at):
        return phrase(scene, match.start("deed"), match.end("deed"))
    match = passive().search(scene.found.low, left, at)
    verb = done().get(match["done"]) if match else None
    if not match or not verb:
        return ""
    article = _ANY.search(scene.found.low, match.start("what"), match.end("what"))
    told = phrase(scene, article.start(1), match.end("what"), verb=verb) if article else ""
    return " ".join(w if i != 1 else w[0].lower() + w[1:] for i, w in enumerate(told.split()))


_ANY = re.compile(r"(?<![a-z0-9])(?<![0-9] )((?:les|la|le|l|ces|[0-9]+(?: [0-9]{3})?) [a-z])")


_CLAUSE = re.compile(r"[;:!?«»“”\n]|\. ")


def told_with(scene: Scene, span: Span, at: int) -> str:
    """What is done with it: "signaler une personne isolée grâce à l'application"."""
    left = max(span[0], at - _BEFORE)
    match = means().search(scene.found.low, left, at)
    if not match:
        return ""
    clause = max((e.end() for e in _CLAUSE.finditer(scene.found.text, left, match.start())), default=left)
    for w in reversed(list(re.finditer(r"[a-z]+", scene.found.low[clause : match.start()]))):
        at = clause + w.start()
        if w[0] in folded_infinitives() and is_use(scene.found.low, at):
            return phrase(scene, at, match.start())
        form = scene.said[at : at + len(w[0])]
        if form in deeds_forms() and scene.found.low[left:at].split()[-1:] != ["l"]:
            before = (scene.found.low[left:at].split() or [""])[-1]
            if before not in listed_uses("not_before"):
                return phrase(scene, at + len(form) + 1, match.start(), verb=deeds_forms()[form])
    return ""
