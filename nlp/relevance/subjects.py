"""What is measured in a text to tell its topics: how present each subject is, and where.

A word in the title counts three times, in the standfirst twice: an article that names AI once, to say that
it does without, is not about AI. `own` values are those of the groups of words that speak for a topic; the
other groups may add or take away (sensors in a street: data, and a city that measures itself).
"""

from math import log1p

from nlp.relevance.cues import groups
from nlp.relevance.evidence import Evidence, Spot
from nlp.relevance.linear import Features

TOPICS: dict[str, tuple[str, ...]] = {
    "ia": ("ia",),
    "donnees": ("data", "sensor"),
    "cybersecurite": ("cyber",),
    "inclusion-numerique": ("inclusion",),
    "ville-intelligente": ("smartcity", "sensor", "street"),
    "services-en-ligne": ("eservices", "reporting"),
    "infrastructures": ("infra",),
    "education-numerique": ("education",),
    "sante-numerique": ("health",),
    "mobilite": ("mobility",),
    "securite-video": ("camera", "safety"),
    "environnement-energie": ("lighting", "energy", "water", "waste", "air", "risk", "nature"),
    "participation-citoyenne": ("participation", "reporting"),
}
"""The closed list, and the groups of words (lexicon/cues.toml) that speak for each."""
OWN = ("own!", "own!%", "own!.head", "own~", "own~%", "own~.head", "named", "named%", "named.head", "first")
"""Values that may only speak for a topic."""
_ASIDE = 0.5
"""How much smaller the other groups are made: training believes the topic's own words first."""


def subjects(evidence: Evidence) -> dict[str, Features]:
    """The values of every topic."""
    about = {n: s for n, s in evidence.groups.items() if groups()[n].side == "about"}
    strong = _weighted(evidence, evidence.strong)
    words = _weighted(evidence, about)
    named = _weighted(evidence, evidence.concepts)
    aside = {f"{n}!": _ASIDE * log1p(v) for n, v in strong.items()}
    aside |= {f"{n}~": _ASIDE * log1p(v) for n, v in words.items()}
    aside |= {f"topic:{n}": _ASIDE * log1p(v) for n, v in named.items()}
    return {topic: aside | _own(evidence, topic, strong, words, named) for topic in TOPICS}


def _own(
    e: Evidence, topic: str, strong: dict[str, float], words: dict[str, float], named: dict[str, float]
) -> Features:
    mine = TOPICS[topic]
    s, w, n = sum(strong.get(g, 0) for g in mine), sum(words.get(g, 0) for g in mine), named.get(topic, 0.0)
    head = sum(e.strong[g].before(e.head_end) for g in mine if g in e.strong)
    word_head = sum(e.group(g).before(e.head_end) for g in mine)
    rivals = [sum(words.get(g, 0) for g in theirs) for other, theirs in TOPICS.items() if other != topic]
    values = {
        "own!": log1p(s),
        "own!%": s / (sum(strong.values()) + 2),
        "own!.head": log1p(head),
        "own~": log1p(w),
        "own~%": w / (sum(words.values()) + 2),
        "own~.head": log1p(word_head),
        "named": log1p(n),
        "named%": n / (sum(named.values()) + 2),
        "named.head": log1p(e.concepts[topic].before(e.head_end)) if topic in e.concepts else 0.0,
        "first": float(w > 0 and w >= max(rivals)),
    }
    return {name: value for name, value in values.items() if value}


def _weighted(e: Evidence, spots: dict[str, Spot]) -> dict[str, float]:
    return {n: float(len(s) + s.before(e.head_end) + s.before(e.title_end)) for n, s in spots.items()}
