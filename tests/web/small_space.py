"""A workspace with a handful of invented articles, made in a second; and people who sign in to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import newsroom
from desk_browser import Browser

from core.desk import Role
from core.settings import StoreSettings
from jobs import workspace
from jobs.desk import users
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.registers import load_registers, load_technologies

SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=5)
PASSWORD = "quatre mots sans rapport"  # noqa: S105  a test's


def made(root: Path, *batches: Batch, **desk: Any) -> Workspace:
    """A workspace with these settings of the desk; published when there is something to publish."""
    space = workspace.create(root)
    for batch in batches:
        written(space, batch)
    return having(space, **desk)


def written(space: Workspace, batch: Batch) -> None:
    """Write and publish."""
    with open_live(space.data, SETTINGS) as live:
        load_registers(live, *newsroom.registers(), "1")
        load_technologies(live, newsroom.TECHNOLOGIES, "1")
        live.write(batch)
    publish(space.data, SETTINGS)


def having(space: Workspace, **desk: Any) -> Workspace:
    """The same workspace with other settings of the desk."""
    changed = space.settings.model_copy(update={"desk": space.settings.desk.model_copy(update=desk)})
    return replace(space, settings=changed)


def people(space: Workspace) -> None:
    """One of each role, named after it."""
    for role in Role:
        users.add(space, role.value, role, PASSWORD)


@contextmanager
def signed_in(space: Workspace, name: str, password: str = PASSWORD) -> Iterator[Browser]:
    """A browser of somebody, at a desk where people sign in."""
    with Browser(space, alone=False) as browser:
        assert sign_in(browser, name, password).status_code == 303
        yield browser


def sign_in(browser: Browser, name: str, password: str = PASSWORD, **fields: object) -> httpx.Response:
    """What the form of /connexion sends."""
    return browser.post("/connexion", page="/connexion", name=name, password=password, **fields)
