"""Questions put to what was published."""

from contextlib import closing
from dataclasses import asdict
from typing import Any

from jobs.workspace import Workspace
from state import captures, runs
from state.open import open_state
from store import query

Row = dict[str, Any]


def search(workspace: Workspace, words: str, limit: int) -> list[Row]:
    """Articles whose text answers the words, best first."""
    with query.open_snapshot(workspace.data) as snapshot:
        return [asdict(hit) for hit in snapshot.search(words, limit)]


def sql(workspace: Workspace, statement: str, limit: int, *, with_text: bool) -> query.Result:
    """The rows of one statement on the newest snapshot."""
    return query.run_sql(workspace.data, statement, limit, with_text=with_text)


def status(workspace: Workspace) -> list[Row]:
    """Figures that say whether all is well: {"what", "value"}."""
    rows: list[Row] = [{"what": "sources actives", "value": sum(s.enabled for s in workspace.sources())}]
    with closing(open_state(workspace.state)) as state:
        rows.append({"what": "en attente de traitement", "value": captures.pending_count(state)})
        rows += [
            {"what": f"{report.job} {report.started_at:%Y-%m-%d %H:%M} UTC", "value": report.status}
            for report in runs.latest(state, 5)
        ]
    if not workspace.published.exists():
        return [*rows, {"what": "instantané publié", "value": "aucun"}]
    with query.open_snapshot(workspace.data) as snapshot:
        rows.append({"what": "instantané publié", "value": snapshot.number})
        rows += [{"what": f"lignes de {table}", "value": n} for table, n in query.counts(snapshot).items()]
    return rows
