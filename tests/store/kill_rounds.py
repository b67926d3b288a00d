"""Rounds of kill -9: what a killed writer acknowledged is there, once, and the doctor finds nothing."""

import multiprocessing
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from kill_child import AIMS, SETTINGS, work
from newsroom import MONDAY, article

from core.findings import Finding
from store.live import open_live
from store.search import ranked
from store.snapshot import open_snapshot
from store.upkeep.doctor import examine

_LONGEST = 0.9
"""Seconds after which a random kill comes at the latest."""
_MOMENT = 0.03
"""Seconds into an aimed step."""


@dataclass
class Tally:
    """What the rounds on one folder came to."""

    rounds: Counter[str] = field(default_factory=Counter)
    stored: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)


def play(data_dir: Path, kinds: list[str], seed: int) -> Tally:
    """Rounds of these kinds ("random" or an aim) on one folder, one after the other."""
    chance, tally = random.Random(seed), Tally()
    context = multiprocessing.get_context("forkserver")  # a process that has imported all, and opened nothing
    context.set_forkserver_preload(["kill_child"])
    for kind in kinds:
        ours, theirs = context.Pipe(duplex=False)
        first = max(tally.stored, default=0) + 2
        aim, waits = ("", False) if kind == "random" else (kind, chance.random() < 0.5)
        child = context.Process(
            target=work, args=(data_dir, chance.randrange(2**31), first, aim, waits, theirs)
        )
        child.start()
        theirs.close()
        said = list(_heard_until_killed(ours, child.pid or 0, chance, aimed=bool(aim)))
        child.join()
        assert child.exitcode == -signal.SIGKILL, f"{kind}: the child ended by itself, with {child.exitcode}"
        tally.rounds[kind] += 1
        tally.done.update(word for word, _ in said)
        tally.stored |= {number for word, number in said if word == "stored"}
        _look(data_dir, tally)
    return tally


def _heard_until_killed(
    ours: Connection, pid: int, chance: random.Random, *, aimed: bool
) -> Iterator[tuple[str, int]]:
    """What the child says, the last of it after its death; killed after its first batch, or at the step aimed at."""
    for said in _lines(ours):
        yield said
        if said[0] == ("aimed" if aimed else "stored"):
            break
    late = ours.poll(0)
    delay = chance.uniform(0, _MOMENT if aimed else _LONGEST)
    while not late and delay > 0:  # the pipe is read meanwhile, so that the child never waits for us
        begun = delay
        delay -= 0.01
        if ours.poll(min(begun, 0.01)):
            yield ours.recv()
    os.kill(pid, signal.SIGKILL)
    yield from _lines(ours)


def _lines(ours: Connection) -> Iterator[tuple[str, int]]:
    while True:
        try:
            yield ours.recv()
        except EOFError:
            return


def _look(data_dir: Path, tally: Tally) -> None:
    """What the next job finds: it opens the files, and then all must be well. A batch that was cut short waits."""
    with open_live(data_dir, SETTINGS, "essai") as live:
        known = {row[0] for row in live.connection.table("articles").select("article_id").fetchall()}
        texts = {
            row[0] for row in live.connection.table("texts.article_texts").select("article_id").fetchall()
        }
    hits = {hit.article_id for hit in ranked(data_dir / "search", "assistant", 100_000)}
    tally.lost |= {n for n in tally.stored if article(n).id not in known & texts & hits}
    found = examine(data_dir, SETTINGS, MONDAY, waiting=True)
    tally.findings += [
        f for f in found if not f.name.startswith("preuves")
    ]  # the invented articles' are invented
    if (data_dir / "beffroi.duckdb").exists():
        with open_snapshot(data_dir) as snapshot:
            counted = snapshot.connection.execute("SELECT count(*) FROM articles").fetchone()
            assert counted == (len(snapshot.search("assistant", 100_000)),)


KINDS = ("random", *AIMS)
