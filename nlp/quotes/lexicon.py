"""The words that say who speaks (lexicon/quotes.toml), folded, with the forms of their verbs."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.text import fold
from nlp.wordlists import either, table

SAYS, UTTERS, STANCE = "says", "utters", "stance"
"""What a verb takes: a clause with "que" or a quotation; a quotation; a few words in marks."""

# of a verb in -er: present, imperfect, past, future, conditional, gerund, participles
_ER = (
    "e", "ent", "ons", "ait", "aient", "ions", "a", "erent", "era", "erons", "eront", "erait", "eraient", "er", "ant",
    "e", "ee", "es", "ees",
)  # fmt: skip


@cache
def verbs() -> dict[str, frozenset[str]]:
    """What each form of a verb takes, by form; reflexive pronouns left out."""
    found: dict[str, set[str]] = {}
    words = table("quotes.toml")
    for kind in (SAYS, UTTERS, STANCE):
        for infinitive in _infinitives(words["er"][kind]):
            for form in _forms(infinitive):
                found.setdefault(form, set()).add(kind)
        for form in _listed(words["irregular"][kind]):
            found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


@cache
def neutral() -> frozenset[str]:
    """The forms of verbs that tell whom the paper has something from, and no more."""
    listed = table("quotes.toml")["neutral"]["infinitives"]
    return frozenset(form for infinitive in _infinitives(listed) for form in _forms(infinitive))


def _infinitives(text: str) -> list[str]:
    return [word for word in _folded(text).split() if word not in {"s", "se"} and word.endswith("er")]


def _forms(infinitive: str) -> Iterator[str]:
    stem = infinitive[:-2]
    yield from (stem + ending for ending in _ER)
    if stem.endswith("g"):  # "jugeait", "songea"
        yield from (stem + "e" + ending for ending in ("a", "ait", "aient", "ant"))
    if infinitive.endswith("eler"):  # "appelle", "rappellera"
        yield from (stem + "l" + ending for ending in ("e", "ent", "era", "eront", "erait"))
    if infinitive.endswith(("oyer", "uyer")):
        yield from (stem[:-1] + "i" + ending for ending in ("e", "ent", "era", "erait"))
    if infinitive.endswith("ayer"):
        yield from (stem[:-1] + "i" + ending for ending in ("e", "ent"))


def _listed(text: str) -> Iterator[str]:
    for verb in text.split("|"):
        yield from (word for word in _folded(verb).split() if word not in {"s", "se", "a"})


def _folded(text: str) -> str:
    return " ".join(fold(text).lower().split())


@cache
def words(section: str, key: str) -> frozenset[str]:
    """The words of one list, folded."""
    return frozenset(word_list(section, key))


def word_list(section: str, key: str) -> list[str]:
    """One list of single words in its order, folded."""
    return [fold(word).lower() for word in table("quotes.toml")[section][key].split()]


def phrases(section: str, key: str) -> list[str]:
    """One list of phrases parted by commas, folded; hyphens and apostrophes are spaces."""
    return [_folded(phrase) for phrase in table("quotes.toml")[section][key].split(",") if phrase.strip()]


def written(section: str, key: str) -> list[str]:
    """One list of phrases parted by commas, with their accents: "condamné", no "condamne"."""
    listed = table("quotes.toml")[section][key].split(",")
    return [re.escape(" ".join(phrase.split())) for phrase in listed if phrase.strip()]


@cache
def locutions() -> str:
    """Verbs of several words, as one alternation."""
    return either(map(re.escape, phrases("phrases", SAYS)))


@cache
def introducers(key: str) -> str:
    """Prepositions that say whose view follows, as one alternation; "d'après l'élu" leaves out no article."""
    return either(re.escape(p) for p in phrases("introducers", key))
