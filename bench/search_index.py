"""Full-text search over generated articles: build, size, and how long a query with its facets takes.

    python -m bench.search_index [ARTICLES [WORDS [FOLDER]]]

The index is built by `store.searching` from rows as the store would give them, committed batch by batch, without
DuckDB. Words follow Zipf's law; communes and technologies too. Prints one line a figure. A FOLDER that holds an index
already is only asked.
"""

import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from store.search import SearchQuery, ranked, search
from store.searching.index import is_usable, open_index
from store.searching.schema import Row

BATCH = 500
ROUNDS = 300
START = datetime(2023, 1, 1, tzinfo=UTC)
SYLLABLES = re.split(",", "ba,ce,di,fo,gu,la,me,ni,po,ru,sa,te,vi,zo,bré,cha,dou,éli,fra,gne,hau,ion,jeu")
ENDINGS = ["", "e", "es", "s", "er", "é", "ée", "ation", "ement", "ique"]
REAL = [
    "déploiement", "fibre", "école", "numérique", "sécurité", "données", "intelligence", "artificielle", "caméra",
    "mairie", "service",
]  # fmt: skip
QUERIES = (
    "{0}", "{1} {0}", "{6} {7}", '"{6} {7}"', "{4} OU {5}", "{2} {3} -{0}", "{3:.4}*", "l'{2} de la {9}",
    "{8} {10} {5}", "{1}",
)  # fmt: skip
FILTERS: tuple[dict[str, str], ...] = (
    {}, {"commune": "00001"}, {"departement": "01"}, {"since": "2024-03", "until": "2024-06"}, {"technology": "t3"},
    {"sort": "date"}, {"relevant": "1", "originals": "1"},
)  # fmt: skip


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """Invented words in several forms each; the real ones come first but not foremost."""
    stems = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(size // 4)]
    made = [stem + rng.choice(ENDINGS) for stem in stems for _ in range(4)]
    return made[:40] + REAL + made[40:]


def rows(count: int, words: int, seed: int = 7) -> Iterator[Row]:
    """Articles with three communes, a mayor, two technologies and two topics each."""
    rng = random.Random(seed)  # noqa: S311
    known = vocabulary(rng, 60_000)
    weights = [1 / (rank + 3) for rank in range(len(known))]
    cumulated = list(accumulate(weights))
    for number in range(count):
        text = rng.choices(known, cum_weights=cumulated, k=words)
        at = START + timedelta(minutes=rng.randrange(3 * 365 * 1440))
        communes = sorted({min(int(rng.paretovariate(0.6)), 34_000) for _ in range(3)})
        tools = sorted({min(int(rng.paretovariate(0.9)), 400) for _ in range(2)})
        yield Row(
            article_id=f"{rng.getrandbits(64):016x}",
            title=" ".join(text[:8]).capitalize(),
            url=f"https://gazette.example/{number}",
            text=". ".join(" ".join(text[n : n + 15]) for n in range(8, words, 15)),
            published_at=at,
            day=at.date(),
            relevant=number % 5 == 0,
            source=f"titre-{number % 80}\x1fLe Titre {number % 80}",
            nature=rng.choice(["initiative", "incident", "debate", "other"]),
            counted_as="reprint" if number % 7 == 0 else "article",
            communes=[f"{code:05}\x1fVillage {code}" for code in communes],
            departements=sorted({f"{code % 96:02}\x1fDép {code % 96}" for code in communes}),
            mayors=[f"{communes[0]:05}:x\x1fMaire {communes[0]}"],
            technologies=[f"t{tool}\x1fOutil {tool}" for tool in tools],
            topics=rng.sample(["ia", "donnees", "mobilite", "cybersecurite", "infrastructures"], 2),
        )


def timed(what: str, path: Path, words: list[str], *, facets: bool) -> None:
    """Many queries, each with another filter: elapsed, and the processor's own, which no neighbour lengthens."""
    elapsed, cpu = [], []
    for number in range(ROUNDS):
        asked = SearchQuery.from_dict(
            {"words": QUERIES[number % len(QUERIES)].format(*words)} | FILTERS[number % len(FILTERS)]
        )
        began, used = time.perf_counter(), time.thread_time()
        search(path, asked, facets=facets)
        elapsed.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - used) * 1000)
    print(f"{what}: {shares(elapsed)}; CPU {shares(cpu)}")


def shares(taken: list[float]) -> str:
    """The usual quantiles, in words."""
    ordered = sorted(taken)
    p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
    return f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms"


def build(path: Path, count: int, words: int) -> None:
    """An index of so many articles, as batch after batch makes it."""
    made = rows(count, words)
    generating, began = 0.0, time.process_time()
    with open_index(path, count) as index:
        for revision in range(1, count // BATCH + 2):
            before = time.process_time()
            batch = list(islice(made, BATCH))
            generating += time.process_time() - before
            index.add(batch)
            index.commit(revision)
    print(
        f"build: {time.process_time() - began - generating:.1f} s of CPU for {count} articles of {words} words"
    )


def weigh(path: Path, count: int) -> None:
    """How large it is; the store holds what is shown: title, address, text."""
    kinds = Counter[str]()
    for file in path.iterdir():
        kinds[file.suffix] += file.stat().st_size
    print(f"size: {kinds.total() / 1e6:.0f} MB, {kinds.total() / count:.0f} bytes an article")
    print("  " + ", ".join(f"{kind} {size / 1e6:.1f} MB" for kind, size in kinds.most_common(6)))


def ask(path: Path) -> None:
    """The queries, in a mix and one by one."""
    known = vocabulary(random.Random(7), 60_000)  # noqa: S311
    usual = [known[400 + 300 * number] for number in range(len(REAL))]
    for kind, words in (
        ("words of a third of the articles", REAL),
        ("words of one to five in a hundred", usual),
    ):
        timed(f"{kind}, 20 passages", path, words, facets=False)
        timed(f"{kind}, 20 passages and facets", path, words, facets=True)
    began = time.perf_counter()
    found = len(ranked(path, REAL[0], 100_000))
    print(f"ranked: {found} in {(time.perf_counter() - began) * 1000:.0f} ms")
    for asked in (*(query.format(*REAL) for query in QUERIES), *hardest()):
        began = time.thread_time()
        n = search(path, SearchQuery(words=asked), facets=True).total
        print(f"  {asked}: {n} in {(time.thread_time() - began) * 1000:.1f} ms of CPU with facets")


def main(count: int = 200_000, words: int = 150, folder: str = "") -> None:
    """Build, then ask."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(folder or temporary) / "search"
        if not is_usable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            build(path, count, words)
        weigh(path, count)
        ask(path)
    print(f"peak RSS: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def hardest() -> list[str]:
    """The hardest: words of half the articles, and everything."""
    common = vocabulary(random.Random(7), 60_000)[:3]  # noqa: S311
    return [common[0], " ".join(common[:2]), "-introuvable", " OU ".join(common)]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
