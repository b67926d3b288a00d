"""Patterns that tell what a technology is for, over folded text (words: nlp/lexicon/initiatives.toml)."""

import re
from functools import cache

from nlp.initiatives.acts import words
from nlp.wordlists import either, table


def _list(name: str) -> str:
    return either(words(table("initiatives.toml")["purpose"][name]))


@cache
def _infinitive() -> str:
    return rf"(?:{_list('clitics')} )*[a-z]{{2,}}(?:er|ir|re)\b"


@cache
def purpose() -> re.Pattern[str]:
    """What stands before an infinitive: "pour", "qui permet de"."""
    return re.compile(rf"\b{_list('links')}(?: {_list('adverbs')})? (?={_infinitive()})")


@cache
def aim() -> re.Pattern[str]:
    """What announces an aim: "Objectif :", "le but est de"."""
    return re.compile(
        rf"(?<!\w){_list('aims')}(?: affiche| avoue)?(?: ?:| est de| est d)? (?:de |d )?(?={_infinitive()})"
    )


@cache
def nominal() -> re.Pattern[str]:
    """What stands before a use told by a noun with its article: "utilisée pour l'aménagement", "pour le suivi des"."""
    article = r"(?:la |le |l |les |une |un )"
    return re.compile(
        rf"\b(?:{_list('nominal')} (?:[a-z]+ ){{0,3}}?(?:pour|a|au|aux) (?={article}?[a-z])"
        rf"|(?:pour|lors de|au service de|en matiere de|en matiere d|dans) (?={article}?{_deed()}))"
    )


@cache
def enabling() -> re.Pattern[str]:
    """What people can do: "permet aux habitants de", "tout habitant peut"."""
    until = r"[^,.;:«»\n]{0,55}?"
    now = rf"(?: {_list('adverbs')})?"
    return re.compile(
        rf"\b{_list('enables')} (?:aux? |a la |a l |a tous? |a chacun|les |chaque |l ){until}"
        rf" (?:de |d |a )(?={_infinitive()})"
        rf"|\b{_list('people')}\b{until} {_list('can')}{now} (?:y )?(?={_infinitive()})"
        rf"|\b(?:on|chacun) {_list('can')}{now} (?:y )?(?={_infinitive()})"
    )


@cache
def people() -> re.Pattern[str]:
    """Who does something with a technology: "les parents de Croix", "on"."""
    town = r"(?: (?:de|d|du|des) [a-z]+(?: [a-z]+)?)?"
    return re.compile(
        rf"\b(?:{_list('people')}{town}(?:, (?:elles|eux|lui|elle),)?|on|chacun) (?:y )?(?=[a-z])"
    )


@cache
def first() -> re.Pattern[str]:
    """A purpose that opens its sentence: "Pour lutter contre le bruit, la Ville..."."""
    return re.compile(rf"{_list('opens')} (?={_infinitive()})")


@cache
def anaphor() -> re.Pattern[str]:
    """What stands for the technology named before: "l'outil", "ces capteurs"."""
    return re.compile(rf"\b{_list('anaphors')}\b")


@cache
def pronoun() -> re.Pattern[str]:
    """A pronoun that opens a sentence that goes on about it."""
    return re.compile(rf"(?:« ?|[-–—] ?)?{_list('pronouns')}\b")


@cache
def _deed() -> str:
    ends = either(table("initiatives.toml")["purpose"]["deeds"])
    return rf"(?!{_list('no_deeds')}s?\b)[a-z]*{ends}s?\b"


@cache
def deed() -> re.Pattern[str]:
    """What stands between a thing and the noun that says what it does: "de réservation"."""
    word = r"(?: (?!par\b|pour\b|a\b|et\b|qui\b|est\b|sont\b)[a-z]{3,}){0,2}?"
    return re.compile(rf"{word} (?:de |d )(?={_deed()})")


@cache
def is_deed() -> re.Pattern[str]:
    """A technology whose name is that of an action: "télépaiement", "transcription automatique"."""
    return re.compile(rf"{_deed()}")


@cache
def generic() -> re.Pattern[str]:
    """A word for any technology with the noun that says what it does: "un outil de suivi des..."."""
    return re.compile(
        rf"\b{_list('generic')}(?: [a-z]{{3,}}){{0,2}}? (?:de |d )(?!information )(?={_deed()})"
    )


@cache
def use_noun() -> re.Pattern[str]:
    """A noun that says a use wherever it stands: "le suivi des consommations"."""
    of = r"(?:de la |de l |des |du |de |d |a la |aux |contre )"
    return re.compile(
        rf"\b(?P<use>{_list('uses_nouns')}s?(?: [a-z]{{4,}}(?:que|ale|elle|ive|aire|ee))? {of})(?=[a-z])"
    )


@cache
def listed_aim() -> re.Pattern[str]:
    """An infinitive that opens a sentence or what stands behind a colon: "Renouveler un acte : c'est possible"."""
    return re.compile(rf": (?={_infinitive()})")


@cache
def deed_before() -> re.Pattern[str]:
    """A noun of action that a technology is the means of: "livraison de médicaments par"."""
    return re.compile(
        rf"\b(?P<deed>{_deed()} (?:de la |de l |des |du |de |d )[^,.;:!?()«»\n]{{3,50}}?)"
        rf" (?:par|avec|via|grace aux?|grace a|a la|en|sur) (?:la |le |l |les |une |un |des )?$"
    )


@cache
def passive() -> re.Pattern[str]:
    """What is done by a technology: "les tombes ont été photographiées par"."""
    return re.compile(
        rf"(?P<what>[^,.;:!?()«»\n]{{4,70}}?) {_list('passive')}"
        r"(?: [a-z]{4,}(?:ment|ais|tot))? (?P<done>[a-z]{4,})"
        rf" {_list('by')} (?:[a-z0-9]+ ){{0,3}}$"
    )


@cache
def place() -> re.Pattern[str]:
    """Where in a town a technology stands: "dans ses écoles", "sur un parking"."""
    return re.compile(
        r"(?: (?P<in>dans|sur|aux|au|a l|a la|sous|devant|le long de|le long du|pres de)"
        r"|\b(?P<equips>" + _list("equips") + r")) "
        r"(?P<which>(?:la |le |l |les |un |une |des |ses |son |sa |leurs |[0-9]+ "
        rf"|{_list('counts')} )?)(?:{_list('which')} )?"
        rf"{_list('places')}\b"
    )


@cache
def people_are() -> re.Pattern[str]:
    """What is done to people: "les riverains sont prévenus"."""
    return re.compile(
        rf"\b(?:les|ses|des) (?P<who>{_list('people')}(?: {_list('who')})?)"
        rf" {_list('passive')}(?: [a-z]{{4,}}(?:ment|ais|tot))? (?P<done>[a-z]{{4,}})\b"
    )


AGAINST = re.compile(r"(?: [a-z]{3,}){0,2}? contre (?=(?:la|le|l|les) [a-z])")
"""What a thing is put up against."""


@cache
def means() -> re.Pattern[str]:
    """What stands before a technology that something is done with: "grâce à une", "sur le"."""
    return re.compile(rf" {_list('means')} (?:[a-z0-9]+ ){{0,4}}$")
