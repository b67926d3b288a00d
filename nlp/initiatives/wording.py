"""A phrase as a table's cell shows it: its articles, and whether it stands by itself."""

import re
from functools import cache

from core.types import Span
from nlp.initiatives.acts import words
from nlp.initiatives.scene import Scene
from nlp.text import fold
from nlp.wordlists import table


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words of the lexicon's table "phrase"."""
    return frozenset(words(table("initiatives.toml")["phrase"][name]))


def is_infinitive(low: str, at: int) -> bool:
    """Whether a word that looks like an infinitive begins here."""
    word = _plain(low, at)
    return word.endswith(("er", "ir", "re")) and len(word) > 3 and word not in listed("not_infinitives")


def _plain(low: str, at: int) -> str:
    match = re.compile(r"[a-z]+").match(low, at)
    return match.group() if match else ""


_AND_TO = re.compile(
    r" (et|ou) (?:d(?:e |['’])|à |pour )(?=(\w+(?:er|ir|re)\b))"
)  # "prévenir et de dissuader"


_OWN = re.compile(
    r"(?<![\w’'-])(?:(ses|leurs|nos|vos|mes|ces)|(son|sa|leur|notre|votre|ce|cet|cette)) (\w+)", re.IGNORECASE
)


def written(scene: Scene, spans: list[Span]) -> str | None:
    """The words with articles for "ses" and "leurs", whose owner the cell does not show; None when that is not sure."""
    told = scene.found.text[spans[0][0] : spans[-1][1]].strip(" '’").replace("'", "’")
    told = _AND_TO.sub(
        lambda m: f" {m[1]} " if is_infinitive(fold(m[2]).lower(), 0) else m[0], " ".join(told.split())
    )
    sure = True

    def article(m: re.Match[str]) -> str:
        nonlocal sure
        if m[1]:
            return f"les {m[3]}"
        if fold(m[3])[0].lower() in "aeiouyh":
            return f"l’{m[3]}"
        gender = _gender(m[2].lower(), m[3].lower())
        sure = sure and bool(gender)
        return f"{gender} {m[3]}"

    told = _CONTRACTED.sub(lambda m: _CONTRACTIONS[m[1].lower()], _OWN.sub(article, told))
    return told if sure else None


_CONTRACTED = re.compile(r"\b(de les|de le|à les|à le)(?= )")


_CONTRACTIONS = {"de les": "des", "de le": "du", "à les": "aux", "à le": "au"}


def _gender(own: str, noun: str) -> str:
    """The article of a noun that "son" or "leur" stands before; "" when its ending does not tell."""
    if own in {"son", "ce"}:
        return "le"
    if own in {"sa", "cette"}:
        return "la"
    if noun.endswith(tuple(listed("feminine"))):
        return "la"
    return "le" if noun.endswith(tuple(listed("masculine"))) else ""


def stands(told: str) -> bool:
    """Whether a phrase says something by itself: no pronoun that stands for what is not there, more than a verb."""
    keys = fold(told).lower().split()
    if any(k in listed("pronouns") or k in listed("money") for k in keys) or keys[0] in listed("no_start"):
        return False
    if any(k.isdigit() for k in keys):
        return False  # "repérer 214 fuites" is what came of it
    if (
        len(keys) == 2
        and is_infinitive(keys[0], 0)
        and keys[1].isalpha()
        and len(told.split()) == 2
        and "’" not in told
    ):
        return False  # "réserver cantine"
    if keys[-1] in listed("owners") and len(keys) < 5 and not keys[0].endswith(("er", "ir", "re")):
        return False
    content = [k for k in keys if len(k) > 2 and k not in listed("dangling") and not k.endswith("ement")]
    return len(content) >= 1 + keys[0].endswith(("er", "ir", "re")) or any(c.isupper() for c in told[1:])
