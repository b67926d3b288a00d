"""The snapshot that all requests share: swapped by a publish, never under who reads it."""

import shutil
import threading

import pytest

from core.errors import NothingPublished
from jobs.publish import publish
from jobs.workspace import Workspace
from web.desk.published import Published

COUNT = "SELECT count(*) FROM articles"


@pytest.fixture
def published(space: Workspace) -> Published:
    return Published(space.data, "256MB")


def test_a_publish_is_seen_by_the_next_reader_and_by_no_other(space: Workspace, published: Published) -> None:
    with published.reading() as before:
        publish(space, force=True)
        with published.reading() as after:
            assert after.number == before.number + 1
        assert before.connection.execute(COUNT).fetchone() == (35,)
        assert before.search("maire")
    published.close()


def test_readers_share_the_file_each_with_a_connection(published: Published) -> None:
    met: list[object] = []

    def read() -> None:
        with published.reading() as snapshot:
            met.append(snapshot.connection.execute(COUNT).fetchone())

    crowd = [threading.Thread(target=read) for _ in range(16)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert met == [(35,)] * 16
    published.close()


def test_an_answer_is_made_once_a_snapshot(space: Workspace, published: Published) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    for _ in range(3):
        with published.reading() as snapshot:
            assert published.cached(snapshot, "question", make) == 1
    publish(space, force=True)
    with published.reading() as snapshot:
        assert published.cached(snapshot, "question", make) == 2
    published.close()


def test_nothing_published_is_said(space: Workspace, published: Published) -> None:
    (space.data / "beffroi.duckdb").unlink()
    with pytest.raises(NothingPublished), published.reading():
        pass


def test_a_snapshot_whose_folder_is_gone_is_still_read_by_who_holds_it(
    space: Workspace, published: Published
) -> None:
    with published.reading() as snapshot:
        shutil.rmtree(space.data / "snapshots")
        assert snapshot.connection.execute(COUNT).fetchone() == (35,)
    with pytest.raises(NothingPublished), published.reading():
        pass
    published.close()


def test_who_asks_the_same_at_once_waits_for_the_one_answer(published: Published) -> None:
    made: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def make() -> int:
        made.append(1)
        begun.set()
        assert go_on.wait(30)
        return len(made)

    met: list[int] = []

    def ask() -> None:
        with published.reading() as snapshot:
            met.append(published.cached(snapshot, "question", make))

    crowd = [threading.Thread(target=ask) for _ in range(8)]
    for one in crowd:
        one.start()
    assert begun.wait(30)
    go_on.set()
    for one in crowd:
        one.join()
    assert (made, met) == ([1], [1] * 8)
    published.close()
