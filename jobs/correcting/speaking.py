"""A quote is of another person than the analysis says, or of nobody who can be named."""

from dataclasses import replace

from core.errors import InputError
from core.names import name_key
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import Detail
from jobs.correcting.corrections import Said
from jobs.correcting.session import Session
from jobs.correcting.wording import Chosen, chosen
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from store.correcting.facts import keys
from store.readers import speakers
from store.readers.speakers import Speaker


def speaker(workspace: Workspace, named: str, person: str, article: str | None, words: Words) -> Said:
    """Say whose words these are, in an article and in those that repeat it; nobody's where `person` is empty."""
    if not article:
        raise InputError("une citation se corrige dans un article", "Donnez-le : --article ADRESSE.")
    with Session(workspace, words) as session:
        it = chosen(session, Kind.QUOTE, named, article)
        who = _named(session, it, person.strip()) if person.strip() else Speaker("", "", "", None)
        said = session.say(
            Action.LINK, Kind.QUOTE, it.key, it.called, who.name, value=who.key,
            detail=Detail(who.name, who.role, who.insee), article_id=it.where, articles=it.ids,
        )  # fmt: skip
        return replace(said, articles=it.others)


def _named(session: Session, it: Chosen, person: str) -> Speaker:
    """Who is meant: of the article, else a mayor whom articles or the register know."""
    followed = session.desk.followed_to(Kind.PERSON, person)
    here = {one.key: one for one in _of_article(it) if _is(one, person, followed)}
    found = list(here.values()) or _elsewhere(session, it, person, followed)
    if not found:
        names = ", ".join(dict.fromkeys(one.name for one in _of_article(it))) or "personne"
        raise InputError(
            f"« {person} » n’a pas de rôle dans cet article, et n’est maire de nulle part",
            f"Y ont un rôle : {names}. Vide : de personne que l’on puisse nommer.",
        )
    if len(found) > 1:
        raise InputError(f"plusieurs personnes sont appelées « {person} »", _by_key(found))
    return found[0]


def _elsewhere(session: Session, it: Chosen, person: str, key: str) -> list[Speaker]:
    """Who has this key; by name, the mayors of communes that the article names: others may be namesakes."""
    day = speakers.day_of(session.snapshot, it.where)
    one = speakers.of_key(session.snapshot, key, day) if ":" in key else None
    if one:
        return [one]
    called, told = speakers.of_name(session.snapshot, person, day), keys(it.facts)
    found = [one for one in called if (Kind.COMMUNE, one.insee) in told]
    if called and not found:
        raise InputError(
            f"cet article ne nomme aucune commune dont « {person} » soit ou ait été maire", _by_key(called)
        )
    return found


def _by_key(found: list[Speaker]) -> str:
    those = ", ".join(f"{one.key} ({one.town or one.role})" for one in found[:_MOST])
    return f"Donnez la clé : {those}."


_MOST = 5


def _of_article(it: Chosen) -> list[Speaker]:
    return [
        Speaker(row["person_key"], row["name"] or "", row["role"], row["insee"])
        for row in it.facts.get("roles", ())
    ]


def _is(one: Speaker, typed: str, followed: str) -> bool:
    return one.key in {typed, followed} or name_key(one.name) == name_key(typed)
