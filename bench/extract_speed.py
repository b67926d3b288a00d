"""Ours and other extractors side by side on real pages: speed, memory, and how much of the text is right.

python bench/extract_speed.py [--pages N] [--rounds 3] [--json]

Each extractor is a process of its own (`extractors.py`). All read every page once before anything is timed: the
first date that needs htmldate's last resort costs 3 s of compiled expressions. Then they take turns at each page,
on one core, every time another one first: a core of a shared machine slows down by three within minutes.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

import gold
from extractors import EXTRACTORS
from readers import Reader
from report import context, show

RATIO, SLOWEST, PEAK_MB = 3.0, 10.0, 300.0
OURS, REFERENCE = "Beffroi", "trafilatura full"


@dataclass(frozen=True, slots=True)
class Row:
    """An extractor on a set of pages; None where it could not be measured, and `state` says why.

    `per_second`: pages a second of processor, each page at the best of its rounds. `ratio`: times the speed of
    trafilatura full, the median of the rounds (`low` and `high`: theirs). `peak_mb`: of its process, Python and
    imports included. `slowest`: the slowest page over the median page. `text`: F1, of shingles (publishers) or of
    snippets (french); `title`, `day`, `authors`: share exact. `empty`: pages without text.
    """

    pages: str
    extractor: str
    state: str = "measured"
    per_second: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    peak_mb: float | None = None
    slowest: float | None = None
    text: float | None = None
    title: float | None = None
    day: float | None = None
    authors: float | None = None
    empty: int | None = None
    ok: bool | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """What a set of pages took: seconds of processor by round and page, ours and the reference's; our peak memory."""

    rows: list[Row]
    own: list[list[float]]
    theirs: list[list[float]]
    best: list[float]
    peak_mb: float


def main() -> int:
    """Run the benchmark; 1 when a promise is not held, 0 when there are no pages to measure on."""
    options = _options()
    if not gold.present():
        _publish([Row("", OURS, "skipped: ../shared is absent")], "real pages", as_json=options.json)
        return 0
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # and the children's
    timed = [_measured(name, options.pages, options.rounds) for name in gold.SETS]
    rows = [row for part in timed for row in part.rows] + [_together(timed)]
    limits = f"ratio >= {RATIO}, slowest <= {SLOWEST:.0f}, peak <= {PEAK_MB:.0f} MB"
    _publish(rows, f"extraction, {options.rounds} rounds, {OURS}: {limits}", as_json=options.json)
    return 1 if any(row.ok is False for row in rows) else 0


def _measured(name: str, count: int | None, rounds: int) -> Timed:
    known = gold.pages(name, count)
    with tempfile.TemporaryDirectory(prefix="bench-") as place, ExitStack() as stack:
        folder = Path(place)
        path = folder / "pages.jsonl"
        lines = ({key: page[key] for key in ("id", "url", "html")} for page in known)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        readers = [
            stack.enter_context(Reader(extractor, path, folder / f"{number}.jsonl"))
            for number, extractor in enumerate(EXTRACTORS)
        ]
        _read([reader for reader in readers if not reader.missing], len(known), rounds)
        reference = next(reader for reader in readers if reader.name == REFERENCE)
        ours = next(reader for reader in readers if reader.name == OURS)
        rows = [_row(name, known, reader, reference, folder) for reader in readers]
        return Timed(rows, ours.rounds, reference.rounds, ours.best, ours.peak_mb)


def _together(timed: Sequence[Timed]) -> Row:
    """The promise, held against all pages of all sets."""
    ratios = [
        sum(map(sum, theirs)) / sum(map(sum, own))
        for own, theirs in zip(
            zip(*(part.own for part in timed), strict=True),
            zip(*(part.theirs for part in timed), strict=True),
            strict=True,
        )
    ]
    best = [seconds for part in timed for seconds in part.best]
    ratio, slowest = statistics.median(ratios), max(best) / statistics.median(best)
    peak = max(part.peak_mb for part in timed)
    return Row(
        pages="all", extractor=OURS, per_second=round(len(best) / sum(best), 1), ratio=round(ratio, 2),
        low=round(min(ratios), 2), high=round(max(ratios), 2), peak_mb=round(peak, 1), slowest=round(slowest, 1),
        ok=ratio >= RATIO and slowest <= SLOWEST and peak <= PEAK_MB,
    )  # fmt: skip


def _read(readers: Sequence[Reader], pages: int, rounds: int) -> None:
    """All rounds. Page by page, each begun by another extractor: a machine that slows down counts for all."""
    for reader in readers:
        reader.ask("warm")
        reader.rounds = [[] for _ in range(rounds)]
    for number, page in product(range(rounds), range(pages)):
        first = (number + page) % len(readers)
        for reader in (*readers[first:], *readers[:first]):
            reader.rounds[number].append(reader.ask("next"))
    for reader in readers:
        reader.peak_mb = reader.ask("end")


def _row(name: str, known: Sequence[gold.Line], reader: Reader, reference: Reader, folder: Path) -> Row:
    if reader.missing:
        return Row(name, reader.name, "not installed")
    best = reader.best
    ratios = [sum(theirs) / sum(own) for theirs, own in zip(reference.rounds, reader.rounds, strict=True)]
    ratio, slowest = statistics.median(ratios), max(best) / statistics.median(best)
    right = gold.score(known, reader.answers, folder)
    answers = [json.loads(line) for line in reader.answers.read_text("utf-8").splitlines()]
    return Row(
        pages=name,
        extractor=reader.name,
        per_second=round(len(best) / sum(best), 1),
        ratio=round(ratio, 2),
        low=round(min(ratios), 2),
        high=round(max(ratios), 2),
        peak_mb=round(reader.peak_mb, 1),
        slowest=round(slowest, 1),
        text=right.get("text", right.get("snippets")),
        title=right.get("title"),
        day=right.get("date"),
        authors=right.get("authors"),
        empty=sum(not answer.get("text") for answer in answers),
    )


def _publish(rows: Sequence[Row], title: str, *, as_json: bool) -> None:
    lines, known = [asdict(row) for row in rows], context()
    if as_json:
        print(json.dumps([line | known for line in lines], ensure_ascii=False, indent=1))
    else:
        show(f"{title} ({', '.join(f'{k} {v}' for k, v in known.items())})", lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, help="of each set; all of them when left out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="an array of objects")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
