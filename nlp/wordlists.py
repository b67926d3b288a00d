"""The lexicons that are TOML files (nlp/lexicon/), and lists of words as patterns."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A lexicon as it is written; who asks must not change it."""
    return tomllib.loads(files("nlp").joinpath(f"lexicon/{name}").read_text("utf-8"))


@cache
def lexicon_digest() -> str:
    """Eight digits that change with any lexicon; the weights beside them have their own."""
    digest = hashlib.sha256()
    for file in sorted(_below(files("nlp").joinpath("lexicon")), key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def _below(folder: Traversable) -> Iterator[Traversable]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _below(one)
        elif one.name.endswith((".toml", ".txt", ".tsv", ".csv")):
            yield one


def either(words: Iterable[str]) -> str:
    """Words, or pieces of regular expressions, as one alternation, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
