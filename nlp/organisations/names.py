"""Names of unknown bodies: which capitalised words may be one at all."""

import re

from spacy.strings import get_string_id
from spacy.tokens import Doc

from core.names import name_key
from core.types import Span
from nlp.civility import BESIDE_BODIES
from nlp.findings import Findings
from nlp.organisations.lexicon import lexicon
from nlp.organisations.shapes import ARTICLE, at_sentence_start, is_coined
from nlp.places.geography import Geography

_CIVILITY = re.compile(rf"\b{BESIDE_BODIES}[ \u00a0]$")
_LETTERS = re.compile(r"\w+")
_SHORT = 5
_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des"})
_EPCI = re.compile(r"C[ACU][A-Z]{1,4}")


def place_keys(geography: Geography) -> frozenset[str]:
    """Keys of the names of towns and territories, and what towns with a long name are called: "Oloron"."""
    names = (
        *(c.name for c in geography.communes),
        *(short for c in geography.communes if len(short := c.name.partition("-")[0]) > _SHORT),
        *geography.departements.values(),
        *geography.regions.values(),
        *geography.epci_names.values(),
    )
    return frozenset(map(name_key, names))


def in_capital_line(found: Findings, span: Span) -> bool:
    """Whether the name and its line are all in capitals: a heading, where every word looks like an acronym."""
    if not found.text[span[0] : span[1]].isupper():
        return False
    start = max(found.text.rfind("\n", 0, span[0]) + 1, span[0] - 100)
    around = found.text[start : span[1] + 100].partition("\n")[0]
    return len(around) > span[1] - span[0] and around.upper() == around


def without_article(text: str, span: Span) -> Span:
    """The name without the article or preposition whose capital is the sentence's: "Le Cerema"."""
    start, end = span
    article = ARTICLE.match(text, start, end)
    return (article.end(), end) if article else span


def refused(name: str) -> bool:
    """Whether a name is a party's, an acronym of a common noun, a street's, an event's, an article, or no name."""
    known = lexicon()
    key = name_key(name)
    return (
        len(key) < 2
        or key in _ARTICLES
        or key in known.refused
        or (name.partition(" ")[0].isupper() and key.partition(" ")[0] in known.refused)  # "CM2 d'Apt"
        or key.partition(" ")[0] in known.openings
        or key.isdigit()
        or not (name[:1].isupper() or name[:1].isdigit() or is_coined(name))
        or _EPCI.fullmatch(name) is not None  # "la CAPSO": a community of communes
    )


def _is_full(found: Findings, span: Span) -> bool:
    """A person beyond doubt: more than one word, or a civility before."""
    civil = _CIVILITY.search(found.text[max(0, span[0] - 12) : span[0]]) is not None
    return civil or " " in _plain(found.text[span[0] : span[1]])


class People:
    """Who is named in a text, to keep persons from becoming companies."""

    def __init__(self, found: Findings) -> None:
        self._full = [s for s in found.names if _is_full(found, s)]
        self._surnames = {name_key(found.text[s:e]).rpartition(" ")[2] for s, e in self._full}
        self._covered = {i for s, e in self._full for i in range(s, e)}

    def has(self, text: str, span: Span) -> bool:
        """Whether a span is, or lies in, a person's full name, or is the surname of one."""
        return (
            span[0] in self._covered
            or span[1] - 1 in self._covered
            or name_key(text[span[0] : span[1]]) in self._surnames
        )


class Dictionary:
    """The 500,000 words that the model has vectors for: what it lacks is a coined name or a rare surname."""

    def __init__(self, doc: Doc) -> None:
        self._known = doc.vocab.vectors

    def lacks(self, text: str, start: int) -> bool:
        """Whether the word at `start` is in no dictionary, in either case; short ones are never said to be."""
        match = _LETTERS.match(text, start)
        word = match.group() if match else ""
        # the table is asked by hash: `Vocab.has_vector` would store every word, or fail on one it never met
        return len(word) > 3 and not any(get_string_id(w) in self._known for w in (word, word.lower()))


def opens_sentence(text: str, span: Span) -> bool:
    """Whether a name is a single word at the start of a sentence: any word may be."""
    return " " not in _plain(text[span[0] : span[1]]) and at_sentence_start(text, span[0])


def _plain(name: str) -> str:
    return name.replace("\u00a0", " ").replace("\u202f", " ")
