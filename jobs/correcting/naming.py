"""What an editor names: an entity by its key, the beginning of it or its name; an article by its id or address."""

import difflib
import re
from collections.abc import Sequence

from core.errors import InputError
from core.names import name_key
from core.types import Correction
from core.types import CorrectionKind as Kind
from digest.french import of_town
from jobs.reading import identified
from jobs.workspace import Workspace
from store.correcting import entities
from store.correcting.entities import Entity
from store.correcting.facts import Tables, keys
from store.correcting.plan import Plan
from store.readers.agenda import departements
from store.snapshot import Snapshot

_TELLING = 4  # digits of an id that an editor did not type by accident
_NEAR = 3
_PLACED = re.compile(r"(.+?)\s*\(([^()]+)\)")


class Desk:
    """What an editor sees: the newest publication, and what was said so far."""

    def __init__(self, workspace: Workspace, snapshot: Snapshot, words: Sequence[Correction]) -> None:
        self.workspace, self.snapshot = workspace, snapshot
        others = [one for one in words if one.kind is not Kind.STORY]
        self.words = others
        self._redirects = Plan(others).redirects()
        self.followed: list[tuple[str, str]] = []

    def entity(self, kind: Kind, typed: str, facts: Tables | None = None) -> Entity:
        """The one of its kind that is called so, by key, beginning of an id or name; where it went if it was merged.

        Among several, the one that is named in `facts`, an article's.
        """
        if not name_key(typed):
            raise InputError(
                f"{KINDS[kind]} : rien n’est nommé", "Donnez une clé, le début d’un identifiant ou un nom."
            )
        if self._one(kind, typed.strip()):  # a key, as forms say it: nobody else has to be looked at
            return self._where(kind, typed.strip())
        known = {one.key: one for one in entities.entities(self.snapshot, kind)}
        found = _called(known, typed)
        if not found and (kind, typed) in self._redirects:
            found = [typed]
        if not found and kind is Kind.COMMUNE:
            found = self._placed(known, typed)
        if not found and kind is Kind.INITIATIVE:
            self._refuse_a_bearer(known, typed)
        if not found:
            unknown = "connue" if kind in _FEMININE else "connu"
            raise InputError(f"{KINDS[kind]} : « {typed} » n’est pas {unknown}", _nearest(kind, known, typed))
        there = [key for key in found if (kind, key) in keys(facts or {})]
        if len(found) > 1 and len(there) != 1:
            those = ", ".join(f"{key} ({known[key].category or known[key].name})" for key in found[:5])
            raise InputError(
                f"plusieurs sont appelés « {typed} » ({KINDS[kind]})", f"Donnez la clé : {those}."
            )
        return self._where(kind, (there or found)[0])

    def _placed(self, known: dict[str, Entity], typed: str) -> list[str]:
        """Communes as pages show them: "Saint-Denis (La Réunion)", or with the code of the département."""
        told = _PLACED.fullmatch(typed.strip())
        if told is None:
            return []
        name, place = map(name_key, told.groups())
        codes = {
            code
            for code, called in departements(self.snapshot).items()
            if place in {name_key(code), name_key(called)}
        }
        return [key for key, one in known.items() if one.category in codes and name_key(one.name) == name]

    def _one(self, kind: Kind, key: str) -> Entity | None:
        return entities.known(self.snapshot, kind, [key]).get(key)

    def _where(self, kind: Kind, key: str) -> Entity:
        """An entity by its key, or where it went."""
        into = self.followed_to(kind, key)
        return self._one(kind, into) or Entity(into, into, "")

    def _refuse_a_bearer(self, known: dict[str, Entity], typed: str) -> None:
        """InputError when it is who carries initiatives that was named: the choice among them is the editor's."""
        theirs = [one for one in known.values() if name_key(_told(one)[0]) == name_key(typed)]
        if not theirs:
            return
        places = entities.towns_of(self.snapshot, [one.key for one in theirs])
        alike = len(set(places.values())) > 1  # two towns of one name
        those = [
            f"{one.key} ({', '.join(filter(None, (_told(one)[1], places.get(one.key) if alike else '')))})"
            for one in theirs[:_MOST_OF_ONE]
        ]
        if len(theirs) > _MOST_OF_ONE:
            those.append("…")
        count = "plusieurs initiatives" if len(theirs) > 1 else "une initiative"
        raise InputError(
            f"{count} {of_town(_told(theirs[0])[0])} : {', '.join(those)}",
            "Donnez l’identifiant de celle dont vous parlez, ou son début.",
        )

    def become(self, kind: Kind, key: str) -> list[str]:
        """A key, and those that were merged into it: what is published may have any of them yet."""
        return [key, *(old for (of, old), (new, _) in self._redirects.items() if (of, new) == (kind, key))]

    def article(self, typed: str) -> tuple[str, Tables]:
        """An article by id or address, with what is published of it."""
        if not typed.strip():
            raise InputError("aucun article n’est nommé", "Donnez son adresse ou son identifiant.")
        article = identified(self.workspace, typed.strip())
        facts = entities.facts(self.snapshot, article)
        if not facts:
            raise unknown_article(typed)
        return article, facts

    def followed_to(self, kind: Kind, key: str) -> str:
        """A key, or the one that it was merged into: which is then told."""
        into = self._redirects.get((kind, key))
        if into is None:
            return key
        self.followed.append((key, into[0]))
        return into[0]


def unknown_article(typed: str) -> InputError:
    """The refusal of an article that is not published."""
    return InputError(
        f"article inconnu : {typed}", "« beffroi search MOTS » donne les adresses des articles publiés."
    )


KINDS = {
    Kind.ARTICLE: "article", Kind.COMMUNE: "commune", Kind.PERSON: "personne", Kind.TECHNOLOGY: "technologie",
    Kind.ORGANISATION: "organisme", Kind.QUOTE: "citation", Kind.FIGURE: "chiffre", Kind.EVENT: "rendez-vous",
    Kind.INITIATIVE: "initiative", Kind.STORY: "sujet",
}  # fmt: skip


def _told(initiative: Entity) -> tuple[str, str]:
    """Who carries it, then what it is and what for, as queries/entities.sql joins them."""
    bearer, _, what = initiative.name.partition(" · ")
    return bearer, what


_MOST_OF_ONE = 12


def _called(known: dict[str, Entity], typed: str) -> list[str]:
    typed = typed.strip()
    if typed in known:
        return [typed]
    if re.fullmatch(rf"[0-9a-f]{{{_TELLING},16}}", typed) and (
        ids := [k for k in known if k.startswith(typed)]
    ):
        return ids
    name = name_key(typed)
    return [key for key, one in known.items() if name and name in {name_key(one.name), name_key(key)}]


def _nearest(kind: Kind, known: dict[str, Entity], typed: str) -> str:
    """Those of which a part is called so, else those that are called nearly so, else where all of them are."""
    wanted = f" {name_key(typed)} "
    found = [one for one in known.values() if wanted in f" {name_key(one.name)} "]
    if not found:
        names = {name_key(one.name): one for one in known.values()}
        found = [
            names[name] for name in difflib.get_close_matches(name_key(typed), names, n=_NEAR, cutoff=0.6)
        ]
    every = f'« beffroi sql "{_LISTED[kind]}" » les montre{" tous" if kind not in _FEMININE else " toutes"}.'
    if not found:
        return every
    those = " ou ".join(f"« {one.name} » ({one.key})" for one in found[:_MOST])
    return f"Vouliez-vous dire {those} ?" + (f" {every}" if len(found) > _MOST else "")


_MOST = 5
_FEMININE = {
    Kind.COMMUNE, Kind.PERSON, Kind.TECHNOLOGY, Kind.QUOTE, Kind.INITIATIVE,
}  # fmt: skip
_LISTED = {
    Kind.COMMUNE: "select insee, name from communes",
    Kind.PERSON: "select distinct person_key, name from persons",
    Kind.TECHNOLOGY: "select technology_id, canonical from technologies",
    Kind.ORGANISATION: "select organisation_key, name from organisations",
    Kind.EVENT: "select event_id, name, start_day from v_agenda",
    Kind.INITIATIVE: "select initiative_id, actor, technology from v_initiatives",
}
