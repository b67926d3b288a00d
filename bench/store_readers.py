"""What store_volume.py measures of results that are written: publishing, searching, asking, and bytes."""

import os
import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from report import Row, spread
from store_days import batches

from core.settings import StoreSettings
from store.live import LIVE_FILE, TEXTS_FILE, open_live
from store.publish import publish
from store.query import Snapshot, open_snapshot
from store.search import INDEX_DIR, SearchQuery

COPY, SEARCH_MS, ASK_MS = 1.5, 20, 150
QUESTIONS = Path(__file__).parents[1] / "docs/examples/questions"
_ROUNDS, _QUERIES = 5, 200
_VIEWS = {
    "v_weekly, a week": "SELECT * FROM v_weekly WHERE week = DATE '2026-11-09'",
    "v_weekly, a commune": "SELECT * FROM v_weekly WHERE insee = '29232'",
    "v_weekly, a technology by week": "SELECT week, sum(articles) FROM v_weekly"
    " WHERE technology_id = 'chatbot' GROUP BY week",
    "v_coverage, a week": "SELECT * FROM v_coverage WHERE week = DATE '2026-11-09'",
    "v_coverage, all": "SELECT week, sum(expected), sum(readable), sum(outage::INT) FROM v_coverage GROUP BY week",
    "v_articles, a week": "SELECT * FROM v_articles"
    " WHERE published_day BETWEEN DATE '2026-11-09' AND DATE '2026-11-15'",
    "v_stories, a week": "SELECT * FROM v_stories WHERE last_day BETWEEN DATE '2026-11-09' AND DATE '2026-11-15'",
    "v_initiatives, a commune": "SELECT * FROM v_initiatives WHERE actor_code = '29232'",
    "v_source_health": "SELECT * FROM v_source_health",
    "coverage('Quimper', a month)": "FROM coverage('Quimper', '2026-10-20', '2026-11-20')",
    "trend('chatbot')": "FROM trend('chatbot')",
}


def published(data: Path) -> Iterator[Row]:
    """Publishing after a change, beside a copy of the same files that is as safe on the disk."""
    ratios, seconds = [], []
    for number in range(3):
        with open_live(data, StoreSettings()) as live:
            for batch in batches(100 + number + time.time_ns(), 1):
                if (
                    not batch.sources
                ):  # of another world: all articles would be indexed anew under other names
                    live.write(batch)
        took = _seconds(lambda: publish(data, StoreSettings()))
        copied = _seconds(lambda: _copy(data, data / "copy"))
        shutil.rmtree(data / "copy")
        seconds.append(took)
        ratios.append(took / copied)
    middle = statistics.median(ratios)
    yield spread("publish: of a copy and fsync", "x", ratios, f"<= {COPY}", ok=middle <= COPY)
    yield spread("publish", "s", seconds)


def sizes(data: Path, many: int) -> Iterator[Row]:
    """Bytes an article, of results, texts and index."""
    index = [path.stat().st_size for path in (data / INDEX_DIR).iterdir()]
    found = {
        "results": (data / LIVE_FILE).stat().st_size,
        "texts": (data / TEXTS_FILE).stat().st_size,
        "index": sum(index),
    }
    for name, size in found.items():
        yield spread(f"size, {name}", "bytes/article", [size / many])


def searched(data: Path) -> Iterator[Row]:
    """Queries of one to three words, some of them phrases, towns or choices: a page of articles with their passages."""
    with open_snapshot(data) as snapshot:
        queries = list(
            _queries(snapshot.connection.execute("SELECT title FROM articles USING SAMPLE 200").fetchall())
        )
        asked = [SearchQuery(query) for query in queries]
        plain, counted = _found(snapshot, asked, facets=False), _found(snapshot, asked, facets=True)
    late, all_late = _p95(plain), _p95(counted)
    yield spread("search", "ms", plain)
    yield spread("search, p95", "ms", [late], f"<= {SEARCH_MS}", ok=late <= SEARCH_MS)
    # what is asked for apart: it grows with all that is found, and these words are in many of the texts
    yield spread("search and count facets", "ms", counted)
    yield spread("search and count facets, p95", "ms", [all_late])


def _found(snapshot: Snapshot, asked: list[SearchQuery], *, facets: bool) -> list[float]:
    snapshot.find(asked[0], facets=facets)
    return [_seconds(lambda one=one: snapshot.find(one, facets=facets)) * 1000 for one in asked]


def _p95(took: list[float]) -> float:
    return sorted(took)[round(len(took) * 0.95) - 1]


def questions(data: Path) -> Iterator[Row]:
    """Each question of docs/examples on a snapshot just opened, then again; the views as a question filters them."""
    asked = {path.stem: path.read_text("utf-8") for path in sorted(QUESTIONS.glob("*.sql"))}
    for name, sql in (asked | _VIEWS).items():
        with open_snapshot(data) as snapshot:
            cold = _seconds(lambda sql=sql: snapshot.connection.execute(sql).fetchall()) * 1000
            warm = [
                _seconds(lambda sql=sql: snapshot.connection.execute(sql).fetchall()) * 1000
                for _ in range(_ROUNDS)
            ]
        middle = statistics.median(warm)
        yield spread(name, "ms", warm, f"<= {ASK_MS}", ok=middle <= ASK_MS)
        yield spread(f"{name}, cold", "ms", [cold])


def _queries(titles: list[tuple[str]]) -> Iterator[str]:
    draw = random.Random(1)  # noqa: S311  a draw to repeat
    for (title,) in titles[:_QUERIES]:
        town, _, rest = title.partition(" : ")
        words = draw.sample(rest.split(), 3)
        yield draw.choice(
            (words[0], " ".join(words[:2]), f"{words[0]} OR {words[1]}", f'"{town}" {words[0]}', town)
        )


def _copy(data: Path, to: Path) -> None:
    """The files that a snapshot holds."""
    to.mkdir()
    for path in (data / LIVE_FILE, *(data / INDEX_DIR).iterdir()):
        shutil.copyfile(path, copy := to / path.name)
        with copy.open("rb") as file:
            os.fsync(file.fileno())


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
