"""Patterns that tell what a technology is for, over folded text (words: nlp/lexicon/initiatives.toml)."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.initiatives.actions import words
from nlp.initiatives.conjugation import Tense, forms
from nlp.technologies.matcher import Matcher
from nlp.text import fold
from nlp.wordlists import either, table

_TENSES = {Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL}


def _list(name: str) -> str:
    return either(words(table("initiatives.toml")["purpose"][name]))


@cache
def _infinitive() -> str:
    return rf"(?:{_list('clitics')} )*[a-z]{{2,}}(?:er|ir|re)\b"


_ADVERB = r"(?: (?:notamment|ainsi|surtout|enfin|aussi|par exemple|desormais|egalement|bientot|a la fois))?"


@cache
def purpose() -> re.Pattern[str]:
    """What stands before an infinitive: "pour", "qui permet de"."""
    return re.compile(rf"\b{_list('links')}{_ADVERB} (?={_infinitive()})")


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
    now = r"(?: desormais| maintenant| aussi| ainsi| bientot| enfin| egalement| deja| donc)?"
    return re.compile(
        rf"\b(?:permet|permettent|permettra|permettront|permettant|permettait|permettrait|invite|invitent|evite|aide|aident|aidera)"
        rf" (?:aux? |a la |a l |a tous? |a chacun|les |chaque |l ){until} (?:de |d |a )(?={_infinitive()})"
        rf"|\b{_list('people')}\b{until} (?:peut|peuvent|pourra|pourront|pourrait|pourraient|doit|doivent)"
        rf"{now} (?:y )?(?={_infinitive()})"
        rf"|\b(?:on|chacun) (?:peut|pourra){now} (?:y )?(?={_infinitive()})"
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
    return re.compile(rf"(?:pour|afin de|afin d|en vue de|dans le but de) (?={_infinitive()})")


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
        r"(?P<what>[^,.;:!?()«»\n]{4,70}?) (?:est|sont|sera|seront|a ete|ont ete|etait|etaient)"
        r"(?: [a-z]{4,}(?:ment|ais|tot))? (?P<done>[a-z]{4,})"
        r" (?:par|avec|via|grace aux?|grace a|sur|au moyen d[eu]|a l aide d[eu]?) (?:[a-z0-9]+ ){0,3}$"
    )


@cache
def place() -> re.Pattern[str]:
    """Where in a town a technology stands: "dans ses écoles", "sur un parking"."""
    return re.compile(
        r"(?: (?P<in>dans|sur|aux|au|a l|a la|sous|devant|le long de|le long du|pres de)"
        r"|\b(?P<equips>equip[a-z]{1,6}|dote|dotes|dotera|munit)) "
        r"(?P<which>(?:la |le |l |les |un |une |des |ses |son |sa |leurs |[0-9]+ "
        r"|deux |trois |quatre |cinq |six |sept |huit |dix |douze )?)"
        r"(?:anciens |anciennes |principales |principaux |petites |deux |trois |quatre |premieres )?"
        rf"{_list('places')}\b"
    )


@cache
def people_are() -> re.Pattern[str]:
    """What is done to people: "les riverains sont prévenus"."""
    return re.compile(
        rf"\b(?:les|ses|des) (?P<who>{_list('people')}(?: (?:isoles|isolees|inscrits|agees|concernes|volontaires))?)"
        r" (?:sont|seront|ont ete|etaient|seraient)(?: [a-z]{4,}(?:ment|ais|tot))? (?P<done>[a-z]{4,})\b"
    )


AGAINST = re.compile(r"(?: [a-z]{3,}){0,2}? contre (?=(?:la|le|l|les) [a-z])")
"""What a thing is put up against."""


@cache
def means() -> re.Pattern[str]:
    """What stands before a technology that something is done with: "grâce à une", "sur le"."""
    return re.compile(rf" {_list('means')} (?:[a-z0-9]+ ){{0,4}}$")


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
