"""What a coder is asked of a stored fact: a plain question in French, and the passage that should answer it.

Nothing in it says how sure the machine is, or by which rule: a coder who knows agrees too easily.
"""

import re
from datetime import date
from typing import Any

from digest.french import days, of_name, of_town
from store.readers.audit import Fact

KINDS = {
    "commune": "commune",
    "technology": "technologie",
    "mayor": "maire",
    "role": "rôle",
    "quote": "citation",
    "figure": "chiffre",
    "event": "rendez-vous",
    "initiative": "initiative",
    "left_out": "article écarté",
}
"""The fields of an audit, as coders and readers see them."""

ROLES = {
    "mayor": "maire",
    "former_mayor": "ancien maire ou ancienne maire",
    "mayor_candidate": "candidat ou candidate à la mairie",
    "deputy_mayor": "adjoint ou adjointe au maire",
    "councillor": "élu ou élue de la collectivité",
    "epci_president": "à la tête d’une intercommunalité",
    "minister": "membre du gouvernement",
    "official": "agent ou responsable d’un service public",
    "company": "membre d’une entreprise",
    "other": "une autre personne que celles d’une mairie, de l’État ou d’une entreprise",
}
_STATUSES = {"current": "est", "former": "a été", "candidate": "est candidat ou candidate pour être"}
_STAGES = {
    "plan": "étudie ou demande",
    "announced": "a décidé",
    "experiment": "essaie",
    "deployed": "utilise",
    "abandoned": "a abandonné",
}
_STATES = {"cancelled": ", annulé", "postponed": ", reporté"}
_SENTENCE_END = re.compile(r"(?<=[.!?…»])\s+(?=[A-ZÀ-ÝŒ«“\"(–—-])|\n+")
_LONGEST = 600


def question(fact: Fact) -> str:
    """The question, to be answered by « juste » or « faux »."""
    return _ASKED[fact.cell.field](fact.parts)


def passage(fact: Fact, body: str) -> str:
    """The sentence that says it, of the fact itself or of the body where that is kept; empty when it is not."""
    if fact.evidence or fact.start is None or fact.end is None or fact.end > len(body):
        return _shortened(fact.evidence)
    return sentence(body, fact.start, fact.end)


def sentence(body: str, start: int, end: int) -> str:
    """The sentence around a passage of a body, at most 600 characters of it."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(body)), len(body)]
    first = max(cut for cut in cuts if cut <= start)
    last = min(cut for cut in cuts if cut >= end)
    if last - first > _LONGEST:
        first, last = max(first, start - _LONGEST // 2), min(last, end + _LONGEST // 2)
    return body[first:last].strip()


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _commune(parts: dict[str, Any]) -> str:
    where = f", département {parts['departement']}" if parts["departement"] else ""
    return f"« {parts['surface']} » désigne-t-il ici la commune {of_town(parts['name'])} ({parts['code']}{where}) ?"


def _technology(parts: dict[str, Any]) -> str:
    if parts["candidate"]:
        return f"« {parts['surface']} » est-il ici le nom d’une technologie ou d’un service numérique ?"
    return f"« {parts['surface']} » désigne-t-il ici cette technologie : {parts['name']} ?"


def _mayor(parts: dict[str, Any]) -> str:
    place = of_town(parts["commune"]) if parts["commune"] else "d’une commune"
    return f"Selon l’article, {parts['name']} {_STATUSES[parts['status']]} maire {place} ?"


def _role(parts: dict[str, Any]) -> str:
    place = f" ({parts['commune']})" if parts["commune"] else ""
    return f"Selon l’article, {parts['name']} est : {ROLES[parts['role']]}{place} ?"


def _quote(parts: dict[str, Any]) -> str:
    manner = "cite-t-il ces mots" if parts["direct"] else "rapporte-t-il ces propos"
    who = of_name(parts["speaker"]) if parts["speaker"] else "sans dire de qui ils sont"
    return f"Le passage {manner} {who} : « {parts['text']} » ?"


def _figure(parts: dict[str, Any]) -> str:
    low = f"{_number(parts['low'])} à " if parts["low"] is not None else ""
    unit = f" {parts['unit']}" if parts["unit"] else ""
    what = f" (ce qui est mesuré : {parts['what']})" if parts["what"] else ""
    return f"Le passage donne-t-il ce chiffre : {low}{_number(parts['value'])}{unit}{what} ?"


def _number(value: float) -> str:
    return f"{value:.15g}".replace(".", ",")


def _event(parts: dict[str, Any]) -> str:
    first, last = (date.fromisoformat(parts[name]) for name in ("start_day", "end_day"))
    when = days(first, last, parts["precision"])
    place = f", à cet endroit : {parts['place']}" if parts["place"] else ""
    state = _STATES.get(parts["state"], "")
    return f"L’article annonce-t-il ou raconte-t-il ce rendez-vous : {parts['name']}, {when}{place}{state} ?"


def _initiative(parts: dict[str, Any]) -> str:
    use = f", pour : {parts['use_case']}" if parts["use_case"] else ""
    supplier = f", avec {parts['supplier']}" if parts["supplier"] else ""
    said = f"{_STAGES[parts['status']]} ceci : {parts['technology']}{use}{supplier}"
    return f"Selon le passage, {parts['actor']} {said} ?"


def _left_out(_: dict[str, Any]) -> str:
    return (
        "Fallait-il laisser cet article de côté (aucune collectivité française n’y porte d’initiative numérique ou"
        " d’intelligence artificielle) ?"
    )


_ASKED = {
    "commune": _commune,
    "technology": _technology,
    "mayor": _mayor,
    "role": _role,
    "quote": _quote,
    "figure": _figure,
    "event": _event,
    "initiative": _initiative,
    "left_out": _left_out,
}
