"""What was found, named by its key or its name: it is called otherwise, is another, two, or none."""

from enum import StrEnum
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
from core.types import CorrectionKind as Kind


class Named(StrEnum):
    """What can be renamed."""

    PERSON = "person"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"
    EVENT = "event"
    INITIATIVE = "initiative"
    ARTICLE = "article"


class Merged(StrEnum):
    """What can be merged."""

    PERSON = "person"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"
    EVENT = "event"
    INITIATIVE = "initiative"
    STORY = "story"


class Parted(StrEnum):
    """What can be split."""

    INITIATIVE = "initiative"
    EVENT = "event"
    STORY = "story"


class Deleted(StrEnum):
    """What can be deleted."""

    PERSON = "person"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"
    COMMUNE = "commune"
    EVENT = "event"
    INITIATIVE = "initiative"
    QUOTE = "quote"
    FIGURE = "figure"


def rename(
    kind: Annotated[Named, typer.Argument(metavar="QUOI", help="Ce qui change de nom.")],
    key: KeyArgument,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NOUVEAU", help="Le bon nom ; d'une initiative, son usage ; d'un article, son titre."
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
    """Donner un autre nom, partout ou dans un article ; à un article, un autre titre."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.rename(found, Kind(kind), key, name, article, words(by, why))
    tell(found, said, now=now, as_json=as_json)


def merge(
    kind: Annotated[Merged, typer.Argument(metavar="QUOI", help="Ce qui se fond.")],
    key: KeyArgument,
    into: Annotated[str, typer.Argument(metavar="DANS", help="Ce qui reste : clé ou nom.")],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire que deux choses n'en font qu'une, ici et dans les articles à venir."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.merge(found, Kind(kind), key, into, words(by, why), article)
    tell(found, said, now=now, as_json=as_json)


def split(
    kind: Annotated[Parted, typer.Argument(metavar="QUOI", help="Ce qui se sépare.")],
    key: KeyArgument,
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Ceux qui parlent d'autre chose.")
    ],
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Dire que ces articles parlent d'une autre initiative, d'un autre rendez-vous, d'un autre sujet."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.split(found, Kind(kind), key, articles, words(by, why))
    tell(found, said, now=now, as_json=as_json)


def delete(
    kind: Annotated[Deleted, typer.Argument(metavar="QUOI", help="Ce qui est faux.")],
    key: Annotated[
        str, typer.Argument(metavar="CLÉ|NOM|MOTS", help="La clé, le nom, ou des mots de la citation.")
    ],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Retirer ce qui n'est pas vrai ; il ne revient pas."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.delete(found, Kind(kind), key, article, words(by, why))
    tell(found, said, now=now, as_json=as_json)
