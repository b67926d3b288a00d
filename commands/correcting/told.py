"""How a correction is asked for and told: why, what was found, what it changes."""

import sys
from typing import TYPE_CHECKING, Any

import typer

from commands import console
from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind

if TYPE_CHECKING:
    from core.types import Correction
    from jobs.correcting.corrections import Listed, Said
    from jobs.correcting.words import Words
    from jobs.workspace import Workspace

_CHANGED = {
    "articles": ("article jugé", "articles jugés"), "article_topics": ("thème", "thèmes"),
    "mentions": ("mention", "mentions"), "roles": ("rôle", "rôles"), "persons": ("personne", "personnes"),
    "quotes": ("citation", "citations"), "figures": ("chiffre", "chiffres"), "events": ("rendez-vous", "rendez-vous"),
    "initiative_history": ("ligne d’initiative", "lignes d’initiative"),
}  # fmt: skip
_ACTIONS = {
    Action.RENAME: "s’appelle", Action.MERGE: "se fond dans", Action.SPLIT: "se sépare en",
    Action.DELETE: "ne compte plus", Action.ROLE: "a pour rôle", Action.LINK: "se rattache à",
    Action.RELEVANT: "est pour nous", Action.IRRELEVANT: "n’est pas pour nous", Action.NATURE: "est de nature",
    Action.TOPICS: "a pour thèmes", Action.STATUS: "a pour état", Action.SUPPLIER: "a pour fournisseur",
}  # fmt: skip


def words(by: str | None, why: str | None) -> "Words":
    """Why is asked of people; a script says it, were it to say nothing."""
    from jobs.correcting.words import Words

    if why is not None:
        return Words(by, why)
    if not sys.stdin.isatty():
        raise typer.BadParameter('dites pourquoi : --why "…" (--why "" pour ne rien dire)')
    return Words(by, ask=_why)


def _why() -> str:
    return str(typer.prompt("Pourquoi", default="", show_default=False, err=True))


def tell(workspace: "Workspace", said: "Said", *, now: bool, as_json: bool, undone: bool = False) -> None:
    """Say what was kept and what it changes; `now`: once it is published."""
    if now:
        _take_effect(workspace)
    letters = _letters(workspace, said)
    if as_json:
        console.print_json([_said_row(said, now=now) | {"letters": list(letters)}])
        return
    for old, new in said.followed:
        typer.echo(
            f"{console.inert(old)} est fondu dans {console.inert(new)} : c’est celui-ci qui est pris.",
            err=True,
        )
    typer.echo(console.inert(_sentence(said, undone=undone)))
    if said.correction.kind is not Kind.STORY:
        typer.echo(_given_back(said) if undone else _effect(said))
    if said.articles and said.correction.kind in _BY_WORDS:
        typer.echo("Retiré aussi de ce qui reprend ce texte, ou qu’il reprend :")
    for one in said.articles:
        typer.echo(console.inert(f"  {one.article_id}  {one.title}"))
    for week, items in letters.items():
        about = f" ({', '.join(items)})" if items else ""
        typer.echo(
            console.inert(
                f"Cette correction touche la lettre {week}{about} : {'' if now else _ONCE_PUBLISHED}"
                f"beffroi digest erratum {week}"
            )
        )
    typer.echo("C’est publié." if now else _LATER)


_LATER = (
    "C’est noté pour de bon ; prend effet au prochain traitement et à la publication suivante"
    " (« --now » : aussitôt)."
)
_ONCE_PUBLISHED = "une fois publiée (« --now », ou beffroi process puis beffroi publish), "
"""An erratum tells what is published: before that it has nothing to say."""


def _letters(workspace: "Workspace", said: "Said") -> dict[str, tuple[str, ...]]:
    """The letters that left and told of what is corrected, by week, with what they told of."""
    from jobs.letters.concerned import concerned

    return {one.week: one.items for one in concerned(workspace, said.correction)}


def _take_effect(workspace: "Workspace") -> None:
    """Nothing that waits is asked for; what waits already is processed as well."""
    from jobs.process import process
    from jobs.publish import publish

    for job in (process, publish):
        if (report := job(workspace)).status == "failed":
            raise InputError(
                f"la correction est notée, mais « {report.job} » a échoué", "« beffroi status » en dit plus."
            )


def _sentence(said: "Said", *, undone: bool) -> str:
    from jobs.correcting.naming import KINDS
    from store.correcting.said import identity

    one = said.correction
    number = f"{identity(one)} : " if one.number else ""
    key = "" if one.kind in _BY_WORDS or said.name == one.key else f" ({one.key})"
    told = f"{number}{KINDS[one.kind]} « {said.name} »{key} {_leads(one, said.into, quoted=True)}"
    where = f", dans l’article {one.article_id}" if one.article_id else ""
    return f"Annulée — {told}{where}." if undone else f"{told}{where}."


_BY_WORDS = {Kind.QUOTE, Kind.FIGURE}


def _leads(one: "Correction", into: str, *, quoted: bool = False) -> str:
    """What is said of a thing, in words; communes with their codes, for names may be the same."""
    from commands.correcting.words import in_french

    commune = one.action is Action.LINK and one.kind in {Kind.COMMUNE, Kind.PERSON}
    if one.action is Action.SUPPLIER and not one.value:
        return "n’a pas de fournisseur"
    action = "devient" if one.action is Action.LINK and one.kind is Kind.COMMUNE else _ACTIONS[one.action]
    name = in_french(one.action, into)
    told = f"« {name} »" if quoted and name else name
    return f"{action} {told}{f' ({one.value})' if commune and name != one.value else ''}".strip()


def _given_back(said: "Said") -> str:
    """What an undone correction gives back of what is published."""
    if not said.changes:
        return "Elle ne change rien de ce qui est publié."
    verb = "redeviennent ce qu’ils seraient" if said.changes > 1 else "redevient ce qu’il serait"
    return f"{_counted(said.changes)} {verb} sans elle ; les autres corrections y restent."


def _counted(articles: int) -> str:
    return f"{articles}\u00a0article{'s' if articles > 1 else ''}"


def _effect(said: "Said") -> str:
    change = said.change
    if not change.articles:
        return "Rien de ce qui est publié n’en change."
    kept = (
        "\nIl n’annonce ni ne raconte plus rien pour nous."
        if said.correction.action is Action.IRRELEVANT
        else ""
    )
    parts = ", ".join(f"{n}\u00a0{_CHANGED[table][n > 1]}" for table, n in change.rows.items())
    return f"Change {parts}, dans {_counted(change.articles)}.{kept}"


def _said_row(said: "Said", *, now: bool) -> dict[str, Any]:
    from store.correcting.said import identity

    one = said.correction
    return {
        "id": identity(one), "action": one.action.value, "kind": one.kind.value, "key": one.key, "name": said.name,
        "article_id": one.article_id, "value": one.value, "into": said.into, "by": one.by, "at": one.at,
        "why": one.why, "articles": said.change.articles, "rows": said.change.rows,
        "effect": "published" if now else "next process",
    }  # fmt: skip


def json_row(row: "Listed") -> dict[str, Any]:
    """A correction as `correct list --json` gives it."""
    from store.correcting.said import identity

    one = row.correction
    return {
        "id": identity(one), "action": one.action.value, "kind": one.kind.value, "key": one.key,
        "article_id": one.article_id, "value": one.value, "articles": list(one.articles), "by": one.by, "at": one.at,
        "why": one.why, "undone_at": row.undone_at, "undone_by": row.undone_by, "changes": row.changes,
        "pending": row.pending, "waits": row.waits, "name": row.name, "into": row.into,
    }  # fmt: skip


def shown(row: "Listed") -> dict[str, Any]:
    """A correction as people read it."""
    from jobs.correcting.naming import KINDS
    from store.correcting.said import identity

    one = row.correction
    return {
        "numéro": identity(one),
        "quoi": f"{KINDS[one.kind]} {row.name}{f' ({one.key})' if one.kind is Kind.COMMUNE else ''}",
        "correction": _leads(one, row.into),
        "article": one.article_id or "",
        "effet": _state(row),
        "qui": one.by,
        "quand": one.at.date(),
        "pourquoi": one.why,
    }


def _state(row: "Listed") -> str:
    if row.undone_at is not None:
        return f"annulée par {row.undone_by}" + (f" ({WAITS[row.waits]})" if row.waits else "")
    if row.waits:
        return WAITS[row.waits]
    if row.changes is None:
        return "publiée"
    return _counted(row.changes) if row.changes else "sans effet"


WAITS = {"process": "à traiter", "publish": "à publier"}
