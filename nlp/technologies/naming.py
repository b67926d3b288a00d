"""The names that a text's technologies take: in the number the text uses, the general word as its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.technologies.inflection import plural
from nlp.technologies.lexicon import ancestors, lexicon

# words that stand for the one kind of them that a text names
_GENERAL: tuple[str, ...] = ("sonde", "detecteur")


@dataclass(frozen=True, slots=True)
class Hit:
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
    names = {key: _name([h for h in hits if h.key == key]) for key in {h.key for h in hits}}
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
    narrowed = {key: _kind_of(key, kinds) for key in _GENERAL}
    return [h if h.name else replace(h, key=narrowed.get(h.key) or h.key) for h in out]


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
    return plural(concept.canonical) if several and not concept.fixed else concept.canonical
