"""SQL that takes too much: how each attack ends, how long it lasts, what it costs the child and its parent.

python bench/sql_attacks.py [--json] [NAME ...]

Each attack is put to a small published workspace with a limit of five seconds and DuckDB's limit of 1 GB. The
time has the start of the child in it (see the row `nothing`).
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "store")]

from attacks import ELSEWHERE, GREEDY, VAIN, Attack  # noqa: E402  the path comes first
from measure import measured  # noqa: E402
from newsroom import batch  # noqa: E402
from report import context  # noqa: E402

from core.errors import QueryError  # noqa: E402
from core.settings import StoreSettings  # noqa: E402
from store.live import open_live  # noqa: E402
from store.publish import publish  # noqa: E402
from store.sandbox.ask import asked  # noqa: E402

SECONDS = 5.0
CHILD_MB = 1800.0
PARENT_MB = 100.0
_SORT = "SELECT max(r) FROM (SELECT row_number() OVER (ORDER BY hash(range)) AS r FROM range(4_000_000))"
FAIR = [
    Attack("nothing", "SELECT 1", ""),
    Attack("a fair sort", _SORT, ""),
    Attack("a million rows", "SELECT range AS n, repeat('x', 400) AS words FROM range(1_000_000)", ""),
    Attack("two million rows", "SELECT range AS n, repeat('x', 400) AS words FROM range(2_000_000)", ""),
]


@dataclass(frozen=True, slots=True)
class Row:
    """One attack: what was said, seconds, the peak of the child (MB), how much its parent swelled (MB).

    `ok`: it ended as it must, in time and within bounds.
    """

    attack: str
    ending: str
    seconds: float
    child_mb: float
    parent_mb: float
    ok: bool


def attack(data_dir: Path, what: Attack, outside: Path) -> Row:
    """Put one attack and read whatever comes back."""
    _reset_peak()
    before = _peak_mb()
    began = time.perf_counter()
    with measured() as cost:
        ending = _ending(data_dir, what.sql.format(inside=__file__, outside=outside))
    wall, swelling = time.perf_counter() - began, _peak_mb() - before
    ok = what.ends(ending) and not outside.exists()
    ok = ok and wall < SECONDS + 1 and cost.peak_mb < CHILD_MB and swelling < PARENT_MB
    return Row(what.name, ending, wall, cost.peak_mb, swelling, ok)


def _ending(data_dir: Path, sql: str) -> str:
    try:
        with asked(data_dir, sql, 10_000_000, seconds=SECONDS) as answer:
            size = sum(batch.nbytes for batch in answer.batches())
            return f"{answer.rows} rows, {size / 1e6:.0f} MB"
    except QueryError as error:
        return str(error)[:100]


def _reset_peak() -> None:
    """proc(5): 5 resets the high-water mark."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _rows(names: Iterable[str]) -> list[Row]:
    chosen = [a for a in [*FAIR, *GREEDY, *VAIN, *ELSEWHERE] if not names or a.name in names]
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder, "data")
        with open_live(data_dir, StoreSettings()) as live:
            live.write(batch([1, 2, 3]))
        publish(data_dir, StoreSettings())
        return [attack(data_dir, what, Path(folder, "outside")) for what in chosen]


def main() -> int:
    """Run the attacks named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = _rows(args.names)
    if args.json:
        print(json.dumps([asdict(row) | context() for row in rows], ensure_ascii=False, indent=1))
    else:
        print(" ".join(context().values()))
    for row in [] if args.json else rows:
        cost = f"{row.seconds:5.2f} s  child {row.child_mb:5.0f} MB  parent +{row.parent_mb:3.0f} MB"
        print(f"{row.attack:32} {cost}  {'ok' if row.ok else 'NO'}  {row.ending}")
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
