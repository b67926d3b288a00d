"""Départements as the French say whose something is: "de l’Ardèche", "du Finistère", "des Landes", "de Mayotte"."""

import tomllib
from functools import cache
from importlib.resources import files

from digest.french import of_town


def of_departement(name: str) -> str:
    """Say "de l’Ardèche", "de Seine-et-Marne"."""
    plain = name.replace("'", "’")
    before = articles().get(plain)
    return f"{before}{plain}" if before else of_town(plain)


@cache
def articles() -> dict[str, str]:
    """What stands before each name that has an article."""
    tables = tomllib.loads((files("digest.composing") / "departements.toml").read_text("utf-8"))
    return {name: before for before, names in tables.items() for name in names}
