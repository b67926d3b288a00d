"""How many of a day's ordinary headlines come out as ours: 5,000 titles of French outlets, kept beside the checkout.

python bench/noise.py [--headlines N] [--json]

Each is analysed in full, whatever the gate says of it. Nearly none is about what a town does with technology: what
comes out relevant is listed, to be judged. The promise is 2 in 1,000 at most.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from report import Row, publish, show

import registers
from jobs.registers import analyser
from nlp.pipeline import Analyser, Text

HEADLINES = Path(__file__).resolve().parents[2] / "shared/data/headlines/one_day_headlines_2020-01-10.csv"
PER_THOUSAND = 2.0
_DAY = date(2020, 1, 10)


@dataclass(frozen=True, slots=True)
class Noise:
    """What came out of `read` headlines: how many the gate lets through, and the (relevance, title) found relevant."""

    read: int
    passed: int
    relevant: tuple[tuple[float, str], ...]

    @property
    def per_thousand(self) -> float:
        """Headlines that come out relevant, of a thousand."""
        return 1000 * len(self.relevant) / max(self.read, 1)


def noise(loaded: Analyser, most: int | None = None) -> Noise:
    """Analyse the headlines of the file."""
    titles = list(_titles())[:most]
    found = [(loaded.analyse(Text(title, _DAY)), title) for title in titles]
    relevant = sorted((a.relevance, title) for a, title in found if a.relevant)
    return Noise(len(titles), sum(a.gate == "passed" for a, _ in found), tuple(relevant[::-1]))


def _titles() -> Iterator[str]:
    with HEADLINES.open(encoding="utf-8", newline="") as lines:
        yield from (row[0] for row in csv.reader(lines) if row and row[0].strip())


def main() -> int:
    """Run the benchmark; 1 when too many come out. Without the file its one row says so."""
    options = _options()
    if not HEADLINES.exists():
        absent = Row("headlines", "", 0, 0, 0, "../shared is absent")
        return 0 if publish("Noise", [absent], as_json=options.json) else 1
    found = noise(analyser(registers.load(), 100_000), options.headlines)
    if found.relevant and not options.json:
        show("relevant", [{"relevance": points, "headline": title} for points, title in found.relevant])
    rate = found.per_thousand
    rows = [
        Row("headlines", "", found.read, found.read, found.read),
        Row("let through by the gate", "", found.passed, found.passed, found.passed),
        Row("relevant", "of 1,000", rate, rate, rate, f"<= {PER_THOUSAND:g}", rate <= PER_THOUSAND),
    ]
    return 0 if publish("Noise", rows, as_json=options.json) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headlines", type=int, help="the first ones alone")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
