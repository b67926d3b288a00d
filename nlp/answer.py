"""An analysis as the JSON object that `beffroi analyse` writes (keys: docs/architecture.md)."""

from collections.abc import Iterable
from typing import Any

from core.types import (
    MAYOR_STATUS,
    ActorKind,
    Analysis,
    Event,
    Figure,
    Initiative,
    Mention,
    MentionKind,
    Quote,
    Role,
)

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
        "quotes": [_quote(quote) for quote in analysis.quotes],
        "figures": [_figure(figure) for figure in analysis.figures],
        "events": [_event(event) for event in analysis.events],
        "initiatives": [_initiative(initiative) for initiative in analysis.initiatives],
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


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "speaker": quote.speaker,
        "start": quote.start,
        "end": quote.end,
        "direct": quote.direct,
        "text": quote.text,
        "role": quote.role.value if quote.role else None,
        "commune_insee": quote.insee,
        **_evidence(quote),
        "rule": quote.rule,
        "confidence": quote.confidence,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "start": figure.start,
        "end": figure.end,
        "value": figure.value,
        "low": figure.low,
        "unit": figure.unit,
        "base_value": figure.value if figure.base_value is None else figure.base_value,
        "base_unit": figure.base_unit or figure.unit,
        "what": figure.what,
        "owner": figure.owner,
        "approximate": figure.approximate,
        **_evidence(figure),
        "rule": figure.rule,
        "confidence": figure.confidence,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "name": event.name,
        "start_date": event.start_date,
        "end_date": event.end_date,
        "place": event.insee or event.place or None,
        "place_name": event.place or None,
        "state": event.state.value,
        "mention": list(event.mention),
        **_evidence(event),
        "rule": event.rule,
        "confidence": event.confidence,
    }


def _evidence(fact: Quote | Figure | Event | Initiative) -> dict[str, Any]:
    return {"evidence": list(fact.evidence), "evidence_text": fact.evidence_text}


# the contract's key for an actor's code; a syndicate has only its name
_ACTOR_KEYS = {
    ActorKind.COMMUNE: ("actor_insee", ""),
    ActorKind.EPCI: ("actor_siren", ""),
    ActorKind.DEPARTEMENT: ("actor_code", "dep:"),
    ActorKind.REGION: ("actor_code", "reg:"),
}


def _initiative(initiative: Initiative) -> dict[str, Any]:
    key, prefix = _ACTOR_KEYS.get(initiative.actor_kind, ("actor_code", ""))
    code = {key: f"{prefix}{initiative.actor_code}"} if initiative.actor_code else {}
    return {
        **code,
        "actor_kind": initiative.actor_kind.value,
        "actor_name": initiative.actor_name,
        "technology": initiative.technology,
        "use_case": initiative.use_case,
        "use_from_text": initiative.use_from_text,
        "category": initiative.category,
        "status": initiative.status.value,
        "supplier": initiative.supplier or None,
        "amounts": [list(span) for span in initiative.amounts],
        "dates": [list(span) for span in initiative.dates],
        **_evidence(initiative),
        "rule": initiative.rule,
        "confidence": initiative.confidence,
    }
