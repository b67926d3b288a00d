"""`sources.toml`: the outlets to watch, one table each; a new outlet is data, not code.

[la-gazette]                      # the slug: how everything else names it
name = "La Gazette"
homepage = "https://www.example.fr/"
group = "groupe-x"                # optional: its owner
departements = ["29"]             # optional: the area it covers
enabled = true                    # optional
evidence = "A"                    # optional: how well the addresses are known to answer
entries = [{ kind = "feed", url = "https://www.example.fr/rss" }]   # feed | sitemap | listing (+ pattern)
"""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from core.errors import SettingsError
from core.types import Entry, EntryKind, Source

FILE_NAME = "sources.toml"
_KEYS = ("name", "homepage", "entries", "group", "departements", "enabled", "evidence")
_SLUG = re.compile(r"^[a-z0-9][a-z0-9.-]*$")


def load(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order; raises SettingsError naming the file, the source and the key."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} : sources illisibles ({error})", "Corrigez le fichier.") from error
    return tuple(_source(path, slug, table) for slug, table in tables.items())


def _source(path: Path, slug: str, table: Any) -> Source:
    if not _SLUG.match(slug) or not isinstance(table, dict):
        raise _refused(path, slug, "nom de table attendu : lettres minuscules, chiffres, tirets")
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"vouliez-vous dire « {near[0]} » ?" if near else f"clés connues : {', '.join(_KEYS)}"
            raise _refused(path, slug, f"clé inconnue « {key} » ; {hint}")
    try:
        return Source(
            slug=slug,
            name=str(table["name"]),
            homepage=str(table["homepage"]),
            entries=tuple(_entry(path, slug, e) for e in table["entries"]),
            outlet_group=table.get("group"),
            departements=tuple(str(d) for d in table.get("departements", ())),
            enabled=bool(table.get("enabled", True)),
            evidence=table.get("evidence"),
        )
    except KeyError as error:
        raise _refused(path, slug, f"clé manquante « {error.args[0]} »") from error


def _entry(path: Path, slug: str, table: dict[str, Any]) -> Entry:
    kinds = [k.value for k in EntryKind]
    url, kind = str(table.get("url", "")), table.get("kind")
    if kind not in kinds:
        raise _refused(path, slug, f"kind « {kind} » inconnu ; possibles : {', '.join(kinds)}")
    if not url.startswith(("http://", "https://")):
        raise _refused(path, slug, f"adresse « {url} » : http:// ou https:// attendu")
    if kind == EntryKind.LISTING and not table.get("pattern"):
        raise _refused(
            path, slug, "une rubrique (listing) demande « pattern », le motif des adresses d'articles"
        )
    return Entry(EntryKind(kind), url, table.get("pattern"))


def _refused(path: Path, slug: str, problem: str) -> SettingsError:
    return SettingsError(
        f"{path} : [{slug}] {problem}", "Corrigez cette table ; exemple en tête de core/sources.py."
    )
