"""Forms of French verbs, as many as the press needs to tell what is done, was done or will be.

Third persons and the plural "nous"; accents are kept, for they tell "installe" from "installé".
"""

from collections.abc import Iterator
from enum import StrEnum

from nlp.wordlists import table

_FILE = "initiatives_verbs.toml"


class Tense(StrEnum):
    """What the ending of a verb says of time."""

    INFINITIVE = "infinitive"
    PRESENT = "present"
    PAST = "past"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    PARTICIPLE = "participle"


_ER = {
    Tense.PAST: ("ait", "aient", "a", "èrent"),
    Tense.PARTICIPLE: ("é", "ée", "és", "ées"),
}
_IR = {
    Tense.PRESENT: ("it", "issent", "issons"),
    Tense.PAST: ("issait", "issaient"),
    Tense.FUTURE: ("ira", "iront", "irons"),
    Tense.CONDITIONAL: ("irait", "iraient"),
    Tense.PARTICIPLE: ("i", "ie", "is", "ies"),
}
_RE = {
    Tense.PRESENT: ("", "ent", "ons"),
    Tense.PAST: ("ait", "aient", "it"),
    Tense.FUTURE: ("ra", "ront", "rons"),
    Tense.CONDITIONAL: ("rait", "raient"),
    Tense.PARTICIPLE: ("u", "ue", "us", "ues"),
}
_FUTURE = {Tense.FUTURE: ("ra", "ront", "rons"), Tense.CONDITIONAL: ("rait", "raient")}
# verbs in -eter and -eler that double their consonant
_DOUBLED = frozenset({"projeter", "rejeter", "jeter", "appeler", "renouveler"})


def forms(infinitive: str) -> Iterator[tuple[str, Tense]]:
    """Every form of a verb with its tense; one form may have two ("construit")."""
    yield infinitive, Tense.INFINITIVE
    irregular = table(_FILE)["irregular"].get(infinitive)
    if irregular:
        for tense, words in irregular.items():
            yield from ((word, Tense(tense)) for word in words.split())
        return
    stem, ending = infinitive[:-2], infinitive[-2:]
    if ending == "er":
        yield from _first_group(stem)
        return
    for tense, ends in (_IR if ending == "ir" else _RE).items():
        yield from ((stem + end, tense) for end in ends)


def _first_group(stem: str) -> Iterator[tuple[str, Tense]]:
    """A verb in -er, with what its stem becomes before a silent e and before a."""
    silent, soft = _silent(stem), _soft(stem)
    for end in ("e", "ent"):
        yield silent + end, Tense.PRESENT
    yield soft + "ons", Tense.PRESENT
    for end in _ER[Tense.PAST]:
        yield (soft if end[0] == "a" else stem) + end, Tense.PAST
    for end in _ER[Tense.PARTICIPLE]:
        yield stem + end, Tense.PARTICIPLE
    # "gérer" keeps its accent in the future of the older spelling: both are printed
    for root in {silent, stem} if "é" in stem[-3:] else {silent}:
        for tense, ends in _FUTURE.items():
            yield from ((f"{root}e{end}", tense) for end in ends)


def _silent(stem: str) -> str:
    """The stem before a silent e: déploy- déploi-, achet- achèt-, gér- gèr-, rejet- rejett-."""
    if stem.endswith(("oy", "uy", "ay")):
        return stem[:-1] + "i"
    if f"{stem}er" in _DOUBLED:
        return stem + stem[-1]
    for size in (2, 3):  # one consonant, or two ("intègre")
        vowel, rest = stem[-size : len(stem) - size + 1], stem[len(stem) - size + 1 :]
        if vowel in {"e", "é"} and rest and not any(c in "aeiouyéè" for c in rest) and rest not in _BLOCKING:
            return f"{stem[:-size]}è{rest}" if size == 2 or rest[1] in "lr" else stem
    return stem


_BLOCKING = frozenset({"st", "ss", "rt", "ll", "tt", "rm", "rv", "ct", "nt", "mp", "nd", "rr", "x"})


def _soft(stem: str) -> str:
    """The stem before a and o: lanç-, engage-."""
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem
