"""Corrections in French: roles, states and natures as they are told, what an action says, what is waited for."""

from collections.abc import Mapping

from core.days import span_of
from core.types import CorrectionAction as Action
from core.types import InitiativeStatus, Nature, RoleKind
from digest.french import days

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

ACTIONS = {
    Action.RENAME: "s’appelle", Action.MERGE: "se fond dans", Action.SPLIT: "se sépare en",
    Action.DELETE: "ne compte plus", Action.ROLE: "a pour rôle", Action.LINK: "se rattache à",
    Action.RELEVANT: "est pour nous", Action.IRRELEVANT: "n’est pas pour nous", Action.NATURE: "est de nature",
    Action.TOPICS: "a pour thèmes", Action.STATUS: "a pour état", Action.SUPPLIER: "a pour fournisseur",
    Action.DAY: "a lieu",
    Action.FIGURE: "vaut",
}  # fmt: skip
CHANGED = {
    "articles": ("article jugé", "articles jugés"), "article_topics": ("thème", "thèmes"),
    "mentions": ("mention", "mentions"), "roles": ("rôle", "rôles"), "persons": ("personne", "personnes"),
    "quotes": ("citation", "citations"), "figures": ("chiffre", "chiffres"), "events": ("rendez-vous", "rendez-vous"),
    "initiative_history": ("ligne d’initiative", "lignes d’initiative"),
}  # fmt: skip
WAITS = {"process": "à traiter", "publish": "à publier"}

_TOLD: Mapping[Action, Names] = {Action.ROLE: ROLES, Action.STATUS: STATUSES, Action.NATURE: NATURES}


def in_french(action: Action, value: str) -> str:
    """What an action says, as it is told."""
    if action is Action.DAY:
        return _dated(value)
    return _TOLD.get(action, {}).get(value, (value,))[0]


def _dated(value: str) -> str:
    """When something takes place: "le 3 décembre 2026", "du 3 au 5 décembre 2026", "en décembre 2026"."""
    try:
        first, last, precision = span_of(value)
    except ValueError:  # it is told already
        return value
    told = days(first, last, precision)
    if precision != "day":
        return f"en {told}"
    return f"le {told}" if first == last else told
