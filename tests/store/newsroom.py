"""Invented articles, people and places for the tests of the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from core.ids import article_id, mayor_key
from core.types import (
    Access,
    ActorKind,
    Analysis,
    Article,
    Basis,
    Candidate,
    Entry,
    EntryKind,
    Event,
    Fetch,
    Figure,
    Initiative,
    InitiativeStatus,
    Link,
    LinkKind,
    Mention,
    MentionKind,
    Nature,
    Outcome,
    Precision,
    Processed,
    Quote,
    Rejection,
    Rights,
    Role,
    RoleKind,
    Rule,
    RunReport,
    Signature,
    Source,
    SourceRun,
    SourceState,
    StoryArticle,
    Technology,
    UseCategory,
    Volume,
)
from store.batch import Batch

MONDAY = datetime(2026, 11, 16, 8, 30, tzinfo=UTC)

SOURCE = Source(
    slug="le-veilleur",
    name="Le Veilleur du Marais",
    homepage="https://veilleur.example/",
    entries=(Entry(EntryKind.FEED, "https://veilleur.example/flux"),),
    outlet_group="Groupe Marais",
    departements=("79",),
)


def article(number: int = 1, **changes: Any) -> Article:
    url = f"https://veilleur.example/article-{number}"
    usual = Article(
        id=article_id(url),
        url=url,
        source=SOURCE.slug,
        title=f"Bréville-sur-Aulne teste l’assistant vocal n° {number}",
        summary="La mairie accueille les appels la nuit.",
        text="« Nous avons commencé par l’école », explique Odile Ferrandou, maire de Bréville-sur-Aulne. "
        "Le préau sent la craie mouillée.",
        authors=("Basile Quentric",),
        agencies=(),
        published_at=MONDAY,
        published_precision=Precision.INSTANT,
        published_by="json-ld",
        modified_at=None,
        lang="fr",
        site_name=None,
        section=None,
        image=None,
        access=Access.FREE,
        basis=Basis.FULL,
        rights=Rights(),
        extractor="1",
    )
    return replace(usual, **changes)


def mention(kind: MentionKind, key: str, name: str, start: int = 0) -> Mention:
    return Mention(kind, key, name, name, start, start + len(name), "lexicon")


def role(
    name: str = "Odile Ferrandou",
    kind: RoleKind = RoleKind.MAYOR,
    insee: str | None = "79901",
    **changes: Any,
) -> Role:
    usual = Role(
        person_key=mayor_key(insee or "", name),
        name=name,
        role=kind,
        insee=insee,
        register="confirmed",
        register_basis="attested",
        inferred=False,
        mentions=((10, 25),),
        evidence=(0, 40),
        evidence_text=f"…explique {name}, maire de Bréville-sur-Aulne.",
        rule="apposition",
        confidence=0.9,
    )
    return replace(usual, **changes)


def quote(start: int = 0, speaker: str = "Odile Ferrandou", **changes: Any) -> Quote:
    usual = Quote(
        start=start,
        end=start + 33,
        text="Nous avons commencé par l’école",
        direct=True,
        speaker=speaker,
        person_key=mayor_key("79901", speaker),
        role=RoleKind.MAYOR,
        insee="79901",
        evidence=(start, start + 80),
        evidence_text="« Nous avons commencé par l’école », explique Odile Ferrandou.",
        rule="test",
        confidence=0.9,
    )
    return replace(usual, **changes)


def figure(start: int = 0, value: float = 12000, **changes: Any) -> Figure:
    said = "L’assistant a coûté 12 000 euros."
    usual = Figure(
        start, start + 12, value, None, "€", "coût", "", False, (start, start + 33), said, "test", 0.9
    )  # fmt: skip
    return replace(usual, **changes)


def event(start: int = 0, id: str = "e1", **changes: Any) -> Event:  # noqa: A002  the noun's field
    usual = Event(
        name="Forum des voix",
        start_date="2026-12-03",
        end_date="2026-12-04",
        place="Bréville-sur-Aulne",
        insee="79901",
        mention=(start, start + 14),
        evidence=(start, start + 60),
        evidence_text="Le Forum des voix aura lieu les 3 et 4 décembre.",
        rule="test",
        confidence=0.9,
        id=id,
    )
    return replace(usual, **changes)


def initiative(id: str = "i1", **changes: Any) -> Initiative:  # noqa: A002  the noun's field
    usual = Initiative(
        actor_kind=ActorKind.COMMUNE,
        actor_code="79901",
        actor_name="Bréville-sur-Aulne",
        technology_id="assistant-vocal",
        technology="assistant vocal",
        use_case="accueil téléphonique de nuit",
        category=UseCategory.RECEPTION,
        status=InitiativeStatus.EXPERIMENT,
        supplier="Ostréa Données",
        amounts=((20, 32),),
        dates=(),
        evidence=(0, 50),
        evidence_text="Bréville-sur-Aulne teste l’assistant vocal.",
        rule="test",
        confidence=0.8,
        id=id,
    )
    return replace(usual, **changes)


def analysis(**changes: Any) -> Analysis:
    usual = Analysis(
        relevant=True,
        relevance=0.8,
        nature=Nature.INITIATIVE,
        topics=("ia", "services-en-ligne"),
        gate="passed",
        why=("commune", "technologie"),
        mentions=(
            mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne"),
            mention(MentionKind.TECHNOLOGY, "assistant-vocal", "assistant vocal", 30),
        ),
        roles=(role(),),
        model="1",
        quotes=(quote(),),
        figures=(figure(),),
        events=(event(),),
        initiatives=(initiative(),),
    )
    return replace(usual, **changes)


def processed(
    number: int = 1, *, seen_at: datetime = MONDAY, found: Analysis | None = None, **changes: Any
) -> Processed:
    return Processed(article(number, **changes), found or analysis(), seen_at)


def fetch(number: int = 1, outcome: Outcome = Outcome.FETCHED, run: str = "r1", **changes: Any) -> Fetch:
    url = f"https://veilleur.example/article-{number}"
    usual = Fetch(run, SOURCE.slug, url, MONDAY, outcome, candidate=Candidate(url, SOURCE.slug, "flux"))
    return replace(usual, **changes)


def rejection(number: int = 1, reason: str = "too-short", at: datetime = MONDAY) -> Rejection:
    return Rejection(f"https://veilleur.example/article-{number}", SOURCE.slug, "extract", reason, at)


def run(run_id: str = "r1", status: str = "done") -> RunReport:
    finished = MONDAY + timedelta(minutes=5)
    return RunReport(run_id, "collect", MONDAY, finished, status, {"fetched": 2, "failed.timeout": 1})


def source_run(run_id: str = "r1", at: datetime = MONDAY, **changes: Any) -> SourceRun:
    usual = SourceRun(
        run_id, SOURCE.slug, at, SourceState.NEW, Volume.USUAL, announced=20, asked=2, new=1, failed=1,
        reasons={"timeout": 1, "entry.http_500": 1},
    )  # fmt: skip
    return replace(usual, **changes)


def link(number: int = 2, other: int = 1, version: int = 1, **changes: Any) -> Link:
    usual = Link(article(number).id, version, article(other).id, LinkKind.EXACT, 1.0, MONDAY)
    return usual._replace(**changes)


def story_article(number: int = 1, story: str = "5" * 16, **changes: Any) -> StoryArticle:
    return StoryArticle(story, article(number).id, Rule.FOUNDED, 1.0)._replace(**changes)


def signature(number: int = 1, version: int = 1, **changes: Any) -> Signature:
    usual = Signature(article(number).id, version, 1, 80, 78, "ab" * 32, bytes(512), (0, 0, 2**64 - 1))
    return usual._replace(**changes)


def batch(numbers: Sequence[int] = (1,)) -> Batch:
    return Batch(
        articles=tuple(processed(number) for number in numbers),
        fetches=tuple(fetch(number) for number in numbers),
        rejections=(rejection(900),),
        runs=(run(),),
        sources=(SOURCE,),
        source_runs=(source_run(),),
    )


TECHNOLOGIES = (
    Technology("assistant-vocal", "Assistant vocal", "ia", names=("robot parlant", "robots parlants")),
)


def registers() -> tuple[pa.Table, pa.Table, pa.Table]:
    town = {
        "insee": "79901",
        "name": "Bréville-sur-Aulne",
        "kind": "COM",
        "departement": "79",
        "region": "75",
        "epci_siren": None,
        "population": 1200,
        "lat": 46.3,
        "lon": -0.4,
        "parent": None,
    }
    former = town | {"name": "Bréville", "kind": "COMD", "parent": "79901"}
    territory = {
        "kind": "departement",
        "code": "79",
        "name": "Deux-Sèvres",
        "epci_type": None,
        "population": None,
        "region": "75",
    }
    mandate = {
        "insee": "79901",
        "name": "Odile Ferrandou",
        "name_key": "odile ferrandou",
        "from_day": MONDAY.date(),
        "to_day": None,
        "basis": "attested",
        "source": "test",
    }
    tables = ([town, former], [territory], [mandate])
    communes, territories, mandates = (pa.Table.from_pylist(rows) for rows in tables)
    return communes, territories, mandates
