"""Backfill: pages saved elsewhere enter the same flow as a crawl's."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from core import logs
from core.errors import InputError
from core.types import Candidate, Page, RunReport, Source
from crawler.archiving.archive import pages_of, write_saved
from crawler.collect import ingest
from extract import head, tree
from extract.decoding import decode
from extract.slim import slim
from jobs.process import process
from jobs.publish import publish
from jobs.recording import recorded
from jobs.workspace import Workspace
from state.open import open_state

_HTML = {".html", ".htm", ".xhtml"}
_WARC = (".warc", ".warc.gz")


def backfill(
    workspace: Workspace,
    paths: Sequence[Path],
    url: str | None,
    progress: Callable[[int, int], None] | None = None,
) -> list[RunReport]:
    """Archive saved pages, then process and publish."""
    files = list(_files(paths))
    _check(files, url)
    skipped: Counter[str] = Counter()
    with closing(open_state(workspace.state)) as state, recorded(state, "backfill") as run:
        pages = _pages(files, url, skipped)
        saved = write_saved(
            workspace.archive, run.report.run_id, _placed(pages, workspace.sources(), skipped)
        )
        ingest(workspace.archive, state, workspace.settings.crawler.revisit_ages)
        run.count({"pages": saved, **skipped})
    return [run.report, process(workspace, progress), publish(workspace)]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise InputError(
                f"{path} : introuvable", "Donnez un fichier HTML, un fichier WARC ou un dossier."
            )
        yield from sorted(p for p in path.rglob("*") if _is_known(p)) if path.is_dir() else [path]


def _is_known(path: Path) -> bool:
    return path.is_file() and (path.suffix.lower() in _HTML or _is_warc(path))


def _is_warc(path: Path) -> bool:
    return path.name.lower().endswith(_WARC)


def _check(files: Sequence[Path], url: str | None) -> None:
    """An address given by hand belongs to one page, which must be able to have it."""
    if url is not None and (len(files) != 1 or _is_warc(files[0])):
        raise InputError(
            f"--url donnée pour {len(files)} fichiers", "Une adresse vaut pour une seule page HTML."
        )
    if url is not None and _host(url) is None:
        raise InputError(f"--url « {url} » : adresse refusée", "Donnez une adresse http:// ou https://.")
    if url is None and len(files) == 1 and not _is_warc(files[0]) and _declared(files[0]) is None:
        raise InputError(f"{files[0]} : la page ne dit pas son adresse", "Donnez-la avec --url.")


def _pages(files: Iterable[Path], url: str | None, skipped: Counter[str]) -> Iterator[Page]:
    """The pages of all files; one that does not say its address is logged and counted."""
    for file in files:
        if _is_warc(file):
            yield from pages_of(file)
        elif address := url or _declared(file):
            headers = (("content-type", "text/html"),)
            yield Page(address, address, "", datetime.now(UTC), 200, headers, file.read_bytes())
        else:
            skipped["rejected.no_address"] += 1
            logs.get(__name__).warning("page without an address", file=str(file))


def _placed(
    pages: Iterable[Page], sources: Sequence[Source], skipped: Counter[str]
) -> Iterator[tuple[Candidate, Page]]:
    """Each page under its source; a foreign archive may hold addresses that are none."""
    for page in pages:
        if _host(page.requested_url) is None or _host(page.final_url) is None:
            skipped["rejected.bad_url"] += 1
            logs.get(__name__).warning("page with an address that is none", url=page.requested_url[:200])
            continue
        slug = source_of(page.requested_url, sources)
        yield Candidate(page.requested_url, slug, "backfill"), replace(page, source=slug)


def source_of(url: str, sources: Sequence[Source]) -> str:
    """The slug of the source whose home is on the page's host, else the host itself."""
    homes = {_host(s.homepage): s.slug for s in sources}
    host = _host(url) or "inconnu"
    return homes.get(host, host)


def _host(url: str) -> str | None:
    """The host of a web address without `www.`; None for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return (
        parts.hostname.removeprefix("www.") if parts.scheme in {"http", "https"} and parts.hostname else None
    )


def _declared(file: Path) -> str | None:
    """The address a saved page gives as its own."""
    parsed = tree.parse(slim(decode(file.read_bytes()).text)).tree
    marks = head.read(parsed) if parsed is not None else None
    declared = (marks.canonical or marks.first("og:url")) if marks else ""
    return declared if _host(declared) else None
