"""`beffroi correct`: what an editor says of what was found, for good, until it is undone."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.correct_told import json_row, shown, tell, words
from commands.correct_words import nature_of, role_of, status_of
from commands.options import JsonOption, WorkspaceOption, opened
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import InitiativeStatus, Nature, RoleKind

if TYPE_CHECKING:
    from jobs.correcting.words import Words

app = typer.Typer(
    help="Corriger ce qui a été trouvé, pour de bon : les corrections survivent à tout nouveau traitement.",
    no_args_is_help=True,
)


class Named(StrEnum):
    """What can be renamed."""

    PERSON = "person"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"
    EVENT = "event"
    INITIATIVE = "initiative"


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


class Linked(StrEnum):
    """What can be linked to another."""

    COMMUNE = "commune"
    TECHNOLOGY = "technology"
    PERSON = "person"


KeyArgument = Annotated[
    str, typer.Argument(metavar="CLÉ|NOM", help="La clé, le début d'un identifiant, ou le nom.")
]
ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Adresse ou identifiant d'un article.")
]
ArticleOption = Annotated[
    str | None, typer.Option("--article", "-a", help="Dans cet article seulement (adresse ou identifiant).")
]
WhyOption = Annotated[
    str | None, typer.Option("--why", help="Pourquoi : ce qui le prouve, en quelques mots.")
]
ByOption = Annotated[str | None, typer.Option("--by", help="Qui le dit ; par défaut, votre nom de session.")]
NowOption = Annotated[bool, typer.Option("--now", help="Traiter et publier aussitôt.")]


@app.command("list")
def list_corrections(
    workspace: WorkspaceOption = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Celles qui ont été annulées aussi.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Montrer les corrections, et ce que chacune change."""
    from jobs.correcting.corrections import listed

    rows = listed(opened(workspace), undone_too=every)
    if as_json:
        console.print_json([json_row(row) for row in rows])
    elif rows:
        console.show([shown(row) for row in rows], as_json=False, title="Corrections")
    else:
        typer.echo("Aucune correction.")


@app.command()
def rename(
    kind: Annotated[Named, typer.Argument(metavar="QUOI", help="Ce qui change de nom.")],
    key: KeyArgument,
    name: Annotated[str, typer.Argument(metavar="NOUVEAU", help="Le bon nom ; d'une initiative, son usage.")],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Donner un autre nom, partout ou dans un article."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    said = correcting.rename(found, Kind(kind), key, name, article, words(by, why))
    tell(found, said, now=now, as_json=as_json)


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def link(
    kind: Annotated[Linked, typer.Argument(metavar="QUOI", help="Ce qui est mal relié.")],
    key: KeyArgument,
    into: Annotated[str, typer.Argument(metavar="À", help="La bonne commune ou technologie : clé ou nom.")],
    workspace: WorkspaceOption = None,
    article: ArticleOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Relier à une autre commune (homonyme), à une autre technologie ; une personne, à une autre commune."""
    from jobs.correcting import say as correcting

    found = opened(workspace)
    tell(
        found,
        correcting.link(found, Kind(kind), key, into, article, words(by, why)),
        now=now,
        as_json=as_json,
    )


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def undo(
    correction: Annotated[
        str, typer.Argument(metavar="NUMÉRO", help="Celui que donne « correct list » : c12, s3.")
    ],
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Annuler une correction : tout redevient ce qu'il serait sans elle."""
    from jobs.correcting.corrections import undo as take_back

    found = opened(workspace)
    said = take_back(found, correction, words(by, why))
    tell(found, said, now=now, as_json=as_json, undone=True)


@app.command()
def export(
    workspace: WorkspaceOption = None,
    tests: Annotated[
        Path | None,
        typer.Option("--tests", metavar="DOSSIER", help="Cas d'essai : textes, et ce qu'il faut y trouver."),
    ] = None,
    training: Annotated[
        Path | None, typer.Option("--training", metavar="FICHIER", help="Décisions, pour « beffroi train ».")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Faire des corrections des cas d'essai, ou des décisions à apprendre. À garder chez vous : textes de presse."""
    from jobs.correcting.cases import export_tests, export_training

    if (tests is None) is (training is None):
        raise typer.BadParameter("donnez --tests DOSSIER ou --training FICHIER")
    found = opened(workspace)
    path = tests or training
    count = export_tests(found, tests) if tests else export_training(found, training or found.decisions)
    if as_json:
        console.print_json([{"path": str(path), "exported": count}])
    else:
        what = "cas d’essai" if tests else "décision(s)"
        typer.echo(f"{count} {what} dans {path}. Ce sont des textes de presse : à ne pas diffuser.")


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
