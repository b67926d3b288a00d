"""The papers of a release: how to cite it, how to deposit it, what it is and what changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from store.exporting.names import Name, split_name
from store.exporting.papers import many, paper
from store.releasing.difference import Difference, Gone

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
_SHOWN = 50

KINDS = {
    "articles": "articles",
    "persons": "personnes",
    "organisations": "organismes",
    "technologies": "technologies",
    "initiatives": "initiatives",
    "events": "rendez-vous",
    "stories": "sujets",
    "sources": "titres de presse",
}
"""What ids of each table are of."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Weeks in which an outlet could not be seen."""

    source: str
    weeks: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class About:
    """All that a release says of itself; written as release.json."""

    name: str
    title: str
    creators: tuple[str, ...]
    licence: str
    released_on: str
    released_at: str
    snapshot: int
    lineage: str
    snapshot_at: str
    package_version: str
    schema_version: int
    model_version: str | None
    models: Mapping[str, int]
    lexicon_version: str | None
    registers_version: str | None
    rows: Mapping[str, int]
    weeks: int
    outages: tuple[Outage, ...]
    since: str | None

    def to_json(self) -> str:
        """The text of release.json."""
        return _json({"beffroi": "release", **asdict(self)})


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
    return _json({"metadata": metadata})


def readme(about: About, difference: Difference, measured: str) -> str:
    """README.md of a release; `measured` says with what the accuracy page was measured."""
    models = [
        f"  - {model or 'sans analyse'} : {many(count, 'article')}" for model, count in about.models.items()
    ]
    since = f"Voir `difference.md` (par rapport à {difference.since})." if difference.since else _FIRST
    return paper("release").format(
        title=_plain(about.title),
        name=about.name,
        day=about.released_on,
        creators=", ".join(map(_plain, about.creators)),
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
        outages=_outages(about),
        since=since,
    )


def difference_page(about: About, found: Difference) -> str:
    """difference.md."""
    if found.since is None:
        return f"# Version {about.name}\n\n{_FIRST}\n"
    rows = [
        f"| {table} | {count['added']} | {count['removed']} | {count['changed']} |"
        for table, count in found.rows.items()
        if any(count.values())
    ]
    turned = [
        f"- {_plain(one.actor)}, {_plain(one.technology)} : {one.before} → {one.now} (`{one.initiative_id}`)"
        for one in found.statuses
    ]
    head = ["| table | ajoutées | retirées | modifiées |", "|---|---:|---:|---:|"]
    parts = [
        f"# De {found.since} à {about.name}\n\nTout est dans `difference.json`.\n",
        "## Lignes\n",
        "\n".join([*head, *rows]) if rows else "Aucune ligne n’a changé.",
        "\n## Initiatives dont l’état a changé\n",
        _listed(turned),
        "\n## Identifiants disparus\n",
        _gone(found.gone),
    ]
    return "\n".join(parts) + "\n"


_FIRST = "C’est la première version : rien à comparer."


def _abstract(about: About) -> str:
    rows = about.rows
    return (
        f"Ce que la presse dit des projets numériques et d’intelligence artificielle des collectivités françaises : "
        f"{many(rows.get('articles', 0), 'article')} de {many(rows.get('sources', 0), 'titre')} de presse, "
        f"{many(rows.get('initiatives', 0), 'initiative')}, {many(rows.get('mentions', 0), 'mention')}, chaque fait "
        "avec sa règle, sa "
        "confiance et l’adresse de l’article."
    )


def _outages(about: About) -> str:
    if not about.outages:
        return f"Aucune semaine de panne sur {many(about.weeks, 'semaine')} de veille. Détail : `csv/v_coverage.csv`."
    lines = [f"- {_plain(one.source)} : {one.weeks} (du {one.first} au {one.last})" for one in about.outages]
    total = sum(one.weeks for one in about.outages)
    return (
        f"{many(total, 'semaine-titre')} sans réponse (`outage` dans `csv/v_coverage.csv`), sur"
        f" {many(about.weeks, 'semaine')} de veille ; les comptages n’y disent rien.\n\n" + _listed(lines)
    )


def _gone(gone: Sequence[Gone]) -> str:
    """By kind, each cut on its own: a hundred initiatives do not hide one person."""
    parts = []
    for table, said in KINDS.items():
        lines = [_led(one) for one in gone if one.kind == table]
        if lines:
            parts.append(f"### {said[:1].upper()}{said[1:]} (`{table}`)\n\n{_listed(lines)}\n")
    return "\n".join(parts) or "Aucun."


def _led(one: Gone) -> str:
    """An id in backticks: those of candidates hold words from the net."""
    return f"- `{_bare(one.old_id)}` → " + (f"`{_bare(one.now)}`" if one.now else "sans suite")


def _bare(key: str) -> str:
    return " ".join(key.replace("`", "'").split())


def _listed(lines: list[str]) -> str:
    if not lines:
        return "Aucune."
    more = [f"- … et {many(len(lines) - _SHOWN, 'autre')}"] if len(lines) > _SHOWN else []
    return "\n".join([*lines[:_SHOWN], *more])


def _cff_author(creator: str) -> str:
    name = split_name(creator)
    if name.given:
        return f"  - family-names: {_quoted(name.family)}\n    given-names: {_quoted(name.given)}"
    return f"  - name: {_quoted(name.family)}"


def _last_first(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _plain(text: str | None) -> str:
    """Words from the net in a Markdown line: no markup of theirs."""
    words = " ".join((text or "?").split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in words)


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
