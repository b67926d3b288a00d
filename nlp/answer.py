"""An analysis as the JSON object that `beffroi analyse` writes (keys: docs/architecture.md)."""

from collections.abc import Iterable
from typing import Any

from core.types import MAYOR_STATUS, Analysis, Mention, MentionKind, Role

_PLACES = {
    MentionKind.DEPARTEMENT,
    MentionKind.REGION,
    MentionKind.EPCI,
    MentionKind.FOREIGN,
    MentionKind.OTHER,
}


def answer(analysis: Analysis) -> dict[str, Any]:
    """The contract's keys; offsets index the text that was given."""
    return {
        "relevant": analysis.relevant,
        "relevance": analysis.relevance,
        "nature": analysis.nature.value,
        "topics": list(analysis.topics),
        "gate": analysis.gate,
        "why": list(analysis.why),
        "communes": [_commune(group) for group in _grouped(analysis.mentions, {MentionKind.COMMUNE})],
        "places": [_place(group) for group in _grouped(analysis.mentions, _PLACES)],
        "persons": [_person(role) for role in analysis.roles],
        "mayors": [_mayor(role) for role in analysis.roles if role.role in MAYOR_STATUS],
        "technologies": [
            _technology(group) for group in _grouped(analysis.mentions, {MentionKind.TECHNOLOGY})
        ],
        "organisations": [
            _organisation(group) for group in _grouped(analysis.mentions, {MentionKind.ORGANISATION})
        ],
        "quotes": [],
        "figures": [],
        "events": [],
        "initiatives": [],
        "model": analysis.model,
    }


def _grouped(mentions: Iterable[Mention], kinds: set[MentionKind]) -> list[list[Mention]]:
    """Mentions by entity, in order of first appearance."""
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.kind in kinds:
            groups.setdefault((mention.kind, mention.key), []).append(mention)
    return list(groups.values())


def _spans(group: list[Mention]) -> list[list[int]]:
    return [[m.start, m.end] for m in group]


def _commune(group: list[Mention]) -> dict[str, Any]:
    confidence = round(max(m.confidence for m in group), 3)
    return {"insee": group[0].key, "name": group[0].name, "mentions": _spans(group), "confidence": confidence}


def _place(group: list[Mention]) -> dict[str, Any]:
    first = group[0]
    code = None if first.kind is MentionKind.FOREIGN else first.key or None
    return {"kind": first.kind.value, "code": code, "name": first.name, "mentions": _spans(group)}


def _technology(group: list[Mention]) -> dict[str, Any]:
    first = group[0]
    return {
        "id": first.key,
        "canonical": first.name,
        "category": first.category,
        "surface": first.surface,
        "status": "candidate" if first.candidate else "known",
        "mentions": _spans(group),
    }


def _organisation(group: list[Mention]) -> dict[str, Any]:
    return {"name": group[0].name, "kind": group[0].category, "mentions": _spans(group)}


def _person(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "role": role.role.value,
        "commune_insee": role.insee,
        "register": role.register,
        "register_basis": role.register_basis,
        "inferred": role.inferred,
        "mentions": [list(span) for span in role.mentions],
        "evidence": list(role.evidence),
    }


def _mayor(role: Role) -> dict[str, Any]:
    return {
        "person": role.name,
        "insee": role.insee,
        "status": MAYOR_STATUS[role.role],
        "register": role.register,
        "register_basis": role.register_basis,
        "inferred": role.inferred,
    }
