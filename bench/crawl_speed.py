"""Pages a second of our crawl and of a bare Scrapy spider that only downloads, alternating, same server.

python bench/crawl_speed.py [--pages 2000] [--hosts 20] [--rounds 3] [--json]
"""

import argparse
import sys

from ceiling import ceiling
from crawls import Crawl, bare, ours
from loopback import Handle, serving
from report import Row, publish, spread

WANTED = 0.6


def main() -> int:
    """Run the benchmark; 1 when the promised ratio is not reached."""
    options = _options()
    pages = options.pages - options.pages % options.hosts
    with serving(options.hosts, pages) as press:
        most = ceiling(press, options.hosts, pages)
        pairs = [_pair(number, press, options.hosts, pages) for number in range(options.rounds)]
    rows = [Row("server, trivial client", "pages/s", most, most, most), *_rows(pairs)]
    title = f"{pages} pages, {options.hosts} hosts, {options.rounds} rounds"
    return 0 if publish(title, rows, as_json=options.json) else 1


def _pair(number: int, press: Handle, hosts: int, pages: int) -> tuple[Crawl, Crawl]:
    """Both crawls, each first in its turn: a machine that slows down or warms up favours neither."""
    order = (bare, ours) if number % 2 == 0 else (ours, bare)
    done = {run: run(press, hosts, pages) for run in order}
    return done[bare], done[ours]


def _rows(pairs: list[tuple[Crawl, Crawl]]) -> list[Row]:
    rows = []
    for crawls in zip(*pairs, strict=True):
        name = crawls[0].name
        rows += [
            spread(f"{name}, whole process", "pages/s", [c.per_second for c in crawls]),
            spread(f"{name}, first to last page", "pages/s", [c.steady for c in crawls]),
            spread(f"{name}, processor a page", "ms", [c.cpu_ms for c in crawls]),
            spread(f"{name}, peak memory", "MB", [c.cost.peak_mb for c in crawls]),
            spread(f"{name}, connections", "", [c.asked.kinds["connection"] for c in crawls]),
        ]
    own = [c for _, c in pairs]
    whole = spread(
        "ratio, whole process", "", [mine.per_second / theirs.per_second for theirs, mine in pairs]
    )
    held = whole.median >= WANTED
    return [
        *rows,
        spread("Beffroi, archive", "MB", [c.archive_mb for c in own]),
        spread("Beffroi, journal into the state", "s", [c.ingest for c in own]),
        spread("ratio, processor a page", "", [theirs.cpu_ms / mine.cpu_ms for theirs, mine in pairs]),
        spread("ratio, first to last page", "", [mine.steady / theirs.steady for theirs, mine in pairs]),
        Row(whole.measure, "", whole.min, whole.median, whole.max, f">= {WANTED}", held),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
