"""Words that somebody is said not to have said, to have said perhaps, or to have got from others.

"N n'a pas dit que ...", "N dément avoir affirmé que ...", "N refuse de commenter « ... »", "N aurait déclaré : «".
Patterns on the folded text in lower case; each looks back a bounded stretch.
"""

import re

from nlp.quotes.lexicon import phrases, verbs, words, written
from nlp.wordlists import either


def _any(section: str, key: str) -> str:
    return either(sorted(words(section, key)))


_CLITICS = r"(?:en |y |l |le |la |les |lui |leur |s |se |nous |m |me ){0,3}"
_NOT = _any("denied", "not")
_NEGATED = re.compile(
    rf"(?<![a-z])(?:ne|n) {_CLITICS}(?:a |ont |avait |avaient |aurait |est |etait )?(?:{_NOT} )(?:[a-z]+ment )?$"
)
_NEGATED_AROUND = re.compile(rf"(?<![a-z])(?:ne|n) {_CLITICS}$")
_NOT_AFTER = re.compile(rf" {_NOT}(?![a-z])")
_UNWILLING = re.compile(
    rf"(?<![a-z])(?:ne|n) {_CLITICS}(?:a |ont |avait |avaient )?(?:[a-z]+ )?{_NOT} "
    r"(?:voulu |souhaite |desire |pu |su )?$"
)
_REFUSED = re.compile(
    rf"(?<![a-z]){_any('denied', 'refusing')} (?:[a-z]+ment |toujours |encore )?(?:de |d |a )(?:[a-z]+ment |en )?$"
)
_DENIED_HAVING = re.compile(
    rf"(?<![a-z]){_any('denied', 'denying')} (?:[a-z]+ment |toujours )?(?:de |d )?"
    r"(?:avoir |etre )(?:jamais |pu |[a-z]+ment ){0,2}$"
)
_NOT_TOLD = re.compile(rf" (?:de |d |a )(?:[a-z]+ment |en )?{_any('denied', 'infinitives')}(?![a-z])")
_MIGHT = _any("denied", "subjunctives")
_SAY = re.compile(rf"(?<![a-z]){_MIGHT} ?:? ?$")
_MIGHT_SAY = re.compile(rf"(?<![a-z])(?:que|qu) [a-z ]{{2,40}} {_MIGHT} ?$")
_SUPPOSED = re.compile(rf"(?:[a-z]+ ){{0,2}}?{either(phrases('denied', 'supposing'))} ")
_IF_SAID = re.compile(
    r"(?<![a-z])(?:aurait|auraient) (?:t (?:il|elle|on) |il |elle |ils |elles )?(?:ainsi |meme |aussi |[a-z]+ment )?$"
)
_MESSAGE, _SUFFERED = _any("others", "messages"), _any("others", "suffering")
OTHERS = re.compile(
    rf"(?:(?<![a-z])(?:a|ont|avait) {_any('others', 'getting')} "
    rf"(?:une? |la |le |l |sa |son |ce |cette )(?:autre )?{_MESSAGE}(?![a-z])[^.;:!?«»]{{0,60}}|"
    rf"(?<![a-z])(?:est|sont|a ete|ont ete|etait) (?:[a-z]+ment )?{_SUFFERED}e?s?"
    r"(?![a-z])(?: (?:par|a partie)[^,.;:«»]*)?|"
    rf"{_MESSAGE} {_any('others', 'sent')}e?s? (?:a|au|aux)(?![a-z])[^.;:!?«»]*|"
    r"(?<![a-z])remise? (?:a|au|aux) [^.;:!?«»]{3,100}, est [a-z]+) ?$"
)
"""Before a colon behind which others speak than the subject: "a reçu un courriel :", "a été critiqué par N :"."""
_CHARGED = re.compile(
    rf"(?<!\w){either(written('charges', 'phrases'))}(?!\w)[^.;:!?«»]{{0,60}}[ ’']"
    r"(?:pour|de|d|du chef de|pour cause de)(?: des| les)?(?: faits| soupçons)?(?: de| d)?[ ’'\u00a0]$"
)
_TO_CHARGE = tuple(
    f"{word}{space}" for word in ("pour", "de", "d", "des", "les", "chef de") for space in " ’'\u00a0"
)
_REACH, _CHARGE = 60, 110


def is_denied(low: str, start: int, end: int) -> bool:
    """Whether the verb of speech low[start:end] is negated, refused or denied: "n'a jamais affirmé"."""
    verb, floor = low[start:end].rsplit(maxsplit=1)[-1], max(0, start - _REACH)
    if verb in words("denied", "refusing") and _NOT_TOLD.match(low, end):
        return True
    infinitive = verb.endswith(("er", "re", "ir"))
    if _DENIED_HAVING.search(low, floor, start):
        return True
    if infinitive and verb in words("denied", "infinitives"):
        return bool(_REFUSED.search(low, floor, start) or _UNWILLING.search(low, floor, start))
    return verb in words("denied", "said") and is_negated(low, start, end)


def is_negated(low: str, start: int, end: int) -> bool:
    """Whether "ne ... pas" stands around a verb, or before a participle."""
    floor = max(0, start - _REACH)
    around = _NEGATED_AROUND.search(low, floor, start) and _NOT_AFTER.match(low, end)
    return bool(around or _NEGATED.search(low, floor, start))


def asserts(low: str, start: int, end: int) -> bool:
    """Whether a verb that takes "que" says that its clause is so: "dit que", "ne nie pas que", no "ne dit pas que"."""
    verb = low[start:end].rsplit(maxsplit=1)[-1]
    if is_negated(low, start, end):
        return verb in words("denied", "admitting")
    return verb not in words("denied", "denying") | words("denied", "admitting") and not is_denied(
        low, start, end
    )


def leads_to_speech(low: str, start: int, end: int) -> bool:
    """Whether a clause ends with a verb of speech, whose words follow: "lui aurait glissé"."""
    last = low[max(start, end - 30) : end].split()[-1:]
    return bool(last) and (last[0] in verbs() or _SAY.search(low, max(start, end - 30), end) is not None)


def is_feared(low: str, end: int) -> bool:
    """Whether somebody else might say what follows: "craint que son rival dise :"."""
    return _MIGHT_SAY.search(low, max(0, end - _REACH), end) is not None


def is_hearsay(low: str, start: int) -> bool:
    """Whether the verb at `start` is in the conditional of rumour: "aurait déclaré"."""
    return _IF_SAID.search(low, max(0, start - _REACH), start) is not None


def is_supposed(low: str, start: int) -> bool:
    """Whether what begins at `start` tells what somebody might say: "pourrait répondre N"."""
    return _SUPPOSED.match(low, start) is not None


def is_charge(plain: str, opening: int) -> bool:
    """Whether the words in marks are an offence that somebody is charged with: "mis en examen pour «"."""
    return (
        plain.endswith(_TO_CHARGE, 0, opening)
        and _CHARGED.search(plain, max(0, opening - _CHARGE), opening) is not None
    )
