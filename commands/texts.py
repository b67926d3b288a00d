"""Commands that need no workspace: one page to fields, one text to its analysis, alone or as streams."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from commands import console
from commands.options import WorkspaceOption
from core.os_errors import said

JsonlOption = Annotated[
    bool, typer.Option("--jsonl", help="Lire et écrire des lignes JSON, au fil de l'eau.")
]
Line = dict[str, Any]


def extract(
    target: Annotated[
        str | None, typer.Argument(metavar="[FILE|URL]", help="Page HTML ou adresse ; - : entrée standard.")
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    jsonl: JsonlOption = False,
) -> None:
    """Tirer d'une page les champs d'un article."""
    from jobs import texts

    with texts.reader() as worker:
        if jsonl:
            _stream(target, ("html",), lambda line: texts.extract_line(worker, line))
            return
        if target and target.startswith(("http://", "https://")):
            found = texts.extract_url(worker, target, workspace)
        else:
            found = texts.extract_bytes(worker, _bytes(target))
    console.print_json(found)
    if found["status"] == "failed":
        raise typer.Exit(1)


def analyse(
    target: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Texte à analyser ; - : entrée standard.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Date de publication, AAAA-MM-JJ.")] = None,
    workspace: WorkspaceOption = None,
    *,
    jsonl: JsonlOption = False,
) -> None:
    """Trouver dans un texte communes, maires et technologies."""
    from jobs import texts

    day = texts.day_of(published)
    analyse_one = texts.analyser_for(workspace)
    if jsonl:
        _stream(
            target,
            ("text",),
            lambda line: analyse_one(line["text"], texts.day_of(line.get("published")) or day),
        )
    else:
        console.print_json(analyse_one(_written(_bytes(target), target), day))
        if day is None:
            typer.echo("Sans --published, le répertoire des élus n'est pas consulté.", err=True)


def _stream(target: str | None, needed: tuple[str, ...], answer: Callable[[Line], Line]) -> None:
    """One line out for every line in, in order; a bad line gets an error line and the stream goes on."""
    from core.errors import BeffroiError

    for number, line in _lines(target):
        try:
            value = _object(line, needed)
        except (ValueError, RecursionError) as error:
            console.write_line({"id": None, "line": number, "status": "failed", "reason": str(error)})
            continue
        try:
            console.write_line({"id": value.get("id"), **answer(value)})
        except BeffroiError as error:
            console.write_line({"id": value.get("id"), "status": "failed", "reason": str(error)})
        except Exception as error:  # noqa: BLE001  one text that breaks us gets its line, the stream goes on
            console.write_line(
                {"id": value.get("id"), "status": "failed", "reason": f"panne : {error!r}"[:500]}
            )


def _object(line: str, needed: Iterable[str]) -> Line:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise ValueError(f"ligne illisible : JSON attendu ({error})") from error
    if not isinstance(value, dict):
        raise ValueError("objet JSON attendu")  # noqa: TRY004  the caller reports what is wrong with a value
    for key in needed:
        if not isinstance(value.get(key), str):
            raise ValueError(f"clé « {key} » : texte attendu")  # noqa: TRY004
    return value


def _lines(target: str | None) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not empty, read as they come."""
    stream = sys.stdin.buffer if target in {None, "-"} else _binary(str(target))
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line.decode("utf-8", "replace")


def _binary(target: str) -> Iterator[bytes]:
    from core.errors import InputError

    try:
        with Path(target).open("rb") as file:
            yield from file
    except OSError as error:
        raise InputError(f"{target} : {said(error)}", "Donnez un fichier lisible.") from error


def _written(body: bytes, name: str | None) -> str:
    """The text of a file; a file with NUL bytes is none."""
    from core.errors import InputError

    if b"\0" in body:
        raise InputError(
            f"{name or 'entrée standard'} : ce n'est pas un texte", "Donnez un fichier de texte UTF-8."
        )
    return body.decode("utf-8", "replace")


def _bytes(target: str | None) -> bytes:
    from core.errors import InputError

    if target in {None, "-"}:
        return sys.stdin.buffer.read()
    try:
        return Path(str(target)).read_bytes()
    except OSError as error:
        raise InputError(f"{target} : {said(error)}", "Donnez un fichier lisible ou une adresse.") from error
