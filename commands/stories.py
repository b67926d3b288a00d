"""`beffroi stories`: what several articles tell, who tells it; an editor joins or parts stories for good."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.types import StoryEdit
    from jobs.stories import Found, Said
    from store.readers.stories import StoryRow

app = typer.Typer(
    help="Les sujets : articles de plusieurs titres et de plusieurs jours sur une même chose.",
    no_args_is_help=True,
)

StoryArgument = Annotated[
    str, typer.Argument(metavar="SUJET", help="Identifiant d'un sujet, ou le début qui suffit.")
]
ByOption = Annotated[str | None, typer.Option("--by", help="Qui le dit ; par défaut, votre nom de session.")]
WhyOption = Annotated[str, typer.Option("--why", help="Pourquoi, en quelques mots.")]

_SHORT = 8  # digits of an id that tell it from the others of a story
_COUNTED = {"article": "", "reprint": "reprise", "copy": "double", "round-up": "récapitulatif"}
_RULES = {"founded": "l'a ouvert", "linked": "même texte", "alike": "ressemblance", "edited": "rédaction"}


@app.command("list")
def list_stories(
    workspace: WorkspaceOption = None,
    days: Annotated[
        int, typer.Option(min=1, max=36_500, help="Sujets racontés depuis ce nombre de jours.")
    ] = 7,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Nombre de sujets.")] = 50,
    *,
    as_json: JsonOption = False,
) -> None:
    """Montrer les sujets des derniers jours, ceux dont on vient de parler d'abord."""
    from jobs.stories import listed

    rows = listed(opened(workspace), days, limit)
    if as_json:
        console.print_json([row._asdict() for row in rows])
        return
    shown = [
        {
            "sujet": row.story_id,
            "du": row.first_day,
            "au": row.last_day,
            "titre": row.title,
            "communes": row.communes[:3],
            "parutions": _told(row),
        }
        for row in rows
    ]
    if shown:
        console.show(shown, as_json=False, title=f"Sujets des {days} derniers jours")
    else:
        typer.echo(f"Aucun sujet ces {days} derniers jours (--days).")


@app.command()
def show(story: StoryArgument, workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer un sujet : ses articles, et pourquoi ils y sont."""
    from jobs.stories import shown

    found = shown(opened(workspace), story)
    _note(found.found)
    if as_json:
        console.print_json([{"story_id": found.story.story_id} | row._asdict() for row in found.articles])
        return
    out = console.console()
    out.print(f"[bold]{console.plain(found.story.title)}[/]\n{_told(found.story)}", soft_wrap=True)
    rows = [
        {
            "article": row.article_id[:_SHORT],
            "date": row.day,
            "source": row.source,
            "titre": row.title,
            "adresse": row.url,
            "compté": _COUNTED[row.counted_as],
            "pourquoi": _why(row.rule, row.score),
        }
        for row in found.articles
    ]
    console.show(rows, as_json=False)


@app.command()
def merge(
    story: StoryArgument,
    into: Annotated[str, typer.Argument(metavar="DANS", help="Le sujet qui reste.")],
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    why: WhyOption = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Fondre un sujet dans un autre, pour de bon : ce qui l'aurait rejoint rejoindra l'autre."""
    from jobs.correcting.words import Words
    from jobs.stories import merge as say

    _print(say(opened(workspace), story, into, Words(by, why)), as_json=as_json)


@app.command()
def split(
    story: StoryArgument,
    articles: Annotated[
        list[str], typer.Argument(metavar="URL|ID...", help="Articles qui font un sujet à part.")
    ],
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    why: WhyOption = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Détacher des articles d'un sujet, pour de bon : ils en font un autre et n'y reviendront pas."""
    from jobs.correcting.words import Words
    from jobs.stories import split as say

    _print(say(opened(workspace), story, articles, Words(by, why)), as_json=as_json)


def _note(*found: "Found") -> None:
    """Say which of the stories that were named are part of another: that one is meant."""
    for one in found:
        if one.followed:
            typer.echo(
                f"Le sujet {one.named} est fondu dans {one.story_id} : c’est celui-ci qui est pris.", err=True
            )


def _print(said: "Said", *, as_json: bool) -> None:
    edit = said.edit
    _note(*said.found)
    if as_json:
        console.print_json([_row(edit)])
        return
    if edit.kind.value == "merge":
        typer.echo(f"Le sujet {edit.story_id} est fondu dans {edit.into_id}.")
    else:
        what = "un article forme" if len(edit.articles) == 1 else f"{len(edit.articles)} articles forment"
        typer.echo(f"Détaché du sujet {edit.story_id} : {what} le sujet {edit.into_id}.")
    typer.echo("C’est noté pour de bon ; « beffroi process » puis « beffroi publish » le feront voir.")
    typer.echo(f"Pour l’annuler : « beffroi correct undo s{edit.number} ».")


def _row(edit: "StoryEdit") -> dict[str, Any]:
    said = {
        name: value for name, value in edit._asdict().items() if name not in {"before", "undoes", "number"}
    }
    return said | {"kind": edit.kind.value, "correction_id": f"s{edit.number}", "effect": "next process"}


def _told(row: "StoryRow") -> str:
    """9 titres, 1 groupe ; 11 articles dont 8 reprises."""
    said = (
        f"{_count(row.outlets, 'titre')}, {_count(row.groups, 'groupe')} ; {_count(row.articles, 'article')}"
    )
    return f"{said} dont {_count(row.reprints, 'reprise')}" if row.reprints else said


def _count(n: int, what: str) -> str:
    return f"{n}\u00a0{what}{'s' if n > 1 else ''}"


def _why(rule: str, score: float) -> str:
    said = _RULES[rule]
    return f"{said} ({score:.2f})".replace(".", ",") if rule == "alike" else said
