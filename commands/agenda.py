"""`beffroi agenda`: what is coming."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, day, opened

if TYPE_CHECKING:
    from core.types import AgendaItem


def agenda(
    workspace: WorkspaceOption = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--from", parser=day, metavar="AAAA-MM-JJ", help="Premier jour ; par défaut aujourd'hui."
        ),
    ] = None,
    until: Annotated[
        date | None, typer.Option("--to", parser=day, metavar="AAAA-MM-JJ", help="Dernier jour.")
    ] = None,
    departement: Annotated[
        str | None, typer.Option("--departement", "-d", help="Seulement ce département : 29 ou Finistère.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Écrire aussi ces jours dans un fichier iCalendar.")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Montrer les rendez-vous publics que les articles annoncent."""
    from jobs import agenda as job

    found = opened(workspace)
    items = job.coming(found, since, until, departement)
    if ics:
        job.write_ics(found, items, ics)
    if as_json:
        console.print_json([_row(item) for item in items])
    elif items:
        console.show([_shown(item) for item in items], as_json=False, title="Agenda")
    else:
        typer.echo("Aucun rendez-vous connu pour ces jours.")


def _row(item: "AgendaItem") -> dict[str, Any]:
    return {name: getattr(item, name) for name in type(item).__slots__}


def _shown(item: "AgendaItem") -> dict[str, Any]:
    from digest.french import STATES_OF_EVENTS, days

    state = STATES_OF_EVENTS[item.state]
    return {
        "quand": days(item.start_day, item.end_day, item.precision),
        "quoi": f"{item.name} ({state})" if state else item.name,
        "où": item.commune or item.place,
        "titre de presse": item.source,
        "adresse": item.url,
    }
