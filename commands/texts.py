"""Commands that need no workspace: one page to fields, one text to its analysis, alone or as streams."""

import json
import re
import sys
from codecs import BOM_UTF8
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
        str | None,
        typer.Argument(metavar="[FICHIER|URL]", help="Page HTML ou adresse ; - : entrée standard."),
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
        str | None, typer.Argument(metavar="[FICHIER]", help="Texte à analyser ; - : entrée standard.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Date de publication, AAAA-MM-JJ.")] = None,
    workspace: WorkspaceOption = None,
    *,
    jsonl: JsonlOption = False,
) -> None:
    """Trouver dans un texte communes, maires, technologies, citations, chiffres, rendez-vous et initiatives."""
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
        name = None
        try:
            value = _object(line)
            name = value.get("id")
            _check(line, value, needed)
            console.write_line({"id": name, **answer(value)})
        except (_BadLine, BeffroiError) as error:
            console.write_line(_failed(number, name or _id_in(line), str(error)))
        except Exception as error:  # noqa: BLE001  one text that breaks us gets its line, the stream goes on
            console.write_line(_failed(number, name, f"panne : {error!r}"[:500]))


class _BadLine(Exception):
    """What is wrong with a line of the stream."""


def _failed(number: int, name: Any, reason: str) -> Line:
    """`name` is the line's id, as far as it is one."""
    known = name if isinstance(name, (str, int, float)) else None
    return {"id": known, "line": number, "status": "failed", "reason": reason}


_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d{1,18})')


def _id_in(line: bytes) -> Any:
    """The id of a line that is no JSON: whoever reads the answers wants to know whose this one is."""
    found = _ID.search(line[:1000].decode("utf-8", "replace"))
    try:
        return json.loads(found[1]) if found else None
    except ValueError:
        return None


def _object(line: bytes) -> Line:
    """The object of a line; bytes that are no UTF-8 are refused later, once its id is known."""
    try:
        value = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise _BadLine(f"ligne illisible : JSON attendu ({error})"[:300]) from error
    if not isinstance(value, dict):
        raise _BadLine("objet JSON attendu")
    return value


def _check(line: bytes, value: Line, needed: Iterable[str]) -> None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BadLine(f"ligne qui n'est pas en UTF-8 (octet {error.start + 1})") from error
    for key in needed:
        if not isinstance(value.get(key), str):
            raise _BadLine(f"clé « {key} » : texte attendu")


def _lines(target: str | None) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not empty, read as they come."""
    stream = sys.stdin.buffer if target in {None, "-"} else _binary(str(target))
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line.removeprefix(BOM_UTF8) if number == 1 else line


def _binary(target: str) -> Iterator[bytes]:
    from core.errors import InputError

    try:
        with Path(target).open("rb") as file:
            yield from file
    except OSError as error:
        raise InputError(f"{target} : {said(error)}", "Donnez un fichier lisible.") from error


def _written(body: bytes, name: str | None) -> str:
    """The text of a file; a file with NUL bytes is none, and offsets into a guessed encoding would be wrong."""
    from core.errors import InputError

    called, next_step = name or "entrée standard", "Donnez un fichier de texte UTF-8."
    if b"\0" in body:
        raise InputError(f"{called} : ce n'est pas un texte", next_step)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = f"{called} : ce texte n'est pas en UTF-8 (octet {error.start + 1})"
        raise InputError(problem, next_step) from error
    if not text.removeprefix("\ufeff").strip():
        raise InputError(f"{called} : rien à lire", next_step)
    return text


def _bytes(target: str | None) -> bytes:
    from core.errors import InputError

    if target in {None, "-"}:
        return sys.stdin.buffer.read()
    try:
        return Path(str(target)).read_bytes()
    except OSError as error:
        raise InputError(f"{target} : {said(error)}", "Donnez un fichier lisible ou une adresse.") from error
