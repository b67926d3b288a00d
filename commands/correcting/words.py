"""Roles, states and natures in French: as an editor may type them."""

import typer

from core.names import name_key
from core.types import InitiativeStatus, Nature, RoleKind
from jobs.correcting.french import NATURES, ROLES, STATUSES, Names


def _code(names: Names, typed: str, what: str) -> str:
    wanted = name_key(typed)
    for code, words in names.items():
        if wanted in {name_key(code), *map(name_key, words)}:
            return str(code)
    known = ", ".join(f"{words[0]} ({code})" for code, words in names.items())
    raise typer.BadParameter(f"« {typed[:40]} » n’est pas {what}. Connus : {known}.")


def role_of(typed: str) -> RoleKind:
    """A role, by its code or in French."""
    return RoleKind(_code(ROLES, typed, "un rôle"))


def status_of(typed: str) -> InitiativeStatus:
    """A state, by its code or in French."""
    return InitiativeStatus(_code(STATUSES, typed, "un état"))


def nature_of(typed: str) -> Nature:
    """A nature, by its code or in French."""
    return Nature(_code(NATURES, typed, "une nature"))
