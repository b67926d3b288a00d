"""Annotated texts, the analysis of them, and what the scorer beside the checkout says of it."""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nlp.answer import answer
from nlp.pipeline import Analyser, Text
from nlp.training import articles

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "acceptance/score_analyse.py"
Line = dict[str, Any]

_NO_REGISTER = (
    "Their mayors are invented, so the register never consents: who is named a sentence away from the title is left\n"
    "out (docs/adr/0013-titles-in-another-sentence.md), and counts as missed here."
)
_FIGURE = re.compile(
    r"^(\S.*?) +P=([\d.]+) R=([\d.]+) F1=([\d.]+) \+-([\d.]+) +tp=(\d+) fp=(\d+) fn=(\d+)$", re.MULTILINE
)
_FALSE = re.compile(r"^false mayor +(\d+)$", re.MULTILINE)
_NAMED = re.compile(r"^technology name +(\d+)/(\d+)", re.MULTILINE)
_DIFF = re.compile(r"^(\S+) \| (.+?) \| missed \| (\[.*\]) \| extra \| (\[.*\])$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Texts:
    """A set of annotated texts: gold lines, and the texts by id as their offsets count them."""

    name: str
    gold: tuple[Line, ...]
    texts: dict[str, str]
    note: str = ""
    blind: bool = False
    """Annotated for what is told alone, and not to be learned from: neither its towns nor its errors are shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Of one field: precision, recall, F1, the half-width of its interval; how often right, extra, missed."""

    precision: float
    recall: float
    f1: float
    half_width: float
    right: int
    extra: int
    missed: int


@dataclass(frozen=True, slots=True)
class Score:
    """What the scorer says of a set. `errors`: by field, kinds of error and how often, names and surfaces only."""

    texts: Texts
    figures: dict[str, Figure]
    false_mayors: int
    named: tuple[int, int]
    errors: dict[str, Counter[str]]


def read(name: str, gold: Path, folder: Path, *, odd: bool | None = None) -> Texts:
    """The set of a file of gold lines; `odd` keeps those whose number is odd, or even."""
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = [d for d in lines if odd is None or (int(re.sub(r"\D", "", d["id"])) % 2 == 1) is odd]
    return Texts(name, tuple(kept), {d["id"]: _text(folder / f"{d['id']}.txt") for d in kept})


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def own() -> Texts:
    """The annotated articles that come with the package."""
    found = articles.packaged()
    name = f"{len(found)} invented articles of our own (in the package: seen, and learned from)"
    return Texts(name, tuple(a.gold for a in found), {a.gold["id"]: a.text for a in found}, _NO_REGISTER)


def blind() -> Texts:
    """The articles in blind/: written and annotated by who saw neither the rules nor what they find."""
    files = sorted((Path(__file__).parent / "blind").glob("*.xml"))
    found = [articles.read(file.read_bytes()) for file in files]
    name = f"{len(found)} invented articles written and annotated blind (bench/blind, read by nobody who writes rules)"
    return Texts(name, tuple(a.gold for a in found), {a.gold["id"]: a.text for a in found}, blind=True)


def score(loaded: Analyser, texts: Texts) -> Score:
    """Analyse every text of a set, and have it scored."""
    answers = [{"id": d["id"], **_answer(loaded, texts, d)} for d in texts.gold]
    with tempfile.TemporaryDirectory(prefix="beffroi-accuracy-") as folder:
        gold, out = Path(folder) / "gold.jsonl", Path(folder) / "answers.jsonl"
        _write(gold, texts.gold)
        _write(out, answers)
        command = [sys.executable, str(SCORER), str(gold), str(out), "-v"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return _parsed(texts, said, {a["id"]: a for a in answers})


def _answer(loaded: Analyser, texts: Texts, gold: Line) -> Line:
    published = gold.get("published")
    day = date.fromisoformat(published[:10]) if published else None
    found = answer(loaded.analyse(Text(texts.texts[gold["id"]], day)))
    if (
        "figures" not in gold
    ):  # nobody has annotated what this text tells: its quotes are neither right nor wrong
        found["quotes"] = []
    return found


def _write(path: Path, lines: Iterable[Line]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def _parsed(texts: Texts, said: str, answers: dict[str, Line]) -> Score:
    figures = {
        m[1]: Figure(*map(float, m.groups()[1:5]), *map(int, m.groups()[5:])) for m in _FIGURE.finditer(said)
    }
    named = _NAMED.search(said)
    false = _FALSE.search(said)
    known = {d["id"]: d for d in texts.gold}
    errors: dict[str, Counter[str]] = {}
    for m in _DIFF.finditer(said):
        namer = _Namer(texts.texts[m[1]], known[m[1]], answers[m[1]])
        kinds = namer.kinds(m[2], ast.literal_eval(m[3]), ast.literal_eval(m[4]))
        errors.setdefault(m[2], Counter()).update(kinds)
    return Score(
        texts,
        figures,
        int(false[1]) if false else 0,
        (int(named[1]), int(named[2])) if named else (0, 0),
        errors,
    )


# sentences, which are not shown
_UNNAMED = {
    "quote": "a quote, or who says it",
    "quote direct": "a quote, or who says it",
    "event": "an event, or its day",
}


@dataclass(frozen=True, slots=True)
class _Namer:
    """Names the errors of one text by what was found and what stands there: never a sentence of it."""

    text: str
    gold: Line
    answer: Line

    def kinds(self, field: str, missed: list[Any], extra: list[Any]) -> list[str]:
        """One word a missed or extra item."""
        if field == "role":
            return list(self._roles(dict(missed), dict(extra)))
        lost = [f"missed: {self._name(field, item)}" for item in missed]
        return lost + [f"extra: {self._name(field, item)}" for item in extra]

    def _roles(self, missed: dict[str, str], extra: dict[str, str]) -> Iterable[str]:
        """One role taken for another, or somebody nobody else sees."""
        for who, role in missed.items():
            yield f"{role} read as {extra[who]}" if who in extra else f"missed: a person ({role})"
        for who, role in extra.items():
            if who not in missed:
                yield f"extra: a person ({role})"

    def _name(self, field: str, item: Any) -> str:
        if field in _UNNAMED:
            return _UNNAMED[field]
        if field == "commune":
            return self._commune(item)
        if field in {"commune@", "technology", "figure"}:
            return self.text[item[0] : item[1]]
        if isinstance(item, dict):
            return f"{item['technology']}, {item['status']}"
        if field == "mayor":
            return f"{item[2]} mayor"
        return " ".join(map(str, item)) if isinstance(item, tuple) else str(item)

    def _commune(self, insee: str) -> str:
        every = [*self.gold["communes"], *self.answer["communes"]]
        return next((f"{c.get('name', '')} ({insee})" for c in every if c["insee"] == insee), insee)
