"""Addresses and sources, asked through the same guarded child as a crawl, with nothing kept."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import FetchRefused
from core.ids import run_id
from core.settings import CrawlerSettings
from core.types import Candidate, Fetch, Outcome, Page, Source
from crawler.archiving.archive import read_page
from crawler.archiving.journal import SUFFIX, read_journal
from crawler.collect import Progress, crawl
from crawler.plan import CrawlPlan
from state.hosts import Rest

_WHY = {
    "robots": "le fichier robots.txt du site l'interdit",
    "robots_unavailable": "le fichier robots.txt du site ne répond pas, ce qui vaut refus",
    "tdmrep": "l'éditeur réserve ses droits de fouille de textes (TDM)",
    "tdmrep_unavailable": "le fichier tdmrep.json du site ne répond pas, ce qui vaut refus",
    "cooldown": "le site demande qu'on le laisse en paix",
    "forbidden": "le site refuse les robots",
    "captcha": "le site demande une preuve qu'on n'est pas un robot",
    "tdm": "l'éditeur réserve ses droits de fouille de textes (TDM)",
    "dns": "ce nom d'hôte n'existe pas",
    "timeout": "pas de réponse dans le temps accordé",
    "connection": "connexion impossible",
    "tls": "certificat TLS refusé",
    "truncated": "réponse incomplète",
    "too_large": "réponse trop grande",
    "too_many_redirects": "trop de redirections",
    "not_html": "ce n'est pas une page HTML",
    "bad_url": "ce n'est pas une adresse http(s)",
    "bad_encoding": "réponse mal compressée",
    "private_address": "c'est une adresse locale ou privée",
    "protocol": "réponse contraire au protocole HTTP",
}
_NEXT = {
    "private_address": "Réglez crawler.allow_private_addresses si vous le voulez vraiment.",
    "too_large": "La limite est crawler.max_body_bytes.",
    "timeout": "Le temps accordé est crawler.timeout_seconds.",
}


def fetch_page(url: str, settings: CrawlerSettings, *, obey_reservations: bool = True) -> Page:
    """The page at this address, asked for as the crawl would; nothing is kept.

    Raises:
        FetchRefused: it may not, or could not, be fetched; the message says why.
        CrawlError: the child process failed.
    """
    with _crawled(_Wish(settings, obey_reservations, urls=(url,))) as (archive, lines):
        if not lines:
            raise FetchRefused(f"{url} : {_WHY['bad_url']}")
        if lines[0].outcome is not Outcome.FETCHED:
            raise refusal(url, lines[0].reason)
        return read_page(archive, lines[0])


def fetch_pages(
    urls: Sequence[str],
    settings: CrawlerSettings,
    *,
    obey_reservations: bool = True,
    rests: Sequence[Rest] = (),
    progress: Progress | None = None,
) -> dict[str, Page | Fetch]:
    """What these addresses answer, whatever its type; a Fetch says why there is no page. Nothing is kept.

    Hosts at rest are not asked; which begin to rest, the Fetch of their answer says (`retry_at`).
    """
    wish = _Wish(settings, obey_reservations, urls=urls, rests=rests, probe=True)
    with _crawled(wish, progress) as (archive, lines):
        return {
            line.url: read_page(archive, line) if line.outcome is Outcome.FETCHED else line for line in lines
        }


def visit(
    sources: Sequence[Source],
    settings: CrawlerSettings,
    *,
    obey_reservations: bool = True,
    rests: Sequence[Rest] = (),
    progress: Progress | None = None,
) -> list[Fetch]:
    """Each entry point once and one article page a source, as if for the first time; nothing is kept.

    What else is announced has a line too: refused, "budget". Hosts at rest are not asked; which begin to rest,
    the lines say (`retry_at`).
    """
    one = settings.model_copy(update={"max_pages_per_source": 1, "max_listing_pages": 1, "max_sitemaps": 3})
    with _crawled(_Wish(one, obey_reservations, sources=sources, rests=rests), progress) as (_, lines):
        return lines


@dataclass(frozen=True, slots=True)
class _Wish:
    """What to ask for, of whom, and how."""

    settings: CrawlerSettings
    obey_reservations: bool
    urls: Sequence[str] = ()
    sources: Sequence[Source] = ()
    rests: Sequence[Rest] = ()
    probe: bool = False


@contextmanager
def _crawled(wish: _Wish, progress: Progress | None = None) -> Iterator[tuple[Path, list[Fetch]]]:
    """A crawl into a folder that is gone afterwards, without a state: its archive and its journal."""
    with tempfile.TemporaryDirectory(prefix="beffroi-fetch-") as folder:
        plan = CrawlPlan(
            run_id=run_id(),
            archive_dir=Path(folder),
            settings=wish.settings,
            sources=tuple(replace(source, enabled=True) for source in wish.sources),
            candidates=tuple(Candidate(url=url, source="", entry="") for url in wish.urls),
            rests=tuple(wish.rests),
            obey_reservations=wish.obey_reservations,
            probe=wish.probe,
            log_level="WARNING",
        )
        crawl(plan, progress)
        yield plan.archive_dir, read_journal(plan.archive_dir / f"{plan.run_id}{SUFFIX}")


def refusal(url: str, reason: str | None) -> FetchRefused:
    """Why this address gave no page, in words; `reason` is that of its Fetch, None when it has none."""
    reason = reason or "bad_url"
    status = reason.removeprefix("http_")
    said = f"le site répond {status}" if status != reason else _WHY.get(reason, reason)
    return FetchRefused(f"{url} : {said}", _NEXT.get(reason, ""))
