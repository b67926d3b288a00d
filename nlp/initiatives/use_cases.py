"""What an initiative is for, as a short French phrase: the text's own words, whole, or its technology's usual use."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from core.types import Mention, Span, UseCategory
from nlp.initiatives.actions import words
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.categories import categories_of, label, of_technology
from nlp.initiatives.phrases import END, is_infinitive, listed, phrase
from nlp.initiatives.purposes import (
    AGAINST,
    aim,
    anaphor,
    deed,
    deed_before,
    deeds,
    deeds_forms,
    done,
    enabling,
    first,
    generic,
    infinitives,
    is_deed,
    listed_aim,
    means,
    nominal,
    passive,
    people,
    people_are,
    place,
    pronoun,
    purpose,
    use_noun,
)
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
from nlp.text import fold
from nlp.wordlists import either, table

_FILE = "initiatives.toml"
_REACH, _SUBJECT, _BEFORE, _OPENING = 170, 80, 120, 90
_TITLE = 3
"""Sentences of a title."""
_NEAR, _FAR, _AWAY = 3, 12, -0.06
"""Sentences behind the one that tells an initiative best, and what each of them takes away."""
_PLACES = 6
"""Sentences that name the technology that are read, of one initiative."""
_ASIDE = re.compile(r"\([^()\n]{0,60}\)")
_ARTICLE = re.compile(r"(?:[Ll]es |[Ll][ea] |[Ll][’']|[Uu]ne? )")


class Use(NamedTuple):
    """A phrase, and whether the text says it; else it is what such a technology is usually for."""

    phrase: str
    from_text: bool


class Told(NamedTuple):
    """What a reader found, and how sure it is that it is a use; `alone`: it must not name the technology itself."""

    strength: float
    phrase: str
    alone: bool = True


def use_case(scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory) -> Use:
    """The phrase that most surely tells the use."""
    best, most = "", 0.0
    names = {fold(p.mention.surface).lower() for p in c.places}
    for share, told in _all(scene, c, scope, kind):
        if told.phrase and not (told.alone and any(name in fold(told.phrase).lower() for name in names)):
            points = told.strength + share + _weight(told.phrase, kind)
            if points > most:
                best, most = told.phrase, points
    if most >= _LEAST:
        return Use(best, True)
    stock = usual(scene, c, kind)
    there = _placed(scene, c, stock)
    return Use(there or stock or label(kind), bool(there))


_LEAST = 1.5


def usual(scene: Scene, c: Candidate, kind: UseCategory) -> str:
    """What such a technology is for, by the lexicon; "" when it does not say, or the use is of another kind.

    Of a product that only the text knows, or an algorithm, it is what the technology told beside it is for.
    """
    if said := _usual(c.thing.kind.key, kind):
        return said
    numbers = dict.fromkeys([c.best.number, *(p.number for p in c.places)])
    beside = (m.key for n in numbers for m in scene.technologies.get(n, ()) if of_technology(m.key) == kind)
    return next((told for key in beside if (told := _usual(key, kind))), "")


def _usual(key: str, kind: UseCategory) -> str:
    if of_technology(key) not in {"", kind}:
        return ""
    uses = table(_FILE)["uses"]
    keys = (key, *lexicon.ancestors(key)) if key in lexicon.lexicon() else ()
    return next((str(uses[k]) for k in keys if k in uses), "")


def _weight(told: str, kind: UseCategory) -> float:
    """What the words of a phrase say for it: their number, and those of the initiative's category."""
    low = fold(told).lower()
    named = categories_of(low)
    size = sum(len(w) > 3 for w in low.split())
    return 0.15 * min(size, 5) + (0.5 if kind in named else 0.1 if named else -0.3)


def _all(scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory) -> Iterator[tuple[float, Told]]:
    """What might be the use, with what its place counts for."""
    seen: set[int] = set()
    for share, number, mention in _mentions(scene, c, scope):
        span = scene.sentences.span(number)
        for told in _of_mention(scene, span, mention):
            yield share, told
        if number not in seen:
            for told in _of_sentence(scene, span):
                yield share, told
        seen.add(number)
    if 0 in scope:
        for told in _of_title(scene):
            yield 0.0, told
    told_in = [c.best.number, *(n for n in scope if n == 0 or 0 < n - c.best.number <= _NEAR)]
    for number in told_in:
        if number < len(scene.sentences):
            for told in _anywhere(scene, scene.sentences.span(number), kind):
                yield _AWAY * abs(min(number - c.best.number, _NEAR)), told
    for number in [n for n in scope if n not in seen and 0 < n - c.best.number <= _FAR]:
        for told in _goes_on(scene, c, number, near=number - c.best.number <= _NEAR):
            yield _AWAY * (number - c.best.number), told


def _mentions(scene: Scene, c: Candidate, scope: Sequence[int]) -> Iterator[tuple[float, int, Mention]]:
    """Where the technology is named: for this authority, else where it tells what this one takes over."""
    own = sorted(c.places, key=lambda p: (p is not c.best, -p.local, p.number))[:_PLACES]
    done = set()
    for p in own:
        if scene.sentences.at(p.mention.start) == p.number:
            yield (0.3 if p is c.best else 0.0), p.number, p.mention
            done.add(p.mention.start)
    keys = {p.mention.key for p in c.places}
    taken = any(p.carrier.how == "echo" for p in own)
    near = set(scope)
    others = (
        (n, m)
        for n, ms in scene.technologies.items()
        for m in ms
        if m.start not in done and m.key in keys and (taken or n in near or n == 0)
    )
    for (number, m), _ in zip(others, range(_PLACES), strict=False):
        yield -0.4, number, m
    if 0 in near and not keys & {m.key for m in scene.technologies.get(0, ())}:
        for m in scene.technologies.get(0, ())[
            :2
        ]:  # the title says "une IA" of what the text calls by its name
            yield -0.5, 0, m


def _of_mention(scene: Scene, span: Span, m: Mention) -> Iterator[Told]:
    """What is told of a technology around its name."""
    yield Told(2.2, _behind(scene, span, m.end))
    yield Told(2.2, _does(scene, span, m.end))
    yield Told(1.9, _complement(scene, span, m.end))
    yield Told(1.9, _named(scene, span, m), alone=False)
    yield Told(1.9, _with(scene, span, m.start))
    yield Told(1.9, _made(scene, span, m.start))
    yield Told(1.7, _noun(scene, (m.end, span[1])))


def _of_sentence(scene: Scene, span: Span) -> Iterator[Told]:
    """What a sentence that names it tells anywhere."""
    yield Told(1.7, _enabled(scene, span))
    yield Told(1.5, _first(scene, span))
    yield Told(1.4, _aimed(scene, span))
    yield Told(1.2, _generic(scene, span))
    yield Told(1.6, _people_do(scene, span))
    yield Told(1.4, _people_are(scene, span))
    yield Told(1.6, _noun(scene, span, near=False))
    yield Told(1.1, _use_noun(scene, span))
    yield Told(1.1, _opening(scene, span))


def _people_do(scene: Scene, span: Span) -> str:
    """What people do there: "les parents réservent la cantine", "on dépose une idée"."""
    for who in people().finditer(scene.found.low, *span):
        form = re.compile(r"[^\W\d]+").match(scene.said, who.end(), span[1])
        verb = deeds_forms().get(form[0]) if form else None
        if form and verb and (told := _done(scene, form.end(), span[1], verb, reflexive=False)):
            return told
    return ""


def _people_are(scene: Scene, span: Span) -> str:
    """What it does to people: "les riverains seront prévenus par SMS"."""
    match = people_are().search(scene.found.low, *span)
    verb = done().get(match["done"]) if match else None
    if not match or not verb:
        return ""
    who = scene.said[match.start("who") : match.end("who")]
    by = _BY.match(scene.found.low, match.end())
    return f"{verb} les {who}" + (scene.found.text[slice(*by.span())] if by else "")


_BY = re.compile(r" par (?:sms|texto|telephone|courriel|mail|messagerie|message|notification)\b")


def _of_title(scene: Scene) -> Iterator[Told]:
    """What a title says, whatever it calls the thing: "Des pièges qui comptent les moustiques"."""
    for number in range(min(_TITLE, len(scene.sentences))):
        if scene.sentences.all[number].paragraph == 0:
            span = scene.sentences.span(number)
            yield Told(1.7, _behind(scene, span, span[0]))
            yield Told(1.6, _does(scene, span, span[0]))
            yield Told(1.1, _use_noun(scene, span))


def _use_noun(scene: Scene, span: Span) -> str:
    """A noun that says a use with what it is done to, wherever it stands."""
    for match in use_noun().finditer(scene.found.low, *span):
        if told := phrase(scene, match.start(), span[1]):
            return told
    return ""


def _opening(scene: Scene, span: Span) -> str:
    """The infinitive that opens a sentence, or stands behind a colon: "Déclarer une naissance : c'est possible"."""
    low = scene.found.low
    colon = listed_aim().search(low, *span)
    for at in (span[0], colon.end() if colon else span[1]):
        word = re.compile(r"[a-z]+").match(low, at, span[1])
        if word and word[0] in _folded_infinitives() and _is_use(low, at):
            return phrase(scene, at, span[1])
    return ""


def _goes_on(scene: Scene, c: Candidate, number: int, *, near: bool) -> Iterator[Told]:
    """What a sentence behind it tells, if it is about it."""
    span = scene.sentences.span(number)
    keys = {p.mention.key for p in c.places}
    other = any(m.key not in keys for m in scene.technologies.get(number, ()))
    if near:
        yield Told(1.6, _aimed(scene, span))
        if not other:
            yield Told(1.6, _enabled(scene, span))
            yield Told(1.3, _people_do(scene, span))
            yield Told(1.3, _people_are(scene, span))
            yield Told(1.0, _use_noun(scene, span))
            yield Told(1.1, _opening(scene, span))
    low = scene.found.low
    again = (pronoun().match(low, *span) if near and not other else None) or anaphor().search(
        low, span[0], min(span[1], span[0] + _OPENING)
    )
    if again:
        yield Told(1.9, _behind(scene, span, again.end()))
        yield Told(1.9, _does(scene, span, again.end()))
        yield Told(1.6, _enabled(scene, span))
        yield Told(1.5, _people_do(scene, span))
        yield Told(1.3, _people_are(scene, span))
        yield Told(1.5, _noun(scene, (again.end(), span[1])))


def _behind(scene: Scene, span: Span, at: int) -> str:
    """The purpose behind a technology: "des caméras pour repérer les dépôts sauvages"."""
    for link in purpose().finditer(scene.found.low, at, min(span[1], at + _REACH)):
        between = _ASIDE.sub("", scene.found.text[at : link.start()]).replace(",", "")
        if END.search(between):
            return ""
        if _is_use(scene.found.low, link.end()) and (told := phrase(scene, link.end(), span[1])):
            return told
    return ""


def _complement(scene: Scene, span: Span, at: int) -> str:
    """A noun of action behind a technology ("une application de réservation"), or what it is put up against."""
    if match := deed().match(scene.found.low, at, span[1]):
        return _deed(scene, match.end(), span[1])
    if match := AGAINST.match(scene.found.low, at, span[1]):
        return phrase(scene, match.end(), span[1], verb="lutter contre")
    return ""


def _generic(scene: Scene, span: Span) -> str:
    """What "un outil de suivi des consommations" says."""
    match = generic().search(scene.found.low, *span)
    return _deed(scene, match.end(), span[1]) if match else ""


_OF = re.compile(
    r"[a-z]+(?: [a-z]{4,}(?:ique|iques|ales?|elles?|ives?|aires?))? (?:de|d|du|des|a|au|aux|en) "
)


def _deed(scene: Scene, at: int, end: int) -> str:
    """A noun of action with what it is done to: alone, or with an adjective, it may be that of the noun before it."""
    return phrase(scene, at, end) if _OF.match(scene.found.low, at, end) else ""


_COMPLEMENT = re.compile(r" ((?:de la|de l|des|du|de|d) (?:[a-z]{3,}))")
_INNER = re.compile(r"(?:[a-z]+ ){1,2}?(?:de |d )")
_MEASURES = re.compile(r"(capteur|sonde|detecteur)s? (d |de )")


def _named(scene: Scene, span: Span, m: Mention) -> str:
    """What the name of a technology says with what follows: "télépaiement de la taxe de séjour", "capteurs de CO2"."""
    if measures := _MEASURES.match(scene.found.low, m.start, span[1]):
        what = phrase(
            scene, measures.end(2), min(span[1], m.end), verb="de" if measures[2] == "de " else "d’"
        ).replace("’ ", "’")
        return f"{'détection' if measures[1] == 'detecteur' else 'mesure'} {what}" if what else ""
    if inner := _INNER.match(scene.found.low, m.start, m.end):
        what = phrase(scene, inner.end(), m.end)
        if len(what.split()) > 2 and categories_of(fold(what).lower()):
            return what
    if head := table(_FILE)["heads"].get(m.key):
        of = _COMPLEMENT.match(scene.found.low, m.end, span[1])
        what = phrase(scene, of.start(1), span[1], verb=head) if of else ""
        if what and fold(what).lower().split()[-1] not in listed("owners"):
            return what
    told = _deed(scene, m.start, span[1]) if is_deed().match(scene.found.low, m.start, m.end) else ""
    return told if len(told) > m.end - m.start + 2 else ""


def _made(scene: Scene, span: Span, at: int) -> str:
    """What it is the means of: "livraison de médicaments par drone", "les bus sont suivis par satellite"."""
    left = max(span[0], at - _BEFORE)
    if match := deed_before().search(scene.found.low, left, at):
        return phrase(scene, match.start("deed"), match.end("deed"))
    match = passive().search(scene.found.low, left, at)
    verb = done().get(match["done"]) if match else None
    if not match or not verb:
        return ""
    article = _ANY.search(scene.found.low, match.start("what"), match.end("what"))
    told = phrase(scene, article.start(1), match.end("what"), verb=verb) if article else ""
    return " ".join(w if i != 1 else w[0].lower() + w[1:] for i, w in enumerate(told.split()))


_ANY = re.compile(r"(?<![a-z0-9])(?<![0-9] )((?:les|la|le|l|ces|[0-9]+(?: [0-9]{3})?) [a-z])")


def _first(scene: Scene, span: Span) -> str:
    """The purpose that opens the sentence: "Pour lutter contre le bruit, la Ville..."."""
    match = first().match(scene.found.low, *span)
    return phrase(scene, match.end(), span[1]) if match and _is_use(scene.found.low, match.end()) else ""


_VERB = re.compile(r"(?:(?:mieux|ne pas|ne plus|s|se|n) )*([a-z]+)")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words(table(_FILE)["purpose"][name]))


def _is_use(low: str, at: int) -> bool:
    """Whether a telling infinitive stands here: not "pour aller plus loin", "pour le prévenir", "pour acheter"."""
    match = _VERB.match(low, at)
    if (
        not match
        or match[1] in _set("no_use")
        or any(low.startswith(f"{vague} ", at) for vague in _set("vague"))
    ):
        return False
    return is_infinitive(low, match.start(1))


_BOTH = re.compile(r" (?:que|qu|et) pour (?=(?:la|le|l|les) [a-z])")
_MOST_JOINED = 10


def _noun(scene: Scene, span: Span, *, near: bool = True) -> str:
    """A use told by a noun: "utilisée pour l'aménagement de la voirie", one more behind "que pour"."""
    start, end = span
    match = nominal().search(scene.found.low, start, end)
    if not match or (near and END.search(scene.found.text[start : match.start()].replace(",", ""))):
        return ""
    both = _BOTH.search(scene.found.low, match.end(), min(end, match.end() + 70))
    one = _bare(phrase(scene, match.end(), both.start() if both else end))
    two = _bare(phrase(scene, both.end(), end)) if both else ""
    joined = f"{one} et {two}" if one and two else one
    return joined if len(joined.split()) <= _MOST_JOINED else one


def _bare(told: str) -> str:
    return _ARTICLE.sub("", told, count=1) if _ARTICLE.match(told) else told


def _enabled(scene: Scene, span: Span) -> str:
    """What people can do with it: "permet aux habitants de signaler un nid-de-poule"."""
    match = enabling().search(scene.found.low, *span)
    return phrase(scene, match.end(), span[1]) if match and _is_use(scene.found.low, match.end()) else ""


def _aimed(scene: Scene, span: Span) -> str:
    """The aim that a sentence announces: "Objectif : réduire la facture"."""
    told = aim().search(scene.found.low, *span)
    return phrase(scene, told.end(), span[1]) if told and _is_use(scene.found.low, told.end()) else ""


_FREE = re.compile(r"\b(?:que|qu|dont|ou|est|sont|a|ont|n|ne|et|il|elle|on|la ville|la mairie|la commune)\b")


def _anywhere(scene: Scene, span: Span, kind: UseCategory) -> Iterator[Told]:
    """Verbs of technologies with what they are done to, whoever does it, where the words are of the category."""
    text, low = scene.found.text, scene.found.low
    for start, end, verb in sorted(_found_deeds(scene, span))[:_VERBS]:
        before = (low[span[0] : start].split() or [""])[-1]
        if text[start].islower() and before not in _set("not_before") - {"et"} and not _is_said(scene, end):
            told = _done(scene, end, span[1], verb, reflexive=False)
            if told and kind in categories_of(fold(told).lower()):
                yield Told(1.1, told)
    for word in islice(_INFINITIVE.finditer(low, *span), _VERBS):
        at = word.start(1)
        if word[1] in _folded_infinitives() and _is_use(low, at):
            told = phrase(scene, at, span[1])
            if told and kind in categories_of(fold(told).lower()):
                yield Told(1.1, told)


_VERBS = 8
_INFINITIVE = re.compile(r"\b(?:de|d|a|pour|peut|peuvent|pourra|pourront|va|vont|doit|doivent|mieux) ([a-z]+(?:er|ir|re))\b")


def _found_deeds(scene: Scene, span: Span) -> Iterator[tuple[int, int, str]]:
    start, end = span
    for s, e, verb in deeds().find(scene.said[start:end], scene.found.text[start:end]):
        yield start + s, start + e, verb


def _does(scene: Scene, span: Span, at: int) -> str:
    """What a technology does: "des caméras thermiques règlent la durée du feu vert"."""
    until = min(span[1], at + _SUBJECT)
    text = scene.found.text
    for start, end, verb in sorted(deeds().find(scene.said[at:until], scene.found.text[at:until])):
        between = _ASIDE.sub("", text[at : at + start])
        if between.rstrip().endswith(("»,", "”,", "»", "”")) or (
            between.endswith(", ") and fold(verb) in _set("sayings") and _is_said(scene, at + end)
        ):
            return ""  # ", indique la mairie"
        between = between.replace(",", "")
        if END.search(between):
            return ""
        before = fold(between).lower().split()[-1:] or [""]
        if before[0] in _set("not_before") - {"et"} or _FREE.search(
            scene.said[at : at + start].removesuffix("qui ")
        ):
            continue
        if told := _done(scene, at + end, span[1], verb, reflexive=before[0] in {"s", "se"}):
            return told
    return ""


def _done(scene: Scene, at: int, end: int, verb: str, *, reflexive: bool) -> str:
    """An infinitive with the object that stands at `at`."""
    word = _object().match(scene.said, at, end)
    if not word or (word["to"] and fold(verb) not in _set("indirect") and not reflexive):
        return ""
    front = ("s’" if fold(verb)[0] in "aeiouyh" else "se ") if reflexive else ""
    return phrase(scene, word.start("object"), end, verb=front + verb)


_SAYER = re.compile(r" (?:la |le |l |les |un |une |son |sa )?([a-z]+)")


def _is_said(scene: Scene, at: int) -> bool:
    """Whether who speaks stands here: ", indique la mairie", ", résume Léa"."""
    match = _SAYER.match(scene.found.low, at)
    return match is not None and (match[1] in _set("sayers") or scene.found.text[at + 1 : at + 2].isupper())


@cache
def _object() -> re.Pattern[str]:
    """A noun's determiner, perhaps behind a time."""
    lists = table(_FILE)["purpose"]
    determiner = either(re.escape(w) for w in words(lists["determiners"]))
    return re.compile(
        rf" (?:{either(re.escape(w) for w in words(lists['between']))} )?"
        rf"(?P<object>(?P<to>à |aux? )?(?:{determiner}(?:'| )|\d|(?<=à )[a-z]|(?<=aux )[a-z]|(?<=au )[a-z]))"
    )


_CLAUSE = re.compile(r"[;:!?«»“”\n]|\. ")


def _with(scene: Scene, span: Span, at: int) -> str:
    """What is done with it: "signaler une personne isolée grâce à l'application"."""
    left = max(span[0], at - _BEFORE)
    match = means().search(scene.found.low, left, at)
    if not match:
        return ""
    clause = max((e.end() for e in _CLAUSE.finditer(scene.found.text, left, match.start())), default=left)
    for w in reversed(list(re.finditer(r"[a-z]+", scene.found.low[clause : match.start()]))):
        at = clause + w.start()
        if w[0] in _folded_infinitives() and _is_use(scene.found.low, at):
            return phrase(scene, at, match.start())
        form = scene.said[at : at + len(w[0])]
        if form in deeds_forms() and scene.found.low[left:at].split()[-1:] != ["l"]:
            before = (scene.found.low[left:at].split() or [""])[-1]
            if before not in _set("not_before"):
                return phrase(scene, at + len(form) + 1, match.start(), verb=deeds_forms()[form])
    return ""


def _placed(scene: Scene, c: Candidate, stock: str) -> str:
    """A usual use with the place that the text names: "mesure de la qualité de l’air dans les écoles"."""
    start, end = scene.sentences.span(c.best.number)
    stock = table(_FILE)["placed"].get(stock, "")
    match = place().search(scene.found.low, start, end) if stock else None
    if not match:
        return ""
    told = phrase(
        scene, match.start("in"), min(end, match.end() + 40), most=_MOST_JOINED - len(stock.split())
    )
    return f"{stock} {told}" if told else ""


@cache
def _folded_infinitives() -> frozenset[str]:
    return frozenset(fold(v) for v in infinitives())
