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
from nlp.technologies.company_names import occurrences, of_a_company
from nlp.technologies.name_shapes import is_clause, is_proper, keys, opens
from nlp.technologies.product_names import Introduced, Trust, introduced
from nlp.text import is_word

_LONGEST = 45
# against hostile texts: names, introductions of a name looked at
_NAMES, _TRIES = 100, 4
# the model takes half of all product names for places: it is believed behind such a word only
_WHERE = re.compile(
    r"(?:(?i:\b(?:à|en|au|aux|dans|de|du|des|depuis|sous)[ \u00a0]|\bd['’])|\bVers[ \u00a0])(?:la[ \u00a0]|l['’])?$"
)
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
            if _is_name(found, name, words, first=first) and _believed(found, name, doc, words):
                new[surface] = _mention(surface, span[0], name)
        _add(found, [m for name in new.values() for m in _everywhere(found, name)])
        return doc

    def _is_first_name(self, name: str) -> bool:
        return all(map(self._first.has, name_key(name).split()))


def _is_name(found: Findings, name: Introduced, words: Dictionary, *, first: bool) -> bool:
    """Whether the span is written as a name, and is no ordinary word whose capital is the sentence's.

    `first`: it is a first name too.
    """
    text, start, end = found.text, name.start, name.end
    surface = text[start:end]
    key = name_key(surface)
    if not 2 <= len(key) <= _LONGEST or "\n" in surface or not is_word(text, start, end):
        return False
    if (
        key in keys("not_names")
        or (key.endswith("ment") and " " not in key)
        or not is_proper(text, start, end)
    ):
        return False
    if surface.isupper() and " " in surface and _line(text, start).isupper():
        return False  # in a heading in capitals every word looks like a name
    if name.trust == Trust.COINED:
        return _is_coined(text, (start, end), words, first=first)
    if name.trust > Trust.BESIDE:
        return True
    single = " " not in surface.replace("\u00a0", " ")
    ordinary = single and opens(text, start) and not words.lacks(text, start) and not first
    return not (ordinary and _always_opens(text, surface)) and not is_clause(text, start, end)


def _is_coined(text: str, span: Span, words: Dictionary, *, first: bool) -> bool:
    """Whether a name is one word that no dictionary holds, or a first name, or ends as names of products do."""
    *before, last = text[span[0] : span[1]].split()
    if before:
        return name_key(last) in keys("product_ends")
    return first or words.lacks(text, span[0])


def _always_opens(text: str, surface: str) -> bool:
    return all(opens(text, start) for start, _ in occurrences(text, surface))


def _believed(found: Findings, name: Introduced, doc: Doc, words: Dictionary) -> bool:
    """Whether nothing says that the name is something else's."""
    surface = found.text[name.start : name.end]
    return not (
        _taken(found, (name.start, name.end), name)
        or _somewhere(found, name, doc, words)
        or of_a_company(found.text, surface)
    )


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]


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


def _taken(found: Findings, span: Span, name: Introduced) -> bool:
    """Whether another reading of the span stands: a known technology, a town, a body, a person."""
    known = [(m.start, m.end) for m in found.technologies if m.rule == "lexicon"]
    if any(_overlap(span, m) and not _ends_with(span, m, name) for m in known):
        return True
    towns = [] if name.trust == Trust.NAMED else found.communes
    others = [*towns, *found.places, *found.organisations]
    if any(m.start <= span[0] and span[1] <= m.end for m in others) or inside(span, found.masks):
        return True
    persons = [*found.names, *(s for role in found.roles for s in role.mentions)]
    # the model takes many a product of one word for a person: a first name and a surname are believed
    return any(_overlap(span, p) and " " in found.text[p[0] : p[1]] for p in persons)


def _somewhere(found: Findings, name: Introduced, doc: Doc, words: Dictionary) -> bool:
    """Whether it is a place of no gazetteer: the model says so, and a preposition stands before it."""
    where = name.trust < Trust.SURE and _WHERE.search(found.text, max(0, name.start - 9), name.start)
    if not where or (
        where.group().strip().lower() in {"de", "d'", "d’"} and words.lacks(found.text, name.start)
    ):
        return False  # "c'est la signature de X, un logiciel": no dictionary holds X
    return any(
        e.label_ == "LOC" for e in doc.ents if _overlap((name.start, name.end), (e.start_char, e.end_char))
    )


def _ends_with(span: Span, known: Span, name: Introduced) -> bool:
    """Whether a technology's word is the end of a longer name: "l'outil, baptisé Camélia IA"."""
    return name.trust >= Trust.SURE and span[0] < known[0] and known[1] == span[1]


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
