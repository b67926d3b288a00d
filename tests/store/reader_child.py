"""A reader beside a publisher: it opens the newest snapshot again and again, and looks whether it is all of a piece."""

import json
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from core.errors import BeffroiError
from store.meta import get_meta
from store.snapshot import Snapshot, open_snapshot

STOP = "stop"


def read(data_dir: Path, publisher: Connection) -> None:
    """Read until told to stop; then send how often, and what went wrong, by kind, and the highest number seen."""
    counts: Counter[str] = Counter()
    newest = 0
    while not publisher.poll():
        try:
            with open_snapshot(data_dir, "200MB") as snapshot:
                counts[_met(snapshot)] += 1
                counts["gone backwards"] += snapshot.number < newest
                newest = max(newest, snapshot.number)
        except BeffroiError as error:
            counts[f"error: {error}"] += 1
    publisher.send((+counts, newest))


def _met(snapshot: Snapshot) -> str:
    try:
        return _look(snapshot)
    except (BeffroiError, OSError) as error:
        # One that was published three times over while it was read is gone, as was announced; it is no damage.
        return f"error: {error}" if snapshot.folder.exists() else "outlived"


def _look(snapshot: Snapshot) -> str:
    """Manifest, meta, rows and index speak of the same revision."""
    stated = snapshot.manifest
    stamp = json.loads((snapshot.index_dir / "beffroi.json").read_text("utf-8"))
    counted = snapshot.connection.execute("SELECT count(*) FROM articles").fetchone()
    facts = snapshot.connection.execute("SELECT count(*) FROM v_articles").fetchone()
    found = len(snapshot.search("assistant", 100_000))
    revisions = {stated.revision, int(get_meta(snapshot.connection, "revision") or -1), stamp["revision"]}
    numbers = {stated.rows["articles"], found, *(counted or ()), *(facts or ())}
    return "whole" if len(revisions) == len(numbers) == 1 else f"mixed: {revisions} {numbers}"
