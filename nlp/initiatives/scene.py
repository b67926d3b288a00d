"""A text as initiatives are read from it: its sentences with what stands in each."""

from collections import defaultdict
from dataclasses import dataclass, field

from core.types import Mention
from nlp.findings import Findings
from nlp.initiatives.actions import Action, Sign, actions, said, signs
from nlp.initiatives.actors import Actors
from nlp.initiatives.references import Actor, Reference
from nlp.initiatives.sentences import Sentences
from nlp.places.geography import Geography


@dataclass(slots=True)
class Scene:
    """What stands in each sentence, by its number; `main` is the authority that the text is about."""

    found: Findings
    said: str
    sentences: Sentences
    main: Actor | None
    references: dict[int, list[Reference]] = field(default_factory=lambda: defaultdict(list))
    actions: dict[int, list[Action]] = field(default_factory=lambda: defaultdict(list))
    signs: dict[int, list[Sign]] = field(default_factory=lambda: defaultdict(list))
    technologies: dict[int, list[Mention]] = field(default_factory=lambda: defaultdict(list))


def scene(found: Findings, geography: Geography) -> Scene:
    """Read a text once."""
    text = said(found)
    sentences = Sentences(found.text)
    actors = Actors(found, geography, sentences)
    out = Scene(found, text, sentences, actors.main)
    for r in actors.all:
        out.references[r.sentence].append(r)
    for a in actions(text, found.text):
        out.actions[sentences.at(a.start)].append(a)
    for s in signs(text, found.text):
        out.signs[sentences.at(s.start)].append(s)
    for m in found.technologies:
        out.technologies[sentences.at(m.start)].append(m)
    return out
