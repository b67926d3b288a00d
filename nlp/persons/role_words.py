"""Where a text speaks of public roles: the words of lexicon/roles.toml, with what stands around them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from nlp.civility import WORDS_OF_ONE
from nlp.persons.vocabulary import vocabulary
from nlp.text import fold, is_word
from nlp.wordlists import table

_FORMER = vocabulary("former")
_ADJECTIVES = vocabulary("adjectives")
_DETERMINERS = vocabulary("articles")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """Words that say a role, folded; `family` as explained in the lexicon."""

    words: str
    family: str
    predicate: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role where a text says it: `start` takes in article and adjectives, `end` is where complements begin."""

    family: str
    start: int
    head: int
    end: int
    article: str = ""
    former: bool = False
    plural: bool = False
    predicate: bool = False
    words: str = ""


@lru_cache(maxsize=1)
def phrases(low: str) -> tuple[Phrase, ...]:
    """The role phrases of a folded text in lower case, in order; one pass over its words.

    Two components ask for those of one text: the last answer is kept.
    """
    forms, found, past = _forms(), [], 0
    words = [(m.start(), m.group()) for m in _WORD.finditer(low)]
    for index, (start, word) in enumerate(words):
        if start < past or word not in forms:
            continue
        form = next((f for f in forms[word] if low.startswith(f.words, start)), None)
        while form and not is_word(low, start, start + len(form.words)):
            form = next(
                (f for f in forms[word] if len(f.words) < len(form.words) and low.startswith(f.words, start)),
                None,
            )
        if form:
            past = start + len(form.words)
            found.append(_phrase(low, words, index, form))
    return tuple(p for p in found if p.family != "none")


def _phrase(low: str, words: list[tuple[int, str]], index: int, form: Form) -> Phrase:
    """A form with the article and adjectives before it."""
    head = start = words[index][0]
    former, article, at = False, "", index
    while not form.predicate and at > 0 and _adjoins(low, words[at - 1], start):
        word = words[at - 1][1]
        if word not in _FORMER | _ADJECTIVES | _DETERMINERS | WORDS_OF_ONE:
            break
        at, start = at - 1, words[at - 1][0]
        former = former or word in _FORMER
        if word in _DETERMINERS:
            article = word
            break
    # "de la maire", "à l'édile": the preposition tells whose, as "du" and "au" do
    if (
        article in {"la", "l"}
        and at > 0
        and words[at - 1][1] in {"de", "a"}
        and _adjoins(low, words[at - 1], start)
    ):
        article, start = f"{words[at - 1][1]} {article}", words[at - 1][0]
    end = head + len(form.words)
    return Phrase(form.family, start, head, end, article, former, form.plural, form.predicate, form.words)


def _adjoins(low: str, word: tuple[int, str], start: int) -> bool:
    """Whether a word stands right before `start`, but for spaces (hyphens and apostrophes are spaces here)."""
    end = word[0] + len(word[1])
    return low[end:start] == " " or (word[1] == "m" and low[end:start] == ". ")


@cache
def _forms() -> dict[str, list[Form]]:
    """Forms by first word, the longest first."""
    found: dict[str, dict[str, Form]] = defaultdict(dict)
    for role in table("roles.toml")["role"]:
        for template in role["forms"]:
            for words in expand(template):
                form = Form(words, role["family"], role.get("predicate", False), _is_plural(words))
                found[words.partition(" ")[0]].setdefault(words, form)
    return {
        first: sorted(by_words.values(), key=lambda f: -len(f.words)) for first, by_words in found.items()
    }


def expand(template: str) -> Iterator[str]:
    """All folded forms of a template: "chef/cheffe [adjoint(e)] de projet"."""
    choices = [_choices(token) for token in re.findall(r"\[[^\]]+\]|[^\s\[\]]+", template)]
    for words in product(*choices):
        yield " ".join(filter(None, words))


def _choices(token: str) -> list[str]:
    if token.startswith("["):
        return ["", *expand(token[1:-1])]
    return [form for word in token.split("/") for form in _endings(word)]


def _endings(word: str) -> list[str]:
    """A word with and without each of its optional endings."""
    forms = [""]
    for part in re.split(r"(\([^)]*\))", word):
        optional = part.startswith("(")
        forms = [f + p for f in forms for p in (["", part[1:-1]] if optional else [part])]
    return [fold(form).lower().strip() for form in forms]


def _is_plural(words: str) -> bool:
    first = words.partition(" ")[0]
    return (
        len(first) > 3
        and first.endswith(("s", "aux"))
        and first not in {"bras", "fils", "epoux", "dans", "aux", "sous", "plus"}
    )
