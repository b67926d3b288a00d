"""The sources of a workspace: shown, found, added, enabled, disabled. `sources.toml` is the only place they live."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from core import sources_edit
from core.errors import InputError
from core.ids import canonical_url
from core.names import name_key
from core.sources import SLUG, read_text, web_address, without_login
from core.sources_edit import Flags
from core.types import Entry, Fetch, Outcome, Page, Source
from digest.french import reason
from jobs.files import replace_text
from jobs.workspace import Workspace
from state import entries, hosts
from state.open import State, open_state
from store.lock import writer_lock

if TYPE_CHECKING:
    from crawler.collect import Progress
    from crawler.discovery.findings import Finding


LOCK = "sources.lock"


@dataclass(frozen=True, slots=True)
class Watched:
    """A source, with what the state knows of it: whether and when its entry points answered."""

    source: Source
    verified: bool
    last_answer: datetime | None
    last_asked: datetime | None


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
        answers = [at for point in points if (at := point.answered_at)]
        if source.enabled or all_of_them:
            asked = max((point.checked_at for point in points), default=None)
            found.append(Watched(source, source.verified or bool(answers), max(answers, default=None), asked))
    return found


def discover(workspace: Workspace, url: str, progress: "Progress | None" = None) -> "tuple[Finding, ...]":
    """The entry points of a site, best first; nothing is kept but that a host asks for peace, which ends it.

    Raises:
        InputError: not an address, or the site does not answer.
        StoreBusy: a crawl goes on.
    """
    from crawler.discovery.probe import discover_entries

    _refuse_no_address(url)
    answers: dict[str, Page | Fetch] = {}
    with workspace.asking("sources discover") as state:

        def ask(urls: Sequence[str]) -> Mapping[str, Page]:
            answers.update(_asked(workspace, state, urls, _after(len(answers), progress)))
            found = ((u, answers[u]) for u in urls if u in answers)
            return {u: page for u, page in found if isinstance(page, Page) and page.status == 200}

        findings = discover_entries(url, ask)
    if not findings and isinstance(first := answers.get(url), Fetch):
        why = reason(first.reason or first.outcome.value)
        raise InputError(f"{url} : {why}", "Vérifiez cette adresse dans un navigateur.")
    return findings


def add(workspace: Workspace, url: str, wanted: Wanted, progress: "Progress | None" = None) -> Source:
    """Append a source to sources.toml; without an entry point given, with the best that discovery finds.

    Raises:
        InputError: the slug or the home page is there already, or no entry point was found.
        StoreBusy: discovery is needed, and a crawl goes on.
    """
    _refuse_no_address(url)
    name = wanted.name or _host_name(url)
    slug = wanted.slug or slug_of(name)
    if not SLUG.fullmatch(slug):
        raise InputError(f"--slug « {slug} » : lettres minuscules, chiffres, tirets et points", "")
    sources_edit.refuse_known(read_text(workspace.sources_file), slug, url)  # before minutes of discovery
    points = wanted.entries or (_best(url, discover(workspace, url, progress)),)
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
    with editing(workspace) as text:
        sources_edit.refuse_known(text, slug, source.homepage)
        replace_text(workspace.sources_file, sources_edit.with_sources(text, [source]))
    return source


def set_flags(workspace: Workspace, changes: Mapping[str, Flags]) -> None:
    """Enable, disable, mark as verified: {slug: {"enabled": True}}; an unknown slug is refused."""
    with editing(workspace) as text:
        workspace.chosen(tuple(changes))
        if changes:
            replace_text(workspace.sources_file, sources_edit.with_flags(text, changes))


@contextmanager
def editing(workspace: Workspace) -> Iterator[str]:
    """The text of sources.toml, which no other command changes until the end of the block.

    Raises:
        SettingsError: it cannot be used; the message has the source and the key.
        StoreBusy: another command does not end changing it.
    """
    wait = workspace.settings.store.writer_wait_seconds
    with writer_lock(workspace.data, wait, "sources", name=LOCK):
        workspace.sources()
        yield read_text(workspace.sources_file)


def slug_of(name: str) -> str:
    """A slug for a name: "L'Écho du Léon" is l-echo-du-leon."""
    letters = name_key(name).replace(" ", "-").encode("ascii", "ignore").decode()
    return letters.strip("-") or "titre"


def _asked(
    workspace: Workspace, state: State, urls: Sequence[str], progress: "Progress | None"
) -> "dict[str, Page | Fetch]":
    """What these addresses answer. A host that wants peace has it from here on; walls are about articles."""
    from crawler.fetch import fetch_pages

    got = fetch_pages(
        urls,
        workspace.settings.crawler,
        obey_reservations=workspace.settings.workspace.legal_basis == "general",
        rests=[rest for rest in hosts.rests(state) if rest.rest == hosts.COOLDOWN],
        progress=progress,
    )
    refused = [line for line in got.values() if isinstance(line, Fetch)]
    with state.write() as connection:
        hosts.settle(connection, [line for line in refused if line.outcome is not Outcome.BLOCKED])
    return got


def _after(before: int, progress: "Progress | None") -> "Progress | None":
    """The progress of a round of questions, those of the rounds before counted too."""
    return progress and (lambda counts: progress(dict(Counter(counts) + Counter(before=before))))


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
    except ValueError as error:
        raise InputError(
            f"« {without_login(url)} » : {error}", "Exemple : https://www.exemple.fr/"
        ) from error


def _host_name(url: str) -> str:
    """The host without www. nor its ending: "www.le-canard.fr" is "le-canard"."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    return host if len(labels) == 1 or labels[-1].isdigit() else ".".join(labels[:-1])
