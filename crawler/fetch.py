"""One address, through the same guarded child as a crawl."""

import tempfile
from pathlib import Path

from core.errors import FetchRefused
from core.ids import run_id
from core.settings import CrawlerSettings
from core.types import Candidate, Outcome, Page
from crawler.archive import read_page
from crawler.collect import crawl
from crawler.journal import SUFFIX, read_journal
from crawler.plan import CrawlPlan

_WHY = {
    "robots": "le fichier robots.txt du site l'interdit",
    "robots_unavailable": "le fichier robots.txt du site ne répond pas, ce qui vaut refus",
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
    with tempfile.TemporaryDirectory(prefix="beffroi-fetch-") as folder:
        plan = CrawlPlan(
            run_id=run_id(),
            archive_dir=Path(folder),
            settings=settings.model_copy(update={"delay_seconds": 0.0}),  # robots.txt, then the page
            candidates=(Candidate(url=url, source="", entry=""),),
            obey_reservations=obey_reservations,
            log_level="WARNING",
        )
        crawl(plan)
        fetches = read_journal(plan.archive_dir / f"{plan.run_id}{SUFFIX}")
        if not fetches:
            raise FetchRefused(f"{url} : {_WHY['bad_url']}")
        if fetches[0].outcome is not Outcome.FETCHED:
            raise _refusal(url, fetches[0].reason or "")
        return read_page(plan.archive_dir, fetches[0])


def _refusal(url: str, reason: str) -> FetchRefused:
    status = reason.removeprefix("http_")
    said = f"le site répond {status}" if status != reason else _WHY.get(reason, reason)
    return FetchRefused(f"{url} : {said}", _NEXT.get(reason, ""))
