"""What people, communes and technologies are to each other."""

from enum import StrEnum
from typing import Annotated

import typer

from commands.correcting.options import (
    ArticleArgument,
    ArticleOption,
    ByOption,
    NowOption,
    WhyOption,
)
from commands.correcting.told import tell, words
from commands.correcting.words import role_of
from commands.options import JsonOption, WorkspaceOption, opened
from core.types import CorrectionKind as Kind
from core.types import RoleKind


class Linked(StrEnum):
    """What can be linked to another."""

    COMMUNE = "commune"
    TECHNOLOGY = "technology"
    PERSON = "person"
    QUOTE = "quote"
    INITIATIVE = "initiative"
    EVENT = "event"


def role(
    article: ArticleArgument,
    person: Annotated[str, typer.Argument(metavar="PERSONNE", help="Nom ou clé.")],
    kind: Annotated[
        RoleKind, typer.Argument(parser=role_of, metavar="RÔLE", help="Le bon rôle : maire, adjoint…")
    ],
    workspace: WorkspaceOption = None,
    commune: Annotated[
        str | None, typer.Option("--commune", help="Commune du rôle : code INSEE ou nom.")
    ] = None,
    was: Annotated[
        RoleKind | None,
        typer.Option(
            "--was",
            parser=role_of,
            metavar="RÔLE",
            help="Le rôle à remplacer, si la personne en a plusieurs.",
        ),
    ] = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Partout où cette personne est nommée.")
    ] = False,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire quel est le rôle d'une personne ; le répertoire des élus est consulté de nouveau."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.role(
        found,
        article,
        person,
        kind.value,
        words(by, why),
        commune,
        was.value if was else "",
        everywhere=everywhere,
    )
    tell(found, said, now=now, as_json=as_json)


def link(
    kind: Annotated[Linked, typer.Argument(metavar="QUOI", help="Ce qui est mal relié.")],
    key: Annotated[
        str, typer.Argument(metavar="CLÉ|NOM|MOTS", help="La clé, le nom, ou des mots de la citation.")
    ],
    into: Annotated[
        str,
        typer.Argument(
            metavar="À",
            help="La bonne commune ou technologie, clé ou nom ; d'une citation, qui parle (vide : on ne sait).",
        ),
    ],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Relier mention, personne, initiative ou rendez-vous à la bonne commune ou technologie ; citation à qui parle."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    tell(
        found,
        correcting.link(found, Kind(kind), key, into, article, words(by, why)),
        now=now,
        as_json=as_json,
    )
