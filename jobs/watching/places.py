"""What a watch is about, in the registers: its places, what became of them, and of its mayor."""

from collections.abc import Iterator, Mapping

from core.errors import InputError
from digest.french import NBSP, date_of, of_name, of_town
from store.query import Snapshot
from store.readers.watched import Office, Place, communes, nearest, offices, territories

_FORMS = {"CC": "communauté de communes", "CA": "communauté d’agglomération", "CU": "communauté urbaine"}
KINDS = {"commune": "commune", "departement": "département", "epci": "intercommunalité"}


def one(snapshot: Snapshot, kind: str, said: str) -> Place:
    """The place of a code or a name; InputError where there is none, or several."""
    found = _places(snapshot, kind, said)
    if len(found) == 1:
        return found[0]
    what = f"{KINDS[kind]} « {said[:80]} »"
    if not found:
        near = nearest(snapshot, "communes" if kind == "commune" else kind, said)
        like = f" Proches : {', '.join(f'{one.name} ({one.code})' for one in near)}." if near else ""
        raise InputError(f"{what} : inconnu des registres", f"Donnez le code, ou le nom entier.{like}")
    some = ", ".join(f"{one.name} ({one.code})" for one in found[:8])
    raise InputError(f"{what} : il y en a {len(found)}", f"Donnez le code : {some}.")


def labels(snapshot: Snapshot, query: Mapping[str, str]) -> dict[str, str]:
    """The names of a watch's places, as they are said; the code of one that is gone."""
    return {
        kind: next((_spoken(place.name) for place in _places(snapshot, kind, code)), code)
        for kind, code in query.items()
        if kind in KINDS
    }


def followed(snapshot: Snapshot, code: str) -> list[str]:
    """The communes that a commune's watch follows: the one that an old one is part of today, too."""
    return [code, *(place.parent for place in communes(snapshot, code) if place.parent)]


def notes(snapshot: Snapshot, query: Mapping[str, str]) -> tuple[str, ...]:
    """What readers of a watch should know, in sentences: a commune that merged, a mayor who is no longer one."""
    mayor = query.get("mayor", "").rpartition(":")[2]  # a key holds the commune first
    return (*_places_gone(snapshot, query), *_mayors_alike(mayor), *_mayors_gone(snapshot, mayor))


def _places_gone(snapshot: Snapshot, query: Mapping[str, str]) -> Iterator[str]:
    for kind in sorted(query.keys() & KINDS.keys()):
        found = _places(snapshot, kind, query[kind])
        if not found:
            yield (
                f"Les registres ne connaissent plus l’identifiant {query[kind]} ({KINDS[kind]}){NBSP}:"
                " ce suivi ne trouvera plus rien de neuf, refaites-le."
            )
        for place in found:
            if place.parent:
                now = next(iter(communes(snapshot, place.parent)), Place(place.parent, place.parent))
                yield f"{place.name} fait partie {of_town(now.name)}{NBSP}: ce suivi cherche les deux."


def _mayors_alike(name: str) -> Iterator[str]:
    """A surname is enough for a search; whoever follows one person should know."""
    if len(name.split()) == 1:
        yield f"Ce suivi retient quiconque est dit maire et se nomme {name}{NBSP}: avec le prénom, une personne seule."


def _mayors_gone(snapshot: Snapshot, name: str) -> Iterator[str]:
    """Nothing while anybody of this name is in office."""
    held = offices(snapshot, name) if name else []
    if held and all(office.until for office in held):
        yield _left(held[0])


def _left(office: Office) -> str:
    until = f" depuis le {date_of(office.until)}" if office.until else ""
    after = f" (aujourd’hui {office.after})" if office.after else ""
    return (
        f"D’après le répertoire des élus, le mandat {of_name(office.name)} à la mairie {of_town(office.commune)}"
        f" est fini{until}{after}{NBSP}: ce suivi reste celui de cette personne."
    )


def _spoken(name: str) -> str:
    """Say "Lorient Agglomération", "communauté de communes du Marais": the register's abbreviations are nobody's."""
    form, _, rest = name.partition(" ")
    if form not in _FORMS or not rest:
        return name
    return f"{_FORMS[form]} {rest}" if rest.startswith(("d’", "d'", "de ", "du ", "des ")) else rest


def _places(snapshot: Snapshot, kind: str, said: str) -> list[Place]:
    return communes(snapshot, said) if kind == "commune" else territories(snapshot, kind, said)
