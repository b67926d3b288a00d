"""Numbers and genders of French terms: what a form looks like when there are several."""

from collections.abc import Iterator

from nlp.text import fold

SMALL_WORDS = frozenset(
    {"a", "à", "au", "aux", "d", "d'", "d’", "de", "des", "du", "en", "et", "l", "la", "le", "les"}
    | {"par", "pour", "sans", "sur", "sous", "avec", "depuis", "dans", "hors"}
)
# what ends like a plural and is none
_SINGULAR = {
    "acces",
    "bras",
    "bus",
    "campus",
    "cours",
    "dos",
    "gros",
    "pass",
    "process",
    "suivi",
    "tapis",
    "virus",
    "voix",
}
# nouns that stay in the singular behind a plural: "capteurs photo"
_STILL = {"photo", "vidéo", "radio", "laser", "infrarouge"}


def inflected(form: str) -> Iterator[tuple[str, bool]]:
    """A folded form and its plurals, each with whether it is one; names and acronyms stay as they are."""
    words = fold(form).split()
    yield " ".join(words), looks_plural(words[0])
    if not form[0].islower() or looks_plural(words[0]):
        return
    # "caméras augmentées", "tableaux de bord", "chambres de téléconsultation", "data centers"
    full = [plural_word(w) for w in words]
    yield " ".join(full), True
    for n in range(1, min(4, len(words))):
        yield " ".join([*full[:n], *words[n:]]), True
    if len(words) == 2:
        yield " ".join([words[0], full[1]]), True


def plural(term: str) -> str:
    """The plural of a written term: its noun and adjectives, up to the first small word."""
    out: list[str] = []
    words = term.split(" ")
    for i, word in enumerate(words):
        if word in SMALL_WORDS or word.startswith(("d'", "l'", "d’", "l’")):
            return " ".join([*out, *words[i:]])
        out.append(word if i and word in _STILL else plural_word(word))
    return " ".join(out)


def singular(term: str) -> str:
    """A key for both numbers of a folded term; it need not be a word."""
    return " ".join(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in term.split())


def stems(term: str) -> set[str]:
    """The words of a folded term, small ones aside, in a number of no matter."""
    return {singular(word) for word in term.lower().split() if word not in SMALL_WORDS}


def plural_word(word: str) -> str:
    """One word in the plural; what holds a capital or a digit is a name and stays."""
    if word in SMALL_WORDS or word[-1] in "sxz" or not word.replace("-", "").replace("'", "").isalpha():
        return word
    if not word.islower():
        return word
    if "-" in word:
        return "-".join(map(plural_word, word.split("-")))
    if word.endswith("al") and len(word) > 3:
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def feminine(word: str) -> str:
    """The feminine of an adjective or participle in the masculine singular."""
    for end, other in (("if", "ive"), ("el", "elle"), ("eur", "euse"), ("en", "enne"), ("eux", "euse")):
        if word.endswith(end):
            return word[: -len(end)] + other
    return word if word.endswith("e") else word + "e"


def looks_plural(word: str) -> bool:
    """Whether a folded word is written like a plural."""
    return (
        len(word) > 3
        and word[-1] in "sx"
        and not word.endswith("ss")
        and word not in _SINGULAR
        and word.islower()
    )
