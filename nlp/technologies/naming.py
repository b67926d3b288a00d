"""The names that a text's technologies take: in the number the text uses, the general word as its kind."""

from collections.abc import Iterator
from typing import NamedTuple

from nlp.technologies.lexicon import ancestors, lexicon

# words that stand for the one kind of them that a text names
_GENERAL: tuple[str, ...] = ("sonde", "detecteur")


class Hit(NamedTuple):
    """A form met in a text. `name` is the wording of a phrase that the lexicon does not hold, empty otherwise.

    An `anaphor` means its concept only after the text has named it.
    """

    start: int
    end: int
    key: str
    plural: bool
    name: str
    category: str
    anaphor: bool = False


def named(hits: list[Hit]) -> Iterator[tuple[Hit, str]]:
    """Hits in text order with the name of their technology; one name a technology in a text."""
    hits = _resolved(hits)
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.key, []).append(hit)
    names = {key: _name(group) for key, group in groups.items()}
    return ((hit, names[hit.key]) for hit in hits)


def _resolved(hits: list[Hit]) -> list[Hit]:
    """Anaphors whose concept was named before; a general word becomes the only kind of it that the text names."""
    kinds = {h.key for h in hits if not h.anaphor}
    out: list[Hit] = []
    met: set[str] = set()
    for hit in hits:
        if not hit.anaphor:
            met.add(hit.key)
            out.append(hit)
        elif hit.key in met:
            out.append(hit)
    narrowed = {key: kind for key in _GENERAL if key in kinds and (kind := _kind_of(key, kinds))}
    if not narrowed:
        return out
    return [h if h.name or h.key not in narrowed else h._replace(key=narrowed[h.key]) for h in out]


def _kind_of(key: str, keys: set[str]) -> str | None:
    found = sorted(k for k in keys if k in lexicon() and key in ancestors(k))
    return found[0] if len(found) == 1 else None


def _name(hits: list[Hit]) -> str:
    """The canonical name in the number that most of the hits have; a phrase's own wording, the longest."""
    worded = [h.name for h in hits if h.name]
    if worded:
        return max(worded, key=len)
    concept = lexicon()[hits[0].key]
    several = sum(h.plural for h in hits) * 2 > len(hits)
    return concept.several if several else concept.canonical
