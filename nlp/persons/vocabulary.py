"""The small words of the grammar (lexicon/small_words.toml)."""

import tomllib
from functools import cache
from importlib.resources import files


def vocabulary(key: str) -> frozenset[str]:
    """One list of words; an underscore in the file is a space."""
    return frozenset(word.replace("_", " ") for word in _lists()[key].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files("nlp").joinpath("lexicon/small_words.toml").read_text("utf-8"))
