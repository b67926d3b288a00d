"""The Markdown pages of this package: what accompanies exports and releases, with {blanks} to fill."""

from functools import cache
from importlib.resources import files


@cache
def paper(name: str) -> str:
    """The text of papers/<name>.md."""
    return files("store").joinpath("papers", f"{name}.md").read_text("utf-8")


def many(number: int, word: str) -> str:
    """« 1 article », « 2 articles », « 2 semaines-titres »."""
    words = word if number < 2 else "-".join(f"{part}s" for part in word.split("-"))
    return f"{number} {words}"
