"""What is known of an initiative, in words: who, what for, how far it is and was."""

from collections.abc import Sequence

from core.names import name_key
from digest import french
from digest.composing.departements import of_departement
from digest.french import NBSP
from digest.letter import Fact
from digest.plain import own
from store.readers.letter import Deed

STEPS = ("plan", "announced", "experiment", "deployed", "abandoned")


def where(deed: Deed) -> str:
    """Say "Autun (Saône-et-Loire)", "Le Département de l’Ardèche", "La Région Bretagne", "Morlaix Communauté"."""
    name = own(deed.actor)
    if deed.actor_kind == "region":
        return f"La Région {name}"
    if deed.actor_kind == "departement":
        return f"Le Département {of_departement(name)}"
    if deed.actor_kind in {"epci", "syndicate"}:
        words = french.body(name)
        return words[:1].upper() + words[1:]
    return french.placed(name, own(deed.departement_name))


def use_of(deeds: Sequence[Deed]) -> str:
    """What it is for, by the best article that says so; nothing where that is its name again."""
    names = {name_key(deeds[0].technology), name_key(deeds[0].as_told)}
    return next((use for deed in deeds if (use := own(deed.use_case)) and name_key(use) not in names), "")


def stage(deed: Deed) -> str:
    """Say "annoncé", "annoncé → à l’essai"."""
    before, now = changed(deed), french.STATUS[deed.status]
    return f"{french.STATUS[before]}{NBSP}→ {now}" if before else now


def changed(deed: Deed) -> str | None:
    """Where the initiative surely was before, if it has gone on since."""
    further = deed.reached is not None and STEPS.index(deed.status) > STEPS.index(deed.reached)
    return deed.before if further else None


def deed_facts(deed: Deed) -> list[Fact]:
    """Who does what, and how far it is."""
    return [
        Fact("initiative-status", deed.initiative_id, deed.status),
        Fact("initiative-actor", deed.initiative_id, deed.actor_code or deed.actor),
    ]
