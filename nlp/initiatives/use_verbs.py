"""Uses told by a verb: what a technology does, what people do with it, what is done by it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from core.types import Span, UseCategory
from nlp.initiatives.acts import words
from nlp.initiatives.categories import categories_of
from nlp.initiatives.deeds import deeds, deeds_forms, done, infinitives
from nlp.initiatives.phrases import END, phrase
from nlp.initiatives.purposes import listed_aim, people, people_are
from nlp.initiatives.scene import Scene
from nlp.initiatives.wording import is_infinitive
from nlp.text import fold
from nlp.wordlists import either, table

_FILE = "initiatives.toml"
_SUBJECT = 80
"""Characters between a technology and its verb."""


ASIDE = re.compile(r"\([^()\n]{0,60}\)")


@lru_cache(maxsize=512)
def search(pattern: re.Pattern[str], low: str, start: int, end: int) -> re.Match[str] | None:
    """A pattern in a sentence, which is read again for the next initiative of its text."""
    return pattern.search(low, start, end)


def told_people_do(scene: Scene, span: Span) -> str:
    """What people do there: "les parents réservent la cantine", "on dépose une idée"."""
    if not search(people(), scene.found.low, *span):
        return ""
    for who in people().finditer(scene.found.low, *span):
        form = re.compile(r"[^\W\d]+").match(scene.said, who.end(), span[1])
        verb = deeds_forms().get(form[0]) if form else None
        if form and verb and (told := _done(scene, form.end(), span[1], verb, reflexive=False)):
            return told
    return ""


def told_people_are(scene: Scene, span: Span) -> str:
    """What it does to people: "les riverains seront prévenus par SMS"."""
    match = search(people_are(), scene.found.low, *span)
    verb = done().get(match["done"]) if match else None
    if not match or not verb:
        return ""
    who = scene.said[match.start("who") : match.end("who")]
    by = _BY.match(scene.found.low, match.end())
    return f"{verb} les {who}" + (scene.found.text[slice(*by.span())] if by else "")


_BY = re.compile(r" par (?:sms|texto|telephone|courriel|mail|messagerie|message|notification)\b")


def told_opening(scene: Scene, span: Span) -> str:
    """The infinitive that opens a sentence, or stands behind a colon: "Déclarer une naissance : c'est possible"."""
    low = scene.found.low
    colon = search(listed_aim(), low, *span)
    for at in (span[0], colon.end() if colon else span[1]):
        word = re.compile(r"[a-z]+").match(low, at, span[1])
        if word and word[0] in folded_infinitives() and is_use(low, at):
            return phrase(scene, at, span[1])
    return ""


_VERB = re.compile(r"(?:(?:mieux|ne pas|ne plus|s|se|n) )*([a-z]+)")


@cache
def listed_uses(name: str) -> frozenset[str]:
    """A list of words of the lexicon's table "purpose", folded."""
    return frozenset(fold(w) for w in words(table(_FILE)["purpose"][name]))


def is_use(low: str, at: int) -> bool:
    """Whether a telling infinitive stands here: not "pour aller plus loin", "pour le prévenir", "pour acheter"."""
    match = _VERB.match(low, at)
    if (
        not match
        or match[1] in listed_uses("no_use")
        or any(low.startswith(f"{vague} ", at) for vague in listed_uses("vague"))
    ):
        return False
    return is_infinitive(low, match.start(1))


_FREE = re.compile(r"\b(?:que|qu|dont|ou|est|sont|a|ont|n|ne|il|elle|on|la ville|la mairie|la commune)\b")


def told_anywhere(scene: Scene, span: Span, kind: UseCategory) -> Iterator[str]:
    """Verbs of technologies with what they are done to, whoever does it, where the words are of the category."""
    text, low = scene.found.text, scene.found.low
    for start, end, verb in sorted(_found_deeds(scene, span))[:_VERBS]:
        before = (low[span[0] : start].split() or [""])[-1]
        if (
            text[start].islower()
            and before not in listed_uses("not_before") - {"et"}
            and not _is_said(scene, end)
        ):
            told = _done(scene, end, span[1], verb, reflexive=False)
            if told and kind in categories_of(fold(told).lower()):
                yield told
    for word in islice(_INFINITIVE.finditer(low, *span), _VERBS):
        at = word.start(1)
        if word[1] in folded_infinitives() and is_use(low, at):
            told = phrase(scene, at, span[1])
            if told and kind in categories_of(fold(told).lower()):
                yield told


_VERBS = 8


_INFINITIVE = re.compile(
    r"\b(?:de|d|a|pour|peut|peuvent|pourra|pourront|va|vont|doit|doivent|mieux) ([a-z]+(?:er|ir|re))\b"
)


def _found_deeds(scene: Scene, span: Span) -> Iterator[tuple[int, int, str]]:
    start, end = span
    for s, e, verb in deeds().find(scene.said[start:end], scene.found.text[start:end]):
        yield start + s, start + e, verb


def told_does(scene: Scene, span: Span, at: int) -> str:
    """What a technology does: "des caméras thermiques règlent la durée du feu vert"."""
    until = min(span[1], at + _SUBJECT)
    text = scene.found.text
    for start, end, verb in sorted(deeds().find(scene.said[at:until], scene.found.text[at:until])):
        between = ASIDE.sub("", text[at : at + start])
        if between.rstrip().endswith(("»,", "”,", "»", "”")) or (
            between.endswith(", ") and fold(verb) in listed_uses("sayings") and _is_said(scene, at + end)
        ):
            return ""  # ", indique la mairie"
        between = between.replace(",", "")
        if END.search(between):
            return ""
        before = fold(between).lower().split()[-1:] or [""]
        if before[0] in listed_uses("not_before") - {"et"} or _FREE.search(
            scene.said[at : at + start].removesuffix("qui ")
        ):
            continue
        if told := _done(scene, at + end, span[1], verb, reflexive=before[0] in {"s", "se"}):
            return told
    return ""


def _done(scene: Scene, at: int, end: int, verb: str, *, reflexive: bool) -> str:
    """An infinitive with the object that stands at `at`."""
    word = _object().match(scene.said, at, end)
    if not word or (word["to"] and fold(verb) not in listed_uses("indirect") and not reflexive):
        return ""
    front = ("s’" if fold(verb)[0] in "aeiouyh" else "se ") if reflexive else ""
    return phrase(scene, word.start("object"), end, verb=front + verb)


_SAYER = re.compile(r" (?:la |le |l |les |un |une |son |sa )?([a-z]+)")


def _is_said(scene: Scene, at: int) -> bool:
    """Whether who speaks stands here: ", indique la mairie", ", résume Léa"."""
    match = _SAYER.match(scene.found.low, at)
    return match is not None and (
        match[1] in listed_uses("sayers") or scene.found.text[at + 1 : at + 2].isupper()
    )


@cache
def _object() -> re.Pattern[str]:
    """A noun's determiner, perhaps behind a time."""
    lists = table(_FILE)["purpose"]
    determiner = either(re.escape(w) for w in words(lists["determiners"]))
    return re.compile(
        rf" (?:{either(re.escape(w) for w in words(lists['between']))} "
        rf"|toutes les (?:\w+ )?(?:minutes|heures|secondes|nuits|semaines) )?"
        rf"(?P<object>(?P<to>à |aux? )?(?:{determiner}(?:'| )|\d|(?<=à )[a-z]|(?<=aux )[a-z]|(?<=au )[a-z]))"
    )


@cache
def folded_infinitives() -> frozenset[str]:
    """The verbs that a technology is the subject of, folded."""
    return frozenset(fold(v) for v in infinitives())
