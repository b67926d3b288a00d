"""Exports and releases of what is published."""

from dataclasses import asdict
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.days import PARIS
from core.errors import InputError
from jobs.workspace import Workspace
from store.exporting import export as store_export
from store.exporting.copy import Selection
from store.exporting.tables import Written
from store.releasing import release as store_release
from store.releasing.contents import Wanted

Progress = store_export.Progress


def export(
    workspace: Workspace,
    folder: Path,
    since: date | None = None,
    until: date | None = None,
    *,
    relevant: bool = False,
    progress: Progress | None = None,
) -> tuple[Written, ...]:
    """Write the newest snapshot, or what was chosen of it, as a folder of files; return the data files."""
    if since and until and since > until:
        raise InputError(
            f"du {since} au {until} : aucun jour",
            "Donnez --since avant --until ; les deux jours sont compris.",
        )
    chosen = Selection(since, until, relevant)
    return store_export.export(workspace.data, folder, workspace.settings.store, chosen, progress)


def release(
    workspace: Workspace,
    name: str,
    title: str = "",
    creators: tuple[str, ...] = (),
    licence: str = "etalab-2.0",
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Make the release NAME; {"name", "path", "title", "rows", "since"}."""
    wanted = _wanted(workspace, name, title, creators, licence, now)
    about = store_release.release(workspace.data, workspace.settings.store, wanted, progress)
    folder = store_release.place(workspace.data, name)
    return {
        "name": name,
        "path": str(folder),
        "title": about.title,
        "rows": dict(about.rows),
        "since": about.since,
    }


def preview(
    workspace: Workspace,
    name: str,
    title: str = "",
    creators: tuple[str, ...] = (),
    licence: str = "etalab-2.0",
    *,
    now: datetime | None = None,
) -> dict[str, Any]:
    """What the release NAME would hold, of which nothing is written.

    All that its release.json would say, "path", and "difference": that of its difference.json.
    """
    wanted = _wanted(workspace, name, title, creators, licence, now)
    about, found = store_release.preview(workspace.data, workspace.settings.store, wanted)
    path = str(store_release.place(workspace.data, name))
    return {"path": path, **asdict(about), "difference": found.as_json()}


def _wanted(
    workspace: Workspace,
    name: str,
    title: str,
    creators: tuple[str, ...],
    licence: str,
    now: datetime | None,
) -> Wanted:
    watch = workspace.settings.workspace.name
    return Wanted(
        name,
        title or f"{watch} : la presse et le numérique des communes, version {name}",
        creators or (watch,),
        licence,
        accuracy_page(),
        now or datetime.now(PARIS),
    )


def releases(workspace: Workspace) -> list[dict[str, Any]]:
    """A row a release, the oldest first: {"name", "title", "released_on", "snapshot", "articles", "path"}."""
    return [
        {
            "name": one["name"],
            "title": one["title"],
            "released_on": one["released_on"],
            "snapshot": one["snapshot"],
            "articles": one["rows"].get("articles", 0),
            "path": str(store_release.place(workspace.data, one["name"])),
        }
        for one in store_release.releases(workspace.data)
    ]


def verify(workspace: Workspace, name: str) -> list[dict[str, str]]:
    """A row a file that is not as it was sealed: {"file", "problem"}."""
    return [{"file": file, "problem": why} for file, why in store_release.verify(workspace.data, name)]


def accuracy_page() -> str:
    """The accuracy measured for this version of the package, shipped with it (nlp/accuracy.md is docs/accuracy.md)."""
    try:
        return files("nlp").joinpath("accuracy.md").read_text("utf-8")
    except OSError as error:
        raise InputError(
            "la page de précision manque à cette installation",
            "Réinstallez Beffroi : une version ne part pas sans.",
        ) from error
