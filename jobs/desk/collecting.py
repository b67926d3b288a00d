"""Some sources visited now, whatever their rhythm."""

from collections.abc import Mapping
from typing import Any

from core.errors import InputError
from jobs.desk import came
from jobs.run import run
from jobs.workspace import Workspace


def collect(workspace: Workspace, payload: Mapping[str, Any]) -> came.Came:
    """Collect these sources, then process and publish. InputError when none is named."""
    wanted = payload.get("sources")
    if not isinstance(wanted, list) or not wanted:  # no name would mean all of them
        raise InputError("aucun titre à visiter", "Choisissez-en un dans la salle des sources.")
    names = {source.slug: source.name for source in workspace.sources()}
    return came.collected(run(workspace, tuple(map(str, wanted))), names)
