"""difference.md: what changed between two releases."""

from collections.abc import Sequence

from store.releasing.about import About
from store.releasing.difference import Back, Difference, Gone
from store.releasing.words import listed, plain

FIRST = "C’est la première version : rien à comparer."

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


def difference_page(about: About, found: Difference) -> str:
    """difference.md."""
    if found.since is None:
        return f"# Version {about.name}\n\n{FIRST}\n"
    rows = [
        f"| {table} | {count['added']} | {count['removed']} | {count['changed']} |"
        for table, count in found.rows.items()
        if any(count.values())
    ]
    turned = [
        f"- {plain(one.actor)}, {plain(one.technology)} : {one.before} → {one.now} (`{one.initiative_id}`)"
        for one in found.statuses
    ]
    head = ["| table | ajoutées | retirées | modifiées |", "|---|---:|---:|---:|"]
    parts = [
        f"# De {found.since} à {about.name}\n\nTout est dans `difference.json`.\n",
        "## Lignes\n",
        "\n".join([*head, *rows]) if rows else "Aucune ligne n’a changé.",
        "\n## Initiatives dont l’état a changé\n",
        listed(turned),
        "\n## Identifiants disparus\n",
        _gone(found.gone),
        "\n## Réapparus\n",
        _back(found.reappeared),
    ]
    return "\n".join(parts) + "\n"


FIRST = "C’est la première version : rien à comparer."


def _gone(gone: Sequence[Gone]) -> str:
    return _by_kind([(one.kind, _led(one)) for one in gone]) or "Aucun."


def _back(back: Sequence[Back]) -> str:
    """What a merge had taken away in the earlier release: those who followed its redirect must come back too."""
    lines = [(one.kind, f"- `{_bare(one.id)}`, que remplaçait `{_bare(one.was)}`") for one in back]
    return _by_kind(lines) or "Aucun."


def _by_kind(found: Sequence[tuple[str, str]]) -> str:
    """(table, line) by kind, each cut on its own: a hundred initiatives do not hide one person."""
    parts = []
    for table, said in KINDS.items():
        lines = [line for kind, line in found if kind == table]
        if lines:
            parts.append(f"### {said[:1].upper()}{said[1:]} (`{table}`)\n\n{listed(lines)}\n")
    return "\n".join(parts)


def _led(one: Gone) -> str:
    """An id in backticks: those of candidates hold words from the net."""
    return f"- `{_bare(one.old_id)}` → " + (f"`{_bare(one.now)}`" if one.now else "sans suite")


def _bare(key: str) -> str:
    return " ".join(key.replace("`", "'").split())
