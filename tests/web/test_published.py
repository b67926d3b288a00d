"""The snapshot that all requests share: swapped by a publish, never under who reads it."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from sys import getsizeof

import duckdb
import pytest

from core.errors import NothingPublished, QueryError, StoreBusy, StoreError
from jobs.publish import publish
from jobs.workspace import Workspace
from store.readers.desk import asking
from web.desk.published import _BYTES, Published
from web.desk.things import warming
from web.desk.weighing import weight

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


def test_answers_are_bounded_by_what_they_weigh(published: Published) -> None:
    with published.reading() as snapshot:
        for n in range(40):  # hostile filters: each another one, with a heavy answer
            published.cached(snapshot, ("filter", n), lambda n=n: (f"{n}" * 1_000_000,) * 2)
            assert published.weight <= _BYTES
        assert published.weight > _BYTES // 2  # what fits is kept
        kept = published.weight
        for n in range(20):  # a key that is heavy counts as well
            published.cached(
                snapshot, ("ids", frozenset(f"{n}-{one}" for one in range(20_000))), lambda: None
            )
        assert kept - 4_000_000 < published.weight <= _BYTES
        made: list[int] = []
        heavy = published.cached(snapshot, "heavy", lambda: "x" * (_BYTES + 1))
        assert len(heavy) == _BYTES + 1
        assert published.weight <= _BYTES
        for _ in range(2):
            published.cached(snapshot, "light", lambda: made.append(1))
        assert made == [1]
    published.close()
    assert published.weight == 0


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    others: tuple[str, ...]


def test_a_weight_is_about_right() -> None:
    words = [f"{n:05} " * 20 for n in range(10_000)]
    honest = getsizeof(words) + sum(map(getsizeof, words))
    assert honest * 0.9 < weight(words) < honest * 1.1
    assert honest * 0.9 < weight(frozenset(words)) < honest * 1.5
    assert honest < weight(dict.fromkeys(words, 1)) < honest * 1.5
    assert honest < weight([_Row(word, ()) for word in words]) < honest * 2
    assert weight([_Row("", tuple(words))]) > honest * 0.9
    assert weight(None) < weight("mot") < 100


def _breaks(published: Published, error: Exception) -> None:
    with published.reading() as snapshot:
        snapshot.connection.execute(COUNT)
        raise error


def test_a_file_that_broke_is_opened_again_by_the_next_reader(published: Published) -> None:
    for error in (duckdb.FatalException("database has been invalidated"), duckdb.InternalException("x")):
        with pytest.raises(StoreError, match="ne peuvent plus être lus"):
            _breaks(published, error)
        with published.reading() as snapshot:
            assert snapshot.connection.execute(COUNT).fetchone() == (35,)
    assert published.closings == 2
    published.close()


def test_a_file_that_broke_unseen_is_opened_again(published: Published) -> None:
    with published.reading():
        held = published._held
    assert held
    assert held.snapshot._connection
    held.snapshot._connection.close()  # as after an error that no reader told of
    with published.reading() as snapshot:
        assert snapshot.connection.execute(COUNT).fetchone() == (35,)
    published.close()


def test_errors_of_a_question_leave_the_file_open(published: Published) -> None:
    for error in (
        QueryError("x"),
        StoreBusy("x"),
        NothingPublished("x"),
        ValueError("x"),
        duckdb.BinderException("x"),
    ):
        with pytest.raises(type(error)):
            _breaks(published, error)
    assert published.closings == 0
    published.close()


@pytest.fixture
def watched(published: Published, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Released each time that what pages ask first was made."""
    monkeypatch.setattr(warming, "EVERY", 0.01)
    done, warm = threading.Semaphore(0), warming.warm

    def told(one: Published) -> None:
        warm(one)
        done.release()

    monkeypatch.setattr(warming, "warm", told)
    with warming.beside(published):
        yield done
    published.close()


def test_what_broke_is_made_warm_again_without_a_restart(
    published: Published, watched: threading.Semaphore
) -> None:
    assert watched.acquire(timeout=60)
    with pytest.raises(StoreError):
        _breaks(published, duckdb.FatalException("x"))
    assert watched.acquire(timeout=60)
    with published.reading() as snapshot:
        for name in asking.KEPT:
            assert asking._there(snapshot, name)
