"""What is done with a technology: "met à l’essai un chatbot", "abandonne les caméras"."""

from digest.composing.nouns import Kind, in_number, noun
from digest.french import NBSP
from digest.plain import own
from store.readers.letter import Deed

VERBS = {
    "plan": ("envisage", "envisagent"),
    "announced": ("annonce", "annoncent"),
    "experiment": ("met à l’essai", "mettent à l’essai"),
    "deployed": ("a mis en service", "ont mis en service"),
    "abandoned": ("abandonne", "abandonnent"),
}
_PLACED, _USED = ("a mis en place", "ont mis en place"), ("utilise", "utilisent")
_USE_OF = {
    "plan": ("envisage l’usage", "envisagent l’usage"),
    "announced": ("annonce l’usage", "annoncent l’usage"),
}
"""What is used is not announced itself: "annonce l’usage de l’intelligence artificielle"."""


def done(deed: Deed) -> str:
    """Say "met à l’essai un chatbot", "abandonne les caméras", "annonce : illiwap"."""
    many = deed.actor.startswith("Les ")
    what = noun(own(in_number(deed.technology, deed.as_told)))
    if what is None:
        return f"{VERBS[deed.status][many]}{NBSP}: {own(deed.technology)}"
    if deed.status == "abandoned":
        return f"{VERBS[deed.status][many]} {what.definite}"
    if what.kind in {Kind.METHOD, Kind.NAME} and deed.status in _USE_OF:
        return f"{_USE_OF[deed.status][many]} {what.of}"
    return f"{_verbs(deed, what.kind)[many]} {what.plain}"


def _verbs(deed: Deed, kind: Kind) -> tuple[str, str]:
    """What is in service is said to be set up, employed or used; when, the row does not hold."""
    if deed.status != "deployed" or kind is Kind.THING:
        return VERBS[deed.status]
    return _PLACED if kind in {Kind.SERVICE, Kind.PERSON} else _USED
