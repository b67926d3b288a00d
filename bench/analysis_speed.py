"""The analysis against the trained recogniser alone, on the same texts in the same process, pair by pair.

python bench/analysis_speed.py [--texts 60] [--rounds 3] [--json]

Each text is read by raw `ner` and by ours in turn, whoever begins changing every time: a core of a shared machine
slows down by a third within minutes, and both must feel it. Processor time, each text at the best of its rounds.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import spacy
from press_texts import paragraphs, texts
from report import Row, publish, spread

import registers
from jobs.registers import analyser
from nlp.pipeline import MODEL, Analyser, Text

FULL, STOPPED = 0.4, 60.0
_ALL_BUT_NER = ("tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter")
Read = Callable[[str], object]


def main() -> int:
    """Run the benchmark; 1 when a ratio is under its limit."""
    options = _options()
    loaded = analyser(registers.load(), 100_000)
    raw = spacy.load(MODEL, exclude=_ALL_BUT_NER)
    ours, ordinary = paragraphs()
    full = list(texts([*ours, *ordinary], options.texts))
    stopped = [text for text in texts(ordinary, options.texts) if loaded.screen.stopped(text)]
    rows = [
        *_compared("full analysis", full, _read(raw), _analyse(loaded), options.rounds, FULL),
        *_compared(
            "stopped by the gate", stopped, _read(raw), loaded.screen.stopped, options.rounds, STOPPED
        ),
        *_profile(loaded, full, options.rounds),
    ]
    title = f"{options.texts} texts of 500 words, {options.rounds} rounds"
    return 0 if publish(title, rows, as_json=options.json) else 1


def _read(raw: Any) -> Read:
    """The recogniser as it is fastest: without memory zones, its words stay cut."""
    return lambda text: len(raw(text).ents)


def _analyse(loaded: Analyser) -> Read:
    return lambda text: loaded.analyse(Text(text))


def _compared(name: str, given: Sequence[str], raw: Read, ours: Read, rounds: int, limit: float) -> list[Row]:
    """Milliseconds of both, and the ratio: theirs over ours, over all texts, round by round."""
    if not given:
        raise SystemExit(f"no text for « {name} »: the gate stops none of them")
    theirs_ms: list[float] = []
    ours_ms: list[float] = []
    ratios = []
    for turn in range(rounds + 1):
        pairs = [
            _pair(text, raw, ours, ours_first=(number + turn) % 2 == 0) for number, text in enumerate(given)
        ]
        if turn == 0:
            continue  # caches fill
        theirs_ms.append(1000 * sum(t for t, _ in pairs) / len(pairs))
        ours_ms.append(1000 * sum(o for _, o in pairs) / len(pairs))
        ratios.append(theirs_ms[-1] / ours_ms[-1])
    held = statistics.median(ratios) >= limit
    return [
        spread(f"{name}: raw ner", "ms/text", theirs_ms),
        spread(f"{name}: Beffroi", "ms/text", ours_ms),
        spread(f"{name}: ratio", "x raw ner", ratios, f">= {limit:g}", ok=held),
    ]


def _pair(text: str, raw: Read, ours: Read, *, ours_first: bool) -> tuple[float, float]:
    if ours_first:
        mine, theirs = _seconds(ours, text), _seconds(raw, text)
        return theirs, mine
    theirs, mine = _seconds(raw, text), _seconds(ours, text)
    return theirs, mine


def _seconds(read: Read, text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def _profile(loaded: Analyser, given: Sequence[str], rounds: int) -> list[Row]:
    """What each component costs a text."""
    spent: dict[str, list[float]] = {}
    for _ in range(rounds):
        once: dict[str, float] = {}
        for text in given:
            _timed(loaded, text, once)
        for name, seconds in once.items():
            spent.setdefault(name, []).append(1000 * seconds / len(given))
    return [spread(f"step {name}", "ms/text", values) for name, values in spent.items()]


def _timed(loaded: Analyser, text: str, spent: dict[str, float]) -> None:
    """Add the seconds of every step on one text."""
    with loaded.memory_zone():
        began = time.process_time()
        doc = loaded.prepared(Text(text))
        spent["(tokens)"] = spent.get("(tokens)", 0.0) + time.process_time() - began
        for name, component in loaded.components:
            began = time.process_time()
            doc = component(doc)
            spent[name] = spent.get(name, 0.0) + time.process_time() - began


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
