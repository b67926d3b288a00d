"""What is measured in a text to tell its topics: how present each subject is, and where.

A word in the title counts three times, in the standfirst twice: an article that names AI once, to say that
it does without, is not about AI.
"""

from math import log1p

from nlp.relevance.cues import groups
from nlp.relevance.evidence import Evidence, Spot
from nlp.relevance.linear import Features

TOPICS = (
    "ia", "donnees", "cybersecurite", "inclusion-numerique", "ville-intelligente", "services-en-ligne",
    "infrastructures", "education-numerique", "sante-numerique", "mobilite", "securite-video",
    "environnement-energie", "participation-citoyenne",
)  # fmt: skip


def subjects(evidence: Evidence) -> Features:
    """`name!` digital words of a subject, `name~` what it is used for, `topic:name` technologies; `%` shares."""
    about = {name: spot for name, spot in evidence.groups.items() if groups()[name].side == "about"}
    out = _present(evidence, evidence.strong, "!")
    out |= _present(evidence, about, "~")
    out |= {f"topic:{name}": value for name, value in _present(evidence, evidence.concepts, "").items()}
    return out


def _present(e: Evidence, spots: dict[str, Spot], mark: str) -> Features:
    weighted = {name: _weighted(e, spot) for name, spot in spots.items()}
    total = sum(weighted.values()) + 2
    shares = {f"{name}{mark}%": value / total for name, value in weighted.items()}
    return {f"{name}{mark}": log1p(value) for name, value in weighted.items()} | shares


def _weighted(e: Evidence, spot: Spot) -> float:
    return len(spot) + spot.before(e.head_end) + spot.before(e.title_end)
