"""Names of products and projects that no lexicon knows, by the words that introduce them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.technologies.company_names import occurrences, of_a_company
from nlp.technologies.product_names import Introduced, introduced, words
from nlp.text import is_word

_LONGEST = 45
# against hostile texts: names, introductions of a name looked at
_NAMES, _TRIES = 100, 4
# the model takes half of all product names for places: it is believed behind such a word only
_WHERE = re.compile(
    r"(?i:\b(?:à|en|au|aux|dans|vers|de|du|des|depuis|sous)[ \u00a0]|\bd['’])(?:la[ \u00a0]|l['’])?$"
)
_LEADING = re.compile(r"[\w’'-]+[ \u00a0]")


@Language.factory("discovery", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Discovery":
    """Needs what the components before it found."""
    del nlp, name
    return Discovery()


class Discovery:
    """Adds candidates: a name introduced as a product's, and where the text repeats it."""

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's technologies; a town inside a product's name is no town."""
        found = findings.of(doc)
        anchors = sorted([*found.technologies, *found.hints], key=lambda m: m.start)
        new: dict[str, Mention] = {}
        tried: Counter[str] = Counter()
        for name in introduced(found.text, anchors):
            start, end = _trimmed(found.text, name.start, name.end, bare=not name.sure)
            surface = found.text[start:end]
            tried[surface] += 1
            if tried[surface] > _TRIES or len(tried) > _NAMES or surface in new:
                continue
            if _believed(found, name._replace(start=start, end=end), doc):
                new[surface] = _mention(surface, start, name)
        _add(found, [m for name in new.values() for m in _everywhere(found, name)])
        return doc


def _believed(found: Findings, name: Introduced, doc: Doc) -> bool:
    """Whether nothing says that the name is something else's."""
    surface = found.text[name.start : name.end]
    key = name_key(surface)
    if not 2 <= len(key) <= _LONGEST or "\n" in surface or not is_word(found.text, name.start, name.end):
        return False
    if key in _not_names() or (key.endswith("ment") and " " not in key):
        return False
    if surface.isupper() and " " in surface and _line(found.text, name.start).isupper():
        return False  # in a heading in capitals every word looks like a name
    return not _taken(found, (name.start, name.end), name, doc) and not of_a_company(found.text, surface)


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]


def _mention(surface: str, start: int, name: Introduced) -> Mention:
    return Mention(
        MentionKind.TECHNOLOGY, f"candidate:{name_key(surface)}", surface, surface, start, start + len(surface),
        "discovery", confidence=0.8 if name.sure else 0.6, category=name.category, candidate=True,
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int, *, bare: bool) -> Span:
    """Without stray signs, and if nothing stands before it the sentence's own first word ("Avec X, l'appli")."""
    while end > start and text[end - 1] in "’'-& \u00a0":
        end -= 1
    lead = _LEADING.match(text, start, end) if bare else None
    while lead and name_key(lead.group()) in _not_names() - _INITIAL_ARTICLES:
        start = lead.end()
        lead = _LEADING.match(text, start, end)
    return start, end


def _taken(found: Findings, span: Span, name: Introduced, doc: Doc) -> bool:
    """Whether another reading of the span stands: a known technology, a town, a body, a person."""
    if any(_overlap(span, (m.start, m.end)) for m in found.technologies if m.rule == "lexicon"):
        return True
    others = [*found.communes, *found.places, *found.organisations]
    if any(m.start <= span[0] and span[1] <= m.end for m in others) or inside(span, found.masks):
        return True
    persons = [*found.names, *(s for role in found.roles for s in role.mentions)]
    # the model takes many a product of one word for a person: a first name and a surname are believed
    if any(_overlap(span, p) and " " in found.text[p[0] : p[1]] for p in persons):
        return True
    tagged = any(e.label_ == "LOC" for e in doc.ents if _overlap(span, (e.start_char, e.end_char)))
    return tagged and not name.sure and _WHERE.search(found.text, max(0, span[0] - 9), span[0]) is not None


@cache
def _not_names() -> frozenset[str]:
    return frozenset(map(name_key, words()["not_names"]))


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


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
