"""`sources.toml`: the outlets to watch, one table each; a new outlet is data, not code.

Its format is in the file that `beffroi init` writes (`TEMPLATE`). Unknown keys are refused with the nearest right
name, like those of the settings.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, StrictBool, StrictStr, ValidationError, field_validator, model_validator

from core.errors import SettingsError
from core.settings import Section, explain
from core.types import Entry, EntryKind, Source

FILE_NAME = "sources.toml"
TEMPLATE = """\
# Les titres suivis, une table par titre. Le nom de la table désigne le titre partout ailleurs
# (lettres minuscules, chiffres, tirets, points).
#
# [le-titre]
# name = "Le Titre"
# homepage = "https://www.exemple.fr/"
# group = "groupe-x"              # facultatif : son propriétaire
# departements = ["29", "2A"]     # facultatif : les départements qu'il couvre
# enabled = true                  # facultatif
# evidence = "A"                  # facultatif : à quel point ses adresses sont sûres
# entries = [
#   { kind = "feed", url = "https://www.exemple.fr/rss.xml" },            # RSS ou Atom
#   { kind = "sitemap", url = "https://www.exemple.fr/sitemap-news.xml" },
#   { kind = "listing", url = "https://www.exemple.fr/actus/", pattern = "/actus/[a-z0-9-]+$" },
# ]
"""
_SLUG = re.compile(r"^[a-z0-9][a-z0-9.-]*$")


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^/\s]+", value):
        raise ValueError("adresse http:// ou https:// attendue")
    return value


class _EntryTable(Section):
    kind: EntryKind
    url: StrictStr
    pattern: StrictStr | None = None

    _url = field_validator("url")(_web_address)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"motif illisible : {error}") from error
        return value

    @model_validator(mode="after")
    def _listing_has_pattern(self) -> "_EntryTable":
        if self.kind is EntryKind.LISTING and not self.pattern:
            raise ValueError("une rubrique (listing) demande « pattern », le motif des adresses d'articles")
        return self


class _SourceTable(Section):
    name: StrictStr = Field(min_length=1)
    homepage: StrictStr
    entries: tuple[_EntryTable, ...]
    group: StrictStr | None = None
    departements: tuple[StrictStr, ...] = ()
    enabled: StrictBool = True
    evidence: StrictStr | None = None

    _homepage = field_validator("homepage")(_web_address)


def load(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order; raises SettingsError naming the file, the source and the key."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} : sources illisibles ({error})", "Corrigez le fichier.") from error
    return tuple(_source(path, slug, table) for slug, table in tables.items())


def _source(path: Path, slug: str, table: Any) -> Source:
    if not _SLUG.match(slug) or not isinstance(table, dict):
        raise _refused(path, slug, "table attendue, nommée en lettres minuscules, chiffres, tirets et points")
    try:
        read = _SourceTable.model_validate(table)
    except ValidationError as error:
        known = {(): list(_SourceTable.model_fields), ("entries",): list(_EntryTable.model_fields)}
        raise _refused(path, slug, explain(error, known)) from error
    return Source(
        slug=slug,
        name=read.name,
        homepage=read.homepage,
        entries=tuple(Entry(e.kind, e.url, e.pattern) for e in read.entries),
        outlet_group=read.group,
        departements=read.departements,
        enabled=read.enabled,
        evidence=read.evidence,
    )


def _refused(path: Path, slug: str, problem: str) -> SettingsError:
    hint = "Corrigez cette table ; « beffroi init » écrit un exemple en tête de sources.toml."
    return SettingsError(f"{path} : [{slug}] {problem}", hint)
