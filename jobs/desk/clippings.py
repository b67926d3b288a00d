"""Pasted texts: kept in the state, analysed with the same pipeline, and never part of the results.

What leaves the workspace (letters, watches, exports, releases, the API's answers) is made of the results alone: a text
that is not there cannot leave, whatever is added to them later. The price: it counts in no figure and in no register.
"""

from contextlib import closing
from datetime import UTC, date, datetime

from core.days import paris_day
from core.desk import Clipping
from core.errors import InputError
from core.lines import one_line
from core.sources import web_address
from digest.french import counted
from jobs.desk import came
from jobs.forgetting.screening import refuse_named
from jobs.workspace import Workspace
from state import clippings
from state.open import State, open_state

LONGEST = 200_000
"""Characters of a text: analysis reads the first `analysis.max_characters`."""


def paste(state: State, title: str, outlet: str, text: str, day: date | None, url: str, by: str) -> Clipping:
    """Keep a text; InputError when it cannot be one, or names whom we were asked to forget."""
    body = text.replace("\r\n", "\n").replace("\x00", "").strip()
    named = one_line(title)
    if not named or not body:
        raise InputError("il manque le titre ou le texte", "Donnez l’un et l’autre.")
    if len(body) > LONGEST:
        raise InputError(f"texte trop long : {len(body)} caractères", f"{LONGEST} au plus : coupez-le.")
    if day is not None and day > paris_day(datetime.now(UTC)):
        raise InputError("ce jour n’est pas encore venu", "Donnez le jour de parution, ou aucun.")
    address = _address(url.strip())
    refuse_named(state, named, outlet, body, address)
    return clippings.add(state, Clipping(named, one_line(outlet), body, by, datetime.now(UTC), day, address))


def analyse(workspace: Workspace, number: int) -> came.Came:
    """Read a pasted text with the pipeline, and keep what it says beside it."""
    from jobs.texts import analyser_for  # not for the pages, which only keep texts

    with closing(open_state(workspace.state)) as state:
        clipping = clippings.one(state, number)
        if clipping is None:
            raise InputError("ce texte collé n’est plus là", "Collez-le de nouveau.")
        if not clipping.text:
            raise InputError("ce texte collé est trop ancien pour être encore gardé", "Collez-le de nouveau.")
        found = analyser_for(workspace.root)(f"{clipping.title}\n\n{clipping.text}", clipping.day)
        clippings.analysed(state, number, found)
    told = [
        counted(len(found[key]), noun, many)
        for key, noun, many in _TOLD
        if found.get(key)
    ]  # fmt: skip
    ours = "pour nous" if found.get("relevant") else "hors de notre sujet"
    return came.done(
        f"« {clipping.title} », texte collé, {ours}", ", ".join(told), "il reste dans la rédaction"
    )


_TOLD = (
    ("communes", "commune", "communes"), ("mayors", "maire", "maires"), ("technologies", "technologie", "technologies"),
    ("quotes", "citation", "citations"), ("initiatives", "initiative", "initiatives"),
)  # fmt: skip


def _address(url: str) -> str:
    if not url:
        return ""
    try:
        return web_address(url)
    except ValueError as error:
        raise InputError(str(error), "Donnez l’adresse entière, ou aucune.") from error
