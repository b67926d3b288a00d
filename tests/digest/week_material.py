"""An invented week for the tests of the letter: rows as the readers give them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from core.ids import article_id
from core.types import AgendaItem
from digest.composing.material import Material
from digest.letter import week_of
from digest.novelty import Novelties
from store.query import Novel, Refusal
from store.readers.letter import Cost, Deed, EventPage, Heard, Named, Page, Saying, Town, WeekCount

WEEK = week_of(date(2026, 11, 18))
BREVILLE = Town("79901", "Bréville-sur-Aulne", "79", 1200, "Deux-Sèvres")


def url(number: int) -> str:
    return f"https://veilleur.example/article-{number}"


def page(number: int = 1, **changes: Any) -> Page:
    usual = Page(
        article_id=article_id(url(number)),
        version=1,
        story_id=f"story{number}",
        outlet="Le Veilleur du Marais",
        voice="Groupe Marais",
        authors=("Basile Quentric",),
        day=WEEK.first,
        url=url(number),
        title=f"Bréville-sur-Aulne teste l’assistant vocal n° {number}",
        summary="La mairie accueille les appels la nuit.",
        access="free",
        basis="full",
        reserved=False,
        relevant=True,
        nature="initiative",
        counted_as="article",
        towns=(BREVILLE,),
        technologies=("assistant-vocal",),
    )
    return replace(usual, **changes)


def cost(words: str = "12 000 euros", **changes: Any) -> Cost:
    return Cost(20, words, 12000.0, "€", False, "L’assistant a coûté 12 000 euros.")._replace(**changes)


def deed(number: int = 1, **changes: Any) -> Deed:
    usual = Deed(
        initiative_id=f"i{number}",
        article_id=article_id(url(number)),
        actor_kind="commune",
        actor_code="79901",
        actor="Bréville-sur-Aulne",
        departement="79",
        departement_name="Deux-Sèvres",
        population=1200,
        technology_id="assistant-vocal",
        technology="assistant vocal",
        as_told="assistant vocal",
        wider=(),
        use_case="répondre aux habitants",
        supplier="Ostréa Données",
        supplier_evidence="L’outil vient d’Ostréa Données.",
        costs=(cost(),),
        status="experiment",
        reached=None,
        before=None,
        evidence_text="Bréville-sur-Aulne teste l’assistant vocal.",
        confidence=0.8,
    )
    return replace(usual, **changes)


def saying(number: int = 1, **changes: Any) -> Saying:
    usual = Saying(
        article_id=article_id(url(number)),
        start_at=10 * number,
        person_key="79901:odile ferrandou",
        speaker="Odile Ferrandou",
        role="mayor",
        insee="79901",
        commune="Bréville-sur-Aulne",
        departement_name="Deux-Sèvres",
        body="",
        register="confirmed",
        role_evidence="Odile Ferrandou est maire de Bréville-sur-Aulne.",
        text="Nous avons commencé par l’école, et la nuit par le téléphone",
        evidence_text="« Nous avons commencé par l’école, et la nuit par le téléphone », dit-elle.",
        confidence=0.9,
    )
    return usual._replace(**changes)


def event(number: int = 1, **changes: Any) -> AgendaItem:
    usual = AgendaItem(
        event_id=f"e{number}",
        name="Forum des voix",
        start_day=WEEK.last + timedelta(days=number),
        end_day=WEEK.last + timedelta(days=number),
        precision="day",
        place="salle des Forges",
        commune="Bréville-sur-Aulne",
        insee="79901",
        articles=1,
        url=url(number),
        source="Le Veilleur du Marais",
        evidence_text="Le Forum des voix aura lieu lundi.",
        departement_name="Deux-Sèvres",
    )
    return replace(usual, **changes)


def event_page(number: int = 1, **changes: Any) -> EventPage:
    usual = EventPage(
        article_id(url(number)), "Le Veilleur du Marais", [], WEEK.first, url(number), "Un forum", "free",
        closed=False,
    )  # fmt: skip
    return usual._replace(**changes)


def novel(number: int = 1, kind: str = "new-status", **changes: Any) -> Novel:
    usual = Novel(
        kind, WEEK.first, article_id(url(number)), "commune", "79901", "Bréville-sur-Aulne", "assistant-vocal",
        "assistant vocal", "announced", "experiment", "Bréville-sur-Aulne teste l’assistant vocal.",
    )  # fmt: skip
    return usual._replace(**changes)


def named(number: int = 1, name: str = "Odile Ferrandou") -> Named:
    return Named(article_id(url(number)), name, name, "mayor", "79901", f"{name}, maire.")


def week_count(
    code: str, weeks_ago: int, articles: int, kind: str = "technology", steady: int | None = None
) -> WeekCount:
    known = articles if steady is None else steady
    return WeekCount(kind, code, code, WEEK.first - timedelta(weeks=weeks_ago), articles, known)


LONG_AGO = WEEK.first - timedelta(weeks=60)


def material(*numbers: int, **changes: Any) -> Material:
    """A week with these articles, each a story of its own with its initiative and its quote; watched for long."""
    usual = Material(
        week=WEEK,
        pages=tuple(page(n) for n in numbers),
        deeds=tuple(deed(n) for n in numbers),
        sayings=tuple(saying(n) for n in numbers),
        named=(),
        suppliers=(),
        events=tuple(event(n) for n in numbers),
        event_pages=tuple(event_page(n) for n in numbers),
        novelties=Novelties(LONG_AGO, enough=True, items=()),
        counts=(),
        heard=Heard(LONG_AGO, ()),
        uncovered=(),
        refusals=tuple(Refusal("Le Veilleur du Marais", "fetch", "http_404", n) for n in numbers),
    )
    return replace(usual, **changes)
