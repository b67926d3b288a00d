"""Looking at everything the store keeps, and changing nothing: results, texts, index, snapshot, leftovers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import tantivy

from core.errors import DamagedFile, StoreError
from core.findings import EXAMPLES, Finding
from core.settings import StoreSettings
from store.database import RESULTS, TEXTS, attach, instance
from store.live import LIVE_FILE, TEXTS_FILE
from store.lock import writer_lock
from store.manifest import DATABASE, Manifest, published_folder, read_manifest
from store.meta import get_meta, revision
from store.migrate import steps
from store.rows import utc
from store.search import INDEX_DIR, is_usable
from store.snapshot import Snapshot, is_sound
from store.sql import query
from store.upkeep.failures import BREAKING, explanation
from store.upkeep.integrity import Rows, orphans, twice
from store.upkeep.leftovers import leftovers
from store.upkeep.lineage import acknowledged
from store.upkeep.readable import read_through

Connection = duckdb.DuckDBPyConnection
_SLICES = tuple(f"{digit}%" for digit in "0123456789abcdef")

COMPACT = "beffroi compact"
MEND = "beffroi compact --mend"
PROCESS = "beffroi process"
REPROCESS = "beffroi process --reprocess"
PUBLISH = "beffroi publish --force"
REBUILD = "beffroi rebuild"
RESTORE = "beffroi restore"


def examine(
    data_dir: Path, settings: StoreSettings, kept_since: datetime, *, waiting: bool = False
) -> list[Finding]:
    """What is wrong, each with the command that mends it.

    Texts of versions seen after `kept_since` should be there. `waiting` says that something is still to be
    processed: the texts of a batch that was cut short then belong to nothing for a while. Raises StoreBusy.
    """
    with writer_lock(data_dir, settings.writer_wait_seconds, "doctor"):
        found = list(_of_leftovers(data_dir))
        try:
            with _opened(data_dir, settings.memory_limit) as (connection, problems):
                found += problems
                if connection is not None and not problems:
                    found += _of_rows(connection, kept_since, texts=not waiting)
                    found += _of_index(data_dir, connection)
        except BREAKING as error:
            found.append(Finding("fichier abîmé", 1, (str(explanation(data_dir, error)),), RESTORE))
        found += _of_snapshot(data_dir, settings.memory_limit)
    return found


def articles_since(data_dir: Path, settings: StoreSettings, since: datetime) -> list[str]:
    """The ids of the articles whose current version was seen then or later; none when the file cannot be read.

    Raises StoreBusy.
    """
    if not (data_dir / LIVE_FILE).exists():
        return []
    with writer_lock(data_dir, settings.writer_wait_seconds, "doctor"):
        connection = instance(settings.memory_limit)
        try:
            attach(connection, data_dir / LIVE_FILE, RESULTS, read_only=True)
            rows = connection.execute(
                f"SELECT article_id FROM {RESULTS}.articles WHERE version_seen_at >= $since",  # noqa: S608
                {"since": utc(since)},
            ).fetchall()
        except (StoreError, duckdb.Error):
            return []  # what is wrong with it, `examine` says
        finally:
            connection.close()
    return [article_id for (article_id,) in rows]


@contextmanager
def _opened(data_dir: Path, memory_limit: str) -> Iterator[tuple[Connection | None, list[Finding]]]:
    """Both files read from end to end, or what keeps us from it; None when there are none yet."""
    if not (data_dir / LIVE_FILE).exists() and not (data_dir / TEXTS_FILE).exists():
        yield None, []
        return
    connection = instance(memory_limit, data_dir / "spill")
    try:
        problems = [
            *_of_file(connection, data_dir / TEXTS_FILE, TEXTS, "texts"),
            *_of_file(connection, data_dir / LIVE_FILE, RESULTS, "live"),
        ]
        yield connection, problems
    finally:
        connection.close()


def _of_file(connection: Connection, path: Path, catalog: str, kind: str) -> Iterator[Finding]:
    try:
        attach(connection, path, catalog, read_only=True)
        connection.execute(f"USE {catalog}")
        if get_meta(connection, "file") != kind:
            yield Finding("fichier étranger", 1, (str(path),), RESTORE)
        elif int(get_meta(connection, "schema_version") or 0) != len(steps(kind)):
            yield Finding("schéma d’une autre version", 1, (str(path),), PROCESS)
        else:
            read_through(connection, catalog)
    except FileNotFoundError:
        yield Finding("fichier absent", 1, (str(path),), PROCESS if kind == "texts" else RESTORE)
    except BREAKING as error:
        yield Finding("fichier abîmé", 1, (str(explanation(path.parent, error, path)),), RESTORE)
    except DamagedFile as error:
        yield Finding("fichier abîmé", 1, (str(error),), RESTORE)
    except (StoreError, duckdb.CatalogException) as error:
        yield Finding("fichier illisible", 1, (f"{path} : {str(error).partition(chr(10))[0]}",), RESTORE)


def _of_rows(connection: Connection, kept_since: datetime, *, texts: bool) -> Iterator[Finding]:
    yield from _by_table("clés en double", twice(connection))
    yield from _by_table("lignes orphelines", orphans(connection, texts=texts))
    wanted = {"since": utc(kept_since)}
    for problem, count, examples in connection.execute(query("doctor/incomplete"), wanted).fetchall():
        name, command = _INCOMPLETE[problem]
        if problem == "text" and (not texts or _textless(connection)):
            command = PROCESS  # what waits brings them; and a file of texts without any is filled anew
        yield Finding(name, count, tuple(examples), command)
    yield from _of_evidence(connection)


def _textless(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT NOT (EXISTS (FROM texts.article_texts) OR EXISTS (FROM texts.meta WHERE key = 'kept_since'))"
    ).fetchone()
    return bool(row and row[0])


_INCOMPLETE = {
    "version": ("articles sans leur version", REBUILD),
    "text": ("articles sans leur texte", REPROCESS),
}


def _by_table(name: str, faults: Iterator[Rows]) -> Iterator[Finding]:
    for fault in faults:
        yield Finding(f"{name} ({fault.table})", fault.rows, fault.examples, MEND)


def _of_evidence(connection: Connection) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    shown: dict[str, list[str]] = {}
    for part in _SLICES:
        rows = connection.execute(query("doctor/evidence"), {"slice": part}).fetchall()
        for problem, count, examples in rows:
            counts[problem] = counts.get(problem, 0) + count
            shown.setdefault(problem, []).extend(examples)
    names = {"outside": "positions hors du texte", "differs": "preuves qui ne sont plus dans le texte"}
    for problem, count in counts.items():
        yield Finding(names[problem], count, tuple(shown[problem][:EXAMPLES]), REPROCESS)


def _of_index(data_dir: Path, connection: Connection) -> Iterator[Finding]:
    """The index follows the results' revision, and holds a document an article."""
    path = data_dir / INDEX_DIR
    known = acknowledged(path, get_meta(connection, "lineage") or "")
    now = revision(connection)
    if not is_usable(path) or known is None:
        yield Finding("index de recherche inutilisable", 1, (str(path),), COMPACT)
    elif known > now:
        said = f"révision {now}, index à la révision {known}"
        yield Finding("résultats en retard sur leur index : des lignes sont perdues", 1, (said,), RESTORE)
    elif known < now:
        said = f"révision {known} au lieu de {now}"
        yield Finding("index de recherche en retard", 1, (said,), COMPACT)
    else:
        yield from _of_documents(path, connection)


def _of_documents(path: Path, connection: Connection) -> Iterator[Finding]:
    documents = tantivy.Index.open(str(path)).searcher().num_docs
    row = connection.execute("SELECT count(*) FROM articles").fetchone()
    articles = int(row[0]) if row else 0
    if documents != articles:
        said = f"{documents} documents pour {articles} articles"
        yield Finding("index de recherche incomplet", abs(documents - articles), (said,), COMPACT)


def _of_snapshot(data_dir: Path, memory_limit: str) -> Iterator[Finding]:
    pointer = data_dir / DATABASE
    folder = published_folder(data_dir)
    if folder is None:
        if pointer.is_symlink():
            yield Finding("instantané absent", 1, (str(pointer),), PUBLISH)
        return
    manifest = read_manifest(folder)
    if manifest is None or not is_sound(folder, manifest) or not is_usable(folder / INDEX_DIR):
        yield Finding("instantané qui ne s’ouvre pas, ou autre que son manifeste", 1, (str(folder),), PUBLISH)
        return
    try:
        differing = _differing(folder, manifest, memory_limit)
    except (*BREAKING, StoreError) as error:
        yield Finding("instantané abîmé", 1, (str(explanation(folder, error, folder / DATABASE)),), PUBLISH)
        return
    if differing:
        yield Finding(
            "instantané qui n’a pas les lignes que dit son manifeste", len(differing), differing[:3], PUBLISH
        )


def _differing(folder: Path, manifest: Manifest, memory_limit: str) -> tuple[str, ...]:
    """Tables whose rows are not as many as the manifest says; every block of the file is read."""
    with Snapshot(folder, manifest, memory_limit) as snapshot:
        read_through(snapshot.connection, RESULTS)
        counted = {
            name: snapshot.connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
            for name in manifest.rows
        }
    return tuple(name for name, rows in manifest.rows.items() if counted[name] != (rows,))


def _of_leftovers(data_dir: Path) -> Iterator[Finding]:
    """What killed work left; it would go with the next opening."""
    left = [path.name for path in leftovers(data_dir)]
    if left:
        yield Finding("restes d’un travail interrompu", len(left), tuple(left[:EXAMPLES]), COMPACT)
