import fcntl
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from newsroom import batch

from core.errors import DamagedFile, ForeignFile, StoreBusy
from core.settings import StoreSettings
from store.live import open_live
from store.migrate import steps


def text(path: Path) -> None:
    path.write_text("Ceci n’est pas une base de données.\n" * 1000)


def short(path: Path) -> None:
    path.write_bytes(b"DUCK")


def foreign_tables(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE ventes AS SELECT 1 AS montant")


def foreign_meta(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta AS SELECT 'schema_version' AS key, '1' AS value")


def meta_of_another_shape(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta AS SELECT 1 AS n")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("name", ["live.duckdb", "texts.duckdb"])
@pytest.mark.parametrize("make", [text, short, foreign_tables, foreign_meta, meta_of_another_shape, folder])
def test_a_file_that_is_not_ours_is_refused_and_kept(
    data_dir: Path, settings: StoreSettings, name: str, make: Callable[[Path], None]
) -> None:
    data_dir.mkdir()
    path = data_dir / name
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(ForeignFile, match=name) as refused:
        open_live(data_dir, settings).__enter__()
    assert refused.value.next_step
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(("name", "kind"), [("live.duckdb", "live"), ("texts.duckdb", "texts")])
def test_a_file_of_a_newer_version_is_refused(
    data_dir: Path, settings: StoreSettings, name: str, kind: str
) -> None:
    with open_live(data_dir, settings):
        pass
    newer = str(len(steps(kind)) + 1)
    with duckdb.connect(str(data_dir / name)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [newer])
    with pytest.raises(ForeignFile, match=f"{name}.*plus récente.*{newer}") as refused:
        open_live(data_dir, settings).__enter__()
    assert "à jour" in refused.value.next_step


def test_the_two_files_cannot_be_swapped(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings):
        pass
    (data_dir / "live.duckdb").rename(data_dir / "kept")
    (data_dir / "texts.duckdb").rename(data_dir / "live.duckdb")
    (data_dir / "kept").rename(data_dir / "texts.duckdb")
    with pytest.raises(ForeignFile, match="place"):
        open_live(data_dir, settings).__enter__()


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def scramble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 512):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)


@pytest.mark.parametrize("break_", [cut, scramble])
def test_a_damaged_file_is_refused_and_names_the_remedy(
    data_dir: Path, settings: StoreSettings, break_: Callable[[Path], None]
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch(range(50)))
    break_(data_dir / "live.duckdb")
    before = (data_dir / "live.duckdb").read_bytes()
    with pytest.raises(DamagedFile, match=r"live\.duckdb est abîmé") as refused:
        open_live(data_dir, settings).__enter__()
    assert "beffroi restore" in refused.value.next_step
    assert "beffroi rebuild" in refused.value.next_step
    assert (data_dir / "live.duckdb").read_bytes() == before


def test_an_interrupted_first_migration_goes_on(data_dir: Path, settings: StoreSettings) -> None:
    data_dir.mkdir()
    with duckdb.connect(str(data_dir / "live.duckdb")) as connection:
        connection.execute(steps("live")[0])
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    with open_live(data_dir, settings) as live:
        assert live.meta("schema_version") == str(len(steps("live")))
        assert live.write(batch()) > 0


def test_an_empty_file_is_a_new_one(data_dir: Path, settings: StoreSettings) -> None:
    data_dir.mkdir()
    (data_dir / "live.duckdb").touch()
    with open_live(data_dir, settings) as live:
        assert live.write(batch()) > 0


def test_a_folder_with_a_quote_in_its_name(tmp_path: Path, settings: StoreSettings) -> None:
    with open_live(tmp_path / "l'été d'avant", settings) as live:
        assert live.write(batch()) > 0


def test_a_holder_that_has_not_written_its_name_yet(data_dir: Path, settings: StoreSettings) -> None:
    data_dir.mkdir()
    with (data_dir / "writer.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StoreBusy, match="vient de commencer"):
            open_live(data_dir, settings).__enter__()


def test_an_error_in_a_batch_undoes_it_and_the_writer_goes_on(
    data_dir: Path, settings: StoreSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import store.write

    with open_live(data_dir, settings) as live:
        live.write(batch([1]))
        revision = live.revision
        with monkeypatch.context() as broken:
            broken.setattr(store.write, "set_meta", lambda *_, **__: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                live.write(batch([2]))
        assert live.revision == revision
        assert live.connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        assert live.write(batch([2])) > 0
