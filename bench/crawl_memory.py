"""Resident memory of the crawl process, second by second, over many pages: is it flat?

python bench/crawl_memory.py [--pages 20000] [--hosts 20] [--svg FILE] [--json]
"""

import argparse
import statistics
import sys
from pathlib import Path

from crawls import Crawl, ours
from loopback import serving
from pictures import sparkline, svg
from report import Row, publish

PEAK_MB = 250.0


def main() -> int:
    """Run the benchmark; 1 when the peak is over its limit."""
    options = _options()
    pages = options.pages - options.pages % options.hosts
    with serving(options.hosts, pages) as press:
        crawl = ours(press, options.hosts, pages)
    memory = [resident for _, resident in crawl.cost.series][1:]  # the first sample is a process that loads
    if not memory:
        raise SystemExit("the crawl was over before anything could be measured: give it more pages")
    if not options.json:
        print(sparkline(memory), "MB, one sample a second:")
        print(" ".join(f"{value:.0f}" for value in memory[:: max(1, len(memory) // 40)]))
    if options.svg:
        options.svg.write_text(svg(crawl.cost.series, PEAK_MB), encoding="utf-8")
    title = f"{pages} pages, {options.hosts} hosts"
    return 0 if publish(title, _rows(crawl, memory), as_json=options.json) else 1


def _rows(crawl: Crawl, memory: list[float]) -> list[Row]:
    peak = crawl.cost.peak_mb
    growth = growth_mb(memory)
    return [
        _row("pages", "", crawl.pages),
        _row("whole process", "pages/s", crawl.per_second),
        _row("processor a page", "ms", crawl.cpu_ms),
        _row("archive", "MB", crawl.archive_mb),
        _row("journal into the state", "s", crawl.ingest),
        Row("resident memory", "MB", min(memory), statistics.median(memory), max(memory)),
        _row("growth, second fifth to last", "MB", growth),
        _row("growth a thousand pages", "MB", growth / (0.6 * crawl.pages / 1000)),
        Row("peak memory", "MB", peak, peak, peak, f"<= {PEAK_MB:.0f}", peak <= PEAK_MB),
    ]


def growth_mb(memory: list[float]) -> float:
    """Median of the last fifth minus that of the second: the first is the process that starts and reads feeds."""
    fifth = max(1, len(memory) // 5)
    return statistics.median(memory[-fifth:]) - statistics.median(memory[fifth : 2 * fifth] or memory)


def _row(measure: str, unit: str, value: float) -> Row:
    return Row(measure, unit, value, value, value)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--svg", type=Path, help="write the curve there")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
