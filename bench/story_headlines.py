"""Grouping on labelled headlines beside the checkout, and two baselines: B-cubed precision, recall and F1.

The labels are those of a news portal's clusters of one week of 2019; a title that stands in two clusters makes one of
them. The measure is Bagga's and Baldwin's (Algorithms for scoring coreference chains, 1998).
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from pathlib import Path

from core.types import Mention
from nlp.stories.edits import Edits
from nlp.stories.features import trace
from nlp.stories.grouping import Arrival, group
from nlp.stories.memory import Memory
from nlp.stories.words import rarity, terms

FILE = Path(__file__).parents[2] / "shared/data/headlines/google_news_clusters_fr_2019.csv"
_DAY = date(2019, 6, 28)
_AT_ONCE = 100
_COMMON = 3.0  # what more than one in twenty of our texts has
_OVERLAP = 0.115  # of words, the best of the baseline on these very headlines

Labels = Sequence[Hashable]


def headlines() -> tuple[list[str], list[str]]:
    """Titles in an order that has nothing to do with their labels, and the labels."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        found = [(f"{r['category']}/{r['cluster']}", r["title"].strip()) for r in csv.DictReader(rows)]
    joined: dict[str, str] = {}
    of_title: dict[str, str] = {}
    for label, title in found:
        root = _root(joined, label)
        if title in of_title:
            joined[root] = _root(joined, of_title[title])
        of_title.setdefault(title, label)
    titles = sorted(filter(None, of_title), key=lambda title: hashlib.sha256(title.encode()).hexdigest())
    return titles, [_root(joined, of_title[title]) for title in titles]


def _root(joined: dict[str, str], label: str) -> str:
    while joined.setdefault(label, label) != label:
        label = joined[label]
    return label


def b_cubed(found: Labels, truth: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1, each article counting as one."""
    ours, theirs = _sets(found), _sets(truth)
    pairs = list(zip(found, truth, strict=True))
    precision = sum(len(ours[a] & theirs[b]) / len(ours[a]) for a, b in pairs) / len(pairs)
    recall = sum(len(ours[a] & theirs[b]) / len(theirs[b]) for a, b in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _sets(labels: Labels) -> dict[Hashable, set[int]]:
    found: dict[Hashable, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        found[label].add(number)
    return found


def alone(titles: Sequence[str]) -> list[int]:
    """Baseline: every article is a story."""
    return list(range(len(titles)))


def overlap(titles: Sequence[str], bound: float = _OVERLAP) -> list[int]:
    """Baseline: a title joins the cluster with which it shares most words on average, common words left out."""
    words = [
        {term for term in terms(title, title) if term[0] != "^" and rarity(term) > _COMMON}
        for title in titles
    ]
    clusters: list[list[int]] = []
    found = []
    for number, own in enumerate(words):
        shares = [sum(_jaccard(own, words[other]) for other in held) / len(held) for held in clusters]
        best = max(range(len(shares)), key=shares.__getitem__, default=-1)
        if best < 0 or shares[best] < bound:
            best = len(clusters)
            clusters.append([])
        clusters[best].append(number)
        found.append(best)
    return found


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def grouped(titles: Sequence[str], mentions: Callable[[str], Sequence[Mention]]) -> list[str]:
    """Ours: the stories of titles that come a hundred at a time, with what the analysis finds in them."""
    traces = [trace(f"{n:05}", 1, _DAY, title, title, mentions(title)) for n, title in enumerate(titles)]
    memory, found = Memory(), {}
    for start in range(0, len(traces), _AT_ONCE):
        for member in group(memory, map(Arrival, traces[start : start + _AT_ONCE]), Edits()):
            found[member.article_id] = member.story_id
    return [found[one.article_id] for one in traces]
