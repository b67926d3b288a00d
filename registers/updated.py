"""The registers of a workspace: those of the package, and every register that was read since.

    FOLDER/maires-AAAA-MM-JJ.csv.gz    each register as it was read: the truth (registers.snapshots)
    FOLDER/tables/<digest>/            the tables made of the package's and of these: can always be made again

The digest is of what the tables are made of. So a new register, or a new version of the package, has another folder:
it is complete or absent, and nobody ever reads one half of each.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import RegisterError
from core.os_errors import said
from registers import read, snapshots
from registers.build import write_arrow
from registers.official import Sitting, latest_day, read_official
from registers.read import Registers
from registers.renewal import renewed
from registers.schema import MandateRow, schema
from registers.sources import OPEN_LICENCE

if TYPE_CHECKING:
    import pyarrow as pa

Forgets = Callable[[str], bool]
"""Whether a person of this name asked to be forgotten."""

_PAGE = "https://www.data.gouv.fr/datasets/repertoire-national-des-elus-1"


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did. `changed`: communes whose mayor of `day` is another, or was not known.

    `unknown`: codes that no commune of the package has; their mayors are kept for a later version.
    `replaced`: the new name of another register of the same day, which is kept but no longer read.
    """

    day: date
    file: str
    mayors: int
    changed: int
    unknown: int
    already_known: bool
    replaced: str | None = None


def nobody(name: str) -> bool:
    """Nobody was forgotten."""
    del name
    return False


def without(mandates: "pa.Table", forgets: Forgets) -> "pa.Table":
    """The mandates of all but those who are forgotten."""
    if forgets is nobody:
        return mandates
    import pyarrow as pa

    gone = {name for name in mandates.column("name").unique().to_pylist() if forgets(name)}
    return mandates.filter(pa.array(name not in gone for name in mandates.column("name").to_pylist()))


def registers_in(folder: Path, forgets: Forgets = nobody) -> Registers:
    """The registers of a folder of kept files; those of the package when there is none.

    Tables that are made here leave out whom `forgets` names.

    Raises:
        RegisterError: a kept file is damaged, or the tables cannot be written.

    """
    kept = {path.name: path.read_bytes() for path in snapshots.kept(folder).values()}
    return _made(folder, kept, forgets) if kept else read.load()


def update(
    folder: Path,
    content: bytes,
    name: str,
    today: date,
    day: date | None = None,
    least: float = 0.0,
    forgets: Forgets = nobody,
) -> Update:
    """Take in a register of the official format, as seen on `day` (the latest that it tells of, when not given).

    `least` is the share of today's communes under which it cannot be whole; a file may be of one département.

    Raises:
        RegisterError: the file cannot be used; nothing was changed.

    """
    shown = read_official(content, name, today)
    sittings = [one for one in shown if not forgets(f"{one.given} {one.surname}")]
    day = _day_of(sittings, name, today, day)
    before = registers_in(folder, forgets)
    known = set(before.communes.column("insee").to_pylist())
    unknown = sum(sitting.insee not in known for sitting in sittings)
    if len(sittings) - unknown < least * len(_current(before)):
        raise RegisterError(
            f"{name} : {len(sittings)} maires, ce n'est pas le registre entier.",
            "Réessayez plus tard, ou donnez un fichier : « beffroi registers update FICHIER ».",
        )
    if unknown * 2 > len(sittings):
        raise RegisterError(
            f"{name} : {unknown} codes de commune sur {len(sittings)} sont inconnus.",
            "Vérifiez que c'est bien le fichier des maires.",
        )
    kept = {path.name: path.read_bytes() for path in snapshots.kept(folder).values()}
    file, packed = snapshots.file_name(day), snapshots.packed(sittings)
    again = kept.get(file) == packed
    after = before if again else _made(folder, kept | {file: packed}, forgets)
    replaced = None
    if not again:
        if file in kept:
            replaced = _set_aside(folder / file, kept[file])
        _write(folder / file, packed)  # last: from here on these tables are the folder's
        _sweep(folder, kept | {file: packed})
    return Update(day, file, len(sittings), _changed(before, after, day), unknown, again, replaced)


def _set_aside(path: Path, content: bytes) -> str:
    """Keep a register that another of the same day replaces, under a name that is not read."""
    name = snapshots.replaced_name(path.name, hashlib.sha256(content).hexdigest()[:8])
    _write(path.with_name(name), content)
    return name


def _day_of(sittings: list[Sitting], name: str, today: date, day: date | None) -> date:
    latest = latest_day(sittings)
    if day is None and latest is None:
        raise RegisterError(f"{name} : aucune date.", "Donnez le jour de ce registre avec --date.")
    if day is not None and latest is not None and day < latest:
        raise RegisterError(
            f"{name} : ce registre parle du {latest.isoformat()}, après le {day.isoformat()}.",
            "Donnez le jour auquel il a été établi.",
        )
    day = day or latest or today
    if day > today:
        raise RegisterError(f"{name} : le {day.isoformat()} n'est pas encore là.", "Corrigez --date.")
    return day


def _changed(before: Registers, after: Registers, day: date) -> int:
    old = _holders(before, day)
    return sum(old.get(insee) != names for insee, names in _holders(after, day).items())


def _holders(registers: Registers, day: date) -> dict[str, set[str]]:
    """Who is in office on a day: keys of names by commune."""
    import pyarrow.compute as pc

    table = registers.mandates
    ends = table.column("to_day")
    serving = pc.and_(
        pc.less_equal(table.column("from_day"), day),
        pc.or_kleene(pc.is_null(ends), pc.greater_equal(ends, day)),
    )
    found: dict[str, set[str]] = {}
    here = table.filter(serving)
    for insee, key in zip(here.column("insee").to_pylist(), here.column("name_key").to_pylist(), strict=True):
        found.setdefault(insee, set()).add(key)
    return found


def _made(folder: Path, kept: Mapping[str, bytes], forgets: Forgets) -> Registers:
    """The tables of these files, made unless they lie there."""
    made = folder / "tables" / _digest(kept)
    with suppress(RegisterError):  # absent or damaged: they are made anew
        return read.load(made)
    try:
        _make(made, kept, forgets)
    except OSError as error:
        raise RegisterError(f"{folder} : {said(error)}", "Vérifiez les droits et la place libre.") from error
    return read.load(made)


def _digest(kept: Mapping[str, bytes]) -> str:
    """Of the package's tables and of every kept file."""
    sums = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(kept.items())]
    return hashlib.sha256("\n".join([read.manifest().fingerprint, *sums]).encode()).hexdigest()[:16]


def _make(made: Path, kept: Mapping[str, bytes], forgets: Forgets) -> None:
    """Write the tables beside, then give them their name."""
    seen = [snapshots.unpacked(name, content) for name, content in sorted(kept.items())]
    mandates = without(_mandates(read.load(), seen), forgets)
    made.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=made.parent, prefix=".new-"))
    try:
        for table in ("communes", "territories"):
            shutil.copyfile(read.DATA / f"{table}.parquet", beside / f"{table}.parquet")
        written = write_arrow("mandates", mandates, beside, level=3)
        manifest = _manifest(written._asdict(), [s.day for s in seen])
        (beside / "manifest.json").write_text(manifest, encoding="utf-8")
        beside.chmod(0o755)  # mkdtemp's own is for us alone
        _sync(beside)
        shutil.rmtree(made, ignore_errors=True)
        _named(beside, made)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _named(beside: Path, made: Path) -> None:
    try:
        beside.rename(made)
    except OSError:
        if not (made / "manifest.json").exists():  # else another process has just made the same
            raise


def _mandates(package: Registers, seen: list[snapshots.Snapshot]) -> "pa.Table":
    """The package's mandates, those of the communes that a snapshot shows worked out anew."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = set(package.communes.column("insee").to_pylist())
    seen = [replace(s, sittings=tuple(row for row in s.sittings if row.insee in known)) for s in seen]
    codes = {row.insee for snapshot in seen for row in snapshot.sittings}
    shown = pc.is_in(package.mandates.column("insee"), value_set=pa.array(sorted(codes), pa.string()))
    columns = (package.mandates.filter(shown).column(name).to_pylist() for name in MandateRow._fields)
    rows = renewed([MandateRow(*row) for row in zip(*columns, strict=True)], seen, _current(package))
    ours = pa.Table.from_pylist([row._asdict() for row in rows], schema=schema("mandates"))
    merged = pa.concat_tables([package.mandates.filter(pc.invert(shown)), ours])
    return merged.sort_by([("insee", "ascending"), ("from_day", "ascending"), ("name_key", "ascending")])


def _current(registers: Registers) -> frozenset[str]:
    columns = (registers.communes.column(name).to_pylist() for name in ("insee", "kind"))
    return frozenset(
        insee for insee, kind in zip(*columns, strict=True) if kind in {"commune", "arrondissement"}
    )


def _manifest(mandates: Mapping[str, Any], days: list[date]) -> str:
    """The package's manifest, with other mandates and more sources."""
    content = json.loads((read.DATA / "manifest.json").read_text(encoding="utf-8"))
    content["version"] = max(content["version"], max(days).isoformat())
    content["tables"]["mandates"] = mandates
    content["sources"] += [
        {
            "name": f"Répertoire national des élus, maires, état du {day.isoformat()}",
            "publisher": "Ministère de l'Intérieur",
            "licence": OPEN_LICENCE,
            "url": _PAGE,
            "date": day.isoformat(),
        }
        for day in days
    ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(content)
        _sync(beside)
        beside.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise RegisterError(f"{path} : {said(error)}", "Vérifiez les droits et la place libre.") from error


def _sync(path: Path) -> None:
    """A file, or a folder and the files in it, must outlive a power cut."""
    for one in (*(path.iterdir() if path.is_dir() else ()), path):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path, kept: Mapping[str, bytes]) -> None:
    """Remove tables of before; what cannot be removed is in nobody's way."""
    for made in (folder / "tables").iterdir():
        if made.name != _digest(kept):
            shutil.rmtree(made, ignore_errors=True)
