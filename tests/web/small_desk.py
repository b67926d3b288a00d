"""A newsroom of three articles, told, reprinted and put into a story: quick to make, so that each test has its own."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from desk_browser import Browser
from newsroom import (
    MONDAY,
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    event,
    figure,
    initiative,
    link,
    mention,
    processed,
    quote,
    registers,
    role,
    story_article,
)

from core.desk import Role, User
from core.settings import Settings, StoreSettings
from core.sources import TEMPLATE
from core.types import MentionKind, Processed, RoleKind, Rule
from jobs.process import process
from jobs.publish import publish
from jobs.workspace import Workspace
from state import users
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.publish import publish as publish_store
from store.registers import load_registers, load_technologies
from web.access.session import COOKIE

SETTINGS = StoreSettings(memory_limit="300MB")
ONE, TWO, THREE = (article(n).id for n in (1, 2, 3))
STORY, OTHER_STORY = "5" * 16, "6" * 16
MAYOR = "79901:odile ferrandou"
OTHER = replace(
    SOURCE,
    slug="l-echo",
    name="L’Écho des prés",
    outlet_group="Groupe Prés",
    homepage="https://echo.example/",
)


def told(number: int, **changes: object) -> Processed:
    """An article whose facts stand where they say; each has an organisation and an official of its own."""
    body = article(number, **changes).body  # type: ignore[arg-type]
    town, said = (
        "Bréville-sur-Aulne",
        "« Nous avons commencé par l’école », explique Odile Ferrandou, maire de Bréville-sur-Aulne.",
    )
    start = body.find(said)
    evidence = (start, start + len(said))
    person = body.find("Odile Ferrandou")
    found = analysis(
        mentions=(
            mention(MentionKind.COMMUNE, "79901", town, max(body.find(town), 0)),
            mention(MentionKind.COMMUNE, "79901", town, start + said.find(town)),
            mention(MentionKind.TECHNOLOGY, "assistant-vocal", "assistant vocal", max(body.find("assistant vocal"), 0)),
            mention(MentionKind.ORGANISATION, f"sem {number}", f"SEM {number}", 400),
            replace(mention(MentionKind.TECHNOLOGY, "candidate:parlavox", "Parlavox", 420), candidate=True),
        ),
        roles=(
            role(evidence=evidence, evidence_text=said, mentions=((person, person + 15),)),
            role("Basile Quentric", RoleKind.OFFICIAL, insee=None, person_key="basile quentric", register="unknown"),
        ),
        quotes=(quote(start + 2, evidence=evidence, evidence_text=said),),
        figures=(figure(500),), events=(event(520, id=f"e{number}"),), initiatives=(initiative(f"{number}a" * 8),),
    )  # fmt: skip
    return processed(number, found=found, **changes)


def small_space(root: Path, *articles: Processed, settings: Settings | None = None) -> Workspace:
    """The workspace, published."""
    made = Workspace(root, settings or Settings(store=SETTINGS))
    open_state(made.state).close()
    made.sources_file.write_text(TEMPLATE, encoding="utf-8")
    chosen = articles or (told(1), told(2), told(3, source=OTHER.slug))
    with open_live(made.data, SETTINGS) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        live.write(
            Batch(
                sources=(SOURCE, OTHER),
                articles=chosen,
                links=() if articles else (link(3, 1),),
                story_articles=() if articles else (
                    story_article(1), story_article(3, rule=Rule.LINKED), story_article(2, OTHER_STORY),
                ),
            )
        )  # fmt: skip
    publish_store(made.data, SETTINGS)
    return made


def copied(space: Workspace, root: Path) -> Workspace:
    """A workspace as it is, for one test to change: four times as quick as making it."""
    shutil.copytree(space.root, root / "copie", symlinks=True)
    return replace(space, root=root / "copie")


def applied(space: Workspace) -> None:
    """What the button asks for: process, then publish."""
    assert process(space).status == "done"
    assert publish(space).status == "done"


def signed_in(space: Workspace, role: Role) -> Browser:
    """A browser of somebody with this role."""
    browser = Browser(space, alone=False)
    with closing(open_state(space.state)) as state:
        users.add(state, User("Odile", role), "no password fits this", MONDAY)
        found = users.by_name(state, "Odile")
    assert found is not None
    sessions = browser.app.state.desk.sessions
    named = sessions.cookie_name("http", "") if hasattr(sessions, "cookie_name") else COOKIE
    browser.cookies.set(named, sessions.cookie(sessions.new(found[0])), domain="127.0.0.1")
    return browser
