"""kill -9: 200 at random moments of writing, publishing and compacting, 50 aimed at CHECKPOINT and the pointer swap.

python bench/kill.py [ROUNDS [AIMED [PROCESS]]] [--json]. After each kill the results are opened as the next job
would open them: every acknowledged batch must be there, none twice, and `doctor` must find nothing. PROCESS more
kills fall into the real `beffroi process` on the demonstration's archive; its tables must come out as those of an
undisturbed run.
"""

import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "store")]

from kill_child import AIMS  # noqa: E402  the path comes first
from kill_rounds import Tally, play  # noqa: E402
from report import Row, publish  # noqa: E402

_AT_ONCE = 25
"""Rounds on one folder: the doctor reads all of it after each."""
_LONGEST = 12.0
"""Seconds of a whole `process` of the demonstration, more or less."""
_TABLES = (
    *("article_versions", "article_topics", "mentions", "persons", "roles", "quotes", "figures", "events"),
    *("initiative_history", "initiatives", "story_articles", "article_links"),
)


def main() -> int:
    """Play all rounds; 1 when one of them lost something."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    random_kills, aimed, processes = numbers + [200, 50, 6][len(numbers) :]
    chance = random.Random()  # noqa: S311  moments, no secrets
    seed = chance.randrange(2**31)
    print(f"seed {seed}", file=sys.stderr)
    chance.seed(seed)
    aims = tuple(AIMS)
    kinds = ["random"] * random_kills + [aims[n % len(aims)] for n in range(aimed)]
    chance.shuffle(kinds)
    rows = [*_rows(_played(kinds, chance))]
    with tempfile.TemporaryDirectory() as folder:
        if processes:
            rows.append(_process_rounds(Path(folder), processes, chance))
    return 0 if publish("kill -9", rows, as_json="--json" in sys.argv) else 1


def _played(kinds: list[str], chance: random.Random) -> Tally:
    total = Tally()
    for start in range(0, len(kinds), _AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            one = play(Path(folder) / "data", kinds[start : start + _AT_ONCE], chance.randrange(2**31))
        total.rounds += one.rounds
        total.done += one.done
        total.findings += one.findings
        total.lost |= one.lost
        print(f"{sum(total.rounds.values())} kills, {len(total.findings)} findings", file=sys.stderr)
    return total


def _rows(total: Tally) -> list[Row]:
    for finding in total.findings:
        print(finding, file=sys.stderr)
    counted = [(f"kills, {kind}", "kills", count, "", None) for kind, count in sorted(total.rounds.items())]
    counted += [
        (f"{what} before a kill", "times", count, "", None) for what, count in sorted(total.done.items())
    ]
    counted += [
        ("acknowledged batches lost", "batches", len(total.lost), "0", not total.lost),
        ("findings of the doctor", "findings", len(total.findings), "0", not total.findings),
    ]
    return [Row(name, unit, n, n, n, limit, ok) for name, unit, n, limit, ok in counted]


def _process_rounds(folder: Path, rounds: int, chance: random.Random) -> Row:
    """Kills of `beffroi process` on an archive that waits to be processed again."""
    from jobs import doctor
    from jobs.demo import demonstrate
    from state import captures
    from state.open import open_state
    from store.live import open_live

    space = demonstrate(folder / "demo", today=date(2026, 11, 23)).workspace
    calm, faults = _content(space), 0
    for number in range(rounds):
        with closing(open_state(space.state)) as state:
            captures.requeue(state)
        command = [sys.executable, "-P", "-m", "cli", "process", "-w", str(space.root)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as child:
            try:
                child.wait(chance.uniform(1, _LONGEST))
            except subprocess.TimeoutExpired:
                child.kill()
        with open_live(space.data, space.settings.store, "essai"):
            pass
        found = [f for f in doctor.diagnose(space) if not f.name.startswith("disque")]
        faults += len(found)
        print(f"process, kill {number + 1}: {found or 'clean'}", file=sys.stderr)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    same = _content(space) == calm
    return Row(
        "faults after kills of process",
        "faults",
        faults,
        faults,
        faults,
        "0, same tables",
        same and not faults,
    )


def _content(space: Any) -> dict[str, list[Any]]:
    """The rows of the tables that processing makes, in an order of their own."""
    from store.live import open_live

    with open_live(space.data, space.settings.store, "essai") as live:
        return {table: sorted(live.connection.table(table).fetchall(), key=repr) for table in _TABLES}


if __name__ == "__main__":
    begun = time.monotonic()
    code = main()
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    sys.exit(code)
