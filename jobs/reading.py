"""Questions put to what was published."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.days import PARIS
from core.errors import InputError
from core.ids import article_id
from core.types import RunReport, Source, SourceRun, SourceState, Volume
from digest.french import JOBS, STATES, VOLUMES
from jobs.differences import Change, differences
from jobs.workspace import Workspace
from state import captures, frontier, hosts, runs, source_runs
from state.open import State, open_state
from store import query
from store.readers.past import Version
from store.readers.review import Refused, refusal_reasons, refusal_sample, version_history
from store.search import Found, SearchQuery, Sort
from store.searching.checked import check

Row = dict[str, Any]


def search(workspace: Workspace, asked: Mapping[str, str], *, facets: bool = False) -> Found:
    """The published articles that answer a query in French, with its filters (store.search.SearchQuery's names)."""
    wanted = SearchQuery.from_dict(asked)
    check(
        wanted.words,
        filtered=replace(wanted, words="", sort=Sort.RELEVANCE, limit=20, offset=0) != SearchQuery(),
    )
    with workspace.snapshot() as snapshot:
        return snapshot.find(wanted, facets=facets)


@dataclass(frozen=True, slots=True)
class History:
    """An article's versions, oldest first, each with what changed since the one before.

    None stands for a comparison that cannot be made, because one of the two texts is no longer kept.
    """

    url: str
    title: str
    versions: tuple[tuple[Version, tuple[Change, ...] | None], ...]


def history(workspace: Workspace, named: str) -> History:
    """The versions of an article, by its id or any address it is known under; InputError when it is not known."""
    article = identified(workspace, named)
    found = version_history(workspace.data, [article])
    if not found:
        raise InputError(
            f"article inconnu : {named}", "« beffroi search MOTS » donne les adresses des articles publiés."
        )
    with workspace.snapshot() as snapshot:
        url, title = query.heading(snapshot, article)
    before = [None, *found[:-1]]
    return History(
        url, title, tuple((new, _changes(old, new)) for old, new in zip(before, found, strict=True))
    )


def _changes(old: Version | None, new: Version) -> tuple[Change, ...] | None:
    if old is None:
        return ()
    return tuple(differences(old, new)) if old.kept and new.kept else None


def identified(workspace: Workspace, named: str) -> str:
    """The id of an article, of its id or any address that it is known under."""
    if re.fullmatch(r"[0-9a-f]{16}", named):
        return named
    with closing(open_state(workspace.state)) as state:
        return frontier.article_of(state, named) or article_id(named)


def refusals(workspace: Workspace, sample: int, reason: str | None, source: str | None) -> list[Refused]:
    """Some pages that gave no article, of each reason, to judge whether they should have.

    Raises InputError for a reason that no page was refused for.
    """
    with workspace.snapshot() as snapshot:
        if reason and reason not in (known := refusal_reasons(snapshot)):
            raise InputError(f"aucune page refusée pour « {reason} »", f"Motifs connus : {', '.join(known)}.")
        return refusal_sample(snapshot, sample, reason, source)


def status(workspace: Workspace) -> list[Row]:
    """Figures that say whether all is well: {"what", "name", "value", "at"}; instants in Europe/Paris."""
    enabled = [source for source in workspace.sources() if source.enabled]
    rows = [_row("sources actives", value=len(enabled))]
    with closing(open_state(workspace.state)) as state:
        rows.append(_row("en attente de traitement", value=captures.pending_count(state)))
        rows += [
            _row(
                "tâche",
                JOBS.get(report.job, report.job),
                _STATUS.get(report.status, report.status),
                report.started_at,
            )
            for report in _last_of_each(runs.latest(state, 40))
        ]
        rows += [
            _row("site au repos", rest.host, "jusqu'à", rest.until_at)
            for rest in hosts.rests(state)
            if rest.until_at > datetime.now(UTC)
        ]
        rows += _health(state, enabled)
    if not workspace.published.exists():
        return [*rows, _row("instantané publié", value="aucun")]
    with workspace.snapshot() as snapshot:
        made = datetime.fromisoformat(snapshot.manifest.created_at)
        rows.append(_row("instantané publié", value=snapshot.number, at=made))
        counts = query.counts(snapshot)
        return rows + [
            _row("lignes", table, counts[table]) for table in ("articles", "mentions", "roles", "rejections")
        ]


def _last_of_each(reports: Sequence[RunReport]) -> list[RunReport]:
    """The newest run of each job, the newest first."""
    newest: dict[str, RunReport] = {}
    for report in reports:
        newest.setdefault(report.job, report)
    return list(newest.values())


def _health(state: State, enabled: Sequence[Source]) -> list[Row]:
    """How many sources last answered how; then each that needs a look, with what is wrong and since when known."""
    known = source_runs.last_by_source(state)
    lines = [known[source.slug] for source in enabled if source.slug in known]
    answers = Counter(line.state.value for line in lines)
    counted = [_row("sources", words, answers[code]) for code, words in STATES.items() if answers[code]]
    told = ((line, _wrong(line)) for line in lines)
    return counted + [
        _row("source à voir", line.source, ", ".join(said), line.at) for line, said in told if said
    ]


def _wrong(line: SourceRun) -> list[str]:
    """What needs a look, in words."""
    said = [STATES[line.state]] if line.state in {SourceState.BLOCKED, SourceState.MISSED} else []
    if line.volume is not None and line.volume is not Volume.USUAL:
        said.append(VOLUMES[line.volume])
    return said


_STATUS = {"done": "faite", "failed": "en échec", "running": "en cours", "interrupted": "interrompue"}


def _row(what: str, name: str = "", value: object = None, at: datetime | None = None) -> Row:
    return {
        "what": what,
        "name": name,
        "value": value,
        "at": at.astimezone(PARIS).isoformat(" ", "minutes") if at else None,
    }
