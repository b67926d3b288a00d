"""Forms of the verbs that say what a technology does: "règle", "réglera", "réglé"."""

from collections.abc import Iterator
from functools import cache

from nlp.initiatives.acts import words
from nlp.initiatives.conjugation import Tense, forms
from nlp.technologies.matcher import Matcher
from nlp.text import fold
from nlp.wordlists import table

_TENSES = {Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL}


def _forms(verb: str) -> Iterator[tuple[str, Tense]]:
    endings = table("initiatives.toml")["purpose"]["endings"]
    ending = next((e for e in endings if verb.endswith(e)), "")
    if not ending:
        yield from forms(verb)
        return
    stem, (said, done) = verb.removesuffix(ending), endings[ending]
    yield from ((stem + form, Tense.PRESENT) for form in said.split())
    yield from ((stem + done + end, Tense.PARTICIPLE) for end in ("", "e", "s", "es"))


@cache
def deeds_forms() -> dict[str, str]:
    """Forms of the verbs that a technology is the subject of, and their infinitives; present, future, conditional."""
    found: dict[str, str] = {}
    for verb in words(table("initiatives.toml")["purpose"]["does"]):
        for form, tense in _forms(verb):
            if tense in _TENSES:
                found.setdefault(form, verb)
    return found


@cache
def deeds() -> Matcher[str]:
    """These forms, to be found in a text."""
    return Matcher(deeds_forms().items())


@cache
def done() -> dict[str, str]:
    """Participles of these verbs, folded, and their infinitives."""
    verbs = words(table("initiatives.toml")["purpose"]["does"])
    return {fold(f): v for v in verbs for f, tense in _forms(v) if tense is Tense.PARTICIPLE}


@cache
def infinitives() -> frozenset[str]:
    """The verbs that a technology is the subject of."""
    return frozenset(words(table("initiatives.toml")["purpose"]["does"]))
