"""Départements, régions and intercommunal bodies: places by themselves, and masks over towns' names.

"l'Eurométropole de Strasbourg" is no mention of the town of Strasbourg.
"""

import re
from collections import defaultdict

from daachorse import CharwiseDoubleArrayAhoCorasick
from spacy.language import Language
from spacy.tokens import Doc

from core.types import Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.places.gazetteer import NameMatch
from nlp.places.geography import Geography, epci_short_name
from nlp.text import fold, is_word, longest

_TYPE_WORDS = (
    r"(?:[Cc]ommunaute (?:de communes|d agglomeration|urbaine)|[Ee]urometropole|[Mm]etropole|[Aa]gglomeration"
    r"|[Ii]ntercommunalite|[Gg]rande? agglomeration)"
)
_BEFORE = re.compile(_TYPE_WORDS + r" (?:de la |de l |des |du |de |d )?$")
_PREFIX = re.compile(r"(?:Grande?|Pays(?: de| d| du)?) $")
_SUFFIX = re.compile(r"(?: [A-Z]\w+){0,3}? (?:Agglo|Agglomeration|Metropole|Communaute)\b")
_RIVERS = re.compile(
    r"(?:\(|\b(?:dans|en|departement|departemental|prefet|prefecture)(?: de)?(?: l| la| le| les| du)? )$"
)


@Language.factory("territories", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Territories":
    """The geography is set by the pipeline's loader (`Territories.geography`)."""
    del nlp, name
    return Territories()


class Territories:
    """Finds territories and leaves the masks for the communes component."""

    def __init__(self) -> None:
        self.geography: Geography
        self._automaton: CharwiseDoubleArrayAhoCorasick
        self._entries: list[tuple[MentionKind, str, str]] = []

    def use(self, geography: Geography) -> None:
        """Index the names of `geography`."""
        self.geography = geography
        towns = {fold(c.name) for c in geography.communes}
        entries: dict[tuple[str, MentionKind, str], str] = {}
        for code, name in geography.departements.items():
            if code != "75":
                entries[fold(name), MentionKind.DEPARTEMENT, code] = name
        for code, name in geography.regions.items():
            entries[fold(name), MentionKind.REGION, code] = name
        for code, name in geography.epci_names.items():
            short = epci_short_name(name)
            if " " in short and short not in towns:
                entries[short, MentionKind.EPCI, code] = name
        self._entries = [(kind, code, name) for (_, kind, code), name in entries.items()]
        self._automaton = CharwiseDoubleArrayAhoCorasick([form for form, _, _ in entries])

    def __call__(self, doc: Doc) -> Doc:
        """Add territories and masks to the document's findings."""
        found = findings.of(doc)
        matches = self.geography.gazetteer.matches(found.text, found.folded)
        for match in matches:
            self._epci_around(found, match)
        self._named(found)
        return doc

    def _epci_around(self, found: Findings, match: NameMatch) -> None:
        """An intercommunal body named after one of its towns."""
        span = _widened(found.folded, match)
        if span is None:
            return
        found.masks.append(span)
        sirens = {self.geography.commune(i).epci_siren for i in match.insees} - {None}
        best = max(match.insees, key=lambda i: self.geography.commune(i).population or 0)
        siren = self.geography.commune(best).epci_siren
        if siren and (len(sirens) == 1 or self._bears(siren, match, found)):
            found.places.append(self._mention(found, MentionKind.EPCI, siren, span, "epci-of-town"))

    def _bears(self, siren: str, match: NameMatch, found: Findings) -> bool:
        """Whether the EPCI's official name holds the town's."""
        return found.folded[match.start : match.end] in fold(self.geography.epci_names.get(siren, ""))

    def _named(self, found: Findings) -> None:
        """Territories by their own name; longest first, rivers only where the syntax says département."""
        spans = [s for s in self._automaton.find_overlapping(found.folded) if is_word(found.text, s[0], s[1])]
        readings: dict[Span, list[int]] = defaultdict(list)
        for start, end, index in longest(spans):
            readings[start, end].append(index)
        for span, indexes in readings.items():
            kind, code, _ = self._entries[indexes[0]]
            if inside(span, found.masks) or (kind is MentionKind.EPCI and len(indexes) > 1):
                continue  # two bodies of one name: nothing here says which
            if kind is MentionKind.DEPARTEMENT and not self._is_departement(found, span):
                continue
            whole = _with_type_words(found.folded, span) if kind is MentionKind.EPCI else span
            found.masks.append(whole)
            found.places.append(self._mention(found, kind, code, whole, f"{kind}-name"))

    def _is_departement(self, found: Findings, span: Span) -> bool:
        """A compound name is a département; a bare one may be a river, a first name or a word."""
        compound = re.search(r"[- ]", found.text[span[0] : span[1]]) is not None
        return compound or _RIVERS.search(found.folded[max(0, span[0] - 30) : span[0]]) is not None

    def _mention(self, found: Findings, kind: MentionKind, code: str, span: Span, rule: str) -> Mention:
        names = {
            MentionKind.EPCI: self.geography.epci_names,
            MentionKind.DEPARTEMENT: self.geography.departements,
            MentionKind.REGION: self.geography.regions,
        }[kind]
        surface = found.text[span[0] : span[1]]
        return Mention(kind, code, names.get(code, surface), surface, span[0], span[1], rule)


def _widened(folded: str, match: NameMatch) -> Span | None:
    """The span of the larger body that a town's name stands in, if any."""
    before = folded[max(0, match.start - 45) : match.start]
    words = _BEFORE.search(before)
    if words:
        return match.start - len(before) + words.start(), match.end
    suffix = _SUFFIX.match(folded, match.end)
    prefix = _PREFIX.search(before)
    if suffix or prefix:
        start = match.start - len(before) + prefix.start() if prefix else match.start
        return start, suffix.end() if suffix else match.end
    return None


def _with_type_words(folded: str, span: Span) -> Span:
    """Take in "communauté d'agglomération du" before an EPCI's own name."""
    before = folded[max(0, span[0] - 45) : span[0]]
    words = _BEFORE.search(before)
    return (span[0] - len(before) + words.start(), span[1]) if words else span
