"""Names of products and projects that no lexicon knows, by the words that introduce them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.technologies.inflection import feminine
from nlp.technologies.product_names import Introduced, introduced, words
from nlp.text import is_word

_LONGEST = 45
_MOST = 40  # mentions of one name, against hostile texts
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
        for name in introduced(found.text, anchors):
            for mention in _believed(found, name, doc):
                new.setdefault(mention.name, mention)
        spread = [m for name in new.values() for m in _everywhere(found, name)]
        _add(found, spread)
        return doc


def _believed(found: Findings, name: Introduced, doc: Doc) -> Iterator[Mention]:
    """The name as a mention, when nothing says that it is something else."""
    start, end = _trimmed(found.text, name.start, name.end)
    surface = found.text[start:end]
    key = name_key(surface)
    if (
        not 2 <= len(key) <= _LONGEST
        or "\n" in surface
        or key in _not_names()
        or not is_word(found.text, start, end)
    ):
        return
    if key.endswith("ment") and " " not in key:
        return
    if _taken(found, (start, end), name, doc) or _of_a_company(found.text, surface):
        return
    yield Mention(
        MentionKind.TECHNOLOGY, f"candidate:{key}", surface, surface, start, end, "discovery",
        confidence=0.8 if name.sure else 0.6, category=name.category, candidate=True,
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the sentence's own first word ("Avec X, l'application") and stray signs."""
    while end > start and text[end - 1] in "’'-& \u00a0":
        end -= 1
    lead = _LEADING.match(text, start, end)
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


def _of_a_company(text: str, name: str) -> bool:
    """Whether the text says somewhere that the name is a company's."""
    quoted = re.escape(name)
    before, after, maker = _company_words()
    return any(
        re.search(pattern, text)
        for pattern in (f"(?i:{before}){quoted}", f"{quoted}(?i:{after})", f"(?i:{maker}){quoted}")
    )


@cache
def _company_words() -> tuple[str, str, str]:
    kinds = "|".join(map(re.escape, words()["companies"]))
    makers = "|".join(re.escape(w) + "s?" for m in words()["makers"] for w in (m, feminine(m)))
    space = r"[ \u00a0]"
    before = rf"\b(?:{kinds}){space}(?:[a-zà-ÿ]+{space}){{0,1}}"
    article = rf"(?:une?{space}|la{space}|le{space}|l['’]|cette{space})?"
    after = rf",{space}{article}(?:jeune{space}|petite{space})?(?:{kinds})\b"
    return before, after, rf"\b(?:{makers}){space}par{space}(?:l['’]|la{space}|le{space})?"


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
        at, count = found.text.find(written), 0
        while at >= 0 and count < _MOST:
            end = at + len(written)
            if is_word(found.text, at, end) and not inside((at, end), found.masks):
                yield Mention(
                    name.kind, name.key, name.name, written, at, end, name.rule,
                    confidence=name.confidence, category=name.category, candidate=True,
                )  # fmt: skip
            at, count = found.text.find(written, end), count + 1


def _add(found: Findings, new: Iterable[Mention]) -> None:
    """Longest names first; what lies inside a name is part of it, be it a technology or a town."""
    taken: list[Span] = []
    kept: list[Mention] = []
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        span = (mention.start, mention.end)
        if not any(_overlap(span, t) for t in taken):
            taken.append(span)
            kept.append(mention)
    known = [m for m in found.technologies if not any(_overlap((m.start, m.end), t) for t in taken)]
    found.technologies = sorted([*known, *kept], key=lambda m: m.start)
    found.communes = [m for m in found.communes if not inside((m.start, m.end), taken)]


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
