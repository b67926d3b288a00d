"""`beffroi forget`: a person, an article or a source leaves the workspace for good."""

import shlex
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.forgetting.forget import Forgotten
    from jobs.forgetting.wish import Wish

NEEDS_A_LOOK = 3
"""Finished, but nothing was found: a name may be mistyped."""

BY_HAND = (
    "ce qui a été exporté hors de l’espace de travail, et les éditions déjà déposées ou transmises",
    "les lettres déjà envoyées",
    "les autres sauvegardes, et l’historique de ce terminal si vous y avez tapé le nom",
    "les lecteurs encore ouverts sur un ancien instantané : il disparaît quand ils le ferment",
)
"""What no command reaches."""

FILES = {"live": "faits : autres lignes", "texts": "textes"}
TABLES = {
    "articles": "faits : articles", "article_versions": "faits : articles", "article_links": "faits : reprises",
    "article_topics": "faits : articles", "roles": "faits : rôles", "quotes": "faits : citations",
    "figures": "faits : chiffres", "events": "faits : rendez-vous", "event_mentions": "faits : rendez-vous",
    "mentions": "faits : noms cités", "initiatives": "faits : initiatives",
    "initiative_history": "faits : initiatives", "stories": "faits : sujets", "story_articles": "faits : sujets",
    "organisations": "faits : organisations", "mandates": "registre des maires", "fetches": "faits : relevés",
    "rejections": "faits : pages refusées", "sources": "faits : sources", "corrections": "corrections",
    "article_texts": "textes", "article_notes": "textes : notes",
}  # fmt: skip
"""Tables of the results and of the texts, as people call what they hold."""
PLACES = {
    "archive": "archive : pages", "journals": "archive : journaux", "state": "état : adresses et relevés",
    "logs": "journal du programme", "digests": "lettres", "letters": "archive des lettres",
    "releases": "versions citables",
    "backups": "sauvegardes", "aside": "fichiers mis de côté", "registers": "registre des maires",
    "decisions.jsonl": "décisions d’entraînement", "mandates.toml": "mandates.toml (mandats ajoutés)",
}  # fmt: skip


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
            _end(wish, seen)
            return
        _confirm(seen)
    done = job.forget(found, wish)
    _tell(done, done=True, as_json=as_json)
    _end(wish, done)


def _wish(person: str | None, url: str | None, source: str | None) -> "Wish":
    from jobs.forgetting.wish import Wish, WishKind

    given = {WishKind.PERSON: person, WishKind.URL: url, WishKind.SOURCE: source}
    asked = [Wish(kind, words) for kind, words in given.items() if words]
    if len(asked) != 1:
        raise typer.BadParameter("donnez --person, --url ou --source, une seule de ces trois")
    return asked[0]


def _end(wish: "Wish", found: "Forgotten") -> None:
    """A person or an address that is nowhere may be mistyped; a source was known, or there was none to ask for."""
    from jobs.forgetting.wish import WishKind

    if not found.places and wish.kind is not WishKind.SOURCE:
        raise typer.Exit(NEEDS_A_LOOK)


def _confirm(seen: "Forgotten") -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter("sans terminal, confirmez avec --yes (ou voyez avec --dry-run)")
    _tell(seen, done=False, as_json=False)
    typer.confirm("Retirer tout cela pour de bon ?", abort=True)


def _rows(found: "Forgotten") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [place._asdict() for place in found.places]
    if found.others:
        rows.append({"place": "archive.others", "found": found.others})
    return rows + [{"place": "copy", "found": 1, **copy._asdict()} for copy in found.copies]


def _tell(found: "Forgotten", *, done: bool, as_json: bool) -> None:
    if as_json:
        console.print_json(_rows(found))
        return
    out = console.console()
    if not found.places:
        out.print("Rien de tel n’est gardé ici." + (" Cela ne reviendra pas." if done else ""))
        if found.near:
            out.print(f"Noms proches : {', '.join(map(console.plain, found.near))}.", soft_wrap=True)
        _list(found.by_hand, "À faire à la main, hors de portée :")
        return
    title = "Retiré ou masqué" if done else "Partirait ou serait masqué"
    console.show(_summed(found), as_json=False, title=title)
    if found.others:
        gone, stay = ("retirées", "restent") if done else ("partiraient", "resteraient")
        out.print(
            f"Pages d’autres articles qui le nomment ou y renvoient : {found.others} {gone} de l’archive,"
            f" leurs articles {stay}.",
            soft_wrap=True,
        )
    _tell_copies(found)
    _list((*found.by_hand, *BY_HAND), "À faire à la main, hors de portée :")


def _tell_copies(found: "Forgotten") -> None:
    """An answer to a person is not whole while the same words stand elsewhere: who asks decides."""
    lines = [
        f"{copy.title} ({copy.source})\n    beffroi forget --url {shlex.quote(copy.url)}"
        for copy in found.copies
    ]
    _list(lines, "À décider : le même texte existe ailleurs, et y reste.")


def _list(lines: "Sequence[str]", heading: str) -> None:
    out = console.console()
    if lines:
        out.print(heading)
    for line in lines:
        out.print(f"  - {console.inert(line)}", markup=False, soft_wrap=True)


def _summed(found: "Forgotten") -> list[dict[str, Any]]:
    """The places by their French names: several tables may bear one."""
    sums: Counter[str] = Counter()
    for place in found.places:
        file, _, table = place.place.partition(".")
        known = PLACES.get(place.place) or PLACES.get(file) if file not in FILES else None
        sums[known or (TABLES.get(table, FILES[file]) if file in FILES else place.place)] += place.found
    return [{"où": where, "lignes ou fichiers": count} for where, count in sums.items()]


def _tell_lifted(lifted: bool, *, as_json: bool) -> None:
    if as_json:
        console.print_json([{"lifted": lifted}])
    else:
        typer.echo("Oubli levé." if lifted else "Rien de tel n’avait été oublié ici.")
    if not lifted:
        raise typer.Exit(NEEDS_A_LOOK)
