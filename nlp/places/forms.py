"""All the ways the press writes a place's name, in lower case without accents or hyphens.

A `Form` is what the automaton looks for; `skip` leading characters are no part of the mention ("du Mans":
a contracted article is not the name's).
"""

from collections.abc import Iterator
from typing import NamedTuple

from nlp.text import fold


class Form(NamedTuple):
    """One spelling; `rank` 0 is the full name, 1 a short usual form ("Louhans" for Louhans-Châteaurenaud)."""

    text: str
    skip: int = 0
    rank: int = 0


# `USUAL` is a short form that needs no proof: "Brive"
# `GENERIC` one that names nothing unless the full name stands in the text: "Bourg" for Bourg-en-Bresse
FULL, SHORT, USUAL, GENERIC = 0, 1, 2, 3

_CONTRACTED = {"le": (("du", 3), ("au", 3)), "les": (("des", 4), ("aux", 4))}
_ARTICLES = frozenset({"le", "la", "les", "l"})
# words that begin the second part of a name: "Bonchamp-lès-Laval", "Aulnay-sous-Bois", "Dol-de-Bretagne"
_LINKS = frozenset({
    *("sur", "sous", "en", "les", "lez", "le", "la", "l", "de", "du", "des", "d", "a", "au", "aux", "et"),
    *("pres", "devant"),
})  # fmt: skip
# heads that stand for nothing without their tail
_NO_HEAD = frozenset({
    *("saints", "saintes", "notre", "mont", "val", "pont", "bois", "beau"),
    *("belle", "grand", "grande", "petit", "petite", "haut", "haute", "bas", "basse", "vieux", "vieille"),
    *("neuf", "ville", "isle", "ile", "port", "bains", "trois", "deux", "quatre", "sept", "dun", "pays"),
    *("premier", "bon", "bonne", "mas", "puy", "font", "terre", "vert", "rouge", "noir", "blanc", "gros"),
    *("arc", "ban", "bourg", "camp", "champ", "champs", "chateau", "col", "cote", "croix", "cap", "sud"),
    *("nord", "est", "ouest", "centre", "marche", "tour", "rive", "rives", "plateau", "fort"),
})  # fmt: skip


def folded_name(name: str) -> str:
    """The name as the matcher sees it: "L'Haÿ-les-Roses" -> "l hay les roses"."""
    return " ".join(fold(name).lower().replace(",", " ").split())


def commune_forms(name: str, rank: int = FULL) -> Iterator[Form]:
    """Every form of a commune's name, the full ones first."""
    plain = folded_name(name)
    for spelling in _spellings(plain):
        yield from _with_articles(spelling, rank)
    article, _, rest = plain.partition(" ")
    if rank == FULL and article in _ARTICLES and len(rest.split()) > 1:
        yield Form(rest, 0, SHORT)  # "à Trois-Bassins"
    for head in short_heads(name) if rank == FULL else ():
        generic = head.rpartition(" ")[2] in _NO_HEAD or len(head) < 4
        for spelling in _spellings(head):
            yield from _with_articles(spelling, GENERIC if generic else SHORT)


def _with_articles(spelling: str, rank: int) -> Iterator[Form]:
    yield Form(spelling, 0, rank)
    article, _, rest = spelling.partition(" ")
    for written, skip in _CONTRACTED.get(article, ()) if rest else ():
        yield Form(f"{written} {rest}", skip, rank)


def _spellings(plain: str) -> Iterator[str]:
    """The name, and the letters it may be written with."""
    found = {plain: None}
    for variants in (_with_link, _abbreviated, _with_ligature, _breton, _single_letters):
        found |= dict.fromkeys(v for spelling in list(found) for v in variants(spelling))
    yield from found


def _with_link(spelling: str) -> Iterator[str]:
    """Write "lès" for "lez" and the other way round."""
    first, *rest = spelling.split()
    for link, other in (("les", "lez"), ("lez", "les")):
        if link in rest[:-1]:
            yield " ".join([first, *(other if t == link else t for t in rest)])


def _abbreviated(spelling: str) -> Iterator[str]:
    """Write "St" and "Ste", with a full stop or none."""
    tokens = spelling.split()
    for full, short in (("saint", "st"), ("sainte", "ste")):
        if full in tokens:
            for mark in ("", "."):
                yield " ".join(f"{short}{mark}" if t == full else t for t in tokens)


def _with_ligature(spelling: str) -> Iterator[str]:
    """Write "œ" for "oe" and the other way round."""
    if "œ" in spelling:
        yield spelling.replace("œ", "oe")
    for word in ("coeur", "soeur", "oeuvr", "boeuf"):
        if word in spelling:
            yield spelling.replace(word, word.replace("oe", "œ"))


def _breton(spelling: str) -> Iterator[str]:
    """Write "c'h", as Brittany does, where the register has "ch": Penmarc'h."""
    if spelling.endswith("ch") and len(spelling) > 5:
        yield f"{spelling[:-2]}c h"


def _single_letters(spelling: str) -> Iterator[str]:
    """The slip that spelling checkers miss most in names: one letter of a double one left out."""
    if len(spelling) < 10:
        return
    for i in range(2, len(spelling) - 1):
        if spelling[i] == spelling[i - 1] and spelling[i] in "cflmnprst":
            yield spelling[:i] + spelling[i + 1 :]


def short_heads(name: str) -> Iterator[str]:
    """The first parts of a compound name, as locals say it: up to its second word, up to its first link."""
    tokens = folded_name(name).split()
    start = 1 if tokens[0] in _ARTICLES and len(tokens) > 1 else 0
    end = start + (2 if tokens[start] in {"saint", "sainte"} else 1)
    link = next((i for i in range(end, len(tokens)) if tokens[i] in _LINKS), end)
    for stop in dict.fromkeys((end, link)):
        if stop < len(tokens) and tokens[stop] not in {"et", "a"}:
            yield " ".join(tokens[:stop])
