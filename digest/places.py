"""Where an event takes place, in words, and as a fact of a letter. Pure."""

from core.names import name_key
from digest.french import placed
from digest.plain import line, own


def where(place: str, commune: str, departement: str) -> str:
    """Say "salle des Forges, Saint-Denis (La Réunion)"."""
    place, town = line(place), own(commune)
    known = placed(town, own(departement)) if town else ""
    return known if name_key(place) == name_key(town) else ", ".join(filter(None, (place, known)))


def where_fact(insee: str, commune: str, departement: str, place: str) -> str:
    """The value of the fact event-place (digest.letter.Fact)."""
    return f"{insee}|{commune}|{departement}|{place}"


def same_town(one: str, other: str) -> bool:
    """Whether two such values are of one commune, whatever words say where."""
    return one.partition("|")[0] == other.partition("|")[0]


def in_words(value: str) -> str:
    """Such a value, as the letter says it."""
    _, commune, departement, place = (value + "|||").split("|", 3)
    return where(place.rstrip("|"), commune, departement)
