"""A workspace of somebody else's, whose files may only be read: its index is searched all the same."""

import os

import pytest
from newsroom import batch

from core.settings import StoreSettings
from store.live import open_live
from store.search import ranked

NOBODY = 65534


def test_an_index_that_may_not_be_written_is_searched(
    tmp_path_factory: pytest.TempPathFactory, settings: StoreSettings
) -> None:
    if os.geteuid() != 0:
        pytest.skip("becoming another user takes root's rights, which this process does not have")
    data = tmp_path_factory.mktemp("shared")
    with open_live(data, settings) as live:
        live.write(batch([1, 2]))
    for path in [data, *data.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for folder in data.parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)
    for lock in (data / "search").glob(".tantivy*"):
        lock.chmod(0o400)
    child = os.fork()
    if child == 0:
        code = 9
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            code = len(ranked(data / "search", "assistant", 10))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 2
