"""Whose a relative clause is: "Contrairement à Angers, qui a déployé un chatbot, Cholet…" tells it of Angers."""

import re
from functools import cache

from core.types import Mention
from nlp.initiatives.acts import Act, words
from nlp.initiatives.references import Reference
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_PRONOUN = re.compile(r"(?: \([^()\n]{1,30}\))?,? (?P<pronoun>qui|où|dont) ")
_ASIDE = re.compile(
    r"^,? ?(?:en|depuis|dès|après|à|au|elle|lui|aussi|également|déjà|dans|pendant|avec|pour|l'an|l'été|l'année)\b"
    r"[^,.;:!?\n]{0,30},"
)
_END = re.compile(r"[.;:!?\n]|,(?! (?:des|une?|ses|son|sa) )")
_ACTS = frozenset({Act.PUT, Act.SURE, Act.USE, Act.BUY, Act.TEST, Act.STOP, Act.PLAN})
_NEAR, _LOOK = 60, 40
"""Characters between a technology and its verb; before a town."""
_LONG = 160
"""Characters of a relative clause up to its technology."""


@cache
def _compared() -> re.Pattern[str]:
    cues = words(table("initiatives_actors.toml")["compared"])
    return re.compile(rf"\b{either(cues)} (?:la |le |les |l )?(?:ville de |commune de )?$")


_OPENS = re.compile(
    r"(?: :|\b(?:que|qu|pourquoi|comment|combien|lorsque|quand|alors que|tandis que)) "
    r"(?:la |le |les |l )?(?:ville de |commune de |mairie de |municipalite de )?$"
)
_HELPED = re.compile(r" (?:(?:en|y|l'|les|la|le|s'|se) ?){0,2}(?:[\w'-]+ ){0,2}$")
_VERB = 16
"""Characters between a clause's subject and its verb."""


def own_clause(scene: Scene, number: int, mention: Mention) -> Reference | None:
    """The town that is the subject of the clause in which a technology stands: "il rappelle que Pau a…"."""
    before = [r for r in scene.references.get(number, ()) if r.end <= mention.start]
    town = before[-1] if before else None
    if (
        town is None
        or not town.way.named
        or town.way.cited
        or town.way.role
        or mention.start - town.end > _LONG
    ):
        return None
    verb = next((a for a in scene.actions.get(number, ()) if a.start >= town.end), None)
    if verb is None or verb.act not in _ACTS or verb.start - town.end > _VERB or verb.start > mention.start:
        return None
    opens = _OPENS.search(scene.found.low, max(0, town.start - _LOOK), town.start)
    joined = _HELPED.fullmatch(scene.said, town.end, verb.start)
    return town if opens and joined and not _END.search(scene.said, verb.end, mention.start) else None


def antecedent(scene: Scene, number: int, mention: Mention) -> Reference | None:
    """The authority right before the pronoun of the relative clause in which a technology stands."""
    before = [r for r in scene.references.get(number, ()) if r.way.named and r.end <= mention.start]
    if not before or mention.start - before[-1].end > _LONG:
        return None
    town = before[-1]  # another one nearer to it speaks for itself
    pronoun = _PRONOUN.match(scene.said, town.end, mention.start)
    if pronoun is None or not _may_be(scene, town, pronoun["pronoun"]):
        return None
    if _END.search(_ASIDE.sub("", scene.said[pronoun.end() : mention.start])):
        return None
    acts = scene.actions.get(number, ())
    does = any(a.act in _ACTS and pronoun.end() <= a.start <= mention.end + _NEAR for a in acts)
    return town if does else None


def _may_be(scene: Scene, town: Reference, pronoun: str) -> bool:
    """Whether the pronoun stands for the town, not for what the town's name completes: "une firme de Pau, qui"."""
    if not (town.way.cited or town.way.weak) or (town.way.weak and pronoun == "où"):
        return True
    return _compared().search(scene.found.low, max(0, town.start - _LOOK), town.start) is not None


def of_others(scene: Scene, mention: Mention) -> bool:
    """Whether a technology is the State's, a hospital's, a school's: "les drones de la gendarmerie"."""
    return _owned().match(scene.said, mention.end) is not None


@cache
def _owned() -> re.Pattern[str]:
    owners = either(words(table("initiatives_unreal.toml")["others"]["owners"]))
    return re.compile(rf" (?:de la |de l'|du |des |de )(?:la )?{owners}\b")
