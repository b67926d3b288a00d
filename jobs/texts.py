"""Extraction and analysis of what is handed over, outside any flow."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core import logs
from core.days import paris_day
from core.errors import InputError
from core.settings import AnalysisSettings, CrawlerSettings
from core.types import Page
from extract.answer import answer as extract_answer
from extract.worker import Worker
from jobs import workspace as workspaces
from jobs.judging import weights_of
from jobs.registers import analyser, registers_of

Answer = dict[str, Any]


def reader() -> Worker:
    """What reads pages, for the time of a `with`; what it logs goes to standard error, results have the other."""
    logs.configure("ERROR")
    return Worker()


def extract_line(worker: Worker, line: Answer) -> Answer:
    """{"id","url","html"} to the fields of an article."""
    url = str(line.get("url") or "")
    web = url if url.startswith(("http://", "https://")) else ""
    return extract_bytes(worker, line["html"].encode("utf-8", "replace"), web, "text/html; charset=utf-8")


def extract_bytes(worker: Worker, body: bytes, url: str = "", content_type: str = "text/html") -> Answer:
    """A saved page to the fields of an article; without `url`, its address is the one it declares.

    `content_type` names the charset when it is known.
    """
    headers = (("content-type", content_type),)
    return extract_answer(worker.read(Page(url, url, "", datetime.now(UTC), 200, headers, body)))


def extract_url(worker: Worker, url: str, workspace: Path | None) -> Answer:
    """Ask for one page through the same guarded fetcher as the crawl."""
    from crawler.fetch import fetch_page

    found = workspaces.find(workspace) if workspace else None
    settings = found.settings.crawler if found else CrawlerSettings()
    return {"url": url, **extract_answer(worker.read(fetch_page(url, settings)))}


def analyser_for(workspace: Path | None) -> Callable[[str, date | None], Answer]:
    """A function from a text and its day to the analysis, as the workspace named, or found here, knows and judges.

    A text longer than the settings' `max_characters` is read up to `cut_at`, which the answer then has.
    """
    from nlp.answer import answer
    from nlp.pipeline import Text
    from nlp.text import cut_at

    found = workspaces.find(workspace) if workspace else workspaces.here()
    limit = (found.settings.analysis if found else AnalysisSettings()).max_characters
    pipeline = analyser(registers_of(found), limit, weights_of(found))

    def analyse(text: str, day: date | None) -> Answer:
        end = cut_at(text, limit)
        cut = {"cut_at": end} if end < len(text) else {}
        return {**answer(pipeline.analyse(Text(text, day))), **cut}

    return analyse


def day_of(text: object) -> date | None:
    """An ISO day or instant, None for none; raises InputError for anything else."""
    if text is None or text == "":
        return None
    try:
        if isinstance(text, str):
            return paris_day(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise _no_day(text) from error
    raise _no_day(text)


def _no_day(text: object) -> InputError:
    return InputError(f"date « {str(text)[:40]} » illisible", "Écrivez-la AAAA-MM-JJ.")
