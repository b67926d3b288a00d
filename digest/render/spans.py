"""Sentences as spans: words, and where they link to, if anywhere; every rendering writes them its own way."""

from dataclasses import dataclass
from itertools import groupby

from core.types import EventState
from digest import french
from digest.letter import Item, Letter, Telling

AROUND = " \u00a0\u202f,.;:–→"
"""What is not linked at the ends of a link."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words, and where they link to, if anywhere."""

    text: str
    url: str = ""


Line = tuple[Span, ...]


def link_of(item: Item) -> str:
    """Where the headline leads: to the first article that tells of it and can be linked."""
    return next((telling.url for telling in item.tellings if telling.url), "")


def heading(item: Item) -> Line:
    """The headline, a link to the article; the sentence stands for one that is missing."""
    return (Span(item.headline, link_of(item)),) if item.headline else _said(item)


def sentence(item: Item) -> Line:
    """The factual sentence, unless it stands as headline."""
    return _said(item) if item.headline else ()


def _said(item: Item) -> Line:
    """The sentence, each claim a link to the article that proves it, all else to the first that tells of it."""
    urls, first = {claim.key: claim.url for claim in item.claims}, link_of(item)
    pieces = groupby(item.text, lambda piece: urls.get(piece.claim) or first)
    return tuple(span for url, run in pieces for span in _link("".join(piece.text for piece in run), url))


def _link(text: str, url: str) -> Line:
    """A link without the punctuation around it: ", avec " comes before what it links to."""
    inner = text.strip(AROUND)
    if not url or not inner:
        return (Span(text),)
    lead, _, rest = text.partition(inner)
    return tuple(span for span in (Span(lead), Span(inner, url), Span(rest)) if span.text)


def telling(told: Telling) -> Line:
    """The outlet (the link), whether it is for subscribers, who wrote it and when."""
    notes = " (abonnés)" * told.paywall + " (reprise)" * told.reprint
    signed = filter(None, (french.listed(told.authors), told.day and french.date_of(told.day)))
    return Span(told.outlet or "article", told.url), Span(notes + "".join(f", {part}" for part in signed))


def date_and_place(item: Item) -> str:
    """When and where an event takes place, and that it does not if its headline keeps silent about it."""
    if item.event is None:
        return ""
    state = french.STATES_OF_EVENTS[state_of(item)]
    off = "" if item.headline.lower().startswith(state) else state
    said = ", ".join(filter(None, (french.days(*item.event), item.place, off)))
    return said[:1].upper() + said[1:]


def state_of(item: Item) -> EventState:
    """Whether the event takes place, by the item's fact."""
    told = event_fact(item)
    return EventState(told[2]) if told else EventState.SCHEDULED


def event_fact(item: Item) -> list[str]:
    """First day, last day, state and name (digest.letter.Fact), or nothing."""
    facts = (fact.value.split("|", 3) for fact in item.facts if fact.kind == "event")
    return next((parts for parts in facts if len(parts) == 4), [])


def errata(letter: Letter) -> tuple[Line, ...]:
    """What was wrong, a line each, with the article that it is about."""
    return tuple(_proved(line, letter.proofs.get(line, "")) for line in letter.erratum)


def _proved(line: str, url: str) -> Line:
    return (Span(line), Span(" "), Span("Lire l’article", url)) if url else (Span(line),)


def reserved(told: Telling) -> Line:
    """An article that we may not read: its title and its outlet."""
    return Span(told.title or told.outlet, told.url), Span(f" ({told.outlet})")
