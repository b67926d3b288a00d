"""A small workspace to correct: an article and its reprint, which tell of one rendezvous and one initiative."""

from contextlib import closing
from pathlib import Path

import pyarrow as pa
from newsroom import (
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    event,
    initiative,
    link,
    mention,
    processed,
    quote,
    registers,
    role,
)

from core.settings import Settings, StoreSettings
from core.types import MentionKind, Role, RoleKind
from jobs.correcting import corrections
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import run_sql
from store.registers import load_registers, load_technologies

SETTINGS = StoreSettings(memory_limit="300MB")
WHY = Words("Odile", "lu dans l’article")
ONE, TWO = article(1).id, article(2).id
MAYOR = "79901:odile ferrandou"
WORDS = "commencé par l'école"


OFFICIAL = role("Basile Quentric", RoleKind.OFFICIAL, insee=None, person_key="basile quentric")


def made_of(folder: Path, *roles: Role) -> Workspace:
    made = Workspace(folder, Settings(store=SETTINGS))
    open_state(made.state).close()
    with open_live(made.data, SETTINGS) as live:
        load_registers(live, *two_towns(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        found = [
            processed(n, found=analysis(
                mentions=(mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne"),),
                roles=roles, quotes=(quote(),), events=(event(id="e1"),),
                initiatives=(initiative("1a" * 8),),
            ))
            for n in (1, 2)
        ]  # fmt: skip
        live.write(Batch(sources=(SOURCE,), articles=tuple(found), links=(link(2, 1),)))
    publish(made.data, SETTINGS)
    return made


def two_towns() -> tuple[pa.Table, pa.Table, pa.Table]:
    communes, *others = registers()
    other = communes.to_pylist()[0] | {"insee": "79902", "name": "Marsa-le-Bois"}
    return (pa.concat_tables([communes, pa.Table.from_pylist([other], communes.schema)]), *others)


def applied(workspace: Workspace) -> None:
    with closing(open_state(workspace.state)) as state, open_live(workspace.data, SETTINGS) as live:
        corrections.apply(state, live)
    publish(workspace.data, SETTINGS)


def rows(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    return run_sql(workspace.data, sql).rows


SPOKE = "SELECT person_key, speaker, role, insee FROM quotes ORDER BY article_id"
"""Who speaks, in each article."""
