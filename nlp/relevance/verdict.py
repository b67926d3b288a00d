"""From values to a verdict: relevant or not, what kind of news, which topics, and why."""

from dataclasses import dataclass
from math import log

from core.types import Nature
from nlp.relevance.evidence import Evidence
from nlp.relevance.features import judged, measures
from nlp.relevance.linear import Features, Linear
from nlp.relevance.subjects import subjects
from nlp.relevance.weights import Weights

REASONS = 6
"""How many of the strongest reasons are told."""
_PLAIN = 0.1
"""The most that a text without a digital word can get: the gate stops it, and `missed` need not list it."""
_CARRIED = (Nature.INITIATIVE, Nature.DEBATE)
"""Kinds of news that an initiative of a town can be: carried, or carried and contested."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the classifier says of a text."""

    relevant: bool
    relevance: float
    nature: Nature
    topics: tuple[str, ...]
    why: tuple[str, ...]


def verdict(evidence: Evidence, weights: Weights) -> Verdict:
    """Judge the evidence of a text."""
    features = judged(evidence)
    relevance = weights.relevance.probability(features)
    if evidence.plain:  # without any digital word a text can only resemble one of ours
        relevance = min(relevance, _PLAIN)
    relevant = relevance >= bar(features, weights)
    return Verdict(
        relevant,
        round(relevance, 3),
        nature_of(features, weights, relevant=relevant),
        _topics(evidence, weights),
        reasons(evidence, features, weights.relevance, bar(features, weights)),
    )


def bar(features: Features, weights: Weights) -> float:
    """The probability from which a text is ours: a title alone must say more than an article."""
    return weights.bars["relevance.short" if features.get("short") else "relevance"]


def nature_of(features: Features, weights: Weights, *, relevant: bool) -> Nature:
    """The likeliest kind among those that agree with the relevance."""
    open_to = _CARRIED if relevant else tuple(n for n in Nature if n is not Nature.INITIATIVE)
    return max(open_to, key=lambda n: weights.natures[n.value].logit(features))


def _topics(evidence: Evidence, weights: Weights) -> tuple[str, ...]:
    """Topics over the bar, the surest first."""
    features = subjects(evidence)
    found = {name: model.probability(features[name]) for name, model in weights.topics.items()}
    kept = [name for name, p in found.items() if p >= weights.bars["topics"]]
    return tuple(sorted(kept, key=lambda name: -found[name]))


def reasons(evidence: Evidence, features: Features, model: Linear, least: float) -> tuple[str, ...]:
    """The strongest contributions in words, with examples from the text, then what makes up the sum.

    "la commune (mairie, élus) : +0,8", ..., "le reste : -0,2", "départ : -1,1", "total (seuil +0,0) : +2,3". `least`
    is the probability that it takes.
    """
    known = measures()
    parts = model.contributions(features)
    told = []
    for name, value in parts[:REASONS]:
        examples = _examples(evidence, name)
        told.append(f"{known[name][1]}{f' ({examples})' if examples else ''} : {_signed(value)}")
    if rest := sum(value for _, value in parts[REASONS:]):
        told.append(f"le reste : {_signed(rest)}")
    threshold = _signed(log(least / (1 - least)))
    return (
        *told,
        f"départ : {_signed(model.bias)}",
        f"total (seuil {threshold}) : {_signed(model.logit(features))}",
    )


def _signed(value: float) -> str:
    """With a sign and a comma; nothing is "-0,0"."""
    return f"{value:+.1f}".replace("-0.0", "+0.0").replace(".", ",")


def _examples(evidence: Evidence, name: str) -> str:
    """The words that stand most often behind a value."""
    root = name.partition(".")[0]
    spot = {
        "tech": evidence.tech,
        "weak": evidence.weak,
        "local": evidence.local,
        "towns": evidence.towns,
    }.get(root)
    spot = spot or evidence.groups.get(root)
    return ", ".join(spot.examples(3)) if spot else ""
