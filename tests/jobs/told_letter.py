"""A workspace with an article that is published, and the letter that tells of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from core.settings import LetterSettings, Settings, StoreSettings, WorkspaceSettings
from core.types import Rule, StoryArticle
from digest.letter import (
    Claim,
    ClaimKind,
    Fact,
    Foot,
    Gaps,
    Item,
    Letter,
    Piece,
    Section,
    Telling,
    week_of,
)
from jobs.letters.forms import Renderers, Shelved
from jobs.workspace import Workspace
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.registers import load_registers, load_technologies
from tests.store.newsroom import (
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    event,
    initiative,
    processed,
    quote,
    registers,
    role,
)

STORE = StoreSettings(memory_limit="300MB")
ONE = article(1)
INITIATIVE = "1a" * 8
STORY = "5b" * 8
MAYOR = role().person_key
TOLD = (Telling(ONE.id, ONE.title, ONE.url, SOURCE.name, ("Basile Quentric",), date(2026, 11, 16)),)


def claim(key: str, kind: ClaimKind, words: str, sentence: str) -> Claim:
    return Claim(key, kind, words, sentence, ONE.id, ONE.url, SOURCE.name)


ITEM = Item(
    f"initiative:{INITIATIVE}",
    Section.INITIATIVES,
    "",
    (
        Piece("Bréville-sur-Aulne : assistant vocal – à l’essai"),
        Piece(" – avec Ostréa Données", "c-supplier"),
    ),
    tellings=TOLD,
    claims=(
        claim("c-supplier", ClaimKind.SUPPLIER, "Ostréa Données", "Ostréa Données fournit l’assistant."),
    ),
    facts=(
        Fact("initiative-status", INITIATIVE, "experiment"),
        Fact("initiative-actor", INITIATIVE, "79901"),
        Fact("initiative-supplier", INITIATIVE, "Ostréa Données"),
        Fact("article", ONE.id, "relevant"),
        Fact("figure", f"{ONE.id}:0", "12000 €"),
        Fact("story", STORY, ONE.title),
    ),
    place="Bréville-sur-Aulne",
)
QUOTE = Item(
    f"quote:{ONE.id}:0",
    Section.QUOTES,
    "",
    (Piece("Odile Ferrandou, maire de Bréville-sur-Aulne", "c-person"),),
    quote="Nous avons commencé par l’école",
    tellings=TOLD,
    claims=(
        claim(
            "c-person",
            ClaimKind.PERSON,
            "Odile Ferrandou, maire de Bréville-sur-Aulne",
            "« … », explique Odile Ferrandou.",
        ),
    ),
    facts=(
        Fact("speaker", f"{ONE.id}:0", f"{MAYOR}|mayor|79901"),
        Fact("quote", f"{ONE.id}:0", "Nous avons commencé par l’école"),
        Fact("mayor", f"{ONE.id}:{MAYOR}", "mayor|79901"),
    ),
)
BRIEF = Item("brief:0000000000000000", Section.BRIEFS, "Rodez : des capteurs au parc", tellings=TOLD)
EVENT = Item(
    "event:e1",
    Section.AGENDA,
    "Forum des voix",
    tellings=TOLD,
    facts=(
        Fact("event", "e1", "2026-12-03|2026-12-04|scheduled|Forum des voix"),
        Fact("event-place", "e1", "79901|Bréville-sur-Aulne|Deux-Sèvres|Bréville-sur-Aulne"),
    ),
    event=(date(2026, 12, 3), date(2026, 12, 4), "day"),
    place="Bréville-sur-Aulne",
)
WEEK = week_of(date(2026, 11, 16))
LETTER = Letter(
    "La lettre des voix", WEEK, "Bréville-sur-Aulne teste l’assistant vocal", (ITEM, QUOTE, BRIEF, EVENT), Gaps(),
    Foot(3, 1, 1),
)  # fmt: skip


def made(root: Path) -> Workspace:
    """The workspace, its article published."""
    space = Workspace(
        root,
        Settings(
            workspace=WorkspaceSettings(name="La lettre des voix"),
            store=STORE,
            letter=LetterSettings(sender="lettre@voix.example", base_url="https://voix.example"),
        ),
    )
    open_state(space.state).close()
    found = analysis(
        roles=(role(),), quotes=(quote(),), events=(event(),), initiatives=(initiative(INITIATIVE),)
    )
    with open_live(space.data, STORE) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        stories = (StoryArticle(STORY, ONE.id, Rule.FOUNDED, 1.0),)
        live.write(Batch(sources=(SOURCE,), articles=(processed(1, found=found),), story_articles=stories))
    publish(space.data, STORE)
    return space


def plain(letter: Letter, **around: object) -> str:
    """A rendering that says all: what surrounds the letter, and its words."""
    return f"<p>{around}</p>{letter!r}"


def plain_feed(_: Settings, rows: Sequence[Shelved]) -> bytes:
    return repr([(row.issue.key, row.rectified_at) for row in rows]).encode()


def plain_calendar(letter: Letter, _: datetime) -> bytes:
    return repr([(item.event, item.facts) for item in letter.of(Section.AGENDA)]).encode()


PLAIN = Renderers(plain, plain, plain, plain, plain_feed, plain_calendar)


def retold(letter: Letter, **changes: object) -> Letter:
    """The letter as another build would have it."""
    return replace(letter, **changes)  # type: ignore[arg-type]
