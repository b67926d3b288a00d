"""Letters that left: their errata, their archive, the list of all."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.checks import issue_json
from commands.letters.options import (
    ERRATA_STATES,
    NEEDS_A_LOOK,
    STATES,
    ByOption,
    counted,
    lines_of,
    say,
    say_erratum,
    to_send,
)
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.letters import Issue

KeyArgument = Annotated[
    str, typer.Argument(metavar="SEMAINE", help="Semaine, 2026-W47, ou rectificatif, 2026-W47/1.")
]


def erratum(
    week: Annotated[
        str, typer.Argument(metavar="SEMAINE", help="Semaine d'une lettre partie, par exemple 2026-W47.")
    ],
    workspace: WorkspaceOption = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="LIGNE", help="Une ligne de la rédaction ; vide : aucune.")
    ] = None,
    by: ByOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Préparer le rectificatif d'une lettre partie : ce qu'elle disait, et ce qui est publié aujourd'hui."""
    from jobs.correcting.corrections import unpublished
    from jobs.correcting.words import Words
    from jobs.letters import errata
    from jobs.letters.weeks import week_named

    found = opened(workspace)
    issue = errata.prepare(found, week_named(week), note, Words(by))
    if as_json:
        console.print_json([] if issue is None else [issue_json(issue) | {"lines": lines_of(issue)}])
    elif issue is None:
        say(
            "Rien à rectifier : ce que dit la lettre est ce qui est publié (--note pour y ajouter une ligne)."
        )
    else:
        say_erratum(issue)
        done = issue.state.value == "approved"
        say(
            f"Rectificatif {issue.key} : approuvé, à envoyer ({to_send(issue)})."
            if done
            else f"Rectificatif {issue.key} : à approuver (beffroi digest approve {issue.key})."
        )
    if waiting := unpublished(found):
        typer.echo(_waits(waiting), err=as_json)
    if waiting or (issue is not None and issue.state.value == "draft"):
        raise typer.Exit(NEEDS_A_LOOK)


def _waits(corrections: int) -> str:
    verb, whose = ("attendent", "elles changent") if corrections > 1 else ("attend", "elle change")
    return (
        f"{counted(corrections, 'correction', 'corrections')} {verb} d’être publiée{'s' * (corrections > 1)} :"
        f" ce qu’{whose} n’est pas compté ici (beffroi process, puis beffroi publish)."
    )


def publish(key: KeyArgument, workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Ranger dans l'archive une lettre approuvée qui part par un autre service : page, texte, courriel à copier."""
    from jobs.letters.archive import publish as write

    folder = write(opened(workspace), key)
    names = sorted(path.name for path in folder.iterdir())
    if as_json:
        console.print_json([{"issue": key, "path": str(folder / name)} for name in names])
        return
    console.console().print(f"{folder} : {', '.join(names)}", soft_wrap=True, markup=False)


def list_letters(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer les lettres et leurs rectificatifs : où ils en sont, qui les approuva."""
    from jobs.letters.listing import listed

    issues = listed(opened(workspace))
    if as_json:
        console.print_json([issue_json(issue) for issue in issues])
    elif issues:
        console.show([_row(issue) for issue in issues], as_json=False, title="Lettres")
    else:
        typer.echo("Aucune lettre approuvée : « beffroi digest show » montre le brouillon.")


def _row(issue: "Issue") -> dict[str, Any]:
    return {
        "lettre": issue.key,
        "état": (ERRATA_STATES if issue.erratum else STATES)[issue.state.value],
        "accord de": issue.approved_by if issue.state.value != "draft" else "",
        "le": issue.approved_at.date(),
        "envoi": issue.sent_at.date() if issue.sent_at else None,
        "empreinte": issue.sha256[:12],
    }
