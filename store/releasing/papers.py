"""The papers of a release: how to cite it, how to deposit it, what it is and what changed."""

import json
from collections.abc import Sequence
from typing import Any

from store.exporting.names import Name, split_name
from store.exporting.papers import many, paper
from store.releasing.about import About
from store.releasing.changes import FIRST
from store.releasing.difference import Difference
from store.releasing.unseen import unseen, withheld
from store.releasing.words import as_text, plain

LICENCES = {
    "etalab-2.0": (
        "Licence Ouverte / Open Licence 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    ),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": ("Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
"""Licences of databases: SPDX id, name and address."""

_KEYWORDS = (
    "presse",
    "communes",
    "collectivités territoriales",
    "numérique",
    "intelligence artificielle",
    "France",
)


def data_package(about: About) -> dict[str, Any]:
    """The properties of a release's datapackage.json."""
    name, address = LICENCES[about.licence]
    return {
        "name": f"beffroi-{about.name}",
        "title": about.title,
        "version": about.name,
        "licenses": [{"name": about.licence, "title": name, "path": address}],
        "contributors": [{"title": creator, "roles": ["creator"]} for creator in about.creators],
    }


def citation(about: About) -> str:
    """CITATION.cff 1.2.0. Strings are written as JSON, which YAML reads as they are."""
    people = [_cff_author(creator) for creator in about.creators]
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('Si vous utilisez ces données, citez-les ainsi.')}",
        "type: dataset",
        f"title: {_quoted(about.title)}",
        "authors:",
        *people,
        f"version: {_quoted(about.name)}",
        f"date-released: {_quoted(about.released_on)}",
        *([f"license: {about.licence}"] if about.licence in LICENCES else []),
        f"abstract: {_quoted(_abstract(about))}",
        "keywords:",
        *[f"  - {_quoted(word)}" for word in _KEYWORDS],
    ]
    return "\n".join(lines) + "\n"


def zenodo(about: About, outlets: Sequence[tuple[str, str]]) -> str:
    """The body of a Zenodo deposit; `outlets` are (name, homepage) of what the data derive from."""
    metadata = {
        "upload_type": "dataset",
        "title": about.title,
        "creators": [{"name": _last_first(split_name(creator))} for creator in about.creators],
        "description": f"<p>{_html(_abstract(about))}</p>",
        "access_right": "open",
        "license": about.licence.lower(),
        "version": about.name,
        "publication_date": about.released_on,
        "language": "fra",
        "keywords": list(_KEYWORDS),
        "related_identifiers": [
            {"identifier": page, "relation": "isDerivedFrom", "scheme": "url"} for _, page in outlets if page
        ],
        "notes": "Registres officiels : voir « sources » dans datapackage.json. Titres de presse : "
        + _html(", ".join(name for name, _ in outlets))
        + ".",
    }
    return as_text({"metadata": metadata})


def readme(about: About, difference: Difference, measured: str) -> str:
    """README.md of a release; `measured` says with what the accuracy page was measured."""
    models = [
        f"  - {model or 'sans analyse'} : {many(count, 'article')}" for model, count in about.models.items()
    ]
    since = f"Voir `difference.md` (par rapport à {difference.since})." if difference.since else FIRST
    return paper("release").format(
        title=plain(about.title),
        name=about.name,
        day=about.released_on,
        creators=", ".join(map(plain, about.creators)),
        licence=LICENCES[about.licence][0],
        licence_page=LICENCES[about.licence][1],
        abstract=_abstract(about),
        package=about.package_version,
        schema=about.schema_version,
        snapshot=about.snapshot,
        snapshot_day=about.snapshot_at[:10],
        models="\n".join(models),
        lexicon=about.lexicon_version or "inconnu",
        registers=about.registers_version or "inconnus",
        measured=measured,
        withheld=withheld(about),
        unseen=unseen(about),
        since=since,
    )


def _abstract(about: About) -> str:
    rows = about.rows
    return (
        f"Ce que la presse dit des projets numériques et d’intelligence artificielle des collectivités françaises : "
        f"{many(rows.get('articles', 0), 'article')} de {many(about.outlets, 'titre')} de presse, "
        f"dont {many(about.analysed, 'analysé')} ; "
        f"{many(rows.get('initiatives', 0), 'initiative')}, {many(rows.get('mentions', 0), 'mention')}, et pour "
        "chaque fait sa règle, sa confiance et l’adresse de l’article."
    )


def _cff_author(creator: str) -> str:
    name = split_name(creator)
    if name.given:
        return f"  - family-names: {_quoted(name.family)}\n    given-names: {_quoted(name.given)}"
    return f"  - name: {_quoted(name.family)}"


def _last_first(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
