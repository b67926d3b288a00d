"""Role phrases that go together.

"Maire de Gap et président de l'agglo" is one person's; "le directeur de cabinet du maire" is no mayor's.
"""

from bisect import bisect_left
from collections.abc import Sequence

from core.types import Span
from nlp.persons.complements import bare_complement, clean, complement
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary

_OF = vocabulary("genitives")
_DUTIES = ("charge", "delegue", "referent", "responsable")


def chains(text: str, phrases: Sequence[Phrase], names: Sequence[Span]) -> list[list[Phrase]]:
    """Phrases of one person each, in text order; those that only say whose or for what are left out."""
    found: list[list[Phrase]] = []
    starts = [n[0] for n in names]
    for phrase in phrases:
        if _in_name(phrase, names, starts):
            continue
        last = found[-1][-1] if found else None
        if last and bisect_left(starts, last.end) == bisect_left(starts, phrase.start):
            gap = clean(text, (last.end, phrase.start))
            if _subordinate(phrase, gap):
                continue
            if not phrase.article and last.plural == phrase.plural and gap.strip() and bare_complement(gap):
                found[-1].append(phrase)
                continue
        found.append([phrase])
    return found


def _in_name(phrase: Phrase, names: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether the words are part of a person's name: "Édouard Maire", "Paul Patron"."""
    at = bisect_left(starts, phrase.end) - 1
    return at >= 0 and names[at][1] > phrase.head


def _subordinate(phrase: Phrase, gap: str) -> bool:
    """Whether a phrase completes the one before: "l'adjointe, chargée du numérique", "l'opposant au maire"."""
    if phrase.words.startswith(_DUTIES) and not phrase.article:
        return gap.strip() in {"", ","} or complement(gap) in {"tight", "comma"}
    return phrase.article in _OF and complement(gap) in {"", "tight"}
