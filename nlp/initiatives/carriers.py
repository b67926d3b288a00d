"""Who carries a technology where a sentence speaks of it: the subject, the agent, the owner, or who is spoken of."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.types import Mention
from nlp.initiatives.acts import words
from nlp.initiatives.references import Actor, Reference
from nlp.initiatives.relative import antecedent, own_clause
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_TOWN_OF = r"(?:ville de |mairie de |commune de |commune nouvelle de |municipalite de )?"
_BORNE = re.compile(
    rf"\b{either(table('initiatives_actors.toml')['borne'])}e?s? par (?:la |le |les |l )?{_TOWN_OF}$"
)
_AGENT = re.compile(rf"\bpar (?:la |le |les |l )?{_TOWN_OF}$")
_PLACE = re.compile(rf"(?:^|[\s,;:«(])(?:a|aux?|en|dans|sur|entre|chez) (?:la |le |les |l )?{_TOWN_OF}$")
_OF = re.compile(rf"\b(?:de la|de l|des|du|de|d) {_TOWN_OF}$")
_EVENT = re.compile(
    r"(?: \([^()\n]{1,30}\))?,? (?:lors d|a l occasion d|"
    r"pour (?:le|la|les|l) (?:salon|forum|assises|congres|festival|portes|journees?)\b)"
)
"""Behind a town in which something only takes place."""
_LOOK = 50
_NEAR, _LONG = 60, 110
"""Characters between an authority and the verb of which it is the subject; more when it opens the sentence."""
_AND = re.compile(
    r"(?: \([^()\n]{1,30}\))?(?:,| et(?: a| au| aux)?|, a| ou(?: a)?| comme| et celle de)(?: la| le| les)? $"
)


class Carrier(NamedTuple):
    """Who carries what a sentence tells; `said` is where, None when it is understood from what precedes.

    `how`: agent, subject, owner, office, place, beside; before, heading, main when understood. `joined`: named behind
    another one ("Montbrison et Roanne").
    """

    actor: Actor
    said: Reference | None
    how: str
    joined: bool = False


_STRENGTH = {
    "borne": 6.0, "speaker": 4.0, "agent": 3.0, "subject": 3.0, "rubric": 2.8, "owner": 2.5, "office": 2.0,
    "place": 1.5, "beside": 1.0, "weak": 0.5,
}  # fmt: skip
_OPENING = 14
"""Characters of a preposition before the name that opens a sentence."""


def carriers(scene: Scene, number: int, mention: Mention) -> list[Carrier]:
    """The authorities that carry a technology mentioned in sentence `number`: one, or some named together."""
    if speaker := _speaker(scene, number, mention):
        return [Carrier(speaker.actor, speaker, "speaker")]
    if town := antecedent(scene, number, mention) or own_clause(scene, number, mention):
        return [Carrier(town.actor, town, "subject")]
    here = [(r, standing(scene, number, r, mention)) for r in scene.references.get(number, ())]
    here = [(r, how) for r, how in here if how]
    if not here:
        return _interviewed(scene, number) or _understood(scene, number)
    best, how = max(here, key=lambda rh: _points(scene, mention, *rh))
    others = list(joined(scene, number, best, how))
    # of "Us et Marines partagent" the first carries, the other one joins it
    first = min((c.said for c in others if c.said), key=lambda r: r.start, default=best)
    if first.start < best.start and best.actor != scene.main:
        best, others = first, list(joined(scene, number, first, how))
    return [Carrier(best.actor, best, how), *others]


def _points(scene: Scene, mention: Mention, r: Reference, how: str) -> tuple[float, int]:
    points = _STRENGTH[how] + 1.0 * (r.actor == scene.main) + 0.5 * (r.start < mention.start)
    return points, -abs(r.start - mention.start)


def standing(scene: Scene, number: int, r: Reference, mention: Mention) -> str:
    """As what a reference carries a technology of its sentence, "" when it does not."""
    before = scene.found.low[max(0, r.start - _LOOK) : r.start]
    if r.way.cited or _speaks(scene, r) or _EVENT.match(scene.found.low, r.end):
        return ""
    if r.way.rubric:
        return "rubric"
    for how, pattern in (("borne", _BORNE), ("agent", _AGENT), ("place", _PLACE)):
        if pattern.search(before):
            return how
    of = _OF.search(before)
    if of and mention.end <= r.start <= mention.end + 30:
        return "owner"
    near = _LONG if opens(scene, number, r) else _NEAR
    if not (r.way.weak if r.way.named else of) and any(
        0 <= a.start - r.end <= near for a in scene.actions.get(number, ())
    ):
        return "subject"
    return "office" if not r.way.named or r.way.role else "weak" if of and r.way.weak else "beside"


def opens(scene: Scene, number: int, r: Reference) -> bool:
    """Whether a reference begins its sentence, a preposition aside."""
    return r.start - scene.sentences.all[number].start <= _OPENING


def leads(scene: Scene, number: int, r: Reference) -> bool:
    """Whether the sentences behind may be about a reference: it acts, it opens its sentence, it is the text's own."""
    if r.way.cited or r.way.weak or (_speaks(scene, r) and r.actor != scene.main):
        return False
    if opens(scene, number, r) or r.way.rubric or not r.way.named or r.actor == scene.main:
        return True
    before = scene.found.low[max(0, r.start - _LOOK) : r.start]
    if _BORNE.search(before) or _AGENT.search(before):
        return True
    acts = any(0 <= a.start - r.end <= _NEAR for a in scene.actions.get(number, ()))
    return acts and not _OF.search(before) and not _PLACE.search(before)


def _speaker(scene: Scene, number: int, mention: Mention) -> Reference | None:
    """Who says the quotation in which a technology is named: an official of a town speaks of that town."""
    if not quoted(scene, mention):
        return None
    paragraph = scene.sentences.all[number].paragraph
    for n in range(number, min(number + 4, len(scene.sentences))):
        if scene.sentences.all[n].paragraph != paragraph:
            return None
        for r in scene.references.get(n, ()):
            if r.start > mention.end and (r.way.role or not r.way.named) and _speaks(scene, r):
                return r
    return None


_WE = re.compile(r"\b(?:nous|notre|nos|on|j|je)\b")


def _interviewed(scene: Scene, number: int) -> list[Carrier]:
    """In an interview "nous avons installé" is the authority of who answers: the text's own."""
    said_so = scene.interview and _WE.search(scene.found.low, *scene.sentences.span(number)) is not None
    return [Carrier(scene.main, None, "speaker")] if said_so and scene.main else []


def quoted(scene: Scene, mention: Mention) -> bool:
    """Whether a technology is named within guillemets of its paragraph."""
    if mention.start not in scene.quotations:
        scene.quotations[mention.start] = _is_quoted(scene, mention)
    return scene.quotations[mention.start]


def _is_quoted(scene: Scene, mention: Mention) -> bool:
    text = scene.found.plain
    edge = max(0, mention.start - 600, text.rfind("\n", 0, mention.start))
    return max(text.rfind(q, edge, mention.start) for q in "«“") > max(
        text.rfind(q, edge, mention.start) for q in "»”"
    )


@cache
def _speaking() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = table("initiatives_actors.toml")
    verb = either(words(lexicon["speech"]))
    inverted = either([*words(lexicon["speech"]), *words(lexicon["speech_inverted"])])
    return (
        re.compile(rf"\b{inverted}(?: a)?(?: t (?:il|elle))?,?(?: [a-z]+){{0,6}},? (?:[a-z]+ ){{0,3}}$"),
        re.compile(rf",? {verb}\b"),
    )


def _speaks(scene: Scene, r: Reference) -> bool:
    """Whether a reference is only who says it: "résume l'édile", "selon le maire"."""
    if r.way.named and not r.way.role:
        return False
    low = scene.found.low
    before, after = _speaking()
    return (
        before.search(low, max(0, r.start - _LOOK), r.start) is not None
        or after.match(low, r.end) is not None
    )


def joined(scene: Scene, number: int, best: Reference, how: str) -> Iterator[Carrier]:
    """The others of "Montbrison et Saint-Just": towns named in one breath with the one that carries."""
    refs = scene.references[number]
    at = refs.index(best)
    for step in (1, -1):
        i, last = at + step, best
        while 0 <= i < len(refs) and refs[i].way.named and refs[i].actor.kind is best.actor.kind:
            left, right = (last, refs[i]) if step > 0 else (refs[i], last)
            between = scene.found.low[left.end : right.start]
            if len(between) > 45 or not _AND.fullmatch(between):
                break
            if refs[i].actor != best.actor:
                yield Carrier(refs[i].actor, refs[i], how, joined=True)
            last, i = refs[i], i + step


def _understood(scene: Scene, number: int) -> list[Carrier]:
    """Who was spoken of before, in the same paragraph or in the heading above; else the text's own authority."""
    paragraph = scene.sentences.all[number].paragraph
    for back in range(number - 1, max(-1, number - 6), -1):
        above = scene.sentences.all[back]
        if above.paragraph < paragraph and not above.heading:
            break
        refs = [r for r in scene.references.get(back, ()) if leads(scene, back, r)]
        if refs and above.paragraph == paragraph:
            best = next((r for r in refs if r.actor == scene.main), refs[-1])
            found = [Carrier(best.actor, None, "before")]
            return found + [c._replace(said=None) for c in joined(scene, back, best, "before")]
        if refs and above.heading and back > 0:
            return [Carrier(refs[0].actor, None, "heading")]
    return [Carrier(scene.main, None, "main")] if scene.main else []
