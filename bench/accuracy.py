"""Writes docs/accuracy.md: how well the analysis reads, from runs made now.

python bench/accuracy.py [--half odd|even|both|none] [--own] [--blind] [--headlines N] [--write]

The development gold set has two halves: rules are written in sight of the odd-numbered texts; the even-numbered ones
are for the end and are not read, which is why `odd` is what is run when nothing is said; `--blind` is for the end as
well. Sections that this script
does not measure (extraction, the demo) are kept as they are. Without --write the page is printed.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotated import SHARED, Figure, Score, blind, own, read, score
from noise import HEADLINES, Noise, noise
from report import context

import registers
from jobs.registers import analyser
from nlp.pipeline import Analyser

PAGE = Path(__file__).resolve().parents[1] / "docs/accuracy.md"
FIELDS = {
    "commune": ("communes (INSEE code)", 0.97),
    "commune@": ("communes (exact span)", 0.95),
    "place": ("départements, régions, EPCI", 0.93),
    "mayor": ("mayors (person, INSEE code, current or former)", 0.95),
    "role": ("roles of persons", 0.88),
    "technology": ("technologies (span)", 0.88),
    "organisation": ("organisations", 0.75),
    "relevant": ("relevant or not", 0.95),
    "topic": ("topics", 0.85),
    "quote": ("quotes (span and speaker)", 0.85),
    "quote direct": ("of which in quotation marks", 0.92),
    "figure": ("figures (span and value)", 0.85),
    "event": ("events (mention and first day)", 0.75),
    "initiative": ("initiatives (who, what)", 0.70),
    "initiative+status": ("initiatives with their status", 0.62),
}
_TOLD = ("quote", "quote direct", "figure", "event", "initiative", "initiative+status")
_MOST = 6
_KEPT = ("## Extraction", "## The demo newsroom")


def main() -> int:
    """Run, then print or write the page."""
    options = _options()
    if not SHARED.is_dir():
        print("../shared is absent: there is nothing to measure on", file=sys.stderr)
        return 1
    loaded = analyser(registers.load(), 100_000)
    scores = list(_scores(loaded, options))
    heard = noise(loaded, options.headlines) if HEADLINES.exists() else None
    page = written(scores, heard, PAGE.read_text(encoding="utf-8"), loaded.model)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page)
    return 0


def _scores(loaded: Analyser, options: argparse.Namespace) -> Iterable[Score]:
    gold, folder = SHARED / "gold/gold.jsonl", SHARED / "gold/texts"
    halves = {
        "odd": "seen while rules were written",
        "even": "its texts were never read, their kinds of errors were",
    }
    for half, what in halves.items():
        if options.half in {half, "both"}:
            yield score(
                loaded, read(f"development set, {half} half ({what})", gold, folder, odd=half == "odd")
            )
    if options.own:
        yield score(loaded, own())
    if options.blind:
        yield score(loaded, blind())


def written(scores: Sequence[Score], heard: Noise | None, before: str, model: str) -> str:
    """The page; `before` is the one it replaces, whose other sections stay."""
    known = context()
    opening = f"""# Accuracy

Written by `bench/accuracy.py` on {known["date"]}, commit {known["commit"]}, {model}. F1 with the half-width of its
95 % bootstrap interval. The texts of the development set stay outside the project. Errors are named by what was found
or missed, the most frequent first; texts are not quoted.
"""
    parts = [opening, *map(_section, scores)]
    if heard:
        parts.append(_noise(heard))
    return "\n".join([*parts, *_kept(before)])


def _section(found: Score) -> str:
    fields = _TOLD if found.texts.blind else tuple(FIELDS)
    rows = [_row(found.figures[key], *FIELDS[key]) for key in fields if key in found.figures]
    lines = [
        f"## {_capital(found.texts.name)}: {len(found.texts.gold)} texts",
        "",
        "| field | precision | recall | F1 | aim |",
        "|---|---|---|---|---|",
        *rows,
        "",
        *([] if found.texts.blind else _rest(found)),
    ]
    return "\n".join(lines)


def _rest(found: Score) -> list[str]:
    """What stands in no table, and the errors."""
    right, of = found.named
    note = [found.texts.note, ""] if found.texts.note else []
    said = (
        f"Called mayor and none: {found.false_mayors}. Technologies under their usual name: {right} of {of}."
    )
    return [said, "", *note, *_errors(found)]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _row(figure: Figure, label: str, aim: float) -> str:
    values = " | ".join(f"{value:.3f}".removeprefix("0") for value in (figure.precision, figure.recall))
    f1, half = (f"{value:.3f}".removeprefix("0") for value in (figure.f1, figure.half_width))
    return f"| {label} | {values} | {f1} ± {half} | {aim:.2f} |".replace("| 0.", "| .")


def _errors(found: Score) -> list[str]:
    """The most frequent kinds of error of each field."""
    lines = ["Most frequent errors:", ""]
    for key, (label, _) in FIELDS.items():
        kinds = found.errors.get(key)
        if kinds and key != "relevant":
            said = "; ".join(_kind(kind, times) for kind, times in sorted(kinds.items(), key=_rank)[:_MOST])
            lines.append(f"- {label}: {said}")
        elif kinds:
            lines.append(
                f"- {label}: " + ", ".join(f"{kind.partition(':')[0]} {n}" for kind, n in kinds.items())
            )
    return [*lines, ""] if len(lines) > 2 else []


def _rank(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _kind(kind: str, times: int) -> str:
    plain = " ".join(kind.split())
    return f"{plain} ({times})" if times > 1 else plain


def _noise(heard: Noise) -> str:
    count, rate = len(heard.relevant), heard.per_thousand
    lines = [
        "## Noise",
        "",
        f"Of {heard.read} headlines of one ordinary day, each analysed in full, {count} come out relevant",
        f"({rate:.1f} of 1,000; the aim is 2 at most); the gate lets {heard.passed} through.",
        "",
    ]
    return "\n".join(lines)


def _kept(before: str) -> list[str]:
    """The sections of the page that are not measured here."""
    sections = [f"## {part}" for part in before.split("\n## ")[1:]]
    return [section.rstrip() + "\n" for section in sections if section.startswith(_KEPT)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("odd", "even", "both", "none"), default="odd")
    parser.add_argument("--own", action="store_true", help="the annotated articles of the package too")
    parser.add_argument("--blind", action="store_true", help="the articles of bench/blind, for the end")
    parser.add_argument("--headlines", type=int, help="so many headlines alone")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
