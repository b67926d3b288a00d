"""What DuckDB says of a full disk at a commit is told as a full disk; any other statement out of its place is not."""

from pathlib import Path

import duckdb
import pytest

from core.errors import StoreError
from store.exporting.folder import plainly


def test_a_commit_on_a_full_disk_is_told(tmp_path: Path) -> None:
    said = duckdb.TransactionException("TransactionContext Error: Failed to commit: No space left on device")
    with pytest.raises(StoreError, match="plus de place"), plainly(tmp_path):
        raise said


def test_another_fault_of_a_transaction_passes(tmp_path: Path) -> None:
    with duckdb.connect() as connection, pytest.raises(duckdb.TransactionException), plainly(tmp_path):
        connection.execute("COMMIT")
