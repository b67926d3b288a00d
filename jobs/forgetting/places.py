"""The places of a workspace that hold files: what forgetting does in each."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import tomlkit
from markupsafe import escape

from core import sources_edit
from core.erasure import Erasure
from core.errors import BeffroiError
from core.redaction import held, readings
from jobs.agenda import FEED, write_feed
from jobs.files import replace_text
from jobs.forgetting.files import scrub_file
from jobs.forgetting.releases import reseal
from jobs.letters.previewing import build
from jobs.letters.weeks import week_named
from jobs.registers import OVERLAY
from jobs.watching.publishing import DESK_FOLDER, FOLDER
from jobs.workspace import Workspace
from store.live import LIVE_FILE, TEXTS_FILE
from store.manifest import DATABASE, DESK_SPILL, SNAPSHOTS
from store.searching.index import INDEX_DIR, STAMP

_MOST = 64 * 1024 * 1024
"""Bytes of a file beside the workspace's own that are read to tell whether it holds something."""
_SPILLS = ("spill", DESK_SPILL)
_ELSEWHERE = (
    LIVE_FILE,
    TEXTS_FILE,
    "state.sqlite",
    "archive",
    SNAPSHOTS,
    INDEX_DIR,
    DATABASE,
    *_SPILLS,
    FEED,
)
"""What jobs.forgetting.forget itself takes care of."""


def files(workspace: Workspace, erasure: Erasure, *, dry: bool) -> Counter[str]:
    """Every file under `data` that is not a store of its own, then the workspace's two lists."""
    counts: Counter[str] = Counter()
    limit = workspace.settings.store.memory_limit
    for path in _own(workspace):
        place = path.relative_to(workspace.data).parts[0]
        if path.name == STAMP:
            counts[place] += _index(path.parent, dry=dry)
        elif not path.exists():  # it went with a folder
            continue
        elif place == "logs":
            counts[place] += blank_lines(path, erasure, dry=dry)
        else:
            change = scrub_file(path, erasure, limit, dry=dry)
            counts[place] += change.changed + change.deleted
    if not dry:
        shutil.rmtree(workspace.registers / "tables", ignore_errors=True)  # made anew, without that person
        for spill in _SPILLS:  # an open desk makes its own anew with the next snapshot
            shutil.rmtree(workspace.data / spill, ignore_errors=True)
        for release in _folders(workspace.data / "releases"):
            reseal(release, erasure)
    return +(counts + _lists(workspace, erasure, dry=dry))


def _own(workspace: Workspace) -> Iterator[Path]:
    for folder, _, names in os.walk(workspace.data):
        for name in sorted(names):
            path = Path(folder) / name
            first = path.relative_to(workspace.data).parts[0]
            if not first.startswith(_ELSEWHERE) and not name.endswith(".lock") and not path.is_symlink():
                yield path


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _index(folder: Path, *, dry: bool) -> int:
    """A search index that was put aside: its texts are compressed, and it can be made anew."""
    if not dry:
        shutil.rmtree(folder)
    return 1


def blank_lines(path: Path, erasure: Erasure, *, dry: bool) -> int:
    """Put `{}` in the place of log lines that name what is forgotten, in the file itself and as long as they were.

    Another process may be writing: it goes on at the end of the same file.
    """
    hits, offset = [], 0
    with path.open("rb") as file:
        for line in file:
            words = line.rstrip(b"\n")
            of_it = erasure.slug is not None and f'"{erasure.slug}"'.encode() in words
            if of_it or held(words, erasure.finder):
                hits.append((offset, len(words)))
            offset += len(line)
    if hits and not dry:
        with path.open("r+b") as file:
            for at, size in hits:
                file.seek(at)
                file.write(b"{}".ljust(size)[:size])
            file.flush()
            os.fsync(file.fileno())
    return len(hits)


def _lists(workspace: Workspace, erasure: Erasure, *, dry: bool) -> Counter[str]:
    """`mandates.toml` loses the person, `sources.toml` the source."""
    counts: Counter[str] = Counter()
    overlay = workspace.root / OVERLAY
    if overlay.is_file() and held(overlay.read_bytes(), erasure.finder):
        document = tomlkit.parse(overlay.read_text("utf-8"))
        kept = [
            table for table in document["mandate"] if not held(table.as_string().encode(), erasure.finder)
        ]
        counts[OVERLAY] += len(document["mandate"]) - len(kept)
        if not dry:
            replace_text(overlay, "\n".join(f"[[mandate]]\n{table.as_string()}" for table in kept))
    if any(source.slug == erasure.slug for source in workspace.sources()):
        counts["sources.toml"] += 1
        if not dry and erasure.slug is not None:
            text = workspace.sources_file.read_text("utf-8")
            replace_text(workspace.sources_file, sources_edit.without_source(text, erasure.slug))
    return counts


def redraft(workspace: Workspace, erasure: Erasure, *, published: bool) -> None:
    """The agenda and the drafts of letters that hold something are written anew from the new snapshot.

    Feeds and pages of watches go, to be written again once the watches themselves name nobody.
    """
    feed = workspace.data / FEED
    feed.unlink(missing_ok=True)
    for folder in (FOLDER, DESK_FOLDER):
        shutil.rmtree(workspace.data / folder, ignore_errors=True)
    if published:
        write_feed(workspace)
    limit = workspace.settings.store.memory_limit
    for page in sorted(workspace.digests.rglob("*")):
        # by the surname alone: what it stands beside tells whose it is, and the results know
        if page.is_file() and _may(page.read_bytes(), erasure):
            try:
                build(workspace, week_named(page.parent.name))
            except BeffroiError:
                page.unlink()  # a letter that cannot be written anew
            if page.exists():
                scrub_file(page, erasure, limit, dry=False)


def _may(content: bytes, erasure: Erasure) -> bool:
    names = {form.encode() for name in erasure.outlets for form in (name, escape(name))}
    return (
        held(content, erasure.finder)
        or any(map(erasure.finder.may, readings(content)))
        or any(name in content for name in names)
    )


def beside(workspace: Workspace, erasure: Erasure) -> tuple[str, ...]:
    """Other files in the workspace's folder that hold it: they are somebody's own, and only named."""
    ours = {workspace.root / OVERLAY}  # `_lists` takes care of them
    if any(source.slug == erasure.slug for source in workspace.sources()):
        ours.add(workspace.sources_file)
    found = []
    for folder, folders, names in os.walk(workspace.root):
        folders[:] = [
            name for name in folders if not name.startswith(".") and Path(folder, name) != workspace.data
        ]
        for name in sorted(names):
            path = Path(folder, name)
            if path in ours:
                continue
            if path.is_file() and path.stat().st_size <= _MOST and held(path.read_bytes(), erasure.finder):
                found.append(str(path))
    return tuple(found)
