"""Pages meant to break the extraction, case by case: how each ends, how long it takes, how much memory it takes.

python bench/bad_pages.py [--json] [CASE ...]

Each case (`tests/extract/bad_*.py`) is read in a process of its own, forked from one that is warm, and killed after
ten seconds. The promise: none is killed, none crashes, each ends as an article or with a reason, as its case says.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract")]

from all_bad_pages import BY_NAME  # noqa: E402  the path comes first
from bad_page import BadPage  # noqa: E402
from bad_reader import Reader  # noqa: E402
from report import context, show  # noqa: E402


@dataclass(frozen=True, slots=True)
class Row:
    """One case. `ok`: it ended, and as the case says it must; else `wrong` says why.

    `peak_mb` is that of its process, of which about 115 are there before the page.
    """

    case: str
    about: str
    size_kb: int
    outcome: str
    seconds: float
    peak_mb: float
    wrong: str
    ok: bool


def main() -> int:
    """Read the cases; 1 when one is not ok."""
    options = _options()
    rows = []
    with Reader() as reader:
        for case in _chosen(options.cases):
            row = _row(case, reader)
            rows.append(row)
            if not options.json:
                said = f"{row.case}: {row.outcome}; {row.seconds} s, {row.peak_mb:.0f} MB"
                print(said if row.ok else f"{said}  NOT OK: {row.wrong}", file=sys.stderr)
    _publish(rows, as_json=options.json)
    return 0 if all(row.ok for row in rows) else 1


def _row(case: BadPage, reader: Reader) -> Row:
    found, size = reader.read(case), len(case.build()) // 1024
    return Row(
        case.name,
        case.about,
        size,
        found.outcome,
        found.seconds,
        found.peak_mb,
        found.wrong,
        not found.wrong,
    )


def _publish(rows: Sequence[Row], *, as_json: bool) -> None:
    lines, known = [asdict(row) for row in rows], context()
    if as_json:
        print(json.dumps([line | known for line in lines], ensure_ascii=False, indent=1))
    else:
        show(f"bad pages ({', '.join(f'{k} {v}' for k, v in known.items())})", lines)


def _chosen(names: Sequence[str]) -> list[BadPage]:
    if unknown := set(names) - set(BY_NAME):
        sys.exit(f"no such case: {', '.join(sorted(unknown))}")
    return [BY_NAME[name] for name in names or BY_NAME]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="names of cases; all of them when left out")
    parser.add_argument("--json", action="store_true", help="an array of objects")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
