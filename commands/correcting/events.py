"""When an event takes place."""

from typing import Annotated

import typer

from commands.correcting.options import (
    ArticleOption,
    ByOption,
    KeyArgument,
    NowOption,
    WhyOption,
)
from commands.correcting.told import tell, words
from commands.options import JsonOption, WorkspaceOption, opened


def day(
    event: KeyArgument,
    first: Annotated[
        str,
        typer.Argument(
            metavar="JOUR", help="2026-12-03 ou 3/12/2026 ; 2026-12 pour un mois ; 2026 pour une année."
        ),
    ],
    workspace: WorkspaceOption = None,
    until: Annotated[
        str, typer.Option("--until", metavar="JOUR", help="Le dernier jour, s'il en dure plusieurs.")
    ] = "",
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire quand un rendez-vous a lieu : selon tous ceux qui l'annoncent à ce jour, ou l'article que l'on donne."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.day(found, event, first, until, article, words(by, why))
    tell(found, said, now=now, as_json=as_json)
