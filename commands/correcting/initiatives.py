"""How far an initiative is, and who supplies it."""

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
from commands.correcting.words import status_of
from commands.options import JsonOption, WorkspaceOption, opened
from core.types import CorrectionAction as Action
from core.types import InitiativeStatus


def status(
    initiative: KeyArgument,
    value: Annotated[
        InitiativeStatus,
        typer.Argument(parser=status_of, metavar="ÉTAT", help="Où elle en est : annoncé, à l'essai…"),
    ],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire où en est une initiative : dans ses derniers articles et leurs reprises, ou dans celui que l'on donne."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.initiative(found, Action.STATUS, initiative, value.value, article, words(by, why))
    tell(found, said, now=now, as_json=as_json)


def supplier(
    initiative: KeyArgument,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Le bon fournisseur ; vide s'il n'y en a pas.")],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire qui fournit une initiative, selon tous ses articles ou celui que l'on donne."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.initiative(found, Action.SUPPLIER, initiative, name, article, words(by, why))
    tell(found, said, now=now, as_json=as_json)
