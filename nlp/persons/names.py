"""Spans of persons' names: what has a name's shape and a reason to be one.

The reasons: a known first name, the model's tag, a civility. A role or a verb of speech beside it helps names whose
first name nobody here bears. What bears the name of a street, a school, a product or a newspaper is refused.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Mandate, Span
from nlp import findings
from nlp.civility import FOLDED_SHORT, PERSONS, TAGGED
from nlp.findings import Findings
from nlp.persons.bylines import signed
from nlp.persons.name_shape import candidates, cut, words
from nlp.persons.not_persons import Refusals
from nlp.persons.role_words import Phrase, phrases
from nlp.persons.vocabulary import vocabulary
from nlp.places.geography import Geography
from nlp.text import is_word, lexicon_words, longest
from nlp.wordlists import either

_AFTER_CIVILITY = re.compile(
    rf"(?<!\w){PERSONS}[ \u00a0\u202f]"
    r"((?:(?:de|du|des|van|von|le|la|el|ben)[ \u00a0]){0,2}"
    r"(?:d[’'])?[A-ZÀ-ÝŒ][\w’'-]*(?:[ \u00a0][A-ZÀ-ÝŒ][\w’'-]*){0,3})"
)
_TAGGED = re.compile(rf"{TAGGED}[ \u00a0]+")
_ROLE_BEFORE = re.compile(rf"(?:, | )(?:{FOLDED_SHORT} )?$")
_INITIALS = "."  # the key of "J." and "J.-P."
_TAIL = re.compile(r"[\s,.;:’'»”-]+$")
_SAYS = re.compile(rf"\b{either(vocabulary('says'))} $")


@Language.factory("names", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Names":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Names()


class Names:
    """Finds the spans of persons' names, before anything else claims their words."""

    def __init__(self) -> None:
        self._first: frozenset[str] = frozenset()
        self._refusals: Refusals

    def use(self, geography: Geography) -> None:
        """Take first names from the mandates of `geography`, and the names of its territories."""
        written = frozenset(name_key(n).partition(" ")[0] for n in lexicon_words("first_names.txt"))
        self._first = first_names(geography.mandates) | written
        self._refusals = Refusals(t.name for t in geography.territories)

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of the document's findings."""
        found = findings.of(doc)
        refused = signed(found.text)
        spans = [*self._shaped(found), *_after_civility(found.text)]
        known = {i for s, e in spans for i in range(s, e)}
        spans += [s for s in self._tagged(doc, found) if s[0] not in known and s[1] - 1 not in known]
        kept = longest([(s, e, 0) for s, e in dict.fromkeys(spans)])
        found.names = [
            (s, e) for s, e, _ in kept if is_word(found.text, s, e) and not _overlaps((s, e), refused)
        ]
        return doc

    def _shaped(self, found: Findings) -> Iterator[Span]:
        """Names that begin with a known first name, or stand beside a role or a verb of speech."""
        roles = _Beside(found, phrases(found.low))
        for run in candidates(found.text):
            parts = words(found.text, run)
            if found.text[parts[0][0] : parts[0][1]] in {"M.", "MM."}:
                parts = parts[1:]
            keys = [self._key(found.text[s:e]) for s, e in parts]
            at = next((i for i, k in enumerate(keys[:-1]) if self._is_first(k)), None)
            if at is None and not _shouts(found.text, run):
                at = self._unheard(parts, keys, roles)
            if at is None:
                continue
            firsts = 1
            while (
                at + firsts < len(keys) - 1
                and self._is_first(keys[at + firsts])
                and "-" not in keys[at + firsts]
            ):
                firsts += 1
            end = cut(found.text, parts[at:], firsts)
            if _shouts(found.text, run):  # nothing tells a surname from the words after it
                end = min(end, firsts + 1)
            span = (parts[at][0], parts[at + end - 1][1])
            span = (span[0], _without_stop(found.text, span))
            if end > 1 and not self._refusals.refuses(found.text, found.low, span, sure=roles.beside(span)):
                yield span

    def _is_first(self, key: str) -> bool:
        return key.partition(" ")[0] in self._first or key == _INITIALS

    @staticmethod
    def _key(word: str) -> str:
        return _INITIALS if re.fullmatch(r"(?:[A-ZÀ-Ý]\.-?){1,3}", word) else name_key(word)

    def _unheard(self, parts: Sequence[Span], keys: Sequence[str], roles: "_Beside") -> int | None:
        """Where a name begins whose first name is unknown, when a role or "explique" stands right beside it."""
        at = 0
        while at < len(keys) - 1 and keys[at] in self._refusals.openers:
            at += 1
        span = (parts[at][0], parts[-1][1])
        if len(parts) - at < 2 or len(keys[at]) < 3 or any(k in self._refusals.words for k in keys[at:]):
            return None
        return at if roles.beside(span) else None

    def _tagged(self, doc: Doc, found: Findings) -> Iterator[Span]:
        """The model's persons, trimmed of civilities and stray punctuation."""
        for ent in doc.ents:
            if ent.label_ != "PER":
                continue
            surface = _TAIL.sub("", ent.text)
            start = ent.start_char
            civility = _TAGGED.match(surface)
            if civility:
                start, surface = start + civility.end(), surface[civility.end() :]
            opener = re.match(r"(?:[ÀA]|Pour|Selon|Avec|Chez|Par|De|Et|Mais)[ \u00a0]+", surface)
            if opener:
                start, surface = start + opener.end(), surface[opener.end() :]
            span = (start, start + len(surface))
            if (
                surface[:1].isupper()
                and not re.search(r"[\d\n«»:;!?/()]", surface)
                and not self._refusals.refuses(found.text, found.low, span, sure=civility is not None)
            ):
                yield span


class _Beside:
    """Whether a run of capitals stands right beside a role's words or a verb of speech."""

    def __init__(self, found: Findings, said: Sequence[Phrase]) -> None:
        self._low = found.low
        self._starts = {p.start for p in said if p.family not in {"same", "other", "reelected"}}
        self._ends = {p.end for p in said if p.family not in {"same", "other", "reelected"}}

    def beside(self, span: Span) -> bool:
        low = self._low
        after = re.match(r"(?: \([^()\n]{1,40}\))?, ", low[span[1] : span[1] + 50])
        if after and span[1] + after.end() in self._starts:
            return True
        before = _ROLE_BEFORE.search(low[max(0, span[0] - 8) : span[0]])
        if before and span[0] - len(before.group()) in self._ends:
            return True
        return _SAYS.search(low, max(0, span[0] - 14), span[0]) is not None


def first_names(mandates: Sequence[Mandate]) -> frozenset[str]:
    """First names (keys) borne by at least three mayors; compound ones count by their first part."""
    count: dict[str, int] = {}
    for mandate in mandates:
        first = mandate.name_key.partition(" ")[0]
        count[first] = count.get(first, 0) + 1
    return frozenset(name for name, n in count.items() if n >= 3 and len(name) > 2)


def _shouts(text: str, run: Span) -> bool:
    """Whether a run of capitals stands among capitals, where every word has a name's shape."""
    around = text[max(0, run[0] - 20) : run[0]] + text[run[1] : run[1] + 20]
    return text[run[0] : run[1]].isupper() and around.isupper()


def _after_civility(text: str) -> Iterator[Span]:
    for match in _AFTER_CIVILITY.finditer(text):
        if not re.match(
            r"(?:Le |La |l[ae] )?(?:[Mm]aire|[Pp]r[ée]|[Mm]inistre|[Aa]djoint|[Dd]irect)", match[1]
        ):
            yield match.start(1), match.start(1) + len(_TAIL.sub("", match[1]))


def _without_stop(text: str, span: Span) -> int:
    """The end without a sentence's stop; "Grégoire S." keeps the stop of its initial."""
    return (
        span[1]
        if re.search(r"[ \u00a0][A-ZÀ-Ý]\.$", text[span[0] : span[1]])
        else span[0] + len(_TAIL.sub("", text[span[0] : span[1]]))
    )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)
