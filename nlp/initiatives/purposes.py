"""Patterns that tell what a technology is for, over folded text (words: nlp/lexicon/initiatives.toml)."""

import re
from functools import cache

from nlp.initiatives.actions import words
from nlp.wordlists import either, table


def _list(name: str) -> str:
    return either(words(table("initiatives.toml")["purpose"][name]))


@cache
def _infinitive() -> str:
    return rf"(?:{_list('clitics')} )*[a-z]{{2,}}(?:er|ir|re)\b"


@cache
def purpose() -> re.Pattern[str]:
    """What stands before an infinitive: "pour", "qui permet de"."""
    return re.compile(rf"\b{_list('links')}(?: (?:notamment|ainsi|surtout|enfin|aussi))? (?={_infinitive()})")


@cache
def aim() -> re.Pattern[str]:
    """What announces an aim: "Objectif :", "le but est de"."""
    return re.compile(
        rf"(?<!\w){_list('aims')}(?: affiche| avoue)?(?: ?:| est de| est d)? (?:de |d )?(?={_infinitive()})"
    )


@cache
def nominal() -> re.Pattern[str]:
    """What stands before a use told by a noun with its article: "utilisée pour l'aménagement"."""
    return re.compile(rf"\b{_list('nominal')} (?:[a-z]+ ){{0,3}}?(?:pour|a) (?=(?:la|le|l|les) [a-z])")


@cache
def enabling() -> re.Pattern[str]:
    """What people can do: "permet aux habitants de", "tout habitant peut"."""
    until = r"[^,.;:«»\n]{0,55}?"
    return re.compile(
        rf"\b(?:permet|permettent|permettra|permettront|permettant|invite|invitent)"
        rf" (?:aux? |a la |a l |a tous? |a chacun|les ){until} (?:de |d |a )(?={_infinitive()})"
        rf"|\b{_list('people')}\b{until} (?:peut|peuvent|pourra|pourront)"
        rf"(?: desormais| maintenant| aussi| ainsi| bientot| enfin| egalement)? (?={_infinitive()})"
    )


@cache
def first() -> re.Pattern[str]:
    """A purpose that opens its sentence: "Pour lutter contre le bruit, la Ville..."."""
    return re.compile(rf"(?:pour|afin de|afin d|en vue de|dans le but de) (?={_infinitive()})")


@cache
def anaphor() -> re.Pattern[str]:
    """What opens a sentence that goes on about the technology before it."""
    return re.compile(rf"{_list('anaphors')}\b")


@cache
def deed() -> re.Pattern[str]:
    """What stands between a thing and the noun that says what it does: "de réservation"."""
    ends = either(table("initiatives.toml")["purpose"]["deeds"])
    return re.compile(rf" (?:de |d )(?=[a-z]*{ends}s?\b)")


AGAINST = re.compile(r" contre (?=(?:la|le|l|les) [a-z])")
"""What a thing is put up against."""
