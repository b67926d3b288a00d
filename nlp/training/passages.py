"""Texts with what they should be judged: the passages of the package, and decisions of editors.

A file of passages holds blocks: a line "@ oui|non nature topic ...", then a text (title, blank line, text), or
as many titles as there are lines that begin with "- ". Lines that begin with "#" before the first block are
comments.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from core.types import Nature
from nlp.relevance.subjects import TOPICS


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and what a person says of it."""

    text: str
    relevant: bool
    nature: Nature
    topics: frozenset[str]


def packaged() -> list[Passage]:
    """The passages that come with the package, always in the same order."""
    folder = files("nlp.training").joinpath("passages")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".txt"))
    return [p for name in names for p in read(folder.joinpath(name).read_text("utf-8"), name)]


def read(text: str, name: str) -> Iterator[Passage]:
    """The passages of a file's text; raises ValueError naming the file and the block."""
    for number, block in enumerate(("\n" + text).split("\n@ ")[1:], 1):
        head, _, body = block.partition("\n")
        try:
            yield from _passages(head.split(), body.strip())
        except ValueError as error:
            raise ValueError(f"{name}, block {number} ({head}): {error}") from error


def _passages(head: list[str], body: str) -> Iterator[Passage]:
    said, nature, *topics = head
    label = _label(said == "oui", nature, topics)
    if said not in {"oui", "non"} or not body:
        raise ValueError("expected oui or non, and a text")
    titles = [line[2:] for line in body.splitlines() if line.startswith("- ")]
    for text in titles or [body]:
        yield Passage(text, *label)


def decisions(path: Path) -> list[Passage]:
    """The decisions of a file, one JSON object a line; of a text decided twice, the last counts.

    Raises ValueError naming the line.
    """
    found: dict[str, Passage] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = str(row["text"])
            if not isinstance(row["relevant"], bool) or not text.strip():
                raise ValueError("relevant must be true or false, text must not be empty")  # noqa: TRY301
            nature = row.get("nature") or ("initiative" if row["relevant"] else "other")
            found[text] = Passage(text, *_label(row["relevant"], nature, row.get("topics") or []))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
    return list(found.values())


def _label(relevant: bool, nature: str, topics: list[str]) -> tuple[bool, Nature, frozenset[str]]:
    if unknown := set(topics) - set(TOPICS):
        raise ValueError(f"unknown topics: {', '.join(sorted(unknown))}")
    return relevant, Nature(nature), frozenset(topics)
