"""What it costs to compose the letter of a week: all its questions on a snapshot just opened, and the letter itself.

python bench/letter_week.py DATA [--json]: DATA is a data folder that store_volume.py loaded (--folder).
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from report import Row, publish, spread

from digest.composing.compose import letter
from digest.composing.gaps import Frame
from digest.composing.material import gather
from digest.letter import week_of
from store.query import open_snapshot

SECONDS = 3.0
_ROUNDS = 5
_WEEK = week_of(date(2026, 11, 9))


def main() -> int:
    """Run the benchmark; 1 when the promise is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    return 0 if publish("A week's letter", list(lettered(options.data)), as_json=options.json) else 1


def lettered(data: Path) -> Iterator[Row]:
    """Wall time, and the time of processors: others may be at work on the machine."""
    wall, work = [], []
    for _ in range(_ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        with open_snapshot(data) as snapshot:
            letter(gather(snapshot, _WEEK, _WEEK.last), Frame("Mesure"))
        wall.append(time.perf_counter() - began)
        work.append(time.process_time() - used)
    row = spread("a week's letter", "s", wall)
    yield Row(row.measure, row.unit, row.min, row.median, row.max, f"<= {SECONDS}", row.median <= SECONDS)
    yield spread("a week's letter, of processors", "s", work)


if __name__ == "__main__":
    sys.exit(main())
