"""How a correction is asked for and told: why, what was found, what it changes."""

import sys
from typing import TYPE_CHECKING, Any

import typer

from commands import console
from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind

if TYPE_CHECKING:
    from jobs.correcting.corrections import Listed, Said, Words
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
    Action.TOPICS: "a pour thèmes", Action.STATUS: "en est à", Action.SUPPLIER: "a pour fournisseur",
}  # fmt: skip


def words(by: str | None, why: str | None) -> "Words":
    """Why is asked of people; a script says it, were it to say nothing."""
    from jobs.correcting.corrections import Words

    if why is None:
        if not sys.stdin.isatty():
            raise typer.BadParameter('dites pourquoi : --why "…" (--why "" pour ne rien dire)')
        why = str(typer.prompt("Pourquoi", default="", show_default=False))
    return Words(by, why.strip())


def tell(workspace: "Workspace", said: "Said", *, now: bool, as_json: bool, undone: bool = False) -> None:
    """Say what was kept and what it changes; `now`: once it is published."""
    if now:
        _take_effect(workspace)
    if as_json:
        console.print_json([_said_row(said, now=now)])
        return
    for old, new in said.followed:
        typer.echo(
            f"{console.inert(old)} est fondu dans {console.inert(new)} : c’est celui-ci qui est pris.",
            err=True,
        )
    typer.echo(console.inert(_sentence(said, undone=undone)))
    if not undone and said.correction.kind is not Kind.STORY:
        typer.echo(_effect(said))
    typer.echo(
        "C’est publié."
        if now
        else "C’est noté pour de bon ; prend effet au prochain traitement (« --now » : aussitôt)."
    )


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
    what = f"{KINDS[one.kind]} « {said.name} »" + (f" ({one.key})" if said.name != one.key else "")
    told = f"{number}{what} {_ACTIONS[one.action]}{f' « {said.into} »' if said.into else ''}"
    where = f", dans l’article {one.article_id}" if one.article_id else ""
    return f"Annulée — {told}{where}." if undone else f"{told}{where}."


def _effect(said: "Said") -> str:
    change = said.change
    if not change.articles:
        return "Rien de ce qui est publié n’en change."
    parts = ", ".join(f"{n}\u00a0{_CHANGED[table][n > 1]}" for table, n in change.rows.items())
    return f"Change {parts}, dans {change.articles}\u00a0article{'s' if change.articles > 1 else ''}."


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
        "pending": row.pending,
    }  # fmt: skip


def shown(row: "Listed") -> dict[str, Any]:
    """A correction as people read it."""
    from jobs.correcting.naming import KINDS
    from store.correcting.said import identity

    one = row.correction
    return {
        "numéro": identity(one),
        "quoi": f"{KINDS[one.kind]} {one.key}",
        "correction": f"{_ACTIONS[one.action]} {one.detail.name or one.value}".strip(),
        "article": one.article_id or "",
        "effet": _state(row),
        "qui": one.by,
        "quand": one.at.date(),
        "pourquoi": one.why,
    }


def _state(row: "Listed") -> str:
    if row.undone_at is not None:
        return f"annulée par {row.undone_by}" + (" (à traiter)" if row.pending else "")
    if row.pending:
        return "à traiter"
    if row.changes is None:
        return "publiée"
    return f"{row.changes}\u00a0article{'s' if row.changes > 1 else ''}" if row.changes else "sans effet"
