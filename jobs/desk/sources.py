"""Changes to the sources, from the desk: the same file and the same lock as the commands."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from core import sources_edit
from core.errors import InputError, SettingsError, StoreBusy
from core.sources import FILE_NAME, parse, web_address
from core.sources_edit import Details, feed_key, home_key
from core.types import Entry, Source
from jobs.files import replace_text
from jobs.sources import editing
from jobs.workspace import Workspace

SECONDS = 60.0
"""Of a search for entry points: a dozen polite questions to one site."""
_one = threading.Lock()


class Found(NamedTuple):
    """An entry point that discovery found, as `beffroi sources discover --json` says."""

    kind: str
    url: str
    pattern: str | None
    how: str
    announced: int
    newest: str | None
    titled: int
    extracts: int
    sample: list[str]


def discover(workspace: Workspace, url: str, seconds: float = SECONDS) -> list[Found]:
    """The entry points of a site, best first, looked for in a process of its own that is ended after a while.

    Raises:
        InputError: no address, no answer, or not in time.
        StoreBusy: a search or a crawl goes on.
    """
    try:
        web_address(url)
    except ValueError as error:
        raise InputError(str(error), "Exemple : https://www.exemple.fr/") from error
    if not _one.acquire(blocking=False):
        raise StoreBusy("Une recherche est déjà en cours.", "Attendez qu’elle finisse, une minute au plus.")
    try:
        done = subprocess.run(
            _command(workspace, url), env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"ce site n’a pas fini de répondre en {seconds:.0f} secondes",
            "Donnez l’adresse d’un de ses flux ; ou, dans un terminal : beffroi sources add.",
        ) from error
    finally:
        _one.release()
    return _findings(done)


def _findings(done: "subprocess.CompletedProcess[str]") -> list[Found]:
    """What the command answers; what it says when it fails, in the same words."""
    try:
        rows: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError as error:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        said = next((line.removeprefix("Erreur : ") for line in lines if line.startswith("Erreur : ")), "")
        step = next((line.removeprefix("→ ") for line in lines if line.startswith("→ ")), "")
        kind = StoreBusy if done.returncode == StoreBusy.exit_code else InputError
        raise kind(said or "la recherche n’a pu se faire", step or "Le journal dit pourquoi.") from error
    return [Found(**row) for row in rows]


def _command(workspace: Workspace, url: str) -> list[str]:
    options = ["--json", "--workspace", str(workspace.root)]
    return [sys.executable, "-P", "-m", "cli", "sources", "discover", *options, "--", url]


def _environment() -> dict[str, str]:
    here = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))}


def fingerprint(source: Source) -> str:
    """What tells whether somebody changed the details of a source since a form of it was shown."""
    told = json.dumps([source.name, source.outlet_group, source.departements])
    return sha256(told.encode()).hexdigest()[:16]


def change(workspace: Workspace, slug: str, details: Details, shown: str) -> None:
    """Change details of a source in sources.toml; the rest of the file, comments included, stays.

    Raises:
        InputError: it is not there any more, was changed since it was `shown` (its fingerprint then), or a detail is
            wrong.
    """
    with editing(workspace) as text:
        source = _one_of(parse(text, FILE_NAME), slug)
        if fingerprint(source) != shown:
            raise InputError(
                f"[{slug}] a été changé entre-temps dans {FILE_NAME} : rien n’est écrit",
                "Rechargez la page, puis refaites votre changement.",
            )
        _write(workspace, lambda: sources_edit.with_details(text, slug, details))


def followed_as(sources: Iterable[Source], url: str, entry: str = "") -> Source | None:
    """The source whose home page an address is; of a feed's own address (`entry`), whose home is its host's root."""
    homes = {home_key(url)} if host_of(url) else set()
    if homes and entry and feed_key(entry) == feed_key(url):
        homes.add(home_key(urljoin(url, "/")))
    return next((one for one in sources if home_key(one.homepage) in homes), None)


def on_host(sources: Iterable[Source], url: str) -> list[Source]:
    """The sources whose home page is on the host of an address."""
    host = host_of(url)
    return [one for one in sources if host and host_of(one.homepage) == host]


def host_of(url: str) -> str:
    """The host of an address without www.; "" of what is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def add_entry(workspace: Workspace, slug: str, entry: Entry, instead_of: str = "") -> None:
    """Give a source one entry point more, or one in the place of another; the rest of sources.toml stays.

    Raises:
        InputError: it has it already, another has, it is none, or what it should replace is not there any more.
    """
    with editing(workspace) as text:
        sources = parse(text, FILE_NAME)
        own = _one_of(sources, slug)
        for source in sources:
            kept = [point for point in source.entries if point.url != instead_of or source is not own]
            if any(feed_key(point.url) == feed_key(entry.url) for point in kept):
                raise InputError(f"{entry.url} est déjà un point d’entrée de « {source.name} »", "")
        if instead_of:
            _refuse_gone(own, instead_of)
        _write(workspace, lambda: sources_edit.with_entry(text, slug, entry, instead_of))


def remove_entry(workspace: Workspace, slug: str, url: str) -> None:
    """Take an entry point from a source. InputError when it is not there, or the last of a source that is visited."""
    with editing(workspace) as text:
        own = _one_of(parse(text, FILE_NAME), slug)
        _refuse_gone(own, url)
        if own.enabled and len(own.entries) == 1:
            raise InputError("c’est son dernier point d’entrée", "Remplacez-le, ou mettez le titre de côté.")
        _write(workspace, lambda: sources_edit.without_entry(text, slug, url))


def _write(workspace: Workspace, make: Callable[[], str]) -> None:
    """Write what the file becomes; what cannot stand in it was typed wrong at the desk, the file itself is well."""
    try:
        text = make()
    except SettingsError as error:
        raise InputError(str(error), error.next_step) from error
    replace_text(workspace.sources_file, text)


def _one_of(sources: Iterable[Source], slug: str) -> Source:
    found = next((one for one in sources if one.slug == slug), None)
    if found is None:
        raise InputError(f"[{slug}] n’est plus dans {FILE_NAME}", "Rechargez la page.")
    return found


def _refuse_gone(source: Source, url: str) -> None:
    if url not in {point.url for point in source.entries}:
        raise InputError(f"{url} n’est plus un point d’entrée de « {source.name} »", "Rechargez la page.")
