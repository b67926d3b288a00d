"""The command that says how the watch is doing."""

from typing import TYPE_CHECKING

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from jobs.workspace import Workspace


def _corrections(workspace: "Workspace") -> list[dict[str, object]]:
    """What editors said and readers do not see yet."""
    from jobs.correcting.corrections import pending
    from jobs.correcting.french import WAITS

    waiting = pending(workspace)
    return [
        {"what": "corrections", "name": words, "value": waiting[code], "at": None}
        for code, words in WAITS.items()
        if waiting.get(code)
    ]


def status(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Dire où en est la veille : dernières tâches, attente, instantané publié."""
    from jobs.reading import status as read_status

    found = opened(workspace)
    rows = [*read_status(found), *_corrections(found)]
    if as_json:
        console.print_json(rows)
        return
    shown = [{"quoi": _said(r["what"], r["name"]), "valeur": r["value"], "quand": r["at"]} for r in rows]
    console.show(shown, as_json=False, title=str(found.root))


_ROWS = {"articles": "articles", "mentions": "noms cités", "roles": "rôles", "rejections": "pages refusées"}


def _said(what: str, name: str) -> str:
    """What a line is of; tables by what they hold."""
    if what == "lignes":
        return f"publié : {_ROWS.get(name, name)}"
    return f"{what} : {name}" if name else what
