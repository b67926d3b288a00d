"""Sentences as who tells a story ends them: a stop inside quotation marks ends none, unless the quote ends there."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from nlp.quotes.marks import Marked

_STOP = re.compile(r"\n|(?<![.!?…])[.!?…]++[)\]]*+(?=\s+[«“A-ZÀ-ÝŒ0-9–—-])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«'’.-])(?:[A-ZÀ-Ý]|MM|Mme|Mlle|Dr|Pr|Me|St|Ste|av|bd|art|cf|env|éd|p|n|hab|janv|févr|avr|juil|sept|oct|nov|déc)$"
)
_ENDS = ".!?…"
_MARKS = ("«", "“")


@dataclass(slots=True)
class Sentence:
    """text[start:end] is a sentence with the passages in marks that it holds; `first`: it opens its paragraph."""

    start: int
    end: int
    first: bool
    paragraph: int
    marks: list[Marked] = field(default_factory=list)


def sentences(text: str, passages: list[Marked]) -> list[Sentence]:
    """The sentences of a text in order; every passage lies in one, which may then run over several paragraphs."""
    cuts = _cuts(text, passages)
    found: list[Sentence] = []
    begin, first, paragraph = 0, True, 0
    for cut, breaks in [*cuts, (len(text), True)]:
        start, end = begin, cut
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Sentence(start, end, first, paragraph))
            first = False
        if breaks:
            paragraph, first = paragraph + 1, True
        begin = cut
    _place(found, passages)
    return found


def _cuts(text: str, passages: list[Marked]) -> list[tuple[int, bool]]:
    """Where sentences end, and whether their paragraph does too."""
    openings = [p.opening for p in passages]
    cuts = []
    for stop in _STOP.finditer(text):
        at = bisect_right(openings, stop.start()) - 1
        if at >= 0 and stop.start() < passages[at].closing:
            continue
        if stop.group() == "\n":
            cuts.append((stop.end(), True))
        elif not (stop.group() == "." and _ABBREVIATED.search(text, max(0, stop.start() - 6), stop.start())):
            cuts.append((stop.end(), False))
    cuts += [(p.closing, False) for p in passages if _ends_there(text, p)]
    return sorted(set(cuts))


def _ends_there(text: str, passage: Marked) -> bool:
    """Whether a sentence ends with its quote: "... d’avance ! » Les quatre"."""
    after = text[passage.closing : passage.closing + 3].lstrip()
    ended = text[passage.end - 1] in _ENDS or (not after[:1].islower() and _opens(text, passage.opening))
    return ended and (after[:1].isupper() or after[:1] in _MARKS)


def _opens(text: str, at: int) -> bool:
    """Whether a passage begins a sentence."""
    before = text[max(0, at - 4) : at].rstrip(" \u00a0\u202f")
    return not before or before[-1] in ".!?…\n»”"


def _place(found: list[Sentence], passages: list[Marked]) -> None:
    starts = [s.start for s in found]
    for passage in passages:
        at = bisect_right(starts, passage.opening) - 1
        if at >= 0:
            found[at].marks.append(passage)
