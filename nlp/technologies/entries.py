"""What a word or a phrase may be to technologies, and the two automata that find them all."""

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.technologies.grammar import Head, heads, tails
from nlp.technologies.inflection import inflected, stems
from nlp.technologies.lexicon import Concept, lexicon, traps
from nlp.technologies.matcher import Matcher
from nlp.text import fold

_LONG = 6


@dataclass(slots=True)
class Entry:
    """What a form may be: a concept's name (none: a trap), the head of a phrase, the tail of one."""

    concept: Concept | None = None
    plural: bool = False
    anaphor: bool = False
    heads: tuple[Head, ...] = ()
    tail: bool = False


def matchers() -> tuple[Matcher[Entry], Matcher[Entry]]:
    """Forms with a capital, which match as written, and the others, which match in any case."""
    entries: dict[str, Entry] = {}
    for form, entry in _forms():
        entries.setdefault(form, entry)
    cased = Matcher((f, e) for f, e in entries.items() if not f.islower())
    for word, head in heads():
        entry = entries.setdefault(word, Entry())
        entry.heads = (*entry.heads, head)
    for tail in tails():
        entries.setdefault(tail, Entry()).tail = True
    return cased, Matcher((f, e) for f, e in entries.items() if f.islower())


def _forms() -> Iterator[tuple[str, Entry]]:
    """Every form of the lexicon; traps come first, and win."""
    for trap in traps():
        for form, _ in inflected(trap):
            yield form, Entry()
    for concept in lexicon().values():
        for written in concept.forms:
            yield from _of_form(concept, written)
        if concept.anaphor:
            for form, is_plural in inflected(concept.anaphor):
                yield form, Entry(concept, is_plural, anaphor=True)


def _of_form(concept: Concept, written: str) -> Iterator[tuple[str, Entry]]:
    """A form in its numbers, and in capitals where it is long enough; "=" has it match as written alone."""
    if written.startswith("="):
        yield fold(written[1:]), Entry(concept)
        return
    shared = not stems(fold(written)).isdisjoint(stems(fold(concept.canonical)))
    for form, is_plural in inflected(written):
        # several "caméras de rue" are not several "vidéosurveillances"
        yield form, Entry(concept, is_plural and shared)
    if not written.islower() and len(written) >= _LONG:
        yield fold(written).upper(), Entry(concept)
