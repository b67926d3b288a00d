"""Backfill: pages saved elsewhere enter the same flow as a crawl's."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from core.errors import InputError
from core.types import Candidate, RunReport, Source
from crawler.archive import pages_of, write_saved
from crawler.collect import ingest
from jobs.process import process
from jobs.publish import publish
from jobs.recording import recorded
from jobs.workspace import Workspace
from state.open import open_state

_HTML = {".html", ".htm", ".xhtml"}
_WARC = (".warc", ".warc.gz")
Saved = tuple[Candidate, str, bytes, datetime]


def backfill(
    workspace: Workspace,
    paths: Sequence[Path],
    url: str | None,
    progress: Callable[[int, int], None] | None = None,
) -> list[RunReport]:
    """Archive saved pages, then process and publish."""
    files = list(_files(paths))
    if url and len(files) != 1:
        raise InputError(f"--url donnée pour {len(files)} fichiers", "Une adresse vaut pour une seule page.")
    with closing(open_state(workspace.state)) as state, recorded(state, "backfill") as run:
        sources = workspace.sources()
        saved = write_saved(workspace.archive, run.report.run_id, _saved(files, url, sources))
        ingest(workspace.archive, state)
        run.count({"pages": saved})
    return [run.report, process(workspace, progress), publish(workspace)]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise InputError(
                f"{path} : introuvable", "Donnez un fichier HTML, un fichier WARC ou un dossier."
            )
        yield from sorted(p for p in path.rglob("*") if _is_known(p)) if path.is_dir() else [path]


def _is_known(path: Path) -> bool:
    return path.is_file() and (path.suffix.lower() in _HTML or path.name.lower().endswith(_WARC))


def _saved(files: Iterable[Path], url: str | None, sources: Sequence[Source]) -> Iterator[Saved]:
    for file in files:
        if file.name.lower().endswith(_WARC):
            for page in pages_of(file):
                yield _entry(page.requested_url, page.body, page.fetched_at, sources)
            continue
        address = url or _declared(file)
        yield _entry(address, file.read_bytes(), datetime.now(UTC), sources)


def _entry(url: str, body: bytes, at: datetime, sources: Sequence[Source]) -> Saved:
    return Candidate(url=url, source=source_of(url, sources), entry="backfill"), url, body, at


def source_of(url: str, sources: Sequence[Source]) -> str:
    """The slug of the source whose home is on the page's host, else the host itself."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    homes = {(urlsplit(s.homepage).hostname or "").removeprefix("www."): s.slug for s in sources}
    return homes.get(host, host)


def _declared(file: Path) -> str:
    """The address a saved page gives as its own."""
    from extract import meta, tree

    parsed = tree.parse(tree.decode(file.read_bytes()))
    head = meta.read(parsed) if parsed is not None else None
    declared = (head.canonical or head.first("og:url")) if head else ""
    if not declared.startswith(("http://", "https://")):
        raise InputError(f"{file} : la page ne dit pas son adresse", "Donnez-la avec --url.")
    return declared
