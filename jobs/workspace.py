"""A workspace: a folder with `beffroi.toml`, `sources.toml` and `data/`."""

import difflib
import os
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import settings as settings_file
from core import sources as sources_file
from core.errors import InputError, SettingsError, WorkspaceMissing
from core.settings import Settings
from core.types import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from state.open import State
    from store.snapshot import Snapshot


CRAWL_LOCK = "collect.lock"
"""Held while sites are asked: two crawls would be twice as pressing."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything of one monitor lies.

    `held` is how whoever holds the newest snapshot open, as the desk does, lends it to the jobs that it calls.
    """

    root: Path
    settings: Settings
    held: "Callable[[], AbstractContextManager[Snapshot]] | None" = field(
        default=None, compare=False, repr=False
    )

    @property
    def data(self) -> Path:
        """All that Beffroi writes."""
        return self.root / "data"

    @property
    def archive(self) -> Path:
        """WARC segments and journals."""
        return self.data / "archive"

    @property
    def state(self) -> Path:
        """The operational database."""
        return self.data / "state.sqlite"

    @property
    def registers(self) -> Path:
        """The official registers that were read since the package was made."""
        return self.data / "registers"

    @property
    def logs(self) -> Path:
        """The log file: one JSON object a line."""
        return self.data / "logs" / "beffroi.jsonl"

    @property
    def digests(self) -> Path:
        """One folder a week."""
        return self.data / "digests"

    @property
    def weights(self) -> Path:
        """What this workspace judges with, once it was trained."""
        return self.data / "weights.json"

    @property
    def decisions(self) -> Path:
        """What editors decided of articles: what training learns from."""
        return self.data / "decisions.jsonl"

    @property
    def published(self) -> Path:
        """The pointer to the newest snapshot's DuckDB file."""
        return self.data / "beffroi.duckdb"

    def snapshot(self) -> "AbstractContextManager[Snapshot]":
        """The newest snapshot, opened, or lent by who holds it open; NothingPublished when there is none."""
        from store.query import open_snapshot

        return self.held() if self.held else open_snapshot(self.data, self.settings.store.memory_limit)

    def sources(self) -> tuple[Source, ...]:
        """The sources of the workspace."""
        return sources_file.load(self.sources_file)

    @property
    def sources_file(self) -> Path:
        """The file of the sources."""
        return self.root / sources_file.FILE_NAME

    def refuse_idle(self, sources: tuple[Source, ...]) -> None:
        """Nothing to visit is a mistake in the file, not a quiet day."""
        if not sources:
            raise SettingsError(
                f"{self.sources_file} : aucune source active",
                "« beffroi sources add ADRESSE » en ajoute une, « beffroi sources enable NOM » en active une.",
            )

    def refuse_anonymous(self) -> None:
        """A crawler says who it is: no live request without a contact address."""
        settings = self.settings.crawler
        if not settings.contact and not settings.allow_private_addresses:
            raise SettingsError(
                f"{self.root / settings_file.FILE_NAME} : crawler.contact est vide",
                "Donnez une adresse où les sites peuvent vous joindre ; elle figure dans l'User-Agent.",
            )

    @contextmanager
    def asking(self, job: str) -> "Iterator[State]":
        """The right to ask sites, one process at a time, and the state that knows which want peace.

        Raises:
            SettingsError: no contact address.
            StoreBusy: a crawl goes on.
        """
        from state.open import open_state
        from store.lock import writer_lock

        self.refuse_anonymous()
        wait = self.settings.store.writer_wait_seconds
        with writer_lock(self.data, wait, job, name=CRAWL_LOCK), closing(open_state(self.state)) as state:
            yield state

    def chosen(self, slugs: tuple[str, ...]) -> tuple[Source, ...]:
        """The enabled sources, or those named; an unknown name is refused."""
        known = {s.slug: s for s in self.sources()}
        if unknown := [s for s in slugs if s not in known]:
            near = difflib.get_close_matches(unknown[0], known, n=3, cutoff=0.5)
            raise SettingsError(
                f"source inconnue : {', '.join(unknown)}",
                f"Vouliez-vous dire {' ou '.join(f'« {name} »' for name in near)} ?"
                if near
                else "« beffroi sources list --all » montre leurs noms.",
            )
        return tuple(known[s] for s in slugs) or tuple(s for s in known.values() if s.enabled)


def find(explicit: Path | None = None, start: Path | None = None) -> Workspace:
    """The workspace named, else BEFFROI_WORKSPACE's, else the nearest above the current folder."""
    named = explicit or (Path(p) if (p := os.environ.get("BEFFROI_WORKSPACE")) else None)
    here = (start or Path.cwd()).resolve()
    for folder in [named.resolve()] if named else [here, *here.parents]:
        if (folder / settings_file.FILE_NAME).is_file():
            return Workspace(folder, settings_file.load(folder / settings_file.FILE_NAME))
    place = f"dans {named}" if named else f"dans {here} ni au-dessus"
    raise WorkspaceMissing(
        f"pas d'espace de travail {place}",
        "Créez-en un avec « beffroi init DOSSIER », ou désignez-le avec --workspace.",
    )


def here() -> Workspace | None:
    """The workspace that `find` finds by itself, for commands that can do without one."""
    try:
        return find()
    except WorkspaceMissing:
        if os.environ.get("BEFFROI_WORKSPACE"):
            raise
        return None


def create(
    root: Path, overrides: dict[str, dict[str, Any]] | None = None, sources: str = sources_file.TEMPLATE
) -> Workspace:
    """Write a new workspace; refuses to touch one that exists."""
    from state.open import open_state

    if (root / settings_file.FILE_NAME).exists():
        raise InputError(f"{root} : un espace de travail existe déjà", "Choisissez un autre dossier.")
    text = settings_file.template(overrides)
    settings_file.parse(text, settings_file.FILE_NAME)  # a refused answer must leave nothing behind
    (root / "data").mkdir(parents=True, exist_ok=True)
    # From its birth on: a workspace that has no state later on has lost it (state/trouble.py).
    open_state(root / "data" / "state.sqlite").close()
    (root / sources_file.FILE_NAME).write_text(sources, encoding="utf-8")
    # last: a folder is a workspace once this file is there
    (root / settings_file.FILE_NAME).write_text(text, encoding="utf-8")
    return find(root)


def first_sources(*, catalogue: bool) -> str:
    """The sources.toml of a new workspace: how to write one, then the shipped catalogue if it is wanted."""
    from crawler import catalogue as shipped

    return f"{sources_file.TEMPLATE}\n{shipped.text()}" if catalogue else sources_file.TEMPLATE
