"""What a job has to say: its counts, its ledger of sources, and what needs a look."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from commands import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.types import RunReport, SourceRun

_CLOSED = {"blocked", "missed"}


def tell(reports: "Sequence[RunReport]", *, as_json: bool) -> None:
    """Print counts and sources, then, on standard error, what needs a look.

    As JSON: a row a count, {"run_id", "job", "status", "what", "count"}, then a row a source, {"run_id", "job",
    "source", "state", "volume", counts, "reasons"}. Exits with 3 when a source gave no answer at all, or a job
    without a ledger has a problem: what lies behind is missed until somebody looks. An entry point that fails
    beside one that answers is said, and so is an unusual volume; neither is a failure.
    """
    if as_json:
        console.print_json([*_counts(reports), *_sources(reports)])
    else:
        _print(reports)
    if _alarms(reports):
        typer.echo("  → Vérifiez ces adresses dans sources.toml, ou mettez « enabled = false ».", err=True)
        raise typer.Exit(3)


def _counts(reports: "Iterable[RunReport]") -> list[dict[str, Any]]:
    return [
        {"run_id": r.run_id, "job": r.job, "status": r.status, "what": what, "count": count}
        for r in reports
        for what, count in (r.counts or {"": 0}).items()
    ]


def _sources(reports: "Iterable[RunReport]") -> list[dict[str, Any]]:
    rows = [(r.job, asdict(line)) for r in reports for line in r.sources]
    return [{"run_id": line.pop("run_id"), "job": job, **line} for job, line in rows]


def _print(reports: "Sequence[RunReport]") -> None:
    counts = [
        {"tâche": _JOBS.get(row["job"], row["job"]), "quoi": _label(row["what"]), "nombre": row["count"]}
        for row in _counts(reports)
    ]
    console.show(counts, as_json=False)
    lines = [line for report in reports for line in report.sources]
    if lines:
        console.show(_ledger(lines), as_json=False, title="Titres")


def _ledger(lines: "Iterable[SourceRun]") -> list[dict[str, Any]]:
    """A row a source; counts that are mostly 0 share a cell, for the sake of the terminal's width."""
    from digest.french import STATES

    return [
        {
            "titre": line.source,
            "réponse": STATES[line.state],
            "annoncés": "" if line.announced is None else line.announced,
            "nouveaux": line.new,
            "relus": _cell(line, _AGAIN),
            "non lus": _cell(line, _UNREAD),
            "extraits": line.excerpts or "",
            "volume": _FLAGS.get(line.volume or "", ""),
        }
        for line in lines
    ]


def _cell(line: "SourceRun", words: dict[str, str]) -> list[str]:
    return [f"{count} {word}" for name, word in words.items() if (count := getattr(line, name))]


def _alarms(reports: "Iterable[RunReport]") -> bool:
    """Say what needs a look; True when it cannot wait."""
    from digest.french import STATES, VOLUMES, reason

    alarm = False
    for report in reports:
        for source, url, why in report.problems:
            typer.echo(f"{source} : {reason(why)} ({url})", err=True)
        named = {source for source, _, _ in report.problems}
        for line in report.sources:
            if line.state in _CLOSED and line.source not in named:
                typer.echo(f"{line.source} : {STATES[line.state]}", err=True)
            if _is_unusual(line):
                typer.echo(f"{line.source} : {VOLUMES[line.volume or '']}", err=True)
        alarm |= bool(named - {line.source for line in report.sources})
        alarm |= any(line.state in _CLOSED for line in report.sources)
    return alarm


def _is_unusual(line: "SourceRun") -> bool:
    return line.volume is not None and line.volume != "usual"


_JOBS = {"collect": "collecte", "process": "traitement", "publish": "publication", "backfill": "reprise"}
_WORDS = {
    "entry": "point d'entrée", "page": "page", "article": "article", "rejected": "refus", "pages": "pages reprises",
    "fetched": "lu", "unchanged": "inchangé", "reserved": "réservé", "blocked": "bloqué", "refused": "refusé",
    "failed": "en échec", "full": "entier", "excerpt": "extrait", "title": "titre seul", "relevant": "pour nous",
    "published": "instantané publié (0 : rien de neuf)",
}  # fmt: skip
_AGAIN = {"updated": "mis à jour", "unchanged": "inchangés"}
_UNREAD = {"reserved": "réservés", "blocked": "bloqués", "refused": "refusés", "failed": "en échec"}
_FLAGS = {"silent": "silence", "drop": "baisse", "burst": "hausse"}


def _label(what: str) -> str:
    """A count's name in words: "page.refused.robots" -> "page, refusé, interdit par robots.txt"."""
    from digest.french import reason

    return ", ".join(_WORDS.get(part) or reason(part) for part in what.split(".") if part)
