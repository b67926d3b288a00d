"""The demonstration: the whole job on the bundled newsroom, offline, in a workspace of its own."""

import errno
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from core import logs
from core.errors import InputError
from core.types import RunReport
from demo import MANDATES, Newsroom, Running, serve, sources
from jobs import workspace
from jobs.letters.previewing import build
from jobs.letters.weeks import last_week
from jobs.registers import OVERLAY
from jobs.run import run
from jobs.workspace import Workspace
from store import query

PORT = 8017
"""Article ids hold the address, so a fixed port makes every demonstration give the same rows."""

MARK = ".beffroi-demo"
_SETTINGS: dict[str, dict[str, Any]] = {
    "workspace": {"name": "La lettre des villes numériques (démonstration)"},
    "crawler": {
        "contact": "demonstration@beffroi.invalid",
        "allow_private_addresses": True,
        "delay_seconds": 0.0,
    },
}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a demonstration found, and where it lies."""

    workspace: Workspace
    digest: Path
    reports: tuple[RunReport, ...]
    articles: dict[str, int]
    mayors: list[tuple[Any, ...]]
    technologies: list[tuple[Any, ...]]
    initiatives: list[tuple[Any, ...]]
    quotes: list[tuple[Any, ...]]
    agenda: list[tuple[Any, ...]]
    refusals: list[query.Refusal]


def demonstrate(root: Path, port: int = PORT, say: Say = lambda _: None, today: date | None = None) -> Shown:
    """Collect, correct, collect again, publish, draft; `today` (default: this week's Monday) dates the articles."""
    monday = today or date.today() - timedelta(days=date.today().weekday())  # noqa: DTZ011  the reader's day
    _clear(root)
    with ExitStack() as stack:
        running = _listening(stack, Newsroom(monday, port), port)
        if running.port != port:
            say(f"Le port {port} est pris : la rédaction écoute sur {running.port}.")
        made = _workspace(root, running.port)
        logs.configure(made.settings.log.level, made.logs, console=False)
        say("Première collecte : sept titres inventés, et un flux mort…")
        reports = run(made)
        running.edition = 2
        say("Un titre corrige un article ; seconde collecte…")
        reports += run(made)
    say("Brouillon de la lettre…")
    page = build(made, last_week(monday), datetime.now(UTC))
    return _shown(made, page, reports)


def _listening(stack: ExitStack, newsroom: Newsroom, port: int) -> Running:
    """The newsroom's server; on a free port when the usual one is taken."""
    try:
        return stack.enter_context(serve(newsroom, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return stack.enter_context(serve(newsroom, 0))


def _workspace(root: Path, port: int) -> Workspace:
    root.mkdir(parents=True, exist_ok=True)
    # first: a demonstration that was cut short is still one, and may be made again
    (root / MARK).write_text("Écrit par « beffroi demo », qui l'efface et le refait.\n", encoding="utf-8")
    shutil.copyfile(MANDATES, root / OVERLAY)
    return workspace.create(root, _SETTINGS, sources(port))


def _clear(root: Path) -> None:
    """Start afresh, and never over anything that a demonstration did not write."""
    if not root.exists():
        return
    if not (root / MARK).is_file() and any(root.iterdir()):
        raise InputError(
            f"{root} : ce dossier n'est pas une démonstration", "Choisissez-en un autre avec --dir."
        )
    shutil.rmtree(root)


_COUNTS = """
    SELECT count(*), count(*) FILTER (relevant AND counted_as = 'article'), count(*) FILTER (access = 'excerpt'),
           count(*) FILTER (counted_as <> 'article'), (SELECT count(*) FROM article_versions) FROM v_articles
"""
_MAYORS = """
    SELECT DISTINCT person, commune, insee, status, register, register_basis, departement FROM v_mayors
    ORDER BY commune, insee, person
"""
_TECHNOLOGIES = """
    SELECT t.canonical, count(DISTINCT m.article_id) AS n FROM mentions m
    JOIN technologies t ON t.technology_id = m.entity_key WHERE m.kind = 'technology'
    GROUP BY 1 ORDER BY n DESC, 1
"""
_INITIATIVES = """
    SELECT actor, technology, use_case, status, supplier, articles, outlets, evidence_text, departement
    FROM v_initiatives ORDER BY actor, actor_code, technology, use_case
"""
_QUOTES = """
    SELECT speaker, role, commune, text FROM v_quotes
    WHERE direct AND role = 'mayor' AND counted_as = 'article' ORDER BY published_day, article_id, start_at
"""
_AGENDA = """
    SELECT start_day, end_day, precision, name, coalesce(commune, place), articles FROM v_agenda
    WHERE state = 'scheduled' AND end_day >= (SELECT max(published_day) FROM articles) ORDER BY start_day, name
"""


def _shown(made: Workspace, page: Path, reports: list[RunReport]) -> Shown:
    rows = {name: query.run_sql(made.data, text, 1000).rows for name, text in _QUERIES.items()}
    names = ("articles", "relevant", "excerpts", "repeats", "versions")
    counts: dict[str, int] = dict(zip(names, rows["counts"][0], strict=True))
    with query.open_snapshot(made.data) as snapshot:
        refused = query.refusals(snapshot, _EVER, datetime.now(UTC))
    del rows["counts"]
    return Shown(made, page, tuple(reports), counts, refusals=refused, **rows)


_QUERIES = {
    "counts": _COUNTS,
    "mayors": _MAYORS,
    "technologies": _TECHNOLOGIES,
    "initiatives": _INITIATIVES,
    "quotes": _QUOTES,
    "agenda": _AGENDA,
}
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
