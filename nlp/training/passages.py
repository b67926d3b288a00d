"""Texts with what they should be judged: the passages of the package, and decisions of editors.

A file of passages holds blocks: a line "@ oui|non nature topic ...", then a text (title, blank line, text), or
as many titles as there are lines that begin with "- ". Lines that begin with "#" before the first block are
comments.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from core.types import Nature
from nlp.relevance.subjects import TOPICS

_KEYS = frozenset({"text", "relevant", "nature", "topics"})

# in the name of a file whose passages were written for their subjects: whose they are was not weighed
_SUBJECTS = "_subjects_"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and what a person says of it; `subjects` alone are learned from some."""

    text: str
    relevant: bool
    nature: Nature
    topics: frozenset[str]
    subjects: bool = False


def packaged() -> list[Passage]:
    """The passages that come with the package, always in the same order."""
    folder = files("nlp.training").joinpath("passages")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".txt"))
    return [
        replace(passage, subjects=_SUBJECTS in name)
        for name in names
        for passage in read(folder.joinpath(name).read_text("utf-8"), name)
    ]


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

    Raises ValueError naming the line and what it lacks, in French: editors write these lines.
    """
    found: dict[str, Passage] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            decided = _decision(line)
        except ValueError as error:
            raise ValueError(f"{path}, ligne {number} : {error}") from error
        found[decided.text] = decided
    return list(found.values())


def _decision(line: str) -> Passage:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"ce n'est pas du JSON ({error})") from error
    if not isinstance(row, dict):
        raise ValueError("un objet JSON est attendu")  # noqa: TRY004  # a line's fault, not a caller's
    if unknown := set(row) - _KEYS:
        raise ValueError(
            f"clé inconnue : {', '.join(sorted(unknown))} (connues : {', '.join(sorted(_KEYS))})"
        )
    text, relevant, topics = row.get("text"), row.get("relevant"), row.get("topics") or []
    if not isinstance(text, str) or not text.strip():
        raise ValueError("« text » manque ou est vide")
    if not isinstance(relevant, bool):
        raise ValueError("« relevant » manque, ou n'est ni true ni false")  # noqa: TRY004
    if not isinstance(topics, list):
        raise ValueError("« topics » n'est pas une liste")  # noqa: TRY004
    nature = row.get("nature") or ("initiative" if relevant else "other")
    return Passage(text, *_label(relevant, str(nature), [str(topic) for topic in topics]))


def _label(relevant: bool, nature: str, topics: list[str]) -> tuple[bool, Nature, frozenset[str]]:
    if unknown := set(topics) - set(TOPICS):
        raise ValueError(f"thème inconnu : {', '.join(sorted(unknown))} (connus : {', '.join(TOPICS)})")
    if nature not in set(Nature):
        raise ValueError(f"nature inconnue : {nature} (connues : {', '.join(Nature)})")
    if nature == Nature.INITIATIVE and not relevant:
        raise ValueError("une initiative est pour nous : « relevant » ou « nature » est faux")
    return relevant, Nature(nature), frozenset(topics)
