"""The SQL files of this package."""

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The statement of queries/<name>.sql, without its final semicolon so that it can stand in another."""
    text = files("store").joinpath("queries", f"{name}.sql").read_text("utf-8")
    return text.strip().removesuffix(";")
