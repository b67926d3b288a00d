"""How a correction is asked for and told: why, what was found, what it changes."""

import sys
from typing import TYPE_CHECKING, Any

import typer

from commands import console
from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind

if TYPE_CHECKING:
    from jobs.correcting.corrections import Listed, Said
    from jobs.correcting.words import Words
    from jobs.workspace import Workspace


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
    from jobs.correcting import telling

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
    typer.echo(console.inert(telling.sentence(said, undone=undone)))
    if said.correction.kind is not Kind.STORY:
        typer.echo(telling.given_back(said) if undone else telling.effect(said))
    if said.articles and said.correction.kind in telling.BY_WORDS:
        verb = "Retiré" if said.correction.action is Action.DELETE else "Dit"
        typer.echo(f"{verb} aussi de ce qui reprend ce texte, ou qu’il reprend :")
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
    from jobs.correcting.telling import leads, outcome
    from store.correcting.said import identity

    one = row.correction
    return {
        "numéro": identity(one),
        "quoi": f"{KINDS[one.kind]} {row.name}{f' ({one.key})' if one.kind is Kind.COMMUNE else ''}",
        "correction": leads(one, row.into),
        "article": one.article_id or "",
        "effet": outcome(row),
        "qui": one.by,
        "quand": one.at.date(),
        "pourquoi": one.why,
    }
