"""Is an article for us, what kind of news is it, and what is it about: points that can be explained.

An article is ours when a French local authority carries a digital or AI initiative: a technology, an
authority, and words that tie them. The gate is the same evidence without the trained model.
"""

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, Nature
from nlp import findings
from nlp.findings import Findings
from nlp.technologies import lexicon

THRESHOLD = 0.5
_AUTHORITY = re.compile(
    r"\b(?:maires?|mairies?|mairesse|municipalite|municipale?s?|municipaux|la ville|la commune|"
    r"agglomeration|agglo|metropole|communaute de communes|communaute urbaine|intercommunalite|collectivites?|"
    r"conseil municipal|hotel de ville|departement|conseil departemental|region|conseil regional|syndicat mixte|"
    r"elus?|adjointe?|services? techniques?|police municipale|administres|habitants)\b"
)
_ACTION = re.compile(
    r"\b(?:lanc\w+|deploi\w+|deploy\w+|experiment\w+|test(?:e|ent|er|ee?s?)|install\w+|equip\w+|inaugur\w+|"
    r"mis en (?:place|service)|mise en (?:place|service)|met en (?:place|service)|adopt\w+|generalis\w+|"
    r"projets?|dispositif|outil|solution|service|numerique|connecte\w*|automatis\w+|developp\w+|acquisition|"
    r"vote|delibere|annonce\w*|prevoi\w+|abandonn\w+|renonc\w+|suspend\w*)\b"
)
_OFF_TOPIC = re.compile(
    r"\b(?:match|matchs|championnat|ligue|equipe de france|buts?|entraineur|joueurs?|victoire|defaite|"
    r"tournoi|coupe|festival|concert|film|roman|proces|tribunal|meurtre|accident|incendie|gendarmes|"
    r"actionnaires?|bourse|chiffre d affaires|levee de fonds|licenciements?)\b"
)
_INCIDENT = {"cyberattaque", "rancongiciel", "fuite-de-donnees", "hameconnage"}
_NATIONAL = re.compile(
    r"\b(?:gouvernement|ministre|ministere|assemblee nationale|senat|projet de loi|decret)\b"
)
_DEBATE = re.compile(r"\b(?:opposition|polemique|recours|denonce\w*|inquiet\w*|collectif|cnil|vie privee)\b")


@Language.factory("relevance")
def create(nlp: Language, name: str) -> "Relevance":
    """Needs what the other components found."""
    del nlp, name
    return Relevance()


class Relevance:
    """Adds up the evidence and says which."""

    def __call__(self, doc: Doc) -> Doc:
        """Judge a document by what the other components found."""
        found = findings.of(doc)
        low = found.low
        signals = dict(_signals(found, low))
        found.relevance = round(max(0.0, min(1.0, sum(signals.values()))), 3)
        found.relevant = found.relevance >= THRESHOLD
        matters = [*found.technologies, *found.hints]
        found.gate = gate(low, matters)
        found.why = tuple(f"{name} {value:+.2f}" for name, value in signals.items())
        found.topics = topics(matters)
        found.nature = _nature(found, low)
        if found.nature is Nature.INCIDENT:
            found.relevant, found.relevance = False, min(found.relevance, THRESHOLD - 0.01)
        return doc


def gate(low: str, technologies: Iterable[Mention]) -> str:
    """The cheap test before the model: a telling technology, or two that are not, and a local authority's word."""
    weights = [lexicon.weight(m) for m in technologies]
    telling = any(weights) or len(weights) > 1
    return "passed" if telling and _AUTHORITY.search(low) else "stopped"


def topics(technologies: Iterable[Mention]) -> tuple[str, ...]:
    """Topics of the telling technologies, most named first."""
    count: dict[str, int] = {}
    for mention in technologies:
        for topic in lexicon.topics(mention) if lexicon.weight(mention) else ():
            count[topic] = count.get(topic, 0) + 1
    return tuple(sorted(count, key=lambda t: -count[t]))


def _signals(found: Findings, low: str) -> Iterable[tuple[str, float]]:
    """Named points; 1 is certainty."""
    matters = [*found.technologies, *found.hints]
    telling = [m for m in matters if lexicon.weight(m)]
    words = max(len(low.split()), 1)
    yield "technologies", min(0.34, 0.17 * len(telling))
    yield "weak technologies", min(0.06, 0.03 * (len(matters) - len(telling)))
    yield "authority", min(0.25, 0.06 * len(_AUTHORITY.findall(low)))
    yield "towns", 0.1 if found.communes or any(p.kind == "epci" for p in found.places) else -0.4
    yield "action", min(0.2, 0.05 * len(_ACTION.findall(low)))
    yield "off topic", -min(0.5, 0.08 * len(_OFF_TOPIC.findall(low)) * 200 / max(words, 200))
    if not telling:
        yield "no telling technology", -0.4


def _nature(found: Findings, low: str) -> Nature:
    """What kind of news; an incident is something suffered, not carried."""
    keys = [m.key for m in (*found.technologies, *found.hints)]
    suffered = sum(k in _INCIDENT for k in keys)
    if suffered >= 2 and suffered * 2 >= len(keys):
        return Nature.INCIDENT
    if found.relevant:
        return Nature.INITIATIVE
    if keys and _DEBATE.search(low) and _AUTHORITY.search(low):
        return Nature.DEBATE
    if keys and len(_NATIONAL.findall(low)) >= 2:
        return Nature.NATIONAL_POLICY
    return Nature.OTHER
