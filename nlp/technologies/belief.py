"""Whether a name that a text introduces as a product's is believed: written as a name, and nothing else's."""

import re

from spacy.tokens import Doc

from core.names import name_key
from core.types import Span
from nlp.findings import Findings, inside
from nlp.organisations.names import Dictionary
from nlp.technologies.company_names import occurrences, of_a_company
from nlp.technologies.name_shapes import is_clause, is_proper, keys, opens
from nlp.technologies.product_names import Introduced, Trust
from nlp.text import is_word

_LONGEST = 45
# the model takes half of all product names for places: it is believed behind such a word only
_WHERE = re.compile(
    r"(?:(?i:\b(?:à|en|au|aux|dans|de|du|des|depuis|sous)[ \u00a0]|\bd['’])|\bVers[ \u00a0])(?:la[ \u00a0]|l['’])?$"
)


def is_name(found: Findings, name: Introduced, words: Dictionary, *, first: bool) -> bool:
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


def is_believed(found: Findings, name: Introduced, doc: Doc, words: Dictionary) -> bool:
    """Whether nothing says that the name is something else's."""
    surface = found.text[name.start : name.end]
    return not (
        _taken(found, (name.start, name.end), name)
        or _somewhere(found, name, doc, words)
        or of_a_company(found.text, surface)
    )


def _is_coined(text: str, span: Span, words: Dictionary, *, first: bool) -> bool:
    """Whether a name is one word that no dictionary holds, or a first name, or ends as names of products do."""
    *before, last = text[span[0] : span[1]].split()
    if before:
        return name_key(last) in keys("product_ends")
    return first or words.lacks(text, span[0])


def _always_opens(text: str, surface: str) -> bool:
    return all(opens(text, start) for start, _ in occurrences(text, surface))


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


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
