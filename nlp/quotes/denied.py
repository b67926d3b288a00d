"""Words that somebody is said not to have said, to have said perhaps, or to have got from others.

"N n'a pas dit que ...", "N dément avoir affirmé que ...", "N refuse de commenter « ... »", "N aurait déclaré : «".
Patterns on the folded text in lower case; each looks back a bounded stretch.
"""

import re

from nlp.quotes.lexicon import verbs, words
from nlp.wordlists import either

_CLITICS = r"(?:en |y |l |le |la |les |lui |leur |s |se |nous |m |me ){0,3}"
_NOT = r"(?:pas|jamais|point|nullement|aucunement)"
_DENY, _REFUSE, _SPEAK = (
    either(sorted(words("denied", key))) for key in ("denying", "refusing", "infinitives")
)
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
    rf"(?<![a-z]){_REFUSE} (?:[a-z]+ment |toujours |encore )?(?:de |d |a )(?:[a-z]+ment |en )?$"
)
_DENIED_HAVING = re.compile(
    rf"(?<![a-z]){_DENY} (?:[a-z]+ment |toujours )?(?:de |d )?(?:avoir |etre )(?:jamais |pu |[a-z]+ment ){{0,2}}$"
)
_NOT_TOLD = re.compile(rf" (?:de |d |a )(?:[a-z]+ment |en )?{_SPEAK}(?![a-z])")
_SAY = re.compile(r"(?<![a-z])(?:dise|disent|reponde|objecte) ?:? ?$")
_MIGHT_SAY = re.compile(r"(?<![a-z])(?:que|qu) [a-z ]{2,40} (?:dise|reponde|objecte) ?$")
_IF_SAID = re.compile(
    r"(?<![a-z])(?:aurait|auraient) (?:t (?:il|elle|on) |il |elle |ils |elles )?(?:ainsi |meme |aussi |[a-z]+ment )?$"
)
_MESSAGE = r"(?:lettre|courriel|courrier|mail|message|sms|mot|tract|texto|commentaire|petition|question|rapport|avis)"
_PASSIVE = (
    r"(?:critique|attaque|accuse|interpelle|apostrophe|pris|raille|hue|siffle|conspue|insulte|epingle|tance)"
)
OTHERS = re.compile(
    rf"(?:(?<![a-z])(?:a|ont|avait) (?:recu|lu|relu|relaye) "
    rf"(?:une? |la |le |l |sa |son |ce |cette )(?:autre )?{_MESSAGE}"
    r"(?![a-z])[^.;:!?«»]{0,60}|"
    rf"(?<![a-z])(?:est|sont|a ete|ont ete|etait) (?:[a-z]+ment )?{_PASSIVE}e?s?"
    r"(?![a-z])(?: (?:par|a partie)[^,.;:«»]*)?|"
    r"(?<![a-z])cit(?:e|ait) (?:volontiers |souvent |[a-z]+ment )?[a-z]+|"
    rf"{_MESSAGE} (?:posee?|adressee?|remise?|envoyee?)s? (?:a|au|aux)(?![a-z])[^.;:!?«»]*|"
    r"(?<![a-z])remise? (?:a|au|aux) [^.;:!?«»]{3,100}, est [a-z]+) ?$"
)
"""Before a colon behind which others speak than the subject: "a reçu un courriel :", "a été critiqué par N :"."""
_REACH = 60


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
    if verb not in words("denied", "said"):
        return False
    around = _NEGATED_AROUND.search(low, floor, start) and _NOT_AFTER.match(low, end)
    return bool(_NEGATED.search(low, floor, start) or around)


def denies(low: str, start: int, end: int) -> bool:
    """Whether a verb that takes "que" says that its clause is not so: "nie que", no "ne nie pas que"."""
    if low[start:end] not in words("denied", "denying"):
        return False
    floor = max(0, start - 24)
    return not (_NEGATED.search(low, floor, start) or _NEGATED_AROUND.search(low, floor, start))


def leads_to_speech(low: str, start: int, end: int) -> bool:
    """Whether a clause ends with a verb of speech, whose words follow: "lui aurait glissé"."""
    last = low[max(start, end - 30) : end].split()[-1:]
    return bool(last) and (last[0] in verbs() or _SAY.search(low, max(start, end - 30), end) is not None)


def is_feared(low: str, end: int) -> bool:
    """Whether somebody else might say what follows: "craint que son rival dise :"."""
    return _MIGHT_SAY.search(low, max(0, end - 60), end) is not None


def is_hearsay(low: str, start: int) -> bool:
    """Whether the verb at `start` is in the conditional of rumour: "aurait déclaré"."""
    return _IF_SAID.search(low, max(0, start - _REACH), start) is not None
