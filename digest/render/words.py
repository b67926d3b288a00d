"""The letter's own words, the same in every rendering: titles, what was missed, the foot."""

from collections.abc import Iterable
from datetime import date

from digest import french
from digest.letter import Gaps, Letter, Section
from digest.render.frame import Frame
from digest.render.spans import AROUND, Line, Span, heading, reserved

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
DRAFT = "Brouillon à relire : rien n’est envoyé sans accord."
RIGHTS = (
    "Droits : titres, extraits et citations appartiennent à leurs éditeurs ; nous n’en montrons que 200 caractères"
    " et une citation par article, et chaque article se lit chez qui l’a publié."
)
UNTRACKED = "Aucun pistage : ni image invisible, ni lien compté, ni mesure d’ouverture."

BRIEFLY = 20
"""How many reserved articles and names of a kind a mail gives of what was missed; the web page gives all."""
_ALIKE = 30
"""Characters by which a headline is that of the subject, which may be cut."""


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
    """What a week that gave nothing honestly says: what was read, what came of it, what was missed."""
    if letter.items or frame.erratum:
        return ""
    return f"{_read_in_vain(letter)}{_unread(letter.gaps)}"


def _read_in_vain(letter: Letter) -> str:
    foot = letter.foot
    if not foot.read:
        return "Nous n’avons lu aucun article cette semaine : nous ne savons pas ce qui s’y est passé."
    articles, outlets = french.counted(foot.read, "article"), french.counted(foot.outlets, "titre")
    nothing = (
        "rien de ce que nous avions retenu n’est resté après relecture"
        if foot.kept
        else "rien n’y concerne ce que les communes font du numérique"
    )
    return f"Nous avons lu cette semaine {articles} dans {outlets} : {nothing}."


def _unread(missing: Gaps) -> str:
    """How much of the week is not known, in a sentence; the list of it follows."""
    # what is reserved is counted as articles already
    pages = sum(one.count for one in missing.missed if not one.reason.startswith("tdm"))
    told = [
        french.counted(count, one, many)
        for count, one, many in (
            (len(missing.silent), "titre resté muet", "titres restés muets"),
            (len(missing.reserved), "article réservé", "articles réservés"),
            (pages, "page écartée ou hors d’atteinte", "pages écartées ou hors d’atteinte"),
        )
        if count
    ]
    return f" Nous n’avons pas pu lire : {french.listed(told)}." if told else ""


def erratum_title(frame: Frame) -> str:
    """An erratum is of the letter before, or a mail of its own about this one."""
    return ERRATUM_ALONE if frame.erratum else ERRATUM


def gaps(missing: Gaps, most: int = 0) -> tuple[Line, ...]:
    """What we may have missed, a line each; of articles and names at most so many (0: all), the rest counted."""
    shown = missing.reserved[: most or None]
    rest = french.counted(len(missing.reserved) - len(shown), "autre article", "autres articles")
    lines = [
        *_names("Sans article cette semaine : ", missing.silent, most),
        *((Span("Non lu, fouille réservée par l’éditeur : "), *reserved(told)) for told in shown),
        *([(Span(f"Non lus de même : {rest}."),)] if len(missing.reserved) > len(shown) else []),
        *_uncovered(missing.uncovered, most),
        *((Span(f"{m.outlet} : {french.reason(m.reason)}{_times(m.count)}."),) for m in missing.missed),
    ]
    return tuple(lines)


NO_TRENDS = (
    "Pas de tendances : il y faut huit semaines de veille des mêmes titres."
    " Le bas de la page dit depuis quand nous veillons."
)


def _times(count: int) -> str:
    return f", {french.counted(count, 'fois', 'fois')}" if count > 1 else ""


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
    yield from (letter.proofs.get(line, "") for line in letter.erratum)
    for item in letter.items:
        yield from (told.url for told in item.tellings)
        yield from (
            claim.url
            for claim in item.claims
            if any(p.claim == claim.key and p.text.strip(AROUND) for p in item.text)
        )
    yield from (told.url for told in letter.gaps.reserved)


def _names(lead: str, names: tuple[str, ...], most: int) -> list[Line]:
    if not most or len(names) <= most:
        return [(Span(f"{lead}{french.listed(names)}."),)] if names else []
    rest = french.counted(len(names) - most, "autre")
    return [(Span(f"{lead}{french.listed((*names[:most], rest))}."),)]


def _uncovered(names: tuple[str, ...], most: int) -> list[Line]:
    """Nobody reads a list of most of the country: its number says more."""
    if len(names) <= BRIEFLY:
        return _names("Départements sans titre suivi : ", names, most)
    return [(Span(f"{french.number(len(names))} départements n’ont aucun titre suivi."),)]


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
