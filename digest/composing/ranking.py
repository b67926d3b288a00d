"""What comes first: what is new, then what several owners tell, the size of the town, how surely it is known."""

from math import log2, log10

from digest.composing.tales import Tale

NOVELTY = {
    "first-anywhere": 4.0,
    "new-status": 3.0,
    "first-initiative": 3.0,
    "first-technology": 2.0,
    "first-quote": 0.5,
}
"""What each kind of novelty (store.query.Novel) weighs."""
_VOICES = 2.0  # a second owner weighs as much as a technology new to a town
_SIZE = 1 / 7  # Paris, 0.9; a village of a hundred people, 0.3
_READ = 0.5


def rank(tale: Tale) -> float:
    """The weight of a story; the same rows give the same weight."""
    novelty = max((*(NOVELTY.get(new.kind, 0.0) for new in tale.news), _ended(tale)))
    voices = _VOICES * log2((1 + tale.voices) / 2)
    sure = max((deed.confidence for deed in tale.deeds), default=0.0)
    read = _READ * any(page.basis == "full" for page in tale.pages)
    return round(novelty + voices + size(_population(tale)) + sure + read, 6)


def size(population: int) -> float:
    """The weight of a town."""
    return _SIZE * log10(max(population, 1))


def ranked(tales: tuple[Tale, ...]) -> list[tuple[float, Tale]]:
    """The heaviest first; equals in the order of their days, then of their ids."""
    weighed = [(rank(tale), tale) for tale in tales]
    return sorted(weighed, key=lambda pair: (-pair[0], min(p.day for p in pair[1].pages), pair[1].key))


def is_marked(tale: Tale) -> bool:
    """Whether something sets it apart: it is new, or several owners tell it."""
    return tale.voices > 1 or any(new.kind != "first-quote" for new in tale.news)


def _ended(tale: Tale) -> float:
    """An end is a change by itself, even of what we had not seen begin."""
    return NOVELTY["new-status"] if tale.deeds and tale.deeds[0].status == "abandoned" else 0.0


def _population(tale: Tale) -> int:
    if tale.deeds:
        return tale.deeds[0].population
    towns = tale.best.towns
    return (towns[0].population or 0) if towns else 0
