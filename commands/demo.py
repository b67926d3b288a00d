"""`beffroi demo`: the whole job, shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption

if TYPE_CHECKING:
    from jobs.demo import Shown


def demo(
    directory: Annotated[Path, typer.Option("--dir", help="Dossier de la démonstration.")] = Path(
        "beffroi-demo"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port de la rédaction inventée.")] = 8017,
    *,
    as_json: JsonOption = False,
) -> None:
    """Montrer tout le travail sur une rédaction inventée, hors ligne."""
    from jobs.demo import demonstrate

    out = console.console()
    shown = demonstrate(directory, port, (lambda _: None) if as_json else out.print)
    if as_json:
        console.print_json([_summary(shown)])
        return
    _print(shown)


def _summary(shown: "Shown") -> dict[str, object]:
    return {
        **shown.articles,
        "mayors": [dict(zip(_MAYOR, row, strict=True)) for row in shown.mayors],
        "technologies": dict(shown.technologies),
        "initiatives": [dict(zip(_INITIATIVE, row, strict=True)) for row in shown.initiatives],
        "quotes": [dict(zip(_QUOTE, row, strict=True)) for row in shown.quotes],
        "agenda": [dict(zip(_EVENT, row, strict=True)) for row in shown.agenda],
        "refusals": [r._asdict() for r in shown.refusals],
        "duckdb": str(shown.workspace.published.resolve()),
        "digest": str(shown.digest),
        "logs": str(shown.workspace.logs),
    }


_MAYOR = ("name", "commune", "insee", "status", "register", "register_basis", "departement")
_INITIATIVE = (
    *("actor", "technology", "use_case", "status", "supplier"),
    *("articles", "outlets", "evidence_text", "departement"),
)
_QUOTE = ("speaker", "role", "commune", "text")
_EVENT = ("start_day", "end_day", "precision", "name", "place", "articles")
_WORDS = {
    "confirmed": "[green]confirmé[/]", "contradicted": "[red]contredit[/]", "unknown": "[yellow]inconnu[/]",
    "current": "maire", "former": "ex-maire",
}  # fmt: skip


def _print(shown: "Shown") -> None:
    from digest.french import days, of_town, reason

    out = console.console()
    count = shown.articles
    out.print(
        f"\n[bold]{count['articles']} articles[/] ({count['versions']} versions), dont "
        f"[bold]{count['relevant']} pour nous[/] et {count['excerpts']} connus par leur seul extrait. "
        f"{count['repeats']} en répètent d’autres et ne comptent pas.\n"
    )
    out.print(_mayors(shown))
    out.print(
        "\n[bold]Technologies[/] (articles) : "
        + ", ".join(f"{console.plain(t)} ({n})" for t, n in shown.technologies)
    )
    out.print()
    out.print(_initiatives(shown))
    out.print("\n[bold]Ils l’ont dit[/] (les maires, entre guillemets)")
    for speaker, _, commune, text in shown.quotes[:_SHOWN]:
        out.print(f"  {console.plain(speaker)}, {of_town(commune)} : « {console.plain(text)} »")
    if len(shown.quotes) > _SHOWN:
        out.print(f"  … et {len(shown.quotes) - _SHOWN} autres : FROM v_quotes")
    out.print("\n[bold]Agenda[/]")
    for first, last, precision, name, place, _ in shown.agenda:
        where = f", {console.plain(place)}" if place else ""
        out.print(f"  {days(first, last, precision)} : {console.plain(name)}{where}")
    out.print("\n[bold]Pas lus[/]")
    for refusal in shown.refusals:
        out.print(f"  {console.plain(refusal.source)} : {reason(refusal.reason)} ({refusal.n})")
    out.print()
    for label, path in (
        ("Base DuckDB", shown.workspace.published),
        ("Lettre     ", shown.digest),
        ("Journaux   ", shown.workspace.logs),
    ):
        out.print(f"{label} : {path}", soft_wrap=True, markup=False)
    out.print("\nEnsuite, la rédaction dans un navigateur, puis une question :", markup=False)
    for command in _NEXT:
        out.print(f"  {command} -w {shown.workspace.root}", soft_wrap=True, markup=False)


_SHOWN = 8


def _initiatives(shown: "Shown") -> object:
    from rich.table import Table

    from digest.french import STATUS

    table = Table(
        "Qui",
        "Technologie",
        "Usage",
        "Où en est-on",
        "Fournisseur",
        title="Initiatives",
        title_justify="left",
    )
    actors = located([(row[0], row[-1]) for row in shown.initiatives])
    for actor, (_, technology, use_case, status, supplier, *_) in zip(actors, shown.initiatives, strict=True):
        cells = [console.plain(v or "") for v in (actor, technology, use_case)]
        table.add_row(*cells, STATUS[status], console.plain(supplier or ""))
    return table


def located(towns: Sequence[tuple[str | None, str | None]]) -> list[str]:
    """The name of each; with its département, where another of the table is called so too."""
    places: dict[str | None, set[str | None]] = {}
    for name, departement in towns:
        places.setdefault(name, set()).add(departement)
    return [
        f"{name} ({departement})" if departement and len(places[name]) > 1 else name or ""
        for name, departement in towns
    ]


_NEXT = ("beffroi serve", 'beffroi sql "select person, commune, evidence_text from v_mayors"')


def _mayors(shown: "Shown") -> object:
    from rich.table import Table

    table = Table(
        "Maire nommé", "Commune", "INSEE", "Statut", "Répertoire", title="Maires", title_justify="left"
    )
    communes = located([(row[1], row[-1]) for row in shown.mayors])
    for commune, (name, _, insee, status, register, *_) in zip(communes, shown.mayors, strict=True):
        cells = [console.plain(v) for v in (name, commune, insee)]
        table.add_row(*cells, _WORDS.get(status, status), _WORDS.get(register, str(register)))
    return table
