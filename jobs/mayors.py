"""The register of mayors brought up to date, from a file or from its official address; and what is known of it."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.days import PARIS
from core.errors import FetchRefused, RegisterError
from core.os_errors import said
from core.settings import CrawlerSettings
from jobs.registers import forgotten, leaving_out, registers_of
from jobs.workspace import Workspace
from store.lock import writer_lock

if TYPE_CHECKING:
    from registers import Registers, Update

OFFICIAL = "https://www.data.gouv.fr/fr/datasets/r/2876a346-d50c-4911-934e-19ee07b0e503"
_MOST_BYTES = 64 * 1024 * 1024
_ENOUGH = 0.9
"""Share of the country's communes under which what an address gives cannot be the whole register."""
WHOLE = 30_000
"""Mayors under which a register is of a part of the country: there are some 34,900."""
_LOCK = "registers.lock"
_OFFLINE = (
    "Vérifiez la connexion, ou téléchargez le fichier et donnez-le : « beffroi registers update FICHIER »."
)


def update_from_file(workspace: Workspace, file: Path, day: date | None = None) -> "Update":
    """Take in a file of the official format.

    Raises:
        RegisterError: it cannot be read or used; nothing was changed.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RegisterError(f"{file} : {said(error)}", "Donnez un fichier lisible.") from error
    return _taken_in(workspace, content, str(file), day)


def update_from_net(workspace: Workspace, url: str = OFFICIAL, day: date | None = None) -> "Update":
    """Ask for the register at its address, through the same guarded fetcher as the crawl.

    Raises:
        RegisterError: it could not be fetched, is not whole, or cannot be used; nothing was changed.
    """
    content = _fetched(url, workspace.settings.crawler)
    return _taken_in(workspace, content, url, day, least=_ENOUGH)


def _taken_in(
    workspace: Workspace, content: bytes, name: str, day: date | None, least: float = 0.0
) -> "Update":
    import registers

    wait = workspace.settings.store.writer_wait_seconds
    with writer_lock(workspace.data, wait, "registers", name=_LOCK):
        return registers.update(
            workspace.registers, content, name, today(), day, least, *leaving_out(forgotten(workspace))
        )


def today() -> date:
    """The day in France."""
    return datetime.now(PARIS).date()


def _fetched(url: str, settings: CrawlerSettings) -> bytes:
    from core.types import Page
    from crawler.fetch import fetch_pages, refusal

    patient = settings.model_copy(update={"max_body_bytes": _MOST_BYTES, "timeout_seconds": 120.0})
    found = fetch_pages([url], patient).get(url)
    if isinstance(found, Page):
        return found.body
    why: FetchRefused = refusal(url, found.reason if found else None)
    raise RegisterError(f"Registre inchangé. {why}", why.next_step or _OFFLINE) from why


def _communes(found: "Registers") -> int:
    kinds: list[str] = found.communes.column("kind").to_pylist()
    return kinds.count("commune")


def status(workspace: Workspace | None) -> list[dict[str, Any]]:
    """A row a register: what it holds, of which day, where it comes from, and how much of the country it covers."""
    found = registers_of(workspace)
    kinds = Counter(found.territories.column("kind").to_pylist())
    dates = {source.name: source.date for source in found.manifest.sources}
    cog = next((day for name, day in dates.items() if name.startswith("Code officiel")), None)
    place = _place(workspace)
    rows = [
        _row("communes", found.communes.num_rows, cog, "package", {"communes": _communes(found)}),
        *(_row(kind, kinds[kind], cog, "package", {}) for kind in ("departement", "region", "epci")),
        _row("mandates", found.mandates.num_rows, found.manifest.version, place, _coverage(found, today())),
    ]
    return [*rows, *_snapshots(found, workspace)]


def _place(workspace: Workspace | None) -> str:
    from registers.snapshots import kept

    return "workspace" if workspace and kept(workspace.registers) else "package"


def _coverage(found: "Registers", day: date) -> dict[str, int]:
    """Communes of today by how well their mayor of a day is known."""
    best: dict[str, str] = {}
    table = found.mandates
    columns = (table.column(name).to_pylist() for name in ("insee", "basis", "from_day", "to_day"))
    for insee, basis, start, end in zip(*columns, strict=True):
        if start <= day and (end is None or day <= end) and best.get(insee) != "attested":
            best[insee] = basis
    kinds = zip(
        found.communes.column("insee").to_pylist(), found.communes.column("kind").to_pylist(), strict=True
    )
    counts = Counter(best.get(insee, "unknown") for insee, kind in kinds if kind == "commune")
    return {basis: counts[basis] for basis in ("attested", "extrapolated", "provisional", "unknown")}


def _snapshots(found: "Registers", workspace: Workspace | None) -> list[dict[str, Any]]:
    """A row for each register of mayors behind the mandates."""
    from registers.snapshots import kept

    ours = {day.isoformat() for day in kept(workspace.registers)} if workspace else set()
    return [
        _row(
            "snapshot", None, source.date, "workspace" if source.date in ours else "package", {}, source.name
        )
        for source in found.manifest.sources
        if source.name.startswith(("Répertoire national", "Élections municipales", "Maires de"))
    ]


def _row(
    register: str, rows: int | None, day: str | None, place: str, coverage: dict[str, int], name: str = ""
) -> dict[str, Any]:
    return {
        "register": register, "name": name, "as_of": day, "rows": rows, "place": place, "coverage": coverage,
    }  # fmt: skip
