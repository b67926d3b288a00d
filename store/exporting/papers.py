"""The Markdown pages of this package: what accompanies exports and releases, with {blanks} to fill."""

from functools import cache
from importlib.resources import files


@cache
def paper(name: str) -> str:
    """The text of papers/<name>.md."""
    return files("store").joinpath("papers", f"{name}.md").read_text("utf-8")
