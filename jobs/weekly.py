"""The weekly draft: the last finished week of the published snapshot, as a page in the workspace."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from core.days import PARIS
from core.errors import InputError
from digest import novelty
from digest.model import Week, build, week_of
from digest.old_render import page
from jobs.workspace import Workspace
from store.query import open_snapshot, refusals, week_articles


def draft(workspace: Workspace, week: Week, written_at: datetime | None = None) -> Path:
    """Write the draft of a week; writing it again gives the same page. Returns its path.

    What was refused counts up to `written_at`: now for the last finished week, else the end of the week.
    """
    end = datetime.combine(week.last + timedelta(days=1), time(), PARIS)
    now = datetime.now(PARIS)
    if end > now:
        raise InputError(f"la semaine {week.label} n'est pas finie", "Choisissez une semaine passée.")
    until = written_at or (now if week == last_week(now.date()) else end)
    with open_snapshot(workspace.data) as snapshot:
        rows = week_articles(snapshot, week.first, week.last)
        refused = refusals(snapshot, week.first, until)
        new = novelty.of_week(snapshot, week)
    path = workspace.digests / week.label / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = build(workspace.settings.workspace.name, week, rows, refused)
    news = {item.article_id: new.of(item.article_id) for item in new.items}
    _write(path, page(replace(digest, news=news, news_note=new.note)))
    return path


def last_week(today: date) -> Week:
    """The last week that is over."""
    return week_of(today - timedelta(days=7))


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def existing(workspace: Workspace, week: Week) -> Path:
    """The path of a draft that was written."""
    path = workspace.digests / week.label / "index.html"
    if not path.is_file():
        raise InputError(
            f"pas de brouillon pour {week.label}", f"Écrivez-le : beffroi digest build {week.label}."
        )
    return path


def week_named(label: str) -> Week:
    """The week of a label such as 2026-W47."""
    try:
        return week_of(datetime.strptime(f"{label}-1", "%G-W%V-%u").replace(tzinfo=UTC).date())
    except ValueError as error:
        raise InputError(f"semaine « {label} » illisible", "Écrivez-la comme 2026-W47.") from error
