"""When words that read like a mayor's leave a doubt: the claim is then the register's to make, or nobody's.

"Le harceleur de la maire, N", "l'homme qui a menacé le maire, N": the apposition may be the other person's. A first
name alone, a part in a film, a question are no claim at all.
"""

import re

from core.types import Span
from nlp.civility import FOLDED_SHORT
from nlp.findings import Findings
from nlp.persons import preposed
from nlp.persons.attachment import Attachment
from nlp.persons.vocabulary import vocabulary

_GENITIVES = vocabulary("genitives")
# things and acts that take no apposition of a person: it is left to the mayor
_THINGS = vocabulary("mayors_things")
_HEAD = re.compile(r"(\w+)(?: (?!et |ou )\w{2,20}(?:e|es|al|ale|if|ive|ique|aire|eux|euse)s?)? $")
_LOOSE = re.compile(rf"(?:,|:|–|—| -)\s*(?:{FOLDED_SHORT} )?$")
_RELATIVE = re.compile(r"\b(?:qui|ayant)\b[^,.;:!?\n«»]*$")
_DASH = re.compile(r"[–—:]\s*$")
_CLOSED = re.compile(r"\s?(?:\([^()\n]{1,60}\)\s?)?(?:[–—,.;:!?]|\n|$)")
_ABOUT = re.compile(
    r" (?:dans les (?:oreilles|mains|ecouteurs)|dans le casque|en (?:tete|fond|boucle)|a la main|sous le bras|"
    r"a ses cotes|a son bras|l a dit|le dit|le sait|le promet|en tete d affiche)\b"
)
_FICTION = re.compile(
    r"\b(?:dans (?:le|la|un|une|son|ce|cette) (?:film|serie|roman|telefilm|comedie|bd|bande dessinee|piece|polar|"
    r"feuilleton)|personnages?|(?:joue|incarne|interprete|campe)e? par|joue le role|tient le role|"
    r"dans le role|incarne l[ea] maire|interprete l[ea] maire)\b"
)
_ASKED = re.compile(r"[^.;:!?\n«»,()]{0,60}(?:\([^()\n]{1,40}\))?\s?\?")
_OPENS = re.compile(r"(?:^|[.!?…»”\n]\s*)$")
_ELECTED = re.compile(r"\b(?:re)?elue? $")
_GONE_ON = re.compile(
    r" (?:devient|devint|est devenue?|deviendra|a quitte|a demissionne|entre au|est entree? au|siege au|"
    r"est aujourd hui|sera)\b"
)


def doubtful(found: Findings, attachment: Attachment, name: Span) -> bool:
    """Whether only a register's word would make a current mayor of this name."""
    phrase = attachment.phrase
    if _FICTION.search(found.low, *_around(found, min(phrase.start, name[0]), max(phrase.end, name[1]))):
        return True
    if name[0] < phrase.start:
        before = found.text[max(0, name[0] - 4) : name[0]]
        return _OPENS.search(before) is not None and _ASKED.match(found.low, phrase.end) is not None
    gap = found.low[phrase.end : name[0]]
    before = found.low[max(0, phrase.start - 160) : phrase.start]
    if _ELECTED.search(before) and _GONE_ON.match(found.low, name[1]):
        return True
    if _ABOUT.match(found.low, name[1]) or (_DASH.search(gap) and not _CLOSED.match(found.low, name[1])):
        return True
    if not _LOOSE.search(gap):
        return False
    return (
        _RELATIVE.search(before) is not None
        or _anothers(phrase.article, before)
        or preposed.is_subject(found, phrase, name)
    )


def _anothers(article: str, before: str) -> bool:
    """Whether "du maire, N" completes a noun that may be N's own: "l'agresseur", "la mère", "le groupe"."""
    if article not in _GENITIVES or article in {"au", "aux", "a la", "a l"}:
        return False
    head = _HEAD.search(before)
    return head is not None and not {head[1], before.rsplit(maxsplit=1)[-1]} & _THINGS


def _around(found: Findings, start: int, end: int) -> tuple[int, int]:
    """The sentence about a span, cut at 200 characters either side."""
    left = max(found.low.rfind(stop, max(0, start - 200), start) for stop in (". ", "! ", "? ", "\n"))
    stops = [found.low.find(stop, end, end + 200) for stop in (". ", "! ", "? ", "\n")]
    right = min([s for s in stops if s >= 0], default=min(len(found.low), end + 200))
    return max(left, start - 200, 0), right
