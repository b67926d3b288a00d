"""The letter's words, the same in every rendering: spans of text, some of which are links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.types import EventState
from digest import french
from digest.letter import Gaps, Item, Letter, Section, Telling
from digest.render.frame import Frame

TITLES = {
    Section.STORIES: "À retenir",
    Section.INITIATIVES: "Initiatives",
    Section.QUOTES: "Ils l’ont dit",
    Section.BRIEFS: "En bref",
    Section.AGENDA: "Agenda",
}
ERRATUM, EDITORIAL = "Rectificatif de la dernière lettre", "L’édito"
ERRATUM_ALONE = "Rectificatif"
UNUSUAL, FIGURES = "Hors de l’ordinaire", "La semaine en chiffres"
GAPS = "Ce que nous avons pu manquer"
EMPTY = "Rien à signaler cette semaine dans ce que nous avons lu."
DRAFT = "Brouillon à relire : rien n’est envoyé sans accord."
RIGHTS = (
    "Droits : titres, extraits et citations appartiennent à leurs éditeurs ; nous n’en montrons que 200 caractères"
    " et une citation par article, et chaque article se lit chez qui l’a publié."
)
UNTRACKED = "Aucun pistage : ni image invisible, ni lien compté, ni mesure d’ouverture."


BRIEFLY = 20
"""How many reserved articles and names of a kind a mail gives of what was missed; the web page gives all."""
_AROUND = " \u00a0\u202f,.;:–→"
_ALIKE = 30
"""Characters by which a headline is that of the subject, which may be cut."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words, and where they link to, if anywhere."""

    text: str
    url: str = ""


Line = tuple[Span, ...]


def title(letter: Letter) -> str:
    """Which week it is."""
    return f"Semaine {french.span(letter.week.first, letter.week.last)}"


def when(letter: Letter) -> str:
    """The days of the week and what was read in them."""
    foot = letter.foot
    return (
        f"{title(letter)} · {french.counted(foot.read, 'article lu', 'articles lus')}"
        f" dans {french.counted(foot.outlets, 'titre')}, {french.counted(foot.kept, 'retenu')}"
    )


def empty(letter: Letter, frame: Frame) -> str:
    """The honest sentence of a week that gave nothing."""
    return "" if letter.items or frame.erratum else EMPTY


def erratum_title(frame: Frame) -> str:
    """An erratum is of the letter before, or a mail of its own about this one."""
    return ERRATUM_ALONE if frame.erratum else ERRATUM


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
    """The sentence, each claim a link to the article that proves it."""
    urls = {claim.key: claim.url for claim in item.claims}
    return tuple(span for piece in item.text for span in _link(piece.text, urls.get(piece.claim, "")))


def _link(text: str, url: str) -> Line:
    """A link without the punctuation around it: ", avec " comes before what it links to."""
    inner = text.strip(_AROUND)
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


def gaps(missing: Gaps, most: int = 0) -> tuple[Line, ...]:
    """What we may have missed, a line each; of articles and names at most so many (0: all), the rest counted."""
    shown = missing.reserved[: most or None]
    rest = french.counted(len(missing.reserved) - len(shown), "autre article", "autres articles")
    lines = [
        *_names("Sans article cette semaine : ", missing.silent, most),
        *((Span("Non lu, fouille réservée par l’éditeur : "), *reserved(told)) for told in shown),
        *([(Span(f"Non lus de même : {rest}."),)] if len(missing.reserved) > len(shown) else []),
        *_names("Départements sans titre suivi : ", missing.uncovered, most),
        *(
            (Span(f"{m.outlet} : {french.reason(m.reason)} ({french.number(m.count)})"),)
            for m in missing.missed
        ),
    ]
    return tuple(lines)


def reserved(told: Telling) -> Line:
    """An article that we may not read: its title and its outlet."""
    return Span(told.title or told.outlet, told.url), Span(f" ({told.outlet})")


def foot(letter: Letter, frame: Frame) -> tuple[str, ...]:
    """Who answers for the letter, how it was made, how right it is, whose words it shows."""
    said = letter.foot
    parts = (
        f"Relu par {frame.read_by}." if frame.read_by else "",
        f"Direction de la publication : {said.director}." if said.director else "",
        f"Méthode : {said.method[:1].lower()}{said.method[1:]}" if said.method else "",
        said.watch_note,
        _accuracy(said.accuracy),
        RIGHTS,
        UNTRACKED,
    )
    return tuple(filter(None, parts))


def _accuracy(figures: tuple[str, ...]) -> str:
    """Measured figures; the first may introduce the others."""
    introduced = figures[:1] if figures and figures[0].endswith(":") else ()
    rest = " ; ".join(figures[len(introduced) :])
    return f"{introduced[0] if introduced else 'Exactitude mesurée :'} {rest}." if rest else ""


def links(letter: Letter) -> tuple[str, ...]:
    """Every address that the letter links to, once each, in order."""
    return tuple(dict.fromkeys(filter(None, _links(letter))))


def _links(letter: Letter) -> Iterable[str]:
    for item in letter.items:
        yield from (told.url for told in item.tellings)
        yield from (
            claim.url
            for claim in item.claims
            if any(p.claim == claim.key and p.text.strip(_AROUND) for p in item.text)
        )
    yield from (told.url for told in letter.gaps.reserved)


def _names(lead: str, names: tuple[str, ...], most: int) -> list[Line]:
    if not most or len(names) <= most:
        return [(Span(f"{lead}{french.listed(names)}."),)] if names else []
    rest = french.counted(len(names) - most, "autre")
    return [(Span(f"{lead}{french.listed((*names[:most], rest))}."),)]


def guillemets(quote: str) -> str:
    """The quote between guillemets, unless it brings its own."""
    return quote if quote.startswith("«") else f"« {quote} »"


def preheader(letter: Letter) -> str:
    """What mail clients show after the subject: what is told besides."""
    told = ("".join(span.text for span in heading(item)) for item in letter.items)
    heads = [head for head in told if head[:_ALIKE] != letter.subject[:_ALIKE]]
    return " · ".join(heads[:3]) or when(letter)


def left_out(count: int) -> str:
    """How many items of a section left the mail; where they are follows."""
    return f"Et {french.counted(count, 'autre élément', 'autres éléments')}"


def rectified(day: date) -> str:
    """What the archive says of a letter that was mended."""
    return f"Rectifié le {french.date_of(day)}"
