"""The sources of a workspace: shown, found, added, enabled, disabled. `sources.toml` is the only place they live."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from core import sources_edit
from core.errors import InputError
from core.ids import canonical_url
from core.names import name_key
from core.sources import SLUG, web_address
from core.sources_edit import Flags
from core.types import Entry, Fetch, Page, Source
from digest.french import reason
from jobs.files import replace_text
from jobs.workspace import Workspace
from state import entries
from state.open import open_state

if TYPE_CHECKING:
    from crawler.findings import Finding


@dataclass(frozen=True, slots=True)
class Watched:
    """A source, with what the state knows of it: whether and when its entry points answered."""

    source: Source
    verified: bool
    last_answer: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody says of a source to add; what is None or empty is found out."""

    slug: str | None = None
    name: str | None = None
    kind: str | None = None
    group: str | None = None
    departements: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


def watched(workspace: Workspace, *, all_of_them: bool) -> list[Watched]:
    """The enabled sources, or all, in the order of the file."""
    with closing(open_state(workspace.state)) as state:
        known = entries.known(state)
    found = []
    for source in workspace.sources():
        points = [known[e.url] for e in source.entries if e.url in known]
        answers = [at for point in points if (at := point.last_change_at)]
        if source.enabled or all_of_them:
            found.append(Watched(source, source.verified or bool(answers), max(answers, default=None)))
    return found


def discover(workspace: Workspace, url: str) -> "tuple[Finding, ...]":
    """The entry points of a site, best first; nothing is kept.

    Raises:
        InputError: not an address, or the site does not answer.
    """
    from crawler.probe import discover_entries

    from crawler.fetch import fetch_pages

    _refuse_no_address(url)
    workspace.refuse_anonymous()
    answers: dict[str, Page | Fetch] = {}
    obey = workspace.settings.workspace.legal_basis == "general"

    def ask(urls: Sequence[str]) -> Mapping[str, Page]:
        got = fetch_pages(urls, workspace.settings.crawler, obey_reservations=obey)
        answers.update(got)
        return {u: page for u, page in got.items() if isinstance(page, Page) and page.status == 200}

    findings = discover_entries(url, ask)
    if not findings and isinstance(first := answers.get(url), Fetch):
        why = reason(first.reason or first.outcome.value)
        raise InputError(f"{url} : {why}", "Vérifiez cette adresse dans un navigateur.")
    return findings


def add(workspace: Workspace, url: str, wanted: Wanted) -> Source:
    """Append a source to sources.toml; without an entry point given, with the best that discovery finds.

    Raises:
        InputError: the slug or the home page is there already, or no entry point was found.
    """
    _refuse_no_address(url)
    name = wanted.name or _host_name(url)
    slug = wanted.slug or slug_of(name)
    if not SLUG.fullmatch(slug):
        raise InputError(f"--slug « {slug} » : lettres minuscules, chiffres, tirets et points", "")
    text = _read(workspace)
    sources_edit.refuse_known(text, slug, url)
    points = wanted.entries or (_best(url, discover(workspace, url)),)
    source = Source(
        slug=slug,
        name=name,
        homepage=urljoin(url, "/") if _is_one_of(url, points) else url,
        entries=points,
        kind=wanted.kind,
        outlet_group=wanted.group,
        departements=wanted.departements,
        verified=not wanted.entries,
    )
    sources_edit.refuse_known(text, slug, source.homepage)
    replace_text(workspace.sources_file, sources_edit.with_sources(text, [source]))
    return source


def append(workspace: Workspace, sources: Sequence[Source]) -> None:
    """Append these sources to sources.toml, all or none."""
    replace_text(workspace.sources_file, sources_edit.with_sources(_read(workspace), sources))


def set_flags(workspace: Workspace, changes: Mapping[str, Flags]) -> None:
    """Enable, disable, mark as verified: {slug: {"enabled": True}}; an unknown slug is refused."""
    workspace.chosen(tuple(changes))
    if changes:
        replace_text(workspace.sources_file, sources_edit.with_flags(_read(workspace), changes))


def slug_of(name: str) -> str:
    """A slug for a name: "L'Écho du Léon" is l-echo-du-leon."""
    letters = name_key(name).replace(" ", "-").encode("ascii", "ignore").decode()
    return letters.strip("-") or "titre"


def _read(workspace: Workspace) -> str:
    """The text with its own line ends; refused with the source and the key when it cannot be used."""
    workspace.sources()
    with workspace.sources_file.open(encoding="utf-8", newline="") as file:
        return file.read()


def _best(url: str, findings: "Sequence[Finding]") -> Entry:
    if not findings or not findings[0].announced:
        raise InputError(
            f"{url} : aucun point d'entrée trouvé",
            "Donnez-en un : --feed ADRESSE, --sitemap ADRESSE ou --listing MOTIF.",
        )
    return findings[0].entry


def _is_one_of(url: str, points: Sequence[Entry]) -> bool:
    """Whether the address given is that of a feed or a sitemap rather than of a page."""
    return any(p.pattern is None and canonical_url(p.url) == canonical_url(url) for p in points)


def _refuse_no_address(url: str) -> None:
    try:
        web_address(url)
        urlsplit(url)
    except ValueError as error:
        raise InputError(f"« {url} » : {error}", "Exemple : https://www.exemple.fr/") from error


def _host_name(url: str) -> str:
    """The host without www. nor its ending: "www.le-canard.fr" is "le-canard"."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    return host if len(labels) == 1 or labels[-1].isdigit() else ".".join(labels[:-1])
