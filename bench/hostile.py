"""The hostile server case by case: how each ends, how long it takes, how much memory it takes.

python bench/hostile.py [--json] [CASE ...]

Each case is crawled alone, in a process of its own. The time has the start of that process in it (see the case
`honest-feed`), and the timeout of the requests that are meant to run into it.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "hostile")]

from all_cases import CASES, HONEST  # noqa: E402  the path comes first
from hostile_cases import FETCHED, Case, Ending, found, put, wanted  # noqa: E402
from hostile_crawl import Crawled, crawl_cases  # noqa: E402
from hostile_server import HostileServer, serving  # noqa: E402
from report import context, show  # noqa: E402

PEAK_MB = 300.0


@dataclass(frozen=True, slots=True)
class Row:
    """One case: its endings, the worst first; seconds of the whole crawl; the peak of its process.

    `ok`: every address ended as the case says it must, and the peak is under the limit.
    """

    case: str
    about: str
    endings: str
    seconds: float
    peak_mb: float
    ok: bool


def main() -> int:
    """Run the cases; 1 when one is not ok."""
    options = _options()
    rows = []
    with tempfile.TemporaryDirectory(prefix="beffroi-hostile-") as folder, serving(Path(folder)) as server:
        put(server, [*CASES, *HONEST])
        for case in _chosen(options.cases):
            row = _row(case, server, crawl_cases(Path(folder) / case.name, server, [case]))
            rows.append(row)
            if not options.json:
                said = f"{row.case}: {row.endings}; {row.seconds} s, {row.peak_mb:.0f} MB"
                print(said if row.ok else f"{said}  NOT OK", file=sys.stderr)
    _publish(rows, as_json=options.json)
    return 0 if all(row.ok for row in rows) else 1


def _row(case: Case, server: HostileServer, crawled: Crawled) -> Row:
    got = found(case, server, crawled.lines)
    peak = crawled.peak_rss / 2**20
    endings = [*got.named.values(), *(e for e, count in got.others.items() for _ in range(count))]
    ok = got == wanted(case) and peak < PEAK_MB
    return Row(case.name, case.about, _endings(endings), round(crawled.seconds, 2), round(peak, 1), ok)


def _endings(endings: Iterable[Ending]) -> str:
    """Every ending with its count, what went wrong first."""
    counts = Counter(endings)
    ordered = sorted(counts.items(), key=lambda item: (item[0] == FETCHED, str(item[0])))
    return ", ".join(f"{n} {o.value}{f'/{r}' if r else ''}" for (o, r), n in ordered)


def _publish(rows: Sequence[Row], *, as_json: bool) -> None:
    lines = [asdict(row) for row in rows]
    known = context()
    if as_json:
        print(json.dumps([line | known for line in lines], ensure_ascii=False, indent=1))
    else:
        narrow = [{name: value for name, value in line.items() if name != "about"} for line in lines]
        show(f"hostile server ({', '.join(f'{k} {v}' for k, v in known.items())})", narrow)


def _chosen(names: Sequence[str]) -> list[Case]:
    known = {case.name: case for case in (*HONEST, *CASES)}
    if unknown := set(names) - set(known):
        sys.exit(f"no such case: {', '.join(sorted(unknown))}")
    return [known[name] for name in names or known]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="names of cases; all of them when left out")
    parser.add_argument("--json", action="store_true", help="an array of objects")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
