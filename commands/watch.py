"""`beffroi watch`: saved searches that tell what is new."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.send import NEEDS_A_LOOK, say
from commands.options import JsonOption, WorkspaceOption, opened
from commands.stories import ByOption

if TYPE_CHECKING:
    from core.letters import Watch
    from jobs.watching.composing import Would
    from jobs.watching.watches import Made
    from store.search import Unknown

app = typer.Typer(
    help="Les suivis : recherches gardées, avec leur fil, leur page, leurs courriels.", no_args_is_help=True
)
SlugArgument = Annotated[str, typer.Argument(metavar="SUIVI", help="Nom court, que « watch list » donne.")]
RHYTHMS = {"none": "aucun", "daily": "chaque jour", "weekly": "chaque lundi"}


class Mail(StrEnum):
    """How often it mails."""

    DAILY = "daily"
    WEEKLY = "weekly"


def _filter(help_text: str) -> Any:
    return typer.Option(help=help_text, rich_help_panel="Filtres")


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Comment il s’appelle.")],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[MOTS...]", help="Mots cherchés, comme pour « search ».")
    ] = None,
    workspace: WorkspaceOption = None,
    commune: Annotated[str, _filter("Commune : code INSEE ou nom.")] = "",
    mayor: Annotated[str, _filter("Maire nommé dans l’article.")] = "",
    epci: Annotated[str, _filter("Intercommunalité : numéro SIREN ou nom ; toutes ses communes.")] = "",
    departement: Annotated[str, _filter("Département : numéro ou nom.")] = "",
    technology: Annotated[str, _filter("Technologie : identifiant ou nom.")] = "",
    source: Annotated[str, _filter("Titre de presse : identifiant ou nom.")] = "",
    topic: Annotated[str, _filter("Thème : ia, cybersecurite…")] = "",
    nature: Annotated[str, _filter("initiative, incident, debate, national-policy ou other.")] = "",
    mail: Annotated[Mail | None, typer.Option(help="Un courriel, quand il y a du neuf.")] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="ADRESSE", help="À qui (répétable) : un abonné confirmé."),
    ] = None,
    by: ByOption = None,
    *,
    public: Annotated[
        bool,
        typer.Option("--public", help="Quiconque a leur adresse lit sa page et son fil, son nom compris."),
    ] = False,
    relevant: Annotated[bool, typer.Option("--relevant", help="Seulement les articles pertinents.")] = False,
    originals: Annotated[
        bool, typer.Option("--originals", help="Sans reprises, copies ni pages récapitulatives.")
    ] = False,
) -> None:
    """Garder une recherche, pour la rédaction : page, fil Atom et, si on veut, un courriel de ce qui est nouveau."""
    from core.letters import Rhythm
    from jobs.correcting.words import Words
    from jobs.watching import watches

    if bool(mail) != bool(to):
        raise typer.BadParameter("--mail et --to vont ensemble")
    query = {
        "words": " ".join(words or ()), "commune": commune, "mayor": mayor, "epci": epci, "departement": departement,
        "technology": technology, "source": source, "topic": topic, "nature": nature,
        "relevant": "1" * relevant, "originals": "1" * originals,
    }  # fmt: skip
    rhythm = Rhythm(mail.value) if mail else Rhythm.NONE
    made = watches.add(opened(workspace), name, query, rhythm, to or [], Words(by).author(), public=public)
    for said in (*map(_not_yet, made.unknown), *made.notes):
        typer.echo(said, err=True)
    _say_where(made)
    typer.echo(f"Ensuite : beffroi watch test {made.watch.slug} dit ce qu’il aurait envoyé.")


@app.command()
def publish(slug: SlugArgument, workspace: WorkspaceOption = None) -> None:
    """Ouvrir un suivi : quiconque a leur adresse lit sa page et son fil, son nom compris."""
    from jobs.watching import watches

    _say_where(watches.publish(opened(workspace), slug, public=True))


@app.command()
def close(slug: SlugArgument, workspace: WorkspaceOption = None) -> None:
    """Fermer un suivi : sa page et son fil publics disparaissent, la rédaction le garde."""
    from jobs.watching import watches

    _say_where(watches.publish(opened(workspace), slug, public=False))


@app.command("list")
def listed(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer les suivis."""
    from jobs.watching import watches

    if as_json:
        console.print_json([_row(one) for one in watches.listed(opened(workspace))])
    else:
        rows = [_shown(*one) for one in watches.described(opened(workspace))]
        console.show(rows, as_json=False, title="Suivis")


@app.command("test")
def tried(slug: SlugArgument, workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Dire, courriel par courriel, ce qu’un suivi aurait envoyé ces quatre dernières semaines."""
    from jobs.watching import watches

    found = watches.tried(opened(workspace), slug)
    mails = found.mails
    for note in found.notes:
        typer.echo(note, err=True)
    if as_json:
        console.print_json([_mail(one) for one in mails])
        return
    for one in mails:
        _show(one)
    count = sum(len(one.entries) + one.more for one in mails)
    typer.echo(
        f"{len(mails)} courriel{'s' * (len(mails) > 1)}, {count} sujet{'s' * (count > 1)} en quatre semaines."
    )


@app.command()
def remove(slug: SlugArgument, workspace: WorkspaceOption = None) -> None:
    """Supprimer un suivi, son fil et sa page."""
    from jobs.watching import watches

    typer.echo(f"Suivi « {watches.remove(opened(workspace), slug).slug} » supprimé.")


@app.command()
def send(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Envoyer les courriels des suivis qui ont du neuf ; « schedule » le fait chaque matin."""
    from jobs.letters.sending import How
    from jobs.watching.mailing import send_due

    with console.progress("Envoi") as report:
        done = send_due(opened(workspace), How(report))
    if as_json:
        console.print_json([{"issue": one.key, **one.counts} for one in done])
    elif not done:
        typer.echo("Rien de neuf à envoyer.")
    for one in done if not as_json else ():
        say(one)
    if any(one.needs_a_look for one in done):
        raise typer.Exit(NEEDS_A_LOOK)


def _say_where(made: "Made") -> None:
    slug = made.watch.slug
    if made.watch.public:
        typer.echo(f"Suivi « {slug} », public\n  Fil  : {made.feed}\n  Page : {made.page}")
    else:
        typer.echo(f"Suivi « {slug} », pour la rédaction : sa page et son fil y sont (/suivre/{slug}).")
        typer.echo(f"Pour que d’autres les lisent : beffroi watch publish {slug}")


def _not_yet(one: "Unknown") -> str:
    near = f" Proches : {' ; '.join(one.nearest)}." if one.nearest else ""
    return f"Aucun article encore avec « {console.inert(one.value)} ».{near}"


def _row(one: "Watch") -> dict[str, Any]:
    return {
        "slug": one.slug, "name": one.name, "query": one.query, "rhythm": one.rhythm.value,
        "readers": list(one.readers), "by": one.by, "created_at": one.created_at, "public": one.public,
    }  # fmt: skip


def _shown(one: "Watch", search: str) -> dict[str, Any]:
    return {
        "suivi": one.slug, "nom": one.name, "cherche": search, "courriel": RHYTHMS[one.rhythm.value],
        "à": list(one.readers), "public": "oui" if one.public else "non",
    }  # fmt: skip


def _mail(one: "Would") -> dict[str, Any]:
    entries = [
        {
            "title": entry.title, "day": entry.day, "why": entry.why.sentence,
            "passage": entry.why.passage, "again": entry.again,
            "outlets": [{"name": o.name, "url": o.url} for o in entry.outlets],
        }
        for entry in one.entries
    ]  # fmt: skip
    return {"day": one.day, "entries": entries, "more": one.more}


def _show(one: "Would") -> None:
    from core.days import paris_day
    from digest.french import day

    out = console.console()
    under_way = " (semaine en cours)" if one.day > paris_day(datetime.now(UTC)) else ""
    out.print(f"[bold]{day(one.day)}[/]{under_way}")
    for entry in one.entries:
        outlets = ", ".join(dict.fromkeys(outlet.name for outlet in entry.outlets))
        out.print(
            f"  • {console.plain(entry.title)} ({console.plain(outlets)}){' – suite' * entry.again}",
            soft_wrap=True,
        )
        if entry.why.said:
            out.print(f"    [dim]{console.plain(entry.why.said)}[/]", soft_wrap=True)
    if one.more:
        out.print(f"  et {one.more} autre{'s' * (one.more > 1)}")
