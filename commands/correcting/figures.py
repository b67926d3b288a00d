"""What a figure says: its value, its unit, what it counts."""

from typing import Annotated

import typer

from commands.correcting.options import ArticleOption, ByOption, NowOption, WhyOption
from commands.correcting.told import tell, words
from commands.options import JsonOption, WorkspaceOption, opened


def figure(
    named: Annotated[
        str, typer.Argument(metavar="MOTS", help="Le chiffre qui est faux, comme la lettre l'écrit.")
    ],
    value: Annotated[
        str,
        typer.Argument(metavar="VALEUR", help="45 000 ; 12,5 % ; 1,2 million d'euros ; 54 000 €/an."),
    ],
    workspace: WorkspaceOption = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNITÉ", help="L'unité, si elle change ; vide : aucune.")
    ] = None,
    what: Annotated[
        str | None, typer.Option("--what", metavar="QUOI", help="Ce qu'il compte ou mesure, si cela change.")
    ] = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire ce que vaut un chiffre d'un article, et de ceux qui reprennent son texte ; sa phrase reste."""
    from jobs.correcting import say as correcting
    from jobs.correcting.reckoning import Part

    found = opened(workspace)
    said = correcting.figure(found, named, Part(value, unit, what), article, words(by, why))
    tell(found, said, now=now, as_json=as_json)
