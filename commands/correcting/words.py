"""Roles, states and natures in French: as an editor may type them, as they are told."""

from collections.abc import Mapping

import typer

from core.names import name_key
from core.types import CorrectionAction as Action
from core.types import InitiativeStatus, Nature, RoleKind

Names = Mapping[str, tuple[str, ...]]

ROLES: Names = {
    RoleKind.MAYOR: ("maire",),
    RoleKind.FORMER_MAYOR: ("ancien maire", "ancienne maire", "ex-maire"),
    RoleKind.MAYOR_CANDIDATE: ("candidat", "candidate", "candidat à la mairie", "candidate à la mairie"),
    RoleKind.DEPUTY_MAYOR: ("adjoint", "adjointe", "adjoint au maire", "adjointe au maire", "maire adjoint"),
    RoleKind.COUNCILLOR: (
        "conseiller municipal", "conseillère municipale", "conseiller", "conseillère", "élu", "élue",
    ),
    RoleKind.EPCI_PRESIDENT: (
        "président d’intercommunalité", "présidente d’intercommunalité", "président d’agglomération",
        "présidente d’agglomération", "président", "présidente",
    ),
    RoleKind.MINISTER: ("ministre",),
    RoleKind.OFFICIAL: ("agent public", "agente publique", "agent", "agente", "fonctionnaire"),
    RoleKind.COMPANY: ("entreprise", "dirigeant", "dirigeante"),
    RoleKind.OTHER: ("autre",),
}  # fmt: skip
"""A role's names: the first is told, the others are understood."""

STATUSES: Names = {
    InitiativeStatus.PLAN: ("en projet", "projet", "prévu", "prévue"),
    InitiativeStatus.ANNOUNCED: ("annoncé", "annoncée"),
    InitiativeStatus.EXPERIMENT: ("à l’essai", "essai", "test", "expérimentation", "en expérimentation"),
    InitiativeStatus.DEPLOYED: ("en service", "déployé", "déployée"),
    InitiativeStatus.ABANDONED: ("abandonné", "abandonnée", "arrêté", "arrêtée"),
}

NATURES: Names = {
    Nature.INITIATIVE: ("initiative",),
    Nature.INCIDENT: ("incident",),
    Nature.DEBATE: ("débat",),
    Nature.NATIONAL_POLICY: ("politique nationale",),
    Nature.OTHER: ("autre",),
}

_TOLD: Mapping[Action, Names] = {Action.ROLE: ROLES, Action.STATUS: STATUSES, Action.NATURE: NATURES}


def in_french(action: Action, value: str) -> str:
    """What an action says, as it is told."""
    return _TOLD.get(action, {}).get(value, (value,))[0]


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
