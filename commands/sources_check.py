"""`beffroi sources check`: a visit to each source, a table of how they are, and what to change."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.collect import Progress
    from jobs.checking import Advice, EntryHealth, Health
    from jobs.workspace import Workspace

_STATES = {
    "new": "répond", "unchanged": "répond", "empty": "vide", "blocked": "bloqué", "missed": "muet",
    "waiting": "en attente",
}  # fmt: skip
_PAGES = {
    "fetched": "lisible", "reserved": "réservée", "blocked": "bloquée", "refused": "interdite", "failed": "en échec",
}  # fmt: skip
_ADVICE = {"keep": "", "enable": "à activer", "disable": "à mettre de côté", "look": "à voir"}


def check(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[TITRE...]", help="Titres à visiter ; sinon, les actifs.")
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    all_of_them: Annotated[bool, typer.Option("--all", help="Aussi les titres inactifs.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Activer et mettre de côté sans demander.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Visiter chaque titre une fois : répond-il, ses pages sont-elles lisibles, que faire ?"""
    from jobs import checking

    found = opened(workspace)
    with console.progress("Visites") as report:
        healths = checking.check(found, tuple(slugs or ()), answers(report), all_of_them=all_of_them)
    if as_json:
        console.print_json([_facts(health) for health in healths])
    else:
        console.show([_cells(h) for h in healths], as_json=False, title="Santé des titres")
        _detail(healths)
    if apply:
        _write(found, healths, (checking.Advice.ENABLE, checking.Advice.DISABLE), quiet=as_json)
    elif not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        _write(found, healths, _agreed(healths), quiet=False)
    if any(health.silent for health in healths):
        raise typer.Exit(3)


def moment(instant: "datetime | None") -> str:
    """In France, to the minute."""
    from core.days import PARIS

    return f"{instant.astimezone(PARIS):%Y-%m-%d %H:%M}" if instant else ""


def answers(report: console.Reporter) -> "Progress":
    """A crawl reports lines by outcome; the bar counts those for which something was asked."""
    return lambda counts: report(sum(n for outcome, n in counts.items() if outcome != "refused"), 0)


def _agreed(healths: "Sequence[Health]") -> "tuple[Advice, ...]":
    """The advice that the person at the terminal takes."""
    from jobs.checking import Advice

    questions = {Advice.ENABLE: "Activer", Advice.DISABLE: "Mettre de côté"}
    taken = []
    for advice, verb in questions.items():
        slugs = [h.source.slug for h in healths if h.advice is advice]
        if slugs and _agrees(f"{verb} {', '.join(slugs)} ? (o/n)"):
            taken.append(advice)
    return tuple(taken)


def _agrees(question: str) -> bool:
    """Whether the answer is yes; typer's own confirmation knows "y" only."""
    answer: str = typer.prompt(question, default="n", prompt_suffix=" ")
    return answer.strip().lower() in {"o", "oui", "y", "yes"}


def _write(
    workspace: "Workspace", healths: "Sequence[Health]", taken: "tuple[Advice, ...]", *, quiet: bool
) -> None:
    """Change sources.toml, and say what was changed (on stderr beside JSON)."""
    from jobs.checking import changes
    from jobs.sources import set_flags

    wanted = changes(healths, taken)
    set_flags(workspace, wanted)
    words = {
        "Activés": [s for s, flags in wanted.items() if flags.get("enabled") is True],
        "Mis de côté": [s for s, flags in wanted.items() if flags.get("enabled") is False],
        "Vérifiés": [s for s, flags in wanted.items() if flags.get("verified")],
    }
    for word, slugs in words.items():
        if slugs:
            typer.echo(f"{word} dans sources.toml : {', '.join(slugs)}.", err=quiet)


def _cells(health: "Health") -> dict[str, Any]:
    from digest.french import reason

    page = _PAGES.get(health.page or "", "") if health.page else "pas demandée"
    why = f" ({reason(health.page_reason)})" if health.page_reason else ""
    return {
        "titre": health.source.slug,
        "actif": "oui" if health.source.enabled else "non",
        "état": _STATES[health.state],
        "articles": sum(entry.announced for entry in health.entries),
        "dernier": moment(health.newest),
        "première page": f"{page}{why}",
        "avis": _ADVICE[health.advice],
    }


def _detail(healths: "Sequence[Health]") -> None:
    """The entry points that gave nothing, and why."""
    from digest.french import reason

    for health in healths:
        for entry in health.entries:
            if not entry.announced:
                why = reason(entry.reason) if entry.reason else "aucun article annoncé"
                typer.echo(f"{health.source.slug} : {why} ({entry.url})", err=True)


def _facts(health: "Health") -> dict[str, Any]:
    return {
        "slug": health.source.slug,
        "name": health.source.name,
        "enabled": health.source.enabled,
        "verified": health.source.verified,
        "state": health.state.value,
        "announced": sum(entry.announced for entry in health.entries),
        "newest": health.newest,
        "page": health.page.value if health.page else None,
        "page_reason": health.page_reason,
        "page_url": health.page_url,
        "advice": health.advice.value,
        "entries": [_entry(entry) for entry in health.entries],
    }


def _entry(entry: "EntryHealth") -> dict[str, Any]:
    from digest.french import reason

    return {
        "kind": entry.kind.value,
        "url": entry.url,
        "outcome": entry.outcome.value,
        "reason": entry.reason,
        "said": reason(entry.reason) if entry.reason else None,
        "announced": entry.announced,
        "newest": entry.newest,
    }
