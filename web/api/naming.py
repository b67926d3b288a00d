"""What a filter of the API names: of a code or a name, the code that rows have. QueryError where nothing has it."""

from collections.abc import Iterable, Mapping

from core.errors import QueryError
from core.names import name_key
from core.types import RoleKind
from digest.french import STATUS
from store.readers.agenda import departements
from store.readers.desk.asking import rows
from store.readers.desk.commune import Namesake, namesakes
from store.snapshot import Snapshot

_MOST = 12
_NEAR = 5


def either(**given: str) -> str:
    """What was asked under one of two names of one idea; QueryError for both."""
    said = {name: value for name, value in given.items() if value}
    if len(said) > 1:
        raise QueryError(
            f"Paramètres en double : {' et '.join(said)} disent la même chose.", "Donnez l’un des deux."
        )
    return next(iter(said.values()), "")


def commune(snapshot: Snapshot, asked: str) -> str | None:
    """The INSEE code of a code or a name; towns that share a name are named in the error, with their codes."""
    if not asked.strip():
        return None
    found = namesakes(snapshot, asked, _MOST)
    if found and found[0].insee == asked.strip().upper():
        return found[0].insee
    same = [one for one in found if _bare(one.name) == _bare(asked)]
    same = [one for one in same if one.kind == "commune"] or same
    if len(same) == 1:
        return same[0].insee
    if same:
        raise QueryError("Plusieurs communes ont ce nom.", f"Donnez un code : {_towns(same)}.")
    near = f"Peut-être : {_towns(found[:_NEAR])}." if found else "Donnez un nom en entier ou un code INSEE."
    raise QueryError("Commune inconnue des registres.", near)


def departement(snapshot: Snapshot, asked: str) -> str | None:
    """The code of a code or a name."""
    return _code(
        asked, departements(snapshot), "Département inconnu", "Un code ou un nom, comme 29 ou Finistère."
    )


def technology(snapshot: Snapshot, asked: str) -> str | None:
    """The id of an id or a name, as `trend()` finds it."""
    if not asked.strip():
        return None
    found = rows(snapshot, "named_technology", asked=asked.strip())
    if found and found[0][2]:
        return str(found[0][0])
    near = ", ".join(f"{key} ({name})" for key, name, _ in found)
    raise QueryError("Technologie inconnue.", f"Les identifiants : /api/technologies. Peut-être : {near}.")


def status(asked: str) -> str | None:
    """How far an initiative is, by its code or in French."""
    return _code(asked, STATUS, "Statut inconnu", f"Au choix : {told(STATUS)}.")


def role(asked: str) -> str | None:
    """A public role."""
    known = {one.value: one.value for one in RoleKind}
    return _code(asked, known, "Rôle inconnu", f"Au choix : {', '.join(known)}.")


def told(words: Mapping[str, str]) -> str:
    """Codes with what they mean."""
    return ", ".join(f"{code} ({said})" for code, said in words.items())


def _code(asked: str, known: Mapping[str, str], wrong: str, step: str) -> str | None:
    if not asked.strip():
        return None
    if (upper := asked.strip().upper()) in known:
        return upper
    by_name = {name_key(name): code for code, name in known.items()}
    found = asked.strip() if asked.strip() in known else by_name.get(name_key(asked))
    if found is None:
        raise QueryError(f"{wrong}.", step)
    return found


def _bare(name: str) -> str:
    """As bare_name of the snapshot: « Mans » is Le Mans, « St » is Saint."""
    first, *rest = name_key(name).split() or [""]
    kept = rest if first in {"le", "la", "les", "l"} and rest else [first, *rest]
    return " ".join({"st": "saint", "ste": "sainte"}.get(one, one) for one in kept)


def _towns(found: Iterable[Namesake]) -> str:
    return ", ".join(f"{one.insee} ({one.name}, {one.departement_name or one.departement})" for one in found)
