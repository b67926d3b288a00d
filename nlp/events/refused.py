"""What does not take place after all: forbidden, called off, "n'ouvrira pas", "pas de carnaval"."""

import re

from nlp.events.days import Link
from nlp.events.vocabulary import pattern
from nlp.findings import Findings

# "annulé en 2020, le festival aura lieu du 3 au 5 juin"
_NOT_IN_THE_PAST = (
    r"(?! (?:en (?:19|20)\d\d|l an |l annee |il y a |deux |trois |pendant |durant |a cause |lors ))"
)
# "n'ouvrira pas avant 10 h", "n'aura pas lieu à Dole mais à Tavaux"
_HELD_OTHERWISE = (
    rf"(?! {pattern('refused', 'only')}\b)(?![^.;!?\n]{{0,60}}\bmais (?:a|au|aux|en|dans|le|ce|sur|sous)\b)"
)
_ADVERB = "(?: (?:finalement|donc|malheureusement|toujours|bien))?"
_IS = "(?:aura|auront|aurait|sera|seront|est|sont|a|ont)"
_NEVER = (
    rf"ne? (?:{pattern('refused', 'does')}{_ADVERB} (?:pas|plus)"
    rf"|{_IS}{_ADVERB} (?:pas|plus)(?: ete| etre)? {pattern('refused', 'done')})\b{_HELD_OTHERWISE}"
)
_FORBIDDEN = (
    rf"{pattern('refused', 'auxiliaries')} {pattern('refused', 'forbidden')}\b(?! {pattern('refused', 'to')}\b)"
    rf"|{pattern('refused', 'forbidden')} (?:par|sur decision|pour)\b"
)
_CANCELLED = re.compile(rf"\b(?:{pattern('signs', 'cancelled')}\b{_NOT_IN_THE_PAST}|{_NEVER}|{_FORBIDDEN})")
_DENIED = re.compile(r"\b(?:pas|plus|non|jamais|ni|sans etre) (?:ete |etre |question de )?$")
_STOPPED = re.compile(
    rf"\b{pattern('refused', 'stops')}(?: {pattern('refused', 'holding')})? ?"
    r"(?:(?:l[ea]s?|l|son|sa|ses|leurs?|tout|toute) )?$"
)
_WITHOUT = re.compile(
    rf"(?:(?:^|[.!?:«»\n]) ?|\b(?:y aura|y a|aura|auront|organise[a-z]{{0,5}}|tire[a-z]{{0,5}}|propose[a-z]{{0,5}}) )"
    rf"(?:(?:donc|finalement) )?{pattern('refused', 'without')} $"
)
_NEXT = re.compile(rf"[.!?;]? ?{pattern('signs', 'again')} ")
_BEFORE = 48
_DENIAL = 16
_SAID_AGAIN = 70


def refused(found: Findings, link: Link, left: int, right: int) -> bool:
    """Whether between `left` and `right`, before the name or of "il" in the next sentence, it is called off."""
    if _says(found.low, left, right):
        return True
    start = max(left, link.name.start - _BEFORE)
    stopped = _STOPPED.search(found.low, start, link.name.at) or _WITHOUT.search(
        found.low, start, link.name.at
    )
    if link.rule != "replaced" and stopped:
        return not _DENIED.search(found.low, max(0, stopped.start() - _DENIAL), stopped.start())
    again = _NEXT.match(found.low, link.around[1])
    return again is not None and _says_at_once(found.low, again.end())


def _says(low: str, left: int, right: int) -> bool:
    return any(
        not _DENIED.search(low, max(0, m.start() - _DENIAL), m.start())
        for m in _CANCELLED.finditer(low, left, right)
    )


def _says_at_once(low: str, at: int) -> bool:
    """Within the clause that begins at `at`."""
    m = _CANCELLED.search(low, at, at + _SAID_AGAIN)
    return (
        m is not None
        and not any(mark in low[at : m.start()] for mark in ".;:,!?«»\n")
        and not _DENIED.search(low, max(at, m.start() - _DENIAL), m.start())
    )
