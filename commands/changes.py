"""What reading again changed, by kind: for people as tables, for machines as rows."""

from typing import TYPE_CHECKING, Any

import typer

from commands import console

if TYPE_CHECKING:
    from jobs.reprocess import Reprocessed
    from store.readers.changes import Change

_TITLES = {
    "relevance": "Pour nous ou non",
    "nature": "Nature",
    "mayor": "Maires nommés",
    "initiative": "Initiatives : avancement",
}
_TABLES = {
    "mentions": "mentions", "roles": "rôles", "article_topics": "thèmes", "persons": "personnes",
    "quotes": "citations", "figures": "chiffres", "events": "événements", "initiative_history": "initiatives",
}  # fmt: skip
_COUNTS = {
    "reprocess.article": "articles relus",
    "reprocess.extracted": "dont la page a été extraite de nouveau",
    "reprocess.text_kept": "dont la page n’est plus là, ou ne donne pas mieux : texte rangé gardé",
    "reprocess.without_text": "sans texte : laissés tels quels",
    "reprocess.failed": "dont l’analyse échoue : laissés tels quels",
}


def tell_changes(done: "Reprocessed", *, as_json: bool) -> None:
    """Print what was read again and what that changed.

    As JSON, rows of four kinds: {"kind": "count", "what", "count"}; {"kind": "table", "what", "added", "removed",
    "unchanged"}; {"kind": "changes", "what", "count"}, how many articles (relevance, nature), mayors and initiatives
    are not as they were; {"kind": "change", "what", "id", "of", "before", "after"}, the first twenty of each.
    """
    if as_json:
        console.print_json(_rows(done))
    else:
        _print(done)


def _rows(done: "Reprocessed") -> list[dict[str, Any]]:
    changes = done.changes
    return [
        *({"kind": "count", "what": what, "count": n} for what, n in done.report.counts.items()),
        *({"kind": "table", "what": name} | rows._asdict() for name, rows in changes.tables.items()),
        *({"kind": "changes", "what": what, "count": changes.totals[what]} for what in _TITLES),
        *({"kind": "change"} | change._asdict() for change in changes.all()),
    ]


def _print(done: "Reprocessed") -> None:
    counts = done.report.counts
    if not counts.get("reprocess.article"):
        typer.echo(
            "Rien à relire : tout a été lu par le modèle, les lexiques et les registres d’aujourd’hui."
        )
    for what, words in _COUNTS.items():
        if counts.get(what):
            typer.echo(f"{counts[what]} {words}.")
    if not done.changes.tables:
        return
    tables = [
        {
            "faits": _TABLES.get(name, name),
            "ajoutés": rows.added,
            "ôtés": rows.removed,
            "inchangés": rows.unchanged,
        }
        for name, rows in done.changes.tables.items()
    ]
    console.show(tables, as_json=False, title="Ce qui a changé (versions courantes)")
    for what, title in _TITLES.items():
        _print_kind(title, done.changes.totals[what], [c for c in done.changes.all() if c.what == what])
    if not done.changes.totals and not any(
        rows.added or rows.removed for rows in done.changes.tables.values()
    ):
        typer.echo("Aucun fait n’a changé.")


def _print_kind(title: str, total: int, listed: "list[Change]") -> None:
    if not total:
        return
    rows = [
        {"quoi": one.of or one.id, "avant": _word(one.before), "après": _word(one.after)} for one in listed
    ]
    console.show(rows, as_json=False, title=f"{title} ({total})")
    if total > len(listed):
        typer.echo(f"… et {total - len(listed)} autres.")


def _word(value: str) -> str:
    from digest.french import STATUS

    return _WORDS.get(value) or STATUS.get(value, value)


_WORDS = {
    "": "—", "relevant": "pour nous", "not relevant": "pas pour nous", "current": "maire",
    "former": "ancien maire", "candidate": "candidat à la mairie", "national-policy": "politique nationale",
    "debate": "débat", "other": "autre",
}  # fmt: skip
