"""What it costs to add articles to many that are in stories, and how well stories are found.

python bench/stories.py [--known 10000 100000] [--added 1000] [--no-headlines] [--json]

Each number of known articles is a data folder of its own, in a process of its own: written without the pipeline,
then a run of `process` begins (the weeks around its articles are read), groups the added ones in batches, and stores
them. *same rate*: as many articles a day in each, ten times the years; *same weeks*: all known ones within the four
weeks around the added ones, ten times the articles a day. Every other article may join a story but found none.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from report import Row, publish
from story_articles import Invented, invented

from core.ids import story_id
from core.settings import StoreSettings
from core.types import (
    Access,
    Analysis,
    Article,
    Basis,
    Nature,
    Precision,
    Processed,
    Rights,
)  # fmt: skip
from jobs.grouping import Grouper
from nlp.stories.edits import Edits
from nlp.stories.features import trace
from store.batch import Batch
from store.live import LiveStore, open_live
from store.rows import story_trace_row

GROWTH = 3.0
"""Most times that adding may cost beside ten times the articles."""

_TODAY = date(2026, 11, 23)
_A_DAY = 100
_WEEKS = 28
_BATCH = 200
_WINDOW = "same weeks"
_FIGURES = {"read": "s", "group": "s", "store": "s", "all": "s", "memory": "MB"}


def main() -> int:
    """Run the benchmark; 1 when adding to ten times the articles costs more than a few times as much."""
    options = _options()
    if options.child:
        print(json.dumps(_measure(options.known[0], options.added, options.child)))
        return 0
    rows = list(_costs(options.known, options.added))
    if not options.no_headlines:
        rows += _headlines()
    title = f"{options.added} articles added to {' and '.join(map(str, options.known))}"
    return 0 if publish(title, rows, as_json=options.json) else 1


def _costs(known: Sequence[int], added: int) -> Iterator[Row]:
    for how in ("same rate", _WINDOW):
        found = [_child(many, added, how) for many in known]
        for name, unit in _FIGURES.items():
            for many, figures in zip(known, found, strict=True):
                yield Row(f"{how}, {many} known: {name}", unit, *[round(figures[name], 3)] * 3)
        for name in ("group", "all"):
            ratio = round(found[-1][name] / found[0][name], 2)
            limit = f"<= {GROWTH} (articles: x {known[-1] / known[0]:.0f})"
            yield Row(f"{how}: times the cost, {name}", "x", ratio, ratio, ratio, limit, ratio <= GROWTH)


def _child(known: int, added: int, how: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--known", str(known), "--added", str(added), "--child", how]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _measure(known: int, added: int, how: str) -> dict[str, float]:
    """Seconds of processor for each part, and MB of memory that the run added."""
    days = _WEEKS if how == _WINDOW else max(1, known // _A_DAY)
    with tempfile.TemporaryDirectory() as folder, open_live(Path(folder), StoreSettings()) as live:
        _fill(live, invented(1, known, days, _TODAY - timedelta(days)))
        new = list(invented(2, added, 7, _TODAY - timedelta(7)))
        before = _resident_mb()
        began = time.process_time()
        grouper = Grouper(live, Edits())
        for late in grouper.backlog():
            live.write(late)
        grouper.grouped(_batch(new[:1]))
        figures = {"read": time.process_time() - began, "group": 0.0, "store": 0.0}
        for start in range(0, len(new), _BATCH):
            began = time.process_time()
            batch = grouper.grouped(_batch(new[start : start + _BATCH]))
            grouped = time.process_time()
            live.write(Batch(story_articles=batch.story_articles, story_traces=batch.story_traces))
            figures["group"] += grouped - began
            figures["store"] += time.process_time() - grouped
        return figures | {"all": sum(figures.values()), "memory": _resident_mb() - before}


def _fill(live: LiveStore, articles: Iterator[Invented]) -> None:
    """Store articles as if each had been grouped: ten thousand at once, in SQL."""
    while some := list(islice(articles, 10_000)):
        table = pa.Table.from_pylist([_stored(one) for one in some])
        live.connection.register("staged_bench", table)
        for statement in _FILL:
            live.connection.execute(statement)
        live.connection.unregister("staged_bench")


_FILL = (
    """
    INSERT INTO articles BY NAME SELECT
        article_id, 1 AS version, url, 'bench' AS source_id, title, '' AS summary, seen AS published_at,
        day AS published_day, founds AS relevant, if(founds, 'initiative', 'other') AS nature, 'passed' AS gate,
        'x' AS model, 'article' AS form, seen AS first_seen_at, day AS first_seen_day
    FROM staged_bench
    """,
    """
    INSERT INTO mentions BY NAME SELECT
        article_id, 1 AS version, 'commune' AS kind, insee AS entity_key, town AS name, town AS surface,
        0 AS start_at, length(town) AS end_at
    FROM staged_bench
    """,
    """
    INSERT INTO texts.article_texts BY NAME
    SELECT article_id, 1 AS version, title, '' AS summary, text, '' AS sha256 FROM staged_bench
    """,
    """
    INSERT INTO texts.story_traces BY NAME
    SELECT article_id, 1 AS version, scheme, places, people, terms, weights FROM staged_bench
    """,
    "INSERT INTO story_articles SELECT story_id, article_id, 'founded', 1.0 FROM staged_bench WHERE founds",
)


def _stored(one: Invented) -> dict[str, Any]:
    (town,) = one.mentions
    body = f"{one.title}\n\n{one.text}"
    made = trace(one.article_id, 1, one.at.date(), one.title, body, one.mentions)
    at = one.at.replace(tzinfo=None)
    return {
        "article_id": one.article_id, "url": f"https://bench.example/{one.article_id}", "title": one.title,
        "text": one.text, "seen": at, "day": at.date(), "insee": town.key, "town": town.name,
        "story_id": story_id(one.article_id), "founds": _founds(one),
    } | story_trace_row(made)  # fmt: skip


def _batch(some: Sequence[Invented]) -> Batch:
    return Batch(articles=tuple(map(_processed, some)))


def _processed(one: Invented) -> Processed:
    article = Article(
        one.article_id, f"https://bench.example/{one.article_id}", "bench", one.title, "", one.text, (), (), one.at,
        Precision.DAY, "", None, "fr", None, None, None, Access.FREE, Basis.FULL, Rights(), "bench",
    )  # fmt: skip
    found = Analysis(
        relevant=_founds(one), relevance=1.0, nature=Nature.INITIATIVE if _founds(one) else Nature.OTHER,
        topics=(), gate="passed", why=(),
        mentions=one.mentions, roles=(), model="bench",
    )  # fmt: skip
    return Processed(article, found, one.at)


def _founds(one: Invented) -> bool:
    """Whether the article can found a story: one of two, the same ones each time."""
    return int(one.article_id, 16) % 2 == 0


def _headlines() -> Iterator[Row]:
    """B-cubed F1 of ours and of two baselines; nothing where the labelled headlines are not beside the checkout."""
    import story_headlines as labelled

    if not labelled.FILE.exists():
        return
    import registers
    from jobs.registers import analyser
    from nlp.pipeline import Text

    loaded = analyser(registers.load(), 100_000)
    titles, truth = labelled.headlines()
    ways = {
        "every article alone": labelled.alone(titles),
        "words in common": labelled.overlap(titles),
        "ours, words alone": labelled.grouped(titles, lambda _: ()),
        "ours": labelled.grouped(titles, lambda title: loaded.analyse(Text(title)).mentions),
    }
    for name, found in ways.items():
        for measure, value in zip(("precision", "recall", "F1"), labelled.b_cubed(found, truth), strict=True):
            yield Row(f"{len(titles)} headlines, {name}: B-cubed {measure}", "", *[round(value, 3)] * 3)


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--known", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--added", type=int, default=1000)
    parser.add_argument("--no-headlines", action="store_true")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
