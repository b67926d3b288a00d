"""A published watch of invented articles: towns, a group of towns, one story in several outlets, days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa
from newsroom import SOURCE, analysis, article, mention, registers

from core.ids import article_id
from core.types import Link, LinkKind, MentionKind, Processed, Rule, StoryArticle
from jobs.publish import publish
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.registers import load_registers

OTHER = replace(
    SOURCE, slug="le-guet", name="Le Guet", homepage="https://guet.example/", outlet_group="Groupe Guet"
)
EPCI = "200000001"
NOW = datetime.now(UTC)
"""Today: a watch is made now, and articles are seen after it."""


def told(
    number: int, title: str, *, seen: datetime | None = None, source: str = SOURCE.slug, insee: str = "79901",
    text: str = "", published: datetime | None = None,
) -> Processed:  # fmt: skip
    at = published or NOW
    host = "veilleur" if source == SOURCE.slug else "guet"
    url = f"https://{host}.example/article-{number}"
    body = text or f"{title}. La mairie en parle."
    made = article(
        number,
        id=article_id(url),
        url=url,
        title=title,
        source=source,
        published_at=at,
        text=body,
        summary="",
    )
    about = (
        mention(MentionKind.COMMUNE, insee, "Bréville-sur-Aulne" if insee == "79901" else "Sainte-Orme"),
    )
    found = analysis(mentions=about, roles=(), quotes=(), figures=(), events=(), initiatives=())
    return Processed(made, found, seen or NOW + timedelta(hours=1))


def key(number: int, source: str = SOURCE.slug) -> str:
    host = "veilleur" if source == SOURCE.slug else "guet"
    return article_id(f"https://{host}.example/article-{number}")


def places() -> tuple[pa.Table, pa.Table, pa.Table]:
    """The store tests' registers, with a second commune, the group of both, and others."""
    communes, territories, mandates = registers()
    town, former = communes.to_pylist()
    others = [
        town | {"insee": insee, "name": name, "epci_siren": epci}
        for insee, name, epci in (
            ("79901", "Bréville-sur-Aulne", EPCI), ("79902", "Sainte-Orme", EPCI), ("79903", "Val-Isolé", None),
            ("79904", "Les Mares", None), ("79905", "Les Mares", None),
        )
    ]  # fmt: skip
    (departement,) = territories.to_pylist()
    epci = dict.fromkeys(departement) | {
        "kind": "epci",
        "code": EPCI,
        "name": "Communauté de communes du Marais",
    }
    return (
        pa.Table.from_pylist([*others, former]),
        pa.Table.from_pylist([departement, epci]),
        mandates,
    )


def store(
    space: Workspace, articles: Sequence[Processed], stories: dict[str, list[str]] | None = None,
    repeats: Sequence[tuple[str, str]] = (), tables: tuple[pa.Table, pa.Table, pa.Table] | None = None,
) -> None:  # fmt: skip
    """Write articles, their stories and who repeats whom, and publish."""
    members = [
        StoryArticle(story, one, Rule.ALIKE, 0.9) for story, ids in (stories or {}).items() for one in ids
    ]
    links = [Link(one, 1, other, LinkKind.SYNDICATED, 1.0, NOW) for one, other in repeats]
    with open_live(space.data, space.settings.store) as live:
        load_registers(live, *(tables or places()), "2" if tables else "1")
        live.write(
            Batch(
                articles=tuple(articles),
                sources=(SOURCE, OTHER),
                links=tuple(links),
                story_articles=tuple(members),
            )
        )
    publish(space)
