"""The desk under eight users at once: what a page costs, what the first load weighs, what the server holds.

python bench/desk_pages.py DATA [--users 8] [--rounds 10] [--pause 1] [--json]: DATA is a data folder that
store_volume.py loaded. A user asks for another page some time after the last, a second on the average: faster than
anybody reads. `--pause 0` asks without end, and measures the throughput rather than what people wait. They begin once
the server has prepared what is published (web/desk/things/warming.py); the first page of all is asked before that.
"""

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT)]

from report import Row, publish, spread  # noqa: E402  the path comes first

from jobs import workspace  # noqa: E402
from state.open import open_state  # noqa: E402
from store.query import open_snapshot  # noqa: E402

PAGE_MS, CHART_MS, FIRST_KB, RSS_MB = 150.0, 300.0, 150.0, 500.0
FEW = 20
CHARTS = ("/?", "/carte", "/tendances", "/initiatives", "/communes", "/technologies", "/titres")
"""Pages with a chart or a map: the first time a snapshot is asked for one it may take twice as long."""
SEARCHES = ("commune:Dreux", "« intelligence artificielle »", "maire", "cyberattaque")
_LINK = re.compile(rb'(?:href|src)="(/statique/[^"]+)"')


def main() -> int:
    """Run the benchmark; 1 when a promise is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=10, help="at least 1")
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between two pages of a user")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        space = _space(Path(folder) / "w", options.data.resolve())
        rows = list(_measured(space, _pages(options.data), options.users, options.rounds, options.pause))
    return 0 if publish(f"The desk, {options.users} users", rows, as_json=options.json) else 1


def _space(root: Path, data: Path) -> Path:
    """A workspace over published results that stay where they are."""
    made = workspace.create(root)
    for name in ("beffroi.duckdb", "snapshots"):
        (made.data / name).symlink_to(
            data / name if name == "snapshots" else Path("snapshots") / _newest(data)
        )
    open_state(made.state, anew=True).close()
    return root


def _newest(data: Path) -> Path:
    return (data / "beffroi.duckdb").resolve().relative_to((data / "snapshots").resolve())


def _pages(data: Path) -> dict[str, list[str]]:
    """The addresses of each kind of page: the busiest things, as people ask for them, and some others."""
    with open_snapshot(data) as snapshot:
        ask = lambda sql: [row[0] for row in snapshot.connection.execute(sql).fetchall()]  # noqa: E731
        words = ask(
            "SELECT lower(canonical) FROM technologies WHERE status <> 'candidate'"
            " ORDER BY md5(technology_id) LIMIT 40"
        )
        top = "SELECT {key} FROM {table} GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 40"
        articles = ask(
            "SELECT article_id FROM articles WHERE relevant ORDER BY published_day DESC, 1 LIMIT 40"
        )
        towns = ask(top.format(key="insee", table="article_communes"))
        tools = ask(top.format(key="technology_id", table="article_technologies"))
        outlets = ask(top.format(key="source_id", table="articles"))
        stories = ask(top.format(key="story_id", table="story_articles"))
        projects = ask(top.format(key="initiative_id", table="initiative_history"))
    return {
        "first screen": ["/"],
        "search": [f"/?words={urllib.request.quote(one)}" for one in (*SEARCHES, *words)],
        "filter": [f"/?commune={one}" for one in towns[:8]] + [f"/?technology={one}" for one in tools[:8]],
        "article": [f"/articles/{one}" for one in articles],
        "commune": [f"/communes/{one}" for one in towns],
        "technology": [f"/technologies/{one}" for one in tools],
        "outlet": [f"/titres/{one}" for one in outlets],
        "story": [f"/sujets/{one}" for one in stories],
        "initiatives": ["/initiatives"] + [f"/initiatives?technology={one}" for one in tools[:8]],
        "initiative": [f"/initiatives/{one}" for one in projects],
        "map": ["/carte"] + [f"/carte?technology={one}" for one in tools[:5]],
        "trends": ["/tendances"],
        "agenda": ["/agenda", "/agenda?weeks=104"],
        "sources": ["/sources"],
    }


def _measured(
    space: Path, pages: dict[str, list[str]], users: int, rounds: int, pause: float
) -> Iterator[Row]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-P", "-m", "cli", "serve", "-w", str(space), "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(_ROOT)}) as child:
        try:
            _wait(port)
            yield from _asked(port, child.pid, pages, users, rounds, pause)
        finally:
            child.terminate()


def _asked(
    port: int, pid: int, pages: dict[str, list[str]], users: int, rounds: int, pause: float
) -> Iterator[Row]:
    page, first = _get(port, "/")
    weight = len(page) + sum(
        len(_get(port, link.decode().replace("&amp;", "&"))[0]) for link in set(_LINK.findall(page))
    )
    yield Row(
        "first load", "kB", *[round(weight / 1000, 1)] * 3, f"<= {FIRST_KB:.0f}", weight / 1000 <= FIRST_KB
    )
    yield Row("first page of all, alone", "ms", *[round(first, 1)] * 3)
    yield Row("processor until what is published is prepared", "s", *[round(_prepared(pid), 1)] * 3)
    cold: dict[str, list[float]] = defaultdict(list)
    warm: dict[str, list[float]] = defaultdict(list)
    seen: set[str] = set()
    lock = threading.Lock()

    def user(number: int) -> None:
        chance = random.Random(number)  # noqa: S311  which page next is no secret
        for _ in range(rounds):
            for kind in chance.sample(sorted(pages), len(pages)):
                path = chance.choice(pages[kind])
                time.sleep(chance.expovariate(1 / pause) if pause else 0)
                with lock:
                    fresh = path not in seen
                    seen.add(path)
                took = _get(port, path)[1]
                with lock:
                    (cold if fresh else warm)[kind].append(took)

    crowd = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    for kind, paths in pages.items():
        limit = CHART_MS if paths[0].startswith(CHARTS) else PAGE_MS
        if cold[kind]:
            yield _p95(f"{kind}, first time", cold[kind], limit)
        if warm[kind]:
            yield _p95(kind, warm[kind], PAGE_MS)
    yield from _classes(pages, cold, warm)
    peak = _status(pid, "VmHWM")
    yield Row("peak resident memory", "MB", *[peak] * 3, f"<= {RSS_MB:.0f}", peak <= RSS_MB)
    held, files = _status(pid, "RssAnon"), _status(pid, "RssFile")
    yield Row("resident memory", "MB", *[held + files] * 3, f"<= {RSS_MB:.0f}", held + files <= RSS_MB)
    yield Row("of it pages of files (the index, shared)", "MB", *[files] * 3)


def _classes(
    pages: dict[str, list[str]], cold: dict[str, list[float]], warm: dict[str, list[float]]
) -> Iterator[Row]:
    """What is promised of all pages together."""
    drawn = {kind for kind, paths in pages.items() if paths[0].startswith(CHARTS)}
    first = [ms for kind in drawn for ms in cold[kind]]
    others = [ms for kind in pages if kind not in drawn for ms in cold[kind]]
    yield _p95("pages with a chart or a map, first time", first, CHART_MS)
    yield _p95("all other pages", others + [ms for some in warm.values() for ms in some], PAGE_MS)


def _prepared(pid: int) -> float:
    """Wait until the server does nothing any more; the seconds of processor that it took until then."""
    used = -1.0
    while (now := _processor(pid)) > used + 0.1:
        used = now
        time.sleep(3)
    return now


def _processor(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _p95(name: str, took: list[float], limit: float) -> Row:
    """A row that promises where a twentieth of the answers may be slower: of fewer, the p95 is the slowest one."""
    enough = len(took) > FEW
    ordered = sorted(took)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    row = spread(f"{name}: p95 of {len(took)}", "ms", [worst])
    middle = ordered[len(ordered) // 2]
    return Row(
        row.measure,
        "ms",
        round(ordered[0], 1),
        round(middle, 1),
        round(worst, 1),
        f"<= {limit:.0f}" if enough else "",
        worst <= limit if enough else None,
    )


def _get(port: int, path: str) -> tuple[bytes, float]:
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        body = answer.read()
    return body, (time.perf_counter() - began) * 1000


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _status(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise LookupError(json.dumps([pid, name]))


if __name__ == "__main__":
    sys.exit(main())
