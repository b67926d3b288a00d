"""Names of products and projects that no lexicon knows, by the words that introduce them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.organisations.names import Dictionary
from nlp.persons.first_names import FirstNames
from nlp.places.geography import Geography
from nlp.technologies.belief import is_believed, is_name
from nlp.technologies.company_names import occurrences
from nlp.technologies.name_shapes import keys
from nlp.technologies.product_names import Introduced, Trust, introduced
from nlp.text import is_word

# against hostile texts: names, introductions of a name looked at
_NAMES, _TRIES = 100, 4
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ]")
_LEADING = re.compile(r"[\w’'-]+[ \u00a0]")


@Language.factory("discovery", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Discovery":
    """Needs what the components before it found; the geography is set by the pipeline's loader."""
    del nlp, name
    return Discovery()


class Discovery:
    """Adds candidates: a name introduced as a product's, and where the text repeats it."""

    def __init__(self) -> None:
        self._first: FirstNames

    def use(self, geography: Geography) -> None:
        """Take first names from the mandates of `geography`."""
        self._first = FirstNames(geography.mandates)

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's technologies; a town inside a product's name is no town."""
        found = findings.of(doc)
        anchors = sorted([*found.technologies, *found.hints], key=lambda m: m.start)
        new: dict[str, Mention] = {}
        tried: Counter[str] = Counter()
        words = Dictionary(doc)
        for met in introduced(found.text, anchors, self._is_first_name):
            span = _trimmed(found.text, met)
            if span is None:
                continue
            surface = found.text[span[0] : span[1]]
            tried[surface] += 1
            if tried[surface] > _TRIES or len(tried) > _NAMES or surface in new:
                continue
            name = met._replace(start=span[0], end=span[1])
            first = self._is_first_name(surface)
            if is_name(found, name, words, first=first) and is_believed(found, name, doc, words):
                new[surface] = _mention(surface, span[0], name)
        _add(found, [m for name in new.values() for m in _everywhere(found, name)])
        return doc

    def _is_first_name(self, name: str) -> bool:
        return all(map(self._first.has, name_key(name).split()))


def _mention(surface: str, start: int, name: Introduced) -> Mention:
    return Mention(
        MentionKind.TECHNOLOGY, f"candidate:{name_key(surface)}", surface, surface, start, start + len(surface),
        "discovery", confidence=0.8 if name.trust >= Trust.SURE else 0.6, category=name.category, candidate=True,
    )  # fmt: skip


def _trimmed(text: str, name: Introduced) -> Span | None:
    """Without stray signs, and if nothing stands before it the sentence's own first word ("Avec X, l'appli").

    None where that word says when or where ("Depuis l'Ascension, l'appli"): what follows is no tool.
    """
    start, end = name.start, name.end
    while end > start and text[end - 1] in "’'-& \u00a0":
        end -= 1
    lead = None if name.trust >= Trust.SURE else _LEADING.match(text, start, end)
    while lead and name_key(lead.group()) in keys("not_names") - _INITIAL_ARTICLES:
        if name_key(lead.group()) in keys("no_tool_behind"):
            return None
        start = lead.end()
        if text[start].islower():  # "C'est la signature de X, un logiciel"
            capital = _CAPITALISED.search(text, start, end)
            start = capital.start() if capital else start
        lead = _LEADING.match(text, start, end)
    return start, end


# articles and possessives open names too ("Mon Village", "La Boussole"): they are not stripped
_INITIAL_ARTICLES = frozenset(
    {"le", "la", "les", "l", "mon", "ma", "mes", "un", "une", "nos", "notre", "ville", "france"}
)


def _everywhere(found: Findings, name: Mention) -> Iterator[Mention]:
    """The name wherever the text has it, in capitals too."""
    for written in {name.surface, name.surface.upper() if len(name.surface) > 4 else name.surface}:
        for start, end in occurrences(found.text, written):
            if is_word(found.text, start, end) and not inside((start, end), found.masks):
                yield replace(name, surface=written, start=start, end=end)


def _add(found: Findings, new: Iterable[Mention]) -> None:
    """Longest names first; what lies inside a name is part of it, be it a technology or a town."""
    taken: set[int] = set()
    kept: list[Mention] = []
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        if taken.isdisjoint((mention.start, mention.end - 1)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    known = [m for m in found.technologies if taken.isdisjoint((m.start, m.end - 1))]
    found.technologies = sorted([*known, *kept], key=lambda m: m.start)
    found.communes = [m for m in found.communes if not {m.start, m.end - 1} <= taken]
