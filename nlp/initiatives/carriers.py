"""Who carries a technology where a sentence speaks of it: the subject, the agent, the owner, or who is spoken of."""

import re
from typing import NamedTuple

from core.types import Mention
from nlp.initiatives.actors import Actor, Reference
from nlp.initiatives.scene import Scene

_AGENT = re.compile(
    r"\b(?:par|porte par|portee par|avec|conduit par|chez) (?:la |le |les |l |d )?(?:ville de |mairie de |commune de |commune nouvelle de )?$"
)
_PLACE = re.compile(
    r"(?:^|[ ,;:«(])(?:a|aux?|en|dans|sur|entre|chez) (?:la |le |les |l )?(?:ville de |commune de )?$"
)
_OF = re.compile(r"\b(?:de la|de l|des|du|de|d) (?:ville de |mairie de |commune de )?$")
_PART = re.compile(r"\barrondissement de $")
_LOOK = 40


class Carrier(NamedTuple):
    """Who carries what a sentence tells; `said` is where, None when it is understood from what precedes."""

    actor: Actor
    said: Reference | None
    how: str


def carrier(scene: Scene, number: int, mention: Mention) -> Carrier | None:
    """The authority that carries a technology mentioned in sentence `number`."""
    here = [(standing(scene, number, r, mention), r) for r in scene.references.get(number, ())]
    here = [(s, r) for s, r in here if s[0] > 0]
    if here:
        (_, how), best = max(here, key=lambda sr: (sr[0][0], -abs(sr[1].start - mention.start)))
        return Carrier(best.actor, best, how)
    return _understood(scene, number)


def standing(scene: Scene, number: int, r: Reference, mention: Mention) -> tuple[float, str]:
    """How well a reference carries a technology of its sentence, and as what; 0 when it does not."""
    before = scene.found.low[max(0, r.start - _LOOK) : r.start]
    if r.way.cited or _PART.search(before):
        return 0.0, "cited"
    main = 1.0 if r.actor == scene.main else 0.0
    ahead = 0.5 if r.start < mention.start else 0.0
    if _AGENT.search(before):
        return 3.0 + main + ahead, "agent"
    if _PLACE.search(before):
        return 1.5 + main + ahead, "place"
    if mention.end <= r.start <= mention.end + 30 and _OF.search(before):
        return 2.5 + main, "owner"
    if not _OF.search(before) and any(0 <= a.start - r.end <= 60 for a in scene.actions.get(number, ())):
        return 3.0 + main + ahead, "subject"
    return (2.0 if not r.way.named or r.way.role else 1.0) + main + ahead, "beside"


def _understood(scene: Scene, number: int) -> Carrier | None:
    """Who was spoken of before, in the same paragraph or in the heading above; else the text's own authority."""
    paragraph = scene.sentences.all[number].paragraph
    for back in range(number - 1, max(-1, number - 6), -1):
        above = scene.sentences.all[back]
        if above.paragraph < paragraph and not above.heading:
            break
        refs = [r for r in scene.references.get(back, ()) if not r.way.cited]
        if refs and above.paragraph == paragraph:
            main = next((r for r in refs if r.actor == scene.main), refs[-1])
            return Carrier(main.actor, None, "before")
        if refs and above.heading and back > 0:
            return Carrier(refs[0].actor, None, "heading")
    return Carrier(scene.main, None, "main") if scene.main else None
