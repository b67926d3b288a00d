"""Forgetting in files of any kind: what can be written anew without it is, what cannot be is deleted.

It goes by what a file is, not by its place: a backup, a release, a file put aside are all within reach.
"""

import csv
import gzip
import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from core.erasure import Erasure
from core.errors import ArchiveError, BeffroiError, DamagedFile, DamagedState, ForeignFile
from core.redaction import BLOCK, held, name_spans, readings, redacted, views
from crawler.archiving import redaction
from crawler.archiving.archive import SEGMENT
from jobs.forgetting.sweep import Search

_DUCK, _DUCK_AT = b"DUCK", 8
_SQLITE, _PARQUET, _GZIP, _ZIP = b"SQLite format 3\0", b"PAR1", b"\x1f\x8b", b"PK\x03\x04"
_END_OF_RECORD = "ER  -"


class Change(NamedTuple):
    """What became of a file: how many of its rows or lines changed, and whether it had to be deleted whole."""

    changed: int = 0
    deleted: bool = False

    def __bool__(self) -> bool:
        return self.deleted or self.changed > 0


def scrub_file(path: Path, erasure: Erasure, memory_limit: str, *, dry: bool) -> Change:
    """Take what is forgotten out of one file; a database is written anew in any case.

    A database that cannot be read cannot be searched: it is deleted.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if head[_DUCK_AT : _DUCK_AT + len(_DUCK)] == _DUCK:
        return _database(path, lambda: _duckdb(path, erasure, memory_limit, dry=dry), dry=dry)
    if head == _SQLITE:
        return _database(path, lambda: _sqlite(path, erasure, dry=dry), dry=dry)
    if head.startswith(_PARQUET):
        from store.upkeep.forget_parquet import scrub

        return _database(path, lambda: scrub(path, erasure, dry=dry), dry=dry)
    if path.name.endswith(SEGMENT):
        return _database(path, lambda: _warc(path, erasure, dry=dry), dry=dry)
    before = path.read_bytes()
    after = content_without(path.name, before, erasure)
    if after == before:
        return Change()
    if not dry:
        if after is None:
            path.unlink()
        else:
            replace_bytes(path, after)
    return Change(1, deleted=after is None)


def _database(path: Path, scrub: Callable[[], int], *, dry: bool) -> Change:
    try:
        return Change(scrub())
    except (BeffroiError, OSError, ValueError) as error:
        if not _of_damage(error):
            raise  # somebody has it open, the disk is full: it is as good as it was, and the same request goes on later
        if not dry:
            for beside in path.parent.glob(f"{path.name}*"):
                beside.unlink()
        return Change(deleted=True)


def _of_damage(error: Exception) -> bool:
    """Whether the file can no longer be read; what the system refuses has a number, what Arrow cannot read has none."""
    if isinstance(error, OSError):
        return error.errno is None
    return isinstance(error, (ForeignFile, DamagedFile, DamagedState, ArchiveError, ValueError))


def _duckdb(path: Path, erasure: Erasure, memory_limit: str, *, dry: bool) -> int:
    from store.upkeep import forget

    changed = forget.scrub(path, erasure, memory_limit, dry=dry).total()
    if not dry:
        forget.rewrite(path, memory_limit)
    return changed


def _sqlite(path: Path, erasure: Erasure, *, dry: bool) -> int:
    from state import erasing

    return erasing.scrub(path, erasure, dry=dry).total()


def _warc(path: Path, erasure: Erasure, *, dry: bool) -> int:
    search = Search(erasure, lambda slug: slug == erasure.slug, linked=bool(erasure.ids))
    return len(redaction.sweep(path, search.unwanted, dry=dry))


def replace_bytes(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(path.stat().st_mode & 0o777)
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def content_without(name: str, content: bytes, erasure: Erasure) -> bytes | None:
    """The content of a file without what is forgotten; None when nothing less than all of it must go."""
    if content.startswith(_GZIP):
        return _unpacked(name, content, erasure)
    if content.startswith(_ZIP):
        return _members(content, erasure)
    suffix = Path(name).suffix.lower()
    # rows are looked into: a name may be there in parts, or by a surname that only its article makes hers
    looked_into = suffix in _TEXTS and any(
        erasure.finder.may(view) for text in readings(content) for view in views(text)
    )
    if not looked_into and not held(content, erasure.finder) and not _among(content, erasure):
        return content
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None if held(content, erasure.finder) else content
    scrub = _PAPERS.get(Path(name).name) or _TEXTS.get(suffix, _plain)
    after = scrub(text, erasure).encode()
    return None if held(after, erasure.finder) else after


def _among(content: bytes, erasure: Erasure) -> bool:
    """Whether an id of an article or the slug of a source is there: rows may hold nothing else of it."""
    if erasure.slug and any(one.encode() in content for one in (erasure.slug, *erasure.outlets)):
        return True
    return bool(erasure.ids) and any(one.encode() in content for one in erasure.ids)


def _unpacked(name: str, content: bytes, erasure: Erasure) -> bytes | None:
    try:
        inside = gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None
    after = content_without(name.removesuffix(".gz"), inside, erasure)
    return content if after == inside else after and gzip.compress(after, mtime=0)


def _members(content: bytes, erasure: Erasure) -> bytes | None:
    """A zip (a workbook is one) with each of its files scrubbed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as before:
            inside = [(item, before.read(item)) for item in before.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        return None
    after = [(item, content_without(item.filename, data, erasure)) for item, data in inside]
    if any(data is None for _, data in after):
        return None
    if [data for _, data in after] == [data for _, data in inside]:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for item, data in after:
            file.writestr(item, data or b"")
    return out.getvalue()


# --- texts -----------------------------------------------------------------------------------


def _plain(text: str, erasure: Erasure) -> str:
    return redacted(_covered(text, erasure), erasure.finder)


def _csv(text: str, erasure: Erasure) -> str:
    """Row by row, as the tables that were exported."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix("\ufeff")
    delimiter = ";" if lines.partition("\n")[0].count(";") > lines.partition("\n")[0].count(",") else ","
    end = "\r\n" if "\r\n" in lines else "\n"
    names, *rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)) or [[]]
    out = io.StringIO(newline="")
    written = csv.writer(out, delimiter=delimiter, lineterminator=end)
    written.writerow(names)
    for row in rows:
        new = erasure.row(dict(zip(names, row, strict=False)))
        # a register has surname and first name in columns of their own
        if new is not None and not name_spans(" ".join(map(str, new.values())), erasure.finder):
            written.writerow(new.values())
    return bom + out.getvalue()


def _json(text: str, erasure: Erasure) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return _plain(text, erasure)
    after = scrub_json(value, erasure)
    return text if after == value else json.dumps(after, ensure_ascii=False, indent=2) + "\n"


def _jsonl(text: str, erasure: Erasure) -> str:
    """A line that is about what is forgotten goes, the others are covered."""
    lines = []
    for line in text.splitlines(keepends=True):
        try:
            value = json.loads(line)
        except ValueError:
            lines.append(_plain(line, erasure))
            continue
        kept = scrub_json([value], erasure)
        if kept:
            lines.append(line if kept[0] == value else json.dumps(kept[0], ensure_ascii=False) + "\n")
    return "".join(lines)


def scrub_json(value: Any, erasure: Erasure) -> Any:
    """A JSON value without what is forgotten; an object that is about it goes from its list."""
    return erasure.value(value)


def _ris(text: str, erasure: Erasure) -> str:
    """A reference that leads to what is forgotten goes whole, others are covered."""
    records = text.split(_END_OF_RECORD)
    kept = []
    for record in records:
        covered = redacted(record, erasure.finder)
        about = any(
            line.startswith(("UR ", "ID ")) and (BLOCK in line or any(one in line for one in erasure.ids))
            for line in covered.splitlines()
        )
        if not about:
            kept.append(covered)
    return _END_OF_RECORD.join(kept)


def _paper(text: str, erasure: Erasure) -> str:
    """What a release says of itself names outlets in sentences as well; no title of an article is in it."""
    return _covered(_json(text, erasure), erasure)


def _covered(text: str, erasure: Erasure) -> str:
    for name in erasure.outlets:
        text = text.replace(name, re.sub(r"\S", BLOCK, name))
    return text


_PAPERS = {"zenodo.json": _paper, "release.json": _paper}
_TEXTS: dict[str, Callable[[str, Erasure], str]] = {
    ".csv": _csv,
    ".json": _json,
    ".geojson": _json,
    ".jsonl": _jsonl,
    ".ris": _ris,
}
