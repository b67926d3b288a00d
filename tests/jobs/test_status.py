"""What `beffroi status` says of the sources."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from core.types import SourceRun, SourceState, Volume
from jobs import workspace
from jobs.reading import status
from state import source_runs
from state.open import open_state

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SOURCES = "\n".join(
    f'[{slug}]\nname = "{slug}"\nhomepage = "https://{slug}.example/"\nenabled = {enabled}\n'
    f'entries = [{{ kind = "feed", url = "https://{slug}.example/flux" }}]\n'
    for slug, enabled in (("guet", "true"), ("quai", "true"), ("digue", "true"), ("phare", "false"))
)


def test_sources_are_counted_by_their_last_answer_and_those_to_look_at_are_named(tmp_path: Path) -> None:
    made = workspace.create(tmp_path / "veille")
    (made.root / "sources.toml").write_text(SOURCES, encoding="utf-8")
    with closing(open_state(made.state)) as state:
        source_runs.save(
            state,
            [
                SourceRun("r1", "guet", AT, SourceState.NEW),
                SourceRun("r1", "quai", AT, SourceState.NEW, Volume.DROP),
                SourceRun("r1", "digue", AT, SourceState.MISSED, Volume.SILENT),
                SourceRun("r1", "phare", AT, SourceState.MISSED),
            ],
        )
    rows = [
        (r["what"], r["name"], r["value"], r["at"]) for r in status(made) if r["what"].startswith("source")
    ]
    assert rows == [
        ("sources actives", "", 3, None),
        ("sources", "du neuf", 2, None),
        ("sources", "pas de réponse", 1, None),
        ("source à voir", "quai", "bien moins d’articles que d’habitude", "2026-11-23 09:00+01:00"),
        ("source à voir", "digue", "pas de réponse, silence inhabituel", "2026-11-23 09:00+01:00"),
    ]
