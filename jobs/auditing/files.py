"""The files of an audit as they come back: from Excel, LibreOffice or an editor, and the key of their sample."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import InputError
from core.names import name_key

_JUST, _WRONG, _UNDECIDED = "juste", "faux", "indécidable"
_SAID = {
    "juste": _JUST, "j": _JUST, "vrai": _JUST, "v": _JUST, "oui": _JUST, "o": _JUST, "1": _JUST, "correct": _JUST,
    "faux": _WRONG, "f": _WRONG, "non": _WRONG, "n": _WRONG, "0": _WRONG, "incorrect": _WRONG,
    "indecidable": _UNDECIDED, "i": _UNDECIDED, "?": _UNDECIDED, "ne sait pas": _UNDECIDED, "nsp": _UNDECIDED,
}  # fmt: skip
_KEY = "La clé se trouve à côté des fichiers qu’a écrits « beffroi audit sample » ; sinon --key FICHIER.key.json."


@dataclass(frozen=True, slots=True)
class Key:
    """What the items of a sample stand for, by id, and when and from what it was drawn."""

    items: Mapping[str, Mapping[str, Any]]
    made_at: str
    snapshot: int
    models: tuple[str, ...]


class Coded(NamedTuple):
    """One item in a coder's file; `verdict` is None where none was given."""

    id: str
    question: str
    verdict: str | None


def read_key(files: list[Path], named: Path | None) -> Key:
    """The key of a sample: the one named, or the one beside the files; InputError without."""
    beside = [file.with_name(f"{stem}.key.json") for file in files for stem in _stems(file)]
    path = named or next((path for path in beside if path.exists()), None)
    if path is None:
        raise InputError(f"pas de clé à côté de {files[0]}", _KEY)
    try:
        said = json.loads(path.read_text("utf-8"))
        return Key(
            {
                name: {"field": item["field"], "weight": float(item["weight"])}
                for name, item in said["items"].items()
            },
            str(said["made_at"]),
            int(said["snapshot"]),
            tuple(said["models"]),
        )
    except FileNotFoundError as error:
        raise InputError(f"{path} : clé absente", _KEY) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} n’est pas une clé d’audit", _KEY) from error


def _stems(file: Path) -> Iterator[str]:
    """`audit-1.csv` is coder 1's file of the sample `audit`, unless that is its name."""
    yield file.stem
    if "-" in file.stem:
        yield file.stem.rpartition("-")[0]


def read_coded(path: Path, known: Mapping[str, Any]) -> list[Coded]:
    """A coder's file; InputError naming the line that cannot be used, an id unknown or given twice."""
    rows = _rows(path)
    found: dict[str, Coded] = {}
    for number, row in rows:
        name = row["id"].strip().lower()
        if not name and not any(value.strip() for value in row.values()):
            continue
        where = f"{path}, ligne {number}"
        if name not in known:
            raise InputError(
                f"{where} : « {name[:40]} » n’est pas de cet échantillon",
                "Rendez à la colonne id ce qui y était.",
            )
        if name in found:
            raise InputError(f"{where} : {name} y est déjà", "Gardez-en une seule ligne.")
        found[name] = Coded(name, row.get("question", ""), _verdict(row["verdict"], where))
    return list(found.values())


def _verdict(text: str, where: str) -> str | None:
    said = name_key(text) if text.strip() not in {"", "?"} else text.strip()
    if not said:
        return None
    if said not in _SAID:
        raise InputError(
            f"{where} : verdict « {text.strip()[:40]} » inconnu",
            "Écrivez juste, faux ou indécidable, ou rien.",
        )
    return _SAID[said]


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows under the heading, numbered as a spreadsheet does, with the names of columns in small letters."""
    text = _text(path)
    for separator in ";,\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        head = [name.strip().lower() for name in next(reader, [])]
        if {"id", "verdict"} <= set(head):
            return [
                (n, dict(zip(head, [*row, *[""] * len(head)], strict=False)))
                for n, row in enumerate(reader, 2)
            ]
    raise InputError(
        f"{path} : pas de colonnes id et verdict",
        "Rendez le fichier tel qu’il a été écrit, en CSV, la colonne verdict remplie.",
    )


def _text(path: Path) -> str:
    """UTF-8, or what Excel writes in France when it is asked for a plain CSV."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        raise InputError(f"{path} est un classeur", "Enregistrez-le au format CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
