"""Opening the state: whose file it is, migrations, the settings of every connection."""

import fcntl
import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from core.errors import StateError
from state.trouble import damaged, refuse_lost, told, trouble, unreachable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0014"
BUSY_SECONDS = 30.0
_MIGRATIONS = Path(__file__).parent / "migrations"
_OURS = frozenset({"alembic_version", "runs", "segments", "frontier", "captures"})


@dataclass(frozen=True, slots=True)
class State:
    """An open state. `read` and `write` each give a connection inside one transaction.

    `patience`: seconds to wait for another writer (state.noting has less).
    """

    engine: Engine
    path: Path
    patience: float = BUSY_SECONDS

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A transaction that sees one moment of the database."""
        with told(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A transaction that holds the write lock from its start, so that it never fails half-way as busy.

        StateBusy when others hold it for longer than `patience` seconds.
        """
        writing = {"beffroi_write": self.patience}
        with (
            told(self.path),
            self.engine.connect().execution_options(**writing) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()


def open_state(path: Path, *, read_only: bool = False, anew: bool = False) -> State:
    """Open (or create) the database and bring it to the newest revision.

    Raises:
        StateError: not our file, a file of a newer version, damaged, or out of reach; or missing beside results
            or pages, unless `anew`. A read-only opening creates and migrates nothing: it also refuses an absent
            or older file.
    """
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            if not anew:
                refuse_lost(path)
            revision = _revision(path)
            if revision != HEAD:
                _migrate(path, revision, read_only=read_only)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        cause = getattr(error, "orig", error)
        found = trouble(path, cause) if isinstance(cause, sqlite3.Error) else None
        raise found or unreachable(path, _plain(error)) from error
    return State(_engine(path, query_only=read_only), path)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Hold the folder's lock: two processes that open a new state at once must not both create it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _revision(path: Path) -> str | None:
    """The file's revision; None when there is no file yet, or an empty one."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(_uri(path), uri=True, timeout=BUSY_SECONDS)) as database:
        try:
            tables = {
                row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise damaged(path, "ce n'est pas une base SQLite, ou elle ne se lit plus") from error
        if not tables:
            return None
        if not tables >= _OURS:
            raise _foreign(path, "cette base SQLite n'est pas celle de Beffroi")
        row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise _foreign(path, "sa version manque")
    return str(row[0])


def _migrate(path: Path, revision: str | None, *, read_only: bool) -> None:
    """Run the missing migrations in one transaction."""
    from alembic import command  # 0.2 s to import, and only needed here

    config = _config()
    if revision is not None and revision not in _known(config):
        raise StateError(
            f"{path} : cette base d'état vient d'une version plus récente de Beffroi (révision {revision})",
            "Mettez Beffroi à jour, ou ouvrez cet espace de travail avec la version qui l'a écrit.",
        )
    if read_only:
        raise StateError(f"{path} : base d'état absente ou à migrer", "Lancez d'abord « beffroi run ».")
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as database:
        database.execute("PRAGMA journal_mode = WAL")  # stays in the file; impossible inside a transaction
    state = State(_engine(path), path)
    try:
        with state.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        state.close()


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _known(config: "Config") -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _engine(path: Path, *, query_only: bool = False) -> Engine:
    """An engine whose transactions are ours to begin: the driver would begin them late, or never for DDL."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    def configure(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA query_only = {int(query_only)}")

    def begin(connection: Connection) -> None:
        wait = connection.get_execution_options().get("beffroi_write")
        seconds = (
            BUSY_SECONDS if wait is None else wait
        )  # who had this connection before may have been in a hurry
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        connection.exec_driver_sql("BEGIN" if wait is None else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", begin)
    return engine


def _uri(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}?mode=rw"


def _foreign(path: Path, why: str) -> StateError:
    return StateError(
        f"{path} : {why}",
        "Déplacez ce fichier, ou indiquez un autre espace de travail avec --workspace.",
    )


def _plain(error: Exception) -> str:
    """The cause without SQLAlchemy's page of context."""
    return str(getattr(error, "orig", None) or error)
