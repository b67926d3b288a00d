"""The lexicons that are TOML files (nlp/lexicon/), and lists of words as patterns."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A lexicon as it is written; who asks must not change it."""
    return tomllib.loads(files("nlp").joinpath(f"lexicon/{name}").read_text("utf-8"))


def either(words: Iterable[str]) -> str:
    """Words, or pieces of regular expressions, as one alternation, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
