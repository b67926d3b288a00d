"""The command that searches what was published."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from store.search import Alike, Facet, Found, Hit, Unknown

FIELDS = {
    "source": "titre de presse", "commune": "commune", "epci": "intercommunalité",
    "departement": "département", "mayor": "maire", "technology": "technologie", "topic": "thème", "nature": "nature",
    "month": "mois",
}  # fmt: skip
COUNTED_AS = {"article": "", "reprint": "reprise", "copy": "copie", "round-up": "récapitulatif"}


class Order(StrEnum):
    """The order of the results."""

    RELEVANCE = "relevance"
    DATE = "date"


def _filter(help_text: str) -> Any:
    return typer.Option(help=help_text, rich_help_panel="Filtres")


def search(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RECHERCHE...]",
            help="Mots cherchés, en français : tous sont demandés. « mots exacts », OU, SAUF (ou -mot), parenthèses, "
            "numéri*, commune:Dreux, depuis:2025-03.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    source: Annotated[str, _filter("Titre de presse : identifiant ou nom.")] = "",
    since: Annotated[str, _filter("Depuis ce jour : AAAA, AAAA-MM ou AAAA-MM-JJ.")] = "",
    until: Annotated[str, _filter("Jusqu'à ce jour compris.")] = "",
    commune: Annotated[str, _filter("Commune : code INSEE ou nom.")] = "",
    epci: Annotated[str, _filter("Intercommunalité : numéro SIREN ou nom ; avec ses communes.")] = "",
    departement: Annotated[str, _filter("Département : numéro ou nom.")] = "",
    mayor: Annotated[str, _filter("Maire nommé dans l'article.")] = "",
    technology: Annotated[str, _filter("Technologie : identifiant ou nom.")] = "",
    topic: Annotated[str, _filter("Thème : ia, cybersecurite…")] = "",
    nature: Annotated[str, _filter("initiative, incident, debate, national-policy ou other.")] = "",
    sort: Annotated[Order, typer.Option(help="Ordre : les meilleurs ou les plus récents d'abord.")] = (
        Order.RELEVANCE
    ),
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Nombre de résultats.")] = 20,
    offset: Annotated[int, typer.Option(min=0, max=100_000, help="Combien de résultats sauter.")] = 0,
    *,
    relevant: Annotated[bool, typer.Option("--relevant", help="Seulement les articles pertinents.")] = False,
    originals: Annotated[
        bool, typer.Option("--originals", help="Sans reprises, copies ni pages récapitulatives.")
    ] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Compter tous les résultats, par champ.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Chercher dans le texte des articles."""
    from jobs.reading import search as find

    asked = {
        "words": " ".join(query or ()), "source": source, "since": since, "until": until, "commune": commune,
        "epci": epci, "departement": departement, "mayor": mayor, "technology": technology,
        "topic": topic, "nature": nature,
        "sort": sort.value, "limit": str(limit), "offset": str(offset),
        "relevant": "1" * relevant, "originals": "1" * originals,
    }  # fmt: skip
    if not any(asked[name] for name in asked.keys() - {"sort", "limit", "offset"}):
        raise typer.BadParameter(
            "dites ce que vous cherchez : des mots, ou un filtre.", param_hint="RECHERCHE"
        )
    found = find(opened(workspace), asked, facets=facets)
    for unknown in found.unknown:
        typer.echo(_explained(unknown), err=True)
    for several in found.alike:
        typer.echo(_told_apart(several), err=True)
    for other in found.suggested:
        typer.echo(
            f"Voir aussi : beffroi search {shlex.quote(other.typed)} ({_articles(other.articles)})", err=True
        )
    if as_json:
        console.print_json(_counts(found) if facets else [_row(hit) for hit in found.hits])
    else:
        _show(found, offset)


class SearchCommand(TyperCommand):
    """« -Autun » is a word to leave out, as people type it, and no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See click; a folder right behind -w stays one."""
        return super().parse_args(ctx, [f"SAUF {arg[1:]}" if _leaves_out(arg) else arg for arg in args])


def _leaves_out(arg: str) -> bool:
    word = len(arg) > len("-w") and arg[0] == "-" and arg[1] not in "-=" and not arg[1:].isdigit()
    return word and not (arg[1] == "w" and Path(arg[2:]).is_dir())


def _articles(count: int) -> str:
    return f"{count} article{'s' * (count > 1)}"


def _explained(unknown: "Unknown") -> str:
    if unknown.quoted:
        field = {
            "departement": "département",
            "mayor": "maire",
            "technology": "technologie",
            "topic": "thème",
        }
        typed = f'{field.get(unknown.field, unknown.field)}:"{console.inert(unknown.quoted)}"'
        return f"Une valeur de plusieurs mots prend des guillemets : beffroi search {shlex.quote(typed)}"
    nearest = f" Proches : {' ; '.join(unknown.nearest)}." if unknown.nearest else ""
    return f"Aucun article avec {FIELDS[unknown.field]} « {console.inert(unknown.value)} ».{nearest}"


def _told_apart(several: "Alike") -> str:
    towns = ", ".join(f"{code} ({departement})" for code, departement in several.communes)
    name = console.inert(several.name)
    return f"Plusieurs communes s’appellent {name} : {towns} ; précisez le code."


def _row(hit: "Hit") -> dict[str, Any]:
    return {
        "article_id": hit.article_id, "score": hit.score, "title": hit.title, "url": hit.url, "source": hit.source,
        "source_name": hit.source_name, "day": hit.day, "counted_as": hit.counted_as,
        "passage": hit.passage.text, "marks": [list(mark) for mark in hit.passage.marks],
    }  # fmt: skip


def _counts(found: "Found") -> list[dict[str, Any]]:
    return [
        {"facet": facet.field, "value": value.value, "label": value.label, "n": value.n}
        for facet in found.facets
        for value in facet.values
    ]


def _show(found: "Found", offset: int) -> None:
    out = console.console()
    if not found.hits:
        if found.unknown:  # it was explained
            return
        out.print("Aucun résultat." if not found.total else f"Pas de résultat après le {found.total}e.")
        return
    last = offset + len(found.hits)
    shown = "1 résultat" if found.total == 1 else f"Résultats {offset + 1} à {last} sur {found.total}"
    out.print(f"[italic]{shown}[/]")
    if out.width < _WIDE:
        _show_blocks(out, found)
    else:
        out.print(_table(found))
    for facet in found.facets:
        if facet.values:
            out.print(_facet(facet))


_WIDE = 100
"""Columns under which a passage in a table is a ladder of words."""


def _table(found: "Found") -> "Table":
    from rich.table import Table

    table = Table(header_style="bold")
    table.add_column("date", no_wrap=True)
    for name, share in (("titre", 3), ("source", 1), ("extrait", 4)):
        table.add_column(name, overflow="fold", ratio=share)
    for hit in found.hits:
        title = f"{_headline(hit)}\n[dim]{console.plain(hit.url)}[/]"
        table.add_row(console.plain(hit.day), title, console.plain(hit.source_name), _passage(hit))
    return table


def _show_blocks(out: "Console", found: "Found") -> None:
    for hit in found.hits:
        day = f"{console.plain(hit.day)} · " if hit.day else ""
        out.print(f"[bold]──[/] {day}{console.plain(hit.source_name)}\n[bold]{_headline(hit)}[/]")
        out.print(_passage(hit))
        out.print(f"[dim]{console.plain(hit.url)}[/]", soft_wrap=True)


def _headline(hit: "Hit") -> str:
    """A title, and what it is when it is no article of its own."""
    counted_as = COUNTED_AS.get(hit.counted_as, hit.counted_as)
    return console.plain(hit.title) + (f" [italic]({console.plain(counted_as)})[/]" if counted_as else "")


def _passage(hit: "Hit") -> "Text":
    from rich.text import Text

    shown = Text(console.inert(hit.passage.text))  # one character for one: the ranges hold
    for start, end in hit.passage.marks:
        shown.stylize("bold", start, end)
    return shown


def _facet(facet: "Facet") -> "Table":
    from rich.table import Table

    table = Table(show_header=False, title=FIELDS[facet.field], title_justify="left")
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    for value in facet.values:
        named = value.label if value.label == value.value else f"{value.label} ({value.value})"
        table.add_row(console.plain(named), str(value.n))
    return table
