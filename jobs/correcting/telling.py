"""What a correction says and changes, in sentences: the same on a terminal and at the desk."""

from collections.abc import Mapping

from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting.corrections import Listed, Said
from jobs.correcting.french import ACTIONS, CHANGED, WAITS, in_french
from jobs.correcting.naming import KINDS
from store.correcting.said import identity

BY_WORDS = {Kind.QUOTE, Kind.FIGURE}
"""What is named by its own words."""


def sentence(said: Said, *, undone: bool = False) -> str:
    """What was said, or taken back."""
    one = said.correction
    number = f"{identity(one)} : " if one.number else ""
    key = "" if one.kind in BY_WORDS or said.name == one.key else f" ({one.key})"
    told = f"{number}{KINDS[one.kind]} « {said.name} »{key} {leads(one, said.into, quoted=True)}"
    where = f", dans l’article {one.article_id}" if one.article_id else ""
    return f"Annulée — {told}{where}." if undone else f"{told}{where}."


def leads(one: Correction, into: str, *, quoted: bool = False) -> str:
    """What is said of a thing, in words; communes with their codes, for names may be the same."""
    commune = one.action is Action.LINK and one.leads_to is Kind.COMMUNE
    if one.action is Action.SUPPLIER and not one.value:
        return "n’a pas de fournisseur"
    if one.kind is Kind.QUOTE and one.action is Action.LINK:
        return _whose(into, quoted=quoted)
    if one.action is Action.DAY:
        return f"{ACTIONS[one.action]} {in_french(one.action, one.value)}"
    action = _OF_KINDS.get(one.action, {}).get(one.kind, ACTIONS[one.action])
    name = in_french(one.action, into)
    told = f"« {name} »" if quoted and name else name
    return f"{action} {told}{f' ({one.value})' if commune and name != one.value else ''}".strip()


_OF_KINDS: Mapping[Action, Mapping[Kind, str]] = {
    Action.LINK: {Kind.COMMUNE: "devient", Kind.INITIATIVE: "est portée par", Kind.EVENT: "a pour commune"},
    Action.RENAME: {Kind.ARTICLE: "a pour titre"},
}
"""What an action says of some kinds in other words."""


def _whose(into: str, *, quoted: bool) -> str:
    if not into:
        return "n’est de personne que l’on puisse nommer"
    return f"est de « {into} »" if quoted else f"est de {into}"


def given_back(said: Said) -> str:
    """What an undone correction gives back of what is published."""
    if not said.changes:
        return "Elle ne change rien de ce qui est publié."
    verb = "redeviennent ce qu’ils seraient" if said.changes > 1 else "redevient ce qu’il serait"
    return f"{counted(said.changes)} {verb} sans elle ; les autres corrections y restent."


def counted(articles: int) -> str:
    """Say "1 article", "12 articles"."""
    return f"{articles}\u00a0article{'s' if articles > 1 else ''}"


def effect(said: Said) -> str:
    """What it changes of what is published."""
    change = said.change
    if not change.articles:
        return "Rien de ce qui est publié n’en change."
    kept = (
        "\nIl n’annonce ni ne raconte plus rien pour nous."
        if said.correction.action is Action.IRRELEVANT
        else ""
    )
    changed = CHANGED | ({"articles": ("titre", "titres")} if said.correction.action is Action.RENAME else {})
    parts = ", ".join(f"{n}\u00a0{changed[table][n > 1]}" for table, n in change.rows.items())
    return f"Change {parts}, dans {counted(change.articles)}.{kept}"


def outcome(row: Listed) -> str:
    """What came of a correction."""
    if row.undone_at is not None:
        return f"annulée par {row.undone_by}" + (f" ({WAITS[row.waits]})" if row.waits else "")
    if row.waits:
        return WAITS[row.waits]
    if row.changes is None:
        return "publiée"
    return counted(row.changes) if row.changes else "sans effet"
