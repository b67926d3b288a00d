"""What a watch found, as a page and a feed: files that are written after each publication, and served as they are.

Those of public watches lie in a folder of their own, which anybody may be shown; of any other there is a feed, for the
desk, in another. (Made when it is asked for, a feed would take seconds of the server.)
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.days import paris_day
from core.letters import Watch
from digest.watched import feed, written
from digest.watched.news import News, by_day, entries
from jobs.files import replace_text
from jobs.watching import places
from jobs.watching.searching import KEPT, matching
from jobs.workspace import Workspace
from state import watches
from state.open import State
from store.query import Snapshot

FOLDER, DESK_FOLDER = "watches", "watches-desk"
_SHOWN = 50
_STORY = timedelta(days=31)


def write_all(workspace: Workspace, state: State, *, only_missing: bool = False) -> None:
    """Write the files of all watches; `only_missing`: of those that have none newer than what is published.

    Other files go: of a watch that was dropped or closed while they were written, or after a state was taken back.
    """
    known = watches.every(state)
    _sweep(workspace, {file for one in known for file in files(workspace, one)})
    wanted = [one for one in known if not (only_missing and _is_fresh(workspace, one))]
    if not wanted:
        return
    with workspace.snapshot() as snapshot:
        for watch in wanted:
            write(workspace, snapshot, watch)


def write(workspace: Workspace, snapshot: Snapshot, watch: Watch) -> None:
    """Write the feed of a watch; of a public one, its page too."""
    news = _news(snapshot, watch)
    page = url_of(workspace, watch)
    news = replace(news, url=page, feed=f"{page}.xml" if page else "")
    feed_file, *pages = files(workspace, watch)
    feed_file.parent.mkdir(parents=True, exist_ok=True)
    replace_text(feed_file, feed.feed(news, watch.slug, watch.created_at).decode())
    for file in pages:
        replace_text(file, written.page(news))


def remove(workspace: Workspace, watch: Watch) -> None:
    """Take its files away."""
    for file in files(workspace, watch):
        file.unlink(missing_ok=True)


def _news(snapshot: Snapshot, watch: Watch) -> News:
    """What it found in three months, without addresses of its own."""
    now = datetime.now(UTC)
    first = paris_day(now - KEPT)
    # a story stays one entry, and keeps its id, until its last article is too old: its first ones may be older
    found = entries(matching(snapshot, watch, first - _STORY))
    made = [one for one in by_day(found) if (one.day or paris_day(one.updated)) >= first]
    more = max(0, len(made) - _SHOWN)
    return News(watch.name, tuple(made[:_SHOWN]), more, notes=places.notes(snapshot, watch.query))


def files(workspace: Workspace, watch: Watch) -> tuple[Path, ...]:
    """The feed of a watch; of a public one, its page too."""
    folder = workspace.data / (FOLDER if watch.public else DESK_FOLDER)
    kinds = ("xml", "html") if watch.public else ("xml",)
    return tuple(folder / f"{watch.slug}.{kind}" for kind in kinds)


def where(workspace: Workspace, watch: Watch) -> tuple[str, str]:
    """Where its feed and its page are: addresses, paths where the settings give none; empty unless it is public."""
    if not watch.public:
        return "", ""
    page = url_of(workspace, watch)
    feed_file, page_file = files(workspace, watch)
    return (f"{page}.xml", page) if page else (str(feed_file), str(page_file))


def url_of(workspace: Workspace, watch: Watch) -> str:
    """The address of its public page; empty where it has none, or the settings give none."""
    base = workspace.settings.letter.base_url.rstrip("/")
    return f"{base}/suivis/{watch.slug}" if base and watch.public else ""


def _sweep(workspace: Workspace, kept: set[Path]) -> None:
    for folder in (workspace.data / FOLDER, workspace.data / DESK_FOLDER):
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.suffix in {".xml", ".html"} and file not in kept:
                file.unlink()


def _is_fresh(workspace: Workspace, watch: Watch) -> bool:
    published = workspace.published.stat().st_mtime if workspace.published.exists() else 0.0
    return all(file.is_file() and file.stat().st_mtime >= published for file in files(workspace, watch))
