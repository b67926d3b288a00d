"""`beffroi forget`: a person, an article or a source leaves the workspace for good."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from jobs.forgetting.forget import Forgotten
    from jobs.forgetting.wish import Wish

BY_HAND = (
    "ce qui a été exporté hors de l’espace de travail, et les éditions déjà déposées ou transmises",
    "les lettres déjà envoyées",
    "les autres sauvegardes, et l’historique de ce terminal si vous y avez tapé le nom",
    "les lecteurs encore ouverts sur un ancien instantané : il disparaît quand ils le ferment",
)
"""What no command reaches."""


def forget(
    person: Annotated[str | None, typer.Option(metavar="NOM", help="Prénom et nom d’une personne.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADRESSE", help="Adresse d’un article.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", "-s", metavar="NOM", help="Tout ce qui vient d’une source.")
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    lift: Annotated[
        bool, typer.Option("--lift", help="Lever l’oubli ; ce qui est parti ne revient pas de soi.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer ce qui partirait, et finir.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ne rien demander.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Oublier une personne, un article ou une source, partout et pour de bon."""
    from jobs.forgetting import forget as job

    wish = _wish(person, url, source)
    found = opened(workspace)
    if lift:
        _tell_lifted(job.lift(found, wish), as_json=as_json)
        return
    if dry_run or not yes:
        seen = job.look(found, wish)
        if dry_run:
            _tell(seen, done=False, as_json=as_json)
            return
        _confirm(seen)
    _tell(job.forget(found, wish), done=True, as_json=as_json)


def _wish(person: str | None, url: str | None, source: str | None) -> "Wish":
    from jobs.forgetting.wish import Wish, WishKind

    given = {WishKind.PERSON: person, WishKind.URL: url, WishKind.SOURCE: source}
    asked = [Wish(kind, words) for kind, words in given.items() if words]
    if len(asked) != 1:
        raise typer.BadParameter("donnez --person, --url ou --source, une seule de ces trois")
    return asked[0]


def _confirm(seen: "Forgotten") -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter("sans terminal, confirmez avec --yes (ou voyez avec --dry-run)")
    _tell(seen, done=False, as_json=False)
    typer.confirm("Retirer tout cela pour de bon ?", abort=True)


def _rows(found: "Forgotten") -> list[dict[str, Any]]:
    return [place._asdict() for place in found.places]


def _tell(found: "Forgotten", *, done: bool, as_json: bool) -> None:
    if as_json:
        console.print_json(_rows(found))
        return
    out = console.console()
    if not found.places:
        out.print("Rien de tel n’est gardé ici." + (" Cela ne reviendra pas." if done else ""))
    else:
        title = "Retiré ou masqué" if done else "Partirait ou serait masqué"
        console.show(
            [{"où": row["place"], "lignes ou fichiers": row["found"]} for row in _rows(found)],
            as_json=False,
            title=title,
        )
    out.print("À faire à la main, hors de portée :")
    for item in (*found.by_hand, *BY_HAND):
        out.print(f"  - {console.inert(item)}", markup=False, soft_wrap=True)


def _tell_lifted(lifted: bool, *, as_json: bool) -> None:
    if as_json:
        console.print_json([{"lifted": lifted}])
        return
    typer.echo("Oubli levé." if lifted else "Rien de tel n’avait été oublié ici.")
