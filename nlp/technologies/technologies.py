"""Technologies named in a text: the lexicon's forms and the grammar's phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.technologies.grammar import Head, heads
from nlp.technologies.inflection import inflected, looks_plural, singular
from nlp.technologies.lexicon import Concept, lexicon, traps
from nlp.technologies.matcher import Matcher
from nlp.technologies.naming import Hit, named
from nlp.text import fold

_AROUND = 40
# "LIRE AUSSI : ..." is another article's title
_ELSEWHERE = re.compile(
    r"(?m)^\W*(?:a )?(?:lire|voir|relire|ecouter)(?: aussi| egalement)\b.*|^\W*sur le meme (?:sujet|theme).*"
)
# "le syndicat La Fibre Numérique": a name that begins with its article
_NAMED = re.compile(r"(?:[a-zà-ÿ,] (?:La|Le|Les) |[a-zà-ÿ,] L['’])$")


@dataclass(frozen=True, slots=True)
class _Form:
    concept: Concept
    plural: bool


class _Anaphor(_Form):
    """A word that means its concept once the text has named it."""


@Language.factory("technologies")
def create(nlp: Language, name: str) -> "Technologies":
    """Needs nothing but the lexicon."""
    del nlp, name
    return Technologies()


class Technologies:
    """Two automata: forms with a capital match as written, the others in any case."""

    def __init__(self) -> None:
        self._heads: dict[str, list[Head]] = {}
        for word, head in heads():
            self._heads.setdefault(word, []).append(head)
        pairs = list(_forms())
        self._cased = Matcher([p for p in pairs if not p[0].islower()])
        plain: list[tuple[str, _Form | None]] = [p for p in pairs if p[0].islower()]
        # a head that is no technology alone is looked up in `_heads` where it is met
        self._plain = Matcher([*plain, *((word, None) for word in self._heads)])

    def __call__(self, doc: Doc) -> Doc:
        """Add the technologies to the document's findings."""
        self.find(findings.of(doc))
        return doc

    def find(self, found: Findings) -> None:
        """Set the technologies and hints of a text; needs no model (the gate asks this alone)."""
        hits = _longest([*self._cased_hits(found), *self._plain_hits(found)])
        masks = [*found.masks, *_elsewhere(found.low)]
        kept = [h for h in hits if h.key and not inside((h.start, h.end), masks)]
        mentions = [_mention(found, hit, name) for hit, name in named(kept)]
        found.technologies = [m for m in mentions if not _is_hint(m)]
        found.hints = [m for m in mentions if _is_hint(m)]

    def _cased_hits(self, found: Findings) -> Iterator[Hit]:
        for start, end, form in self._cased.find(found.folded, found.text):
            if form and _allowed(form.concept, found.low, start, end):
                yield _hit(start, end, form)

    def _plain_hits(self, found: Findings) -> Iterator[Hit]:
        low, text = found.low, found.text
        for start, end, form in self._plain.find(low, text):
            composed = [*self._composed(low, text, start, end)]
            yield from composed
            if form is None or (text[start].isupper() and _NAMED.search(text, max(0, start - 6), start)):
                continue
            if _allowed(form.concept, low, start, end):
                yield _hit(start, end, form)

    def _composed(self, low: str, text: str, start: int, end: int) -> Iterator[Hit]:
        for head in self._heads.get(low[start:end], ()):
            tail = head.tail.match(low, end)
            if not tail or "\n" in tail.group():
                continue
            surface = text[start : tail.end()]
            name = surface if surface[:2].isupper() and not surface.isupper() else _lowered(surface)
            key = head.concept or f"candidate:{singular(low[start : tail.end()])}"
            yield Hit(start, tail.end(), key, looks_plural(low[start:end]), name, head.category)


def _forms() -> Iterator[tuple[str, _Form | None]]:
    for trap in traps():
        for form, _ in inflected(trap):
            yield form, None
    for concept in lexicon().values():
        for written in concept.forms:
            if written.startswith("="):
                yield fold(written[1:]), _Form(concept, plural=False)
                continue
            for form, is_plural in inflected(written):
                yield form, _Form(concept, is_plural)
            if not written.islower() and len(written) >= 6:
                yield fold(written).upper(), _Form(concept, plural=False)
        if concept.anaphor:
            for form, is_plural in inflected(concept.anaphor):
                yield form, _Anaphor(concept, is_plural)


def _hit(start: int, end: int, form: _Form) -> Hit:
    c = form.concept
    return Hit(start, end, c.id, form.plural, "", c.category, anaphor=isinstance(form, _Anaphor))


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


def _elsewhere(low: str) -> list[Span]:
    """Lines that announce other articles."""
    return [m.span() for m in _ELSEWHERE.finditer(low)]


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
    """A phrase as it stands in the middle of a sentence; in a heading in capitals all are lowered."""
    return surface.lower() if surface.isupper() else surface[:1].lower() + surface[1:]
