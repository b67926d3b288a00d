"""What an article is as a whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.correcting.options import (
    ArticleArgument,
    ByOption,
    NowOption,
    WhyOption,
)
from commands.correcting.told import tell, words
from commands.correcting.words import nature_of
from commands.options import JsonOption, WorkspaceOption, opened
from core.types import CorrectionAction as Action
from core.types import Nature

if TYPE_CHECKING:
    from jobs.correcting.words import Words


def relevant(
    article: ArticleArgument,
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire qu'un article est pour nous."""
    _judge(Action.RELEVANT, article, "", workspace, words(by, why), now=now, as_json=as_json)


def irrelevant(
    article: ArticleArgument,
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire qu'un article n'est pas pour nous : il ne raconte aucune initiative, n'annonce aucun rendez-vous."""
    _judge(Action.IRRELEVANT, article, "", workspace, words(by, why), now=now, as_json=as_json)


def nature(
    article: ArticleArgument,
    value: Annotated[
        Nature,
        typer.Argument(parser=nature_of, metavar="NATURE", help="La bonne nature : initiative, débat…"),
    ],
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire de quelle nature est un article."""
    _judge(Action.NATURE, article, value.value, workspace, words(by, why), now=now, as_json=as_json)


def topics(
    article: ArticleArgument,
    values: Annotated[list[str], typer.Argument(metavar="THÈME...", help="Tous les bons thèmes.")],
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire de quels thèmes est un article."""
    from jobs.correcting.say import topics_of

    _judge(Action.TOPICS, article, topics_of(values), workspace, words(by, why), now=now, as_json=as_json)


def _judge(
    action: Action,
    article: str,
    value: str,
    workspace: Path | None,
    said: "Words",
    *,
    now: bool,
    as_json: bool,
) -> None:
    from jobs.correcting import say as correcting

    found = opened(workspace)
    tell(found, correcting.judge(found, action, article, value, said), now=now, as_json=as_json)
