"""What a job has to say: its counts, its ledger of sources, and what needs a look."""

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from commands import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.types import RunReport, SourceRun

MOST = 20
"""Lines of concern that are read; the others are counted."""

_CLOSED = {"blocked", "missed"}
_QUIET = {"waiting", "unchanged"}


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
        typer.echo(f"  → {_advice(reports)}", err=True)
        raise typer.Exit(3)


def _advice(reports: "Sequence[RunReport]") -> str:
    """What to do: when nobody answers, the fault is nearer than the sites."""
    states = {line.state.value for report in reports for line in report.sources}
    problems = [why for report in reports for _, _, why in report.problems]
    if problems and set(problems) == {"private_address"}:
        return "Ces adresses sont locales ou privées : réglez crawler.allow_private_addresses si vous les voulez."
    if states and states <= _CLOSED | {"waiting"} and len(problems) > 1:
        return "Aucun titre ne répond : vérifiez d'abord votre connexion."
    if any(source == "archive" for report in reports for source, _, _ in report.problems):
        return "Faites de la place, ou réglez archive.keep_days et archive.disk_budget_gb."
    return "Vérifiez ces adresses : « beffroi sources check » dit ce qu'il en est, « sources disable » les écarte."


def _counts(reports: "Iterable[RunReport]") -> list[dict[str, Any]]:
    return [
        {"run_id": r.run_id, "job": r.job, "status": r.status, "what": what, "count": count}
        for r in reports
        for what, count in (r.counts or {"": 0}).items()
    ]


def _what(row: dict[str, Any]) -> str:
    return _label(row["what"]) or ("rien n’attendait" if row["job"] == "process" else "")


def _sources(reports: "Iterable[RunReport]") -> list[dict[str, Any]]:
    rows = [(r.job, asdict(line)) for r in reports for line in r.sources]
    return [{"run_id": line.pop("run_id"), "job": job, **line} for job, line in rows]


def _print(reports: "Sequence[RunReport]") -> None:
    from digest.french import JOBS

    counts = [
        {
            "tâche": JOBS.get(row["job"], row["job"]),
            "quoi": _what(row),
            "nombre": row["count"],
        }
        for row in _counts(reports)
        if row["job"] != "retention" and (row["what"], row["count"]) != ("published", 0)
    ]
    if counts:
        console.show(counts, as_json=False)
    if any(report.counts.get("published") == 0 for report in reports):
        typer.echo("Rien de neuf à publier : l'instantané publié reste le même.")
    lines = [line for report in reports for line in report.sources]
    telling = [line for line in lines if _says_something(line)]
    if telling:
        console.show(_without_empty(_ledger(telling)), as_json=False, title="Titres")
    if lines:
        typer.echo(_summary(lines))
    for report in reports:
        _tell_retention(report)
    _tell_rest(reports)


def _says_something(line: "SourceRun") -> bool:
    return line.state not in _QUIET or _is_unusual(line) or bool(line.announced or line.asked or line.reasons)


def _summary(lines: "Sequence[SourceRun]") -> str:
    """One line for all sources."""
    from digest.french import STATES

    states = Counter(line.state.value for line in lines)
    said = ", ".join(f"{states[code]} {words}" for code, words in STATES.items() if states[code])
    return f"{len(lines)} titres : {said}."


def _without_empty(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Columns in which no row says anything would cost the others their width."""
    kept = [key for key in rows[0] if any(row[key] not in ("", [], 0, None) for row in rows)]
    return [{key: row[key] for key in kept} for row in rows]


def _tell_rest(reports: "Sequence[RunReport]") -> None:
    """A walk through the past that was cut short goes on at the next call."""
    from jobs.past import LEFT

    _tell_corrections(reports)
    walks = [report for report in reports if report.job == "backfill"]
    if walks and LEFT in walks[-1].counts:
        typer.echo("Il reste des pages à lire : relancez la même commande pour continuer.")


def _tell_corrections(reports: "Sequence[RunReport]") -> None:
    """What editors said is in the results, but not yet before their readers."""
    if reports and reports[-1].job == "process" and reports[-1].counts.get("correction"):
        typer.echo("À publier : « beffroi publish » montre ces corrections à qui lit les résultats.")


def _tell_retention(report: "RunReport") -> None:
    """What left the archive, if anything did."""
    if removed := report.counts.get("segments.removed"):
        freed = report.counts.get("bytes.freed", 0) / 1e6
        typer.echo(f"Archive : {removed} collectes anciennes retirées ({freed:.0f} Mo).")


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
            "listés": line.excerpts or "",
            "volume": _FLAGS.get(line.volume or "", ""),
        }
        for line in lines
    ]


def _cell(line: "SourceRun", words: dict[str, str]) -> list[str]:
    return [f"{count} {word}" for name, word in words.items() if (count := getattr(line, name))]


def _alarms(reports: "Iterable[RunReport]") -> bool:
    """Say what needs a look, the first of it; True when it cannot wait."""
    said = [line for report in reports for line in _concerns(report)]
    for line in said[:MOST]:
        typer.echo(line, err=True)
    if len(said) > MOST:
        typer.echo(f"… et {len(said) - MOST} autres : « beffroi status » les montre.", err=True)
    return any(_is_alarming(report) for report in reports)


def _concerns(report: "RunReport") -> list[str]:
    from digest.french import STATES, VOLUMES, reason

    named = {source for source, _, _ in report.problems}
    said = [f"{source} : {reason(why)} ({url})" for source, url, why in report.problems]
    for line in report.sources:
        if line.state in _CLOSED and line.source not in named:
            said.append(f"{line.source} : {STATES[line.state]}")
        if _is_unusual(line):
            said.append(f"{line.source} : {VOLUMES[line.volume or '']}")
    return said


def _is_alarming(report: "RunReport") -> bool:
    """A source that is closed or mute, or a problem that is no source's."""
    named = {source for source, _, _ in report.problems} - {line.source for line in report.sources}
    return bool(named) or any(line.state in _CLOSED for line in report.sources)


def _is_unusual(line: "SourceRun") -> bool:
    return line.volume is not None and line.volume != "usual"


_WORDS = {
    "entry": "point d'entrée", "page": "page", "article": "article", "rejected": "refus", "pages": "pages reprises",
    "fetched": "lu", "unchanged": "inchangé", "reserved": "réservé", "blocked": "bloqué", "refused": "refusé",
    "failed": "en échec", "full": "entier", "excerpt": "extrait", "title": "titre seul", "relevant": "pour nous",
    "recut": "allégé après coup", "carried": "page illisible, repris des anciens fichiers",
    "other_language": "autre langue",
    "published": "instantané publié", "link": "lien", "exact": "à l'identique", "near": "à peu près",
    "syndicated": "dépêche", "round-up": "page récapitulative", "form": "forme",
    "story": "sujet", "founded": "ouvert", "linked": "rejoint, même texte", "alike": "rejoint, même lieu, mêmes mots",
    "edited": "selon la rédaction", "correction": "correction prise en compte",
    "bytes": "octets", "before": "avant", "after": "après", "rows": "lignes", "dropped": "retirées",
    "articles": "articles", "requeued": "pages à traiter de nouveau", "asked": "pages à redemander",
    "forgotten": "lignes oubliées de nouveau",
}  # fmt: skip
_AGAIN = {"updated": "mis à jour", "unchanged": "inchangés"}
_UNREAD = {"reserved": "réservés", "blocked": "bloqués", "refused": "refusés", "failed": "en échec"}
_FLAGS = {"silent": "silence", "drop": "baisse", "burst": "hausse"}


def _label(what: str) -> str:
    """A count's name in words: "page.refused.robots" -> "page, refusé, interdit par robots.txt"."""
    from digest.french import NOTES, reason

    kind, _, rule = what.partition(".")
    if kind == "note":
        return f"note, {NOTES.get(rule, rule)}"
    return ", ".join(_WORDS.get(part) or reason(part) for part in what.split(".") if part)
