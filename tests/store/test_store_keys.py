"""No key twice, whatever a batch holds: the store has no constraint that would say so."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from duplicates import twice
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import (
    MONDAY,
    SOURCE,
    analysis,
    article,
    event,
    fetch,
    figure,
    initiative,
    link,
    mention,
    quote,
    rejection,
    role,
    run,
    signature,
    source_run,
)

from core.settings import StoreSettings
from core.types import Analysis, InitiativeStatus, LinkKind, MentionKind, Note, Outcome, Processed, RoleKind
from store.batch import Batch
from store.live import open_live
from store.tables import KEYS

few = st.integers(0, 2)
ids = st.sampled_from(["i1", "i2"])


def some(make: Callable[..., Any], *values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.builds(make, *values), max_size=5).map(tuple)


def made(number: int, version: int, hours: int, found: Analysis | None, notes: tuple[Note, ...]) -> Processed:
    told = article(number, version=version, text=f"Texte de la version {version}.", notes=notes)
    return Processed(told, found, MONDAY + timedelta(hours=hours))


analyses: st.SearchStrategy[Analysis] = st.builds(
    lambda topics, mentions, roles, model, **told: analysis(
        topics=topics, mentions=mentions, roles=roles, model=model, **told
    ),
    st.lists(st.sampled_from(["ia", "donnees"]), max_size=4).map(tuple),
    some(lambda key, start: mention(MentionKind.COMMUNE, str(key), f"Commune {key}", start), few, few),
    some(
        role, st.sampled_from(["Odile Ferrandou", "Luc Amestoy"]), st.sampled_from(RoleKind), st.just("79901")
    ),
    st.sampled_from("12"),
    quotes=some(quote, few, st.sampled_from(["Odile Ferrandou", "la mairie"])),
    figures=some(figure, few, st.sampled_from([12.0, 13.0])),
    events=some(event, few, st.sampled_from(["e1", "e2"])),
    initiatives=some(
        lambda key, status: initiative(key, status=status), ids, st.sampled_from(InitiativeStatus)
    ),
)
notes = some(Note, st.sampled_from(["cut.junk", "date.future"]), st.sampled_from("ab"))
batches = st.builds(
    Batch,
    articles=some(
        made,
        few,
        st.integers(1, 3),
        few,
        st.none() | analyses,
        some(Note, st.sampled_from(["cut.junk", "date.future"]), st.sampled_from("ab")),
    ),
    fetches=some(fetch, few, st.sampled_from(Outcome), st.sampled_from(["r1", "r2"])),
    rejections=some(
        lambda number, reason, hours: rejection(number, reason, MONDAY + timedelta(hours=hours)),
        few,
        st.sampled_from(["a", "b"]),
        few,
    ),
    runs=some(run, st.sampled_from(["r1", "r2"]), st.sampled_from(["running", "done"])),
    sources=st.lists(st.just(SOURCE), max_size=2).map(tuple),
    source_runs=some(
        lambda run_id, new: source_run(run_id, new=new, reasons={"tdm": new, "budget": 1}),
        st.sampled_from(["r1", "r2"]),
        few,
    ),
    links=some(
        lambda number, other, version, kind, hours: link(
            number, other, version, kind=kind, seen_at=MONDAY + timedelta(hours=hours)
        ),
        few,
        few,
        st.integers(1, 3),
        st.sampled_from(LinkKind),
        few,
    ),
    signatures=some(lambda number, version, words: signature(number, version, words=words), few, few, few),
)


def test_no_key_is_ever_stored_twice(tmp_path: Path) -> None:
    with open_live(tmp_path, StoreSettings(memory_limit="300MB")) as live:

        @settings(
            max_examples=40,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        @given(batches)
        def property_(batch: Batch) -> None:
            live.write(batch)
            revision = live.revision
            assert twice(live) == {}
            assert live.write(batch) == 0
            assert live.revision == revision

        property_()


def test_every_table_has_a_key(tmp_path: Path) -> None:
    with open_live(tmp_path, StoreSettings()) as live:
        names = live.connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'beffroi'"
        )
        assert {name for (name,) in names.fetchall()} == KEYS.keys()
