"""Technologies named in a text: the lexicon's forms and the grammar's phrases."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.technologies.elsewhere import elsewhere
from nlp.technologies.entries import Entry, matchers
from nlp.technologies.grammar import Head, connected
from nlp.technologies.inflection import looks_plural, singular
from nlp.technologies.lexicon import Concept, grammar, lexicon
from nlp.technologies.naming import Hit, named

_AROUND = 40
_REACH = 60
# "le syndicat La Fibre Numérique": a name that begins with its article
_NAMED = re.compile(r"(?:[a-zà-ÿ,] (?:La|Le|Les) |[a-zà-ÿ,] L['’])$")


@Language.factory("technologies")
def create(nlp: Language, name: str) -> "Technologies":
    """Needs nothing but the lexicon."""
    del nlp, name
    return Technologies()


class Technologies:
    """Two automata: forms with a capital match as written, the others in any case."""

    def __init__(self) -> None:
        self._cased, self._plain = matchers()

    def __call__(self, doc: Doc) -> Doc:
        """Add the technologies to the document's findings."""
        self.find(findings.of(doc))
        return doc

    def find(self, found: Findings) -> None:
        """Set the technologies and hints of a text; needs no model (the gate asks this alone)."""
        hits = _longest([*self._cased_hits(found), *self._plain_hits(found)])
        masks = [*found.masks, *elsewhere(found.low)]
        heads = _named_things(found)
        kept = [h for h in hits if h.key and (h.start in heads or not inside((h.start, h.end), masks))]
        mentions = [_mention(found, hit, name) for hit, name in named(kept)]
        found.technologies = [m for m in mentions if not _is_hint(m)]
        found.hints = [m for m in mentions if _is_hint(m)]

    def _cased_hits(self, found: Findings) -> Iterator[Hit]:
        for start, end, entry in self._cased.find(found.folded, found.text):
            if entry.concept and _allowed(entry.concept, found.low, start, end):
                yield _hit(start, end, entry, entry.concept)

    def _plain_hits(self, found: Findings) -> Iterator[Hit]:
        low, text = found.low, found.text
        matches = list(self._plain.find(low, text))
        last_tail = -1  # how far to the right a phrase may still find its tail
        for start, end, entry in reversed(matches):
            if entry.tail:
                last_tail = start
                thing = connected(low, start, end)
                if thing is not None:
                    yield _phrase(low, text, (thing, end), grammar()["connected"]["category"], None)
            if entry.heads:
                yield from _composed(entry.heads, low, text, (start, end), last_tail)
            concept = entry.concept
            if concept is None:
                if not entry.heads and not entry.tail:
                    yield Hit(start, end, "", plural=False, name="", category="")
            elif _allowed(concept, low, start, end) and not _part_of_a_name(text, start):
                yield _hit(start, end, entry, concept)


def _named_things(found: Findings) -> set[int]:
    """Where the noun of a masked name stands: "l'application Grain de sel" names an application all the same."""
    bodies = {m.start for m in found.organisations}
    return {start for start, _ in found.masks if found.text[start].islower()} - bodies


def _composed(heads: tuple[Head, ...], low: str, text: str, span: Span, last_tail: int) -> Iterator[Hit]:
    """The phrases that begin with a head; `last_tail` is where the next tail begins."""
    start, end = span
    for head in heads:
        if not head.complement and not end < last_tail <= end + _REACH:
            continue
        tail = head.tail.match(low, end)
        if not tail or "\n" in tail.group():
            continue
        yield _phrase(low, text, (start, tail.end()), head.category, head.concept)


def _phrase(low: str, text: str, span: Span, category: str, concept: str | None) -> Hit:
    """A phrase named as the text words it; without a concept it is a candidate."""
    folded = low[span[0] : span[1]]
    key = concept or f"candidate:{singular(folded)}"
    plural = looks_plural(folded.partition(" ")[0])
    return Hit(span[0], span[1], key, plural, _lowered(text[span[0] : span[1]]), category)


def _part_of_a_name(text: str, start: int) -> bool:
    return text[start].isupper() and _NAMED.search(text, max(0, start - 6), start) is not None


def _hit(start: int, end: int, entry: Entry, concept: Concept) -> Hit:
    return Hit(start, end, concept.id, entry.plural, "", concept.category, entry.anaphor)


def _allowed(concept: Concept, low: str, start: int, end: int) -> bool:
    """Whether the words around let a form mean its concept."""
    before = low[max(0, start - _AROUND) : start]
    return not (
        (concept.only_after and not concept.only_after.search(before))
        or (concept.never_after and concept.never_after.search(before))
        or (concept.never_before and concept.never_before.match(low, end))
    )


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of overlapping hits the longest, then the lexicon's, then the leftmost; in text order."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, bool(h.name), h.start)):
        if taken.isdisjoint((hit.start, hit.end - 1, (hit.start + hit.end) // 2)):
            kept.append(hit)
            taken.update(range(hit.start, hit.end))
    return sorted(kept, key=lambda h: h.start)


def _mention(found: Findings, hit: Hit, name: str) -> Mention:
    return Mention(
        MentionKind.TECHNOLOGY,
        hit.key,
        name,
        found.text[hit.start : hit.end],
        hit.start,
        hit.end,
        "grammar" if hit.name else "lexicon",
        category=hit.category,
        candidate=hit.key not in lexicon(),
    )


def _is_hint(mention: Mention) -> bool:
    concept = lexicon().get(mention.key)
    return concept is not None and concept.hint


def _lowered(surface: str) -> str:
    """A phrase as it stands in the middle of a sentence; acronyms stay ("LED pilotables")."""
    if surface.isupper():
        return surface.lower()
    return surface if surface[:2].isupper() else surface[:1].lower() + surface[1:]
