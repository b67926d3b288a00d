"""Commands with which an editor checks the work: what changed in an article, what was refused."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from rich.text import Text

    from jobs.differences import Change, Piece
    from jobs.reading import History
    from store.readers.past import Version

AROUND = 8
"""Unchanged words shown on either side of a change."""
PARTS = {"title": "titre", "summary": "chapeau", "text": "texte"}


def versions(
    article: Annotated[str, typer.Argument(metavar="URL|ID", help="Adresse ou identifiant d'un article.")],
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Montrer ce que l'éditeur a changé dans un article, version après version."""
    from jobs.reading import history

    found = history(opened(workspace), article)
    if as_json:
        console.print_json([_row(version, changes) for version, changes in found.versions])
    else:
        _print(found)


def refusals(
    workspace: WorkspaceOption = None,
    reason: Annotated[str | None, typer.Option(help="Seulement ce motif, par exemple not_article.")] = None,
    source: Annotated[str | None, typer.Option("--source", "-s", help="Seulement ce titre.")] = None,
    sample: Annotated[int, typer.Option(min=1, max=1000, help="Nombre de pages par motif.")] = 5,
    *,
    as_json: JsonOption = False,
) -> None:
    """Montrer des pages refusées, motif par motif, pour juger si elles devaient l'être."""
    from digest.french import reason as said
    from jobs.reading import refusals as read

    rows = [refused._asdict() for refused in read(opened(workspace), sample, reason, source)]
    if as_json:
        console.print_json(rows)
        return
    shown = [
        {
            "motif": f"{said(row['reason'])} ({row['n']})",
            "titre de presse": row["source"],
            "adresse": row["url"],
            "détail": row["detail"],
        }
        for row in rows
    ]
    if shown:
        console.show(shown, as_json=False, title="Pages refusées (un échantillon de chaque motif)")
    else:
        typer.echo("Aucune page refusée.")


def _row(version: "Version", changes: "tuple[Change, ...] | None") -> dict[str, Any]:
    diff = [
        {"part": change.part, "op": piece.op, "old": piece.old.strip(), "new": piece.new.strip()}
        for change in changes or ()
        for piece in change.pieces
        if piece.op != "equal"
    ]
    return {
        "version": version.version,
        "seen_at": version.seen_at,
        "changed": _changed(version, changes),
        "diff": None if changes is None else diff,
    }


def _changed(version: "Version", changes: "tuple[Change, ...] | None") -> list[str] | None:
    """The parts that differ; as they were noted then, when the texts are no longer there."""
    if changes is not None:
        return list(dict.fromkeys(change.part for change in changes))
    return None if version.changed is None else list(version.changed)


def _print(found: "History") -> None:
    from rich.text import Text

    from core.days import PARIS

    out = console.console()
    out.print(f"[bold]{console.plain(found.title)}[/]\n{console.plain(found.url)}", soft_wrap=True)
    for version, changes in found.versions:
        parts = [PARTS[part] for part in _changed(version, changes) or ()]
        at = version.seen_at.astimezone(PARIS)
        said = f" : {', '.join(parts)}" if parts else ""
        out.print(f"\n[bold]Version {version.version}[/], vue le {at:%d/%m/%Y à %H:%M}{said}")
        if changes is None:
            out.print("  Texte qui n'est plus conservé : rien à comparer.")
        for change in changes or ():
            shown = [_shown(n, change.pieces, marked=not out.is_terminal) for n in range(len(change.pieces))]
            out.print(Text(f"  {PARTS[change.part]} : ").append_text(Text.assemble(*shown)), soft_wrap=True)
    if len(found.versions) == 1:
        out.print("\nUne seule version : l'éditeur n'a rien changé depuis.")


def _shown(place: int, pieces: "tuple[Piece, ...]", *, marked: bool) -> "Text":
    """A piece: what left struck out in red, what came in green; between marks where there are no colours."""
    from rich.text import Text

    piece = pieces[place]
    if piece.op == "equal":
        return Text(_shortened(piece.new, first=not place, last=place == len(pieces) - 1))
    old, new = console.inert(piece.old), console.inert(piece.new)
    if marked:
        return Text(_between("[-", old, "-]") + _between("{+", new, "+}"))
    return Text.assemble((old, "red strike"), (new, "green bold"))


def _between(opening: str, words: str, closing: str) -> str:
    """Marks stand against the words, and the space after them outside."""
    bare = words.rstrip()
    return f"{opening}{bare}{closing}{words[len(bare) :] or ' '}" if bare else ""


def _shortened(words: str, *, first: bool, last: bool) -> str:
    """Unchanged words, those far from a change left out."""
    split = console.inert(words).split(" ")
    kept = (0 if first else AROUND) + (0 if last else AROUND)
    if len(split) <= kept + 1:
        return " ".join(split)
    before = [] if first else split[:AROUND]
    after = [] if last else split[-AROUND:]
    return " ".join([*before, "…", *after])
