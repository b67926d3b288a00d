"""Files that are mapped anew while others search: the same answers, and the pages given back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from searches import find, indexed, texts

from store.batch import Batch
from store.searching import reader
from store.searching.mapped import mapped

_MEGABYTE = 1_000_000


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    said = {number: f"La fibre arrive au quartier {number}, la borne aussi." for number in range(40)}
    return indexed(tmp_path / "data", Batch(articles=texts(said)))


def test_searches_answer_alike_while_the_files_are_mapped_anew(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = find(index_dir, "fibre borne")
    opened = []
    existing = reader.existing
    monkeypatch.setattr(reader, "existing", lambda path: opened.append(path) or existing(path))
    monkeypatch.setattr(reader, "_MOST_HELD", -1_000 * _MEGABYTE)  # whatever is held is too much
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda _: find(index_dir, "fibre borne"), range(64)))
    assert len(opened) >= len(found)
    assert found == [wanted] * len(found)


def test_little_is_left_alone_and_an_index_that_is_gone_is_read_on(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = find(index_dir, "quartier")
    held = reader.open_reader(index_dir)
    before = held.searcher
    assert reader.open_reader(index_dir).searcher is before
    monkeypatch.setattr(reader, "_MOST_HELD", -1_000 * _MEGABYTE)
    held.trim(index_dir.with_name("removed"))
    assert held.searcher is before
    assert find(index_dir, "quartier") == wanted


def test_a_process_knows_what_it_holds_of_files() -> None:
    assert mapped() > _MEGABYTE  # its libraries
