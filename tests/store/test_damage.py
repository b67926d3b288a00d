"""Files that the disk damaged: refused or told by name, kept as they are, with the commands that help."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from newsroom import batch

from core.errors import BeffroiError, DamagedFile
from core.settings import StoreSettings
from store.live import open_live

CHILD = """
import os, sys
from pathlib import Path
from newsroom import batch
from core.settings import StoreSettings
from store.live import open_live
opened = open_live(Path(sys.argv[1]), StoreSettings(memory_limit="300MB"))
live = opened.__enter__()
for number in range(10, 14):
    live.write(batch([number]))
os._exit(0)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with rows in its files and more in their logs, as a killed writer leaves it."""
    data_dir = tmp_path_factory.mktemp("damage") / "data"
    with open_live(data_dir, StoreSettings(memory_limit="300MB")) as live:
        live.write(batch(range(10)))
    path = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])
    command = [sys.executable, "-P", "-c", CHILD, str(data_dir)]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": path})
    assert (data_dir / "live.duckdb.wal").stat().st_size > 1000
    return data_dir


@pytest.fixture
def damaged(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "data"))


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def record(log: Path, number: int) -> int:
    """Where a record of a log begins: 8 bytes of length, 8 of checksum, then the record."""
    at, content = 8, log.read_bytes()
    for _ in range(number):
        at += 16 + int.from_bytes(content[at : at + 8], "little")
    return at


def no_log(data_dir: Path) -> Path:
    (data_dir / "live.duckdb.wal").write_bytes(os.urandom(5000))
    return data_dir / "live.duckdb.wal"


def flipped_log(data_dir: Path) -> Path:
    log = data_dir / "live.duckdb.wal"
    overwrite(log, record(log, 4) + 8, os.urandom(8))  # its checksum
    return log


def flipped_beginning(data_dir: Path) -> Path:
    log = data_dir / "texts.duckdb.wal"
    overwrite(log, 0, b"\xff")
    return log


def zeroed_header(data_dir: Path) -> Path:
    overwrite(data_dir / "live.duckdb", 0, bytes(4096))
    return data_dir / "live.duckdb"


def cut_file(data_dir: Path) -> Path:
    os.truncate(data_dir / "texts.duckdb", 5000)
    return data_dir / "texts.duckdb"


def random_block(data_dir: Path) -> Path:
    overwrite(data_dir / "live.duckdb", 12288 + 100, os.urandom(2000))
    return data_dir / "live.duckdb"


@pytest.mark.parametrize(
    "break_", [no_log, flipped_log, flipped_beginning, zeroed_header, cut_file, random_block]
)
def test_what_cannot_be_opened_is_named_and_kept(
    damaged: Path, settings: StoreSettings, break_: Callable[[Path], Path]
) -> None:
    path = break_(damaged)
    before = path.read_bytes()
    with pytest.raises(BeffroiError, match=path.name.replace(".", r"\.")) as refused:
        open_live(damaged, settings).__enter__()
    assert "beffroi restore" in refused.value.next_step
    assert "beffroi rebuild" in refused.value.next_step
    assert path.read_bytes() == before


def test_damage_that_shows_only_when_it_is_read(damaged: Path, settings: StoreSettings) -> None:
    with open_live(damaged, settings) as live:
        row = live.connection.execute(
            "SELECT max(block_id) FROM pragma_storage_info('texts.article_texts') WHERE block_id >= 0"
        ).fetchone()
    assert row is not None
    overwrite(damaged / "texts.duckdb", 12288 + row[0] * 262144 + 500, os.urandom(3000))
    with pytest.raises(DamagedFile, match="est abîmé") as told, open_live(damaged, settings) as live:
        live.connection.execute("SELECT bit_xor(hash(t)) FROM texts.article_texts t").fetchall()
    assert "beffroi restore" in told.value.next_step


def lengthen_a_record(log: Path) -> None:
    """What DuckDB takes for a record that was being written, and drops, with all that comes after."""
    overwrite(log, record(log, 5) + 4, b"\xff")


def test_acknowledged_rows_that_a_log_lost_are_missed(damaged: Path, settings: StoreSettings) -> None:
    log = damaged / "live.duckdb.wal"
    lengthen_a_record(log)
    content = log.read_bytes()
    with pytest.raises(DamagedFile, match="a perdu des résultats"):
        open_live(damaged, settings).__enter__()
    kept = [path.read_bytes() for path in (damaged / "aside").glob("*-live.duckdb.wal")]
    assert kept == [content]


def test_a_record_that_a_dead_writer_did_not_finish_is_no_damage(
    damaged: Path, settings: StoreSettings
) -> None:
    for name in ("live.duckdb.wal", "texts.duckdb.wal"):
        with (damaged / name).open("ab") as log:
            log.write((900).to_bytes(8, "little") + bytes(100))
    with open_live(damaged, settings) as live:
        assert live.connection.execute("SELECT count(*) FROM articles").fetchone() == (14,)
    assert len(list((damaged / "aside").iterdir())) == 2
