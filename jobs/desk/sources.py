"""Changes to the sources, from the desk: the same file and the same lock as the commands."""

import json
import os
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from core import sources_edit
from core.errors import InputError, StoreBusy
from core.sources import FILE_NAME, parse, web_address
from core.sources_edit import Details
from core.types import Source
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
        InputError: it is not there any more, or was changed since it was `shown` (its fingerprint then).
        SettingsError: a detail is wrong.
    """
    with editing(workspace) as text:
        source = next((one for one in parse(text, FILE_NAME) if one.slug == slug), None)
        if source is None:
            raise InputError(f"[{slug}] n’est plus dans {FILE_NAME}", "Rechargez la page.")
        if fingerprint(source) != shown:
            raise InputError(
                f"[{slug}] a été changé entre-temps dans {FILE_NAME} : rien n’est écrit",
                "Rechargez la page, puis refaites votre changement.",
            )
        replace_text(workspace.sources_file, sources_edit.with_details(text, slug, details))
