"""Resident memory of a process that analyses many texts, each with names that no other has: is it flat?

python bench/analysis_memory.py [--texts 20000] [--json]
"""

import argparse
import gc
import statistics
import sys
from pathlib import Path

from crawl_memory import growth_mb
from pictures import sparkline
from press_texts import fresh, paragraphs
from report import Row, publish

import registers
from jobs.registers import analyser
from nlp.pipeline import Text

PEAK_MB, GROWTH_MB = 1000.0, 20.0
_POINTS = 40


def main() -> int:
    """Run the benchmark; 1 when the peak is over its limit, or memory grows."""
    options = _options()
    loaded = analyser(registers.load(), 100_000)
    gc.collect()
    ours, ordinary = paragraphs()
    every = max(1, options.texts // _POINTS)
    memory = [_mb("VmRSS")]
    for number, text in enumerate(fresh([*ours, *ordinary], options.texts), 1):
        loaded.analyse(Text(text))
        if number % every == 0:
            memory.append(_mb("VmRSS"))
    if not options.json:
        print(sparkline(memory), f"MB, one sample each {every} texts:")
        print(" ".join(f"{value:.0f}" for value in memory))
    rows = _rows(memory, _mb("VmHWM"))
    return 0 if publish(f"{options.texts} texts", rows, as_json=options.json) else 1


def _rows(memory: list[float], peak: float) -> list[Row]:
    growth = growth_mb(memory)
    middle = statistics.median(memory)
    return [
        Row("resident memory, loaded", "MB", memory[0], memory[0], memory[0]),
        Row("resident memory", "MB", min(memory), middle, max(memory)),
        Row(
            "growth, second fifth to last", "MB", growth, growth, growth,
            f"<= {GROWTH_MB:.0f}", growth <= GROWTH_MB,
        ),
        Row("peak memory", "MB", peak, peak, peak, f"<= {PEAK_MB:.0f}", peak <= PEAK_MB),
    ]  # fmt: skip


def _mb(name: str) -> float:
    """A line of /proc/self/status, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
