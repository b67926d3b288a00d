"""What many articles cost: to write, to publish, to search, to put questions to; in time, memory and bytes.

python bench/store_volume.py [--articles 20000 200000] [--folder DIR] [--json]

Each number of articles is a folder of its own. The batches (store_days.py) go in turn to the real writer and to one
that only inserts the same Arrow tables: *rows* compares what DuckDB does once these are made, *nouns* the whole way
from the nouns of core, *indexed* also makes the search index. Then the results are published beside a plain copy of the
same files, searched, and asked the questions of docs/examples. `--folder` keeps what was written; where it is there
already, only reading is measured. On a machine with other work the ratios hold better than the milliseconds.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from letter_week import lettered
from report import Row, publish, spread
from store_days import A_DAY, batches
from store_readers import published, questions, searched, sizes
from store_writers import Times, added, append, store, writer

RATIO, MEMORY_MB = 0.5, 2048
_LOADED = "loaded.json"


def main() -> int:
    """Run the benchmark; 1 when something promised is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root: Path = options.folder or Path(temporary)
        rows = [row for many in options.articles for row in _rows(many, root / str(many))]
    title = f"{' and '.join(map(str, options.articles))} articles in the store"
    return 0 if publish(title, rows, as_json=options.json) else 1


def _rows(many: int, folder: Path) -> Iterator[Row]:
    data = folder / "data"
    for row in (
        *_loading(many, folder),
        *published(data),
        *sizes(data, many),
        *searched(data),
        *questions(data),
        *lettered(data),
    ):
        yield Row(f"{many}: {row.measure}", row.unit, row.min, row.median, row.max, row.limit, row.ok)


def _loading(many: int, folder: Path) -> Iterator[Row]:
    """Seconds of each batch in both writers; of a folder loaded before, those measured then."""
    kept = folder / _LOADED
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_load(many, folder)), encoding="utf-8")
    *times, peak = json.loads(kept.read_text("utf-8"))
    yield from _ratios(times)
    yield from _growth(times)
    for who, value in peak.items():
        promised = who == "store"
        limit = f"<= {MEMORY_MB}" if promised else ""
        yield spread(f"peak memory, {who}", "MB", [value], limit, ok=value <= MEMORY_MB if promised else None)


def _load(many: int, folder: Path) -> list[Times]:
    """Both writers, batch by batch in turn; at the end their peak memory in MB."""
    times = []
    with writer(store, folder / "data") as ours, writer(append, folder / "bare") as bare:
        for number, batch in enumerate(batches(1, many)):
            found: Times = {}
            for pipe in (ours, bare) if number % 2 else (bare, ours):
                pipe.send(batch)
                found |= pipe.recv()
            times.append(found)
            if sys.stderr.isatty() and number % 10 == 0:
                print(f"{number * A_DAY} articles", end="\r", file=sys.stderr)
        peak = {}
        for name, pipe in (("store", ours), ("append", bare)):
            pipe.send(None)
            last = pipe.recv()
            peak[name] = last.pop("peak")
            times[-1] = added(times[-1], last)
    return [*times[1:], peak]


def _ratios(times: list[Times]) -> Iterator[Row]:
    """Of whole sums: a batch in which a file is checkpointed says nothing beside one in which the other is."""
    total = {name: sum(one[name] for one in times) for name in times[0]}
    for clock in ("", " cpu"):
        write, index, stage, bare = (
            total[f"{name}{clock}"] for name in ("write", "index", "stage", "append")
        )
        rows = bare / (write - stage)
        yield spread(f"load, rows: of a bare append{clock}", "x", [rows], f">= {RATIO}", ok=rows >= RATIO)
        yield spread(f"load, nouns: of a bare append{clock}", "x", [(bare + stage) / write])
        yield spread(
            f"load, nouns, indexed: of a bare append{clock}", "x", [(bare + stage) / (write + index)]
        )
    rate = A_DAY * len(times)
    yield spread("load, nouns, indexed", "articles/s", [rate / (total["write"] + total["index"])])
    yield spread("load, nouns", "articles/s", [rate / total["write"]])


def _growth(times: list[Times]) -> Iterator[Row]:
    """The first and the last tenth of the batches."""
    tenth = max(1, len(times) // 10)
    for name in ("write", "write cpu", "index cpu", "stage cpu", "append", "append cpu"):
        for part, some in (("first", times[:tenth]), ("last", times[-tenth:])):
            yield spread(f"{name}, {part} tenth", "ms/batch", [one[name] * 1000 for one in some])


if __name__ == "__main__":
    sys.exit(main())
