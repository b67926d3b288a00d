"""Letters that the desk asked to send: to all readers, to one address as a trial, or once more to one reader.

Each is done once whatever happens: records of deliveries say to whom a letter went, and once more to one reader is done
only while their record is what it was when somebody asked. A trial has no record: asked twice, it leaves twice.
"""

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import BeffroiError, InputError, SettingsError
from core.letters import Issue
from core.settings import Settings
from digest.french import counted
from jobs.desk import came
from jobs.desk.came import Came
from jobs.letters import mails, sending, smtp
from jobs.letters.delivering import Delivered
from jobs.letters.rendering import render_for
from jobs.letters.sending import How
from jobs.letters.weeks import week_named
from jobs.workspace import Workspace
from state.deliveries import Was

_UNSEEN = ("", 0)
"""Of a request that does not say what was seen: it is no reason to send what may have arrived."""
STATES = {
    "sent": ("envoyée", "envoyées"), "queued": ("en attente", "en attente"), "failed": ("à retenter", "à retenter"),
    "handed": ("remise sans réponse", "remises sans réponse"), "refused": ("refusée", "refusées"),
}  # fmt: skip


def send(workspace: Workspace, payload: Mapping[str, Any], how: How | None = None) -> Came:
    """Do what a request asks. Raises what jobs.letters.sending does: what it says is read by all, and names nobody.

    The payload: week, erratum (0: the letter); `to`: one address alone, as a trial or, with `again`, as its reader;
    `was`: with `again`, the state and the attempts of the record that somebody decided about;
    `sha256`: what was approved when it was asked, if anything else must not leave.
    """
    to = str(payload.get("to", ""))
    try:
        return _sent(workspace, payload, to, how)
    except BeffroiError as error:
        if not to:
            raise
        told = (said.replace(to, "cette adresse") for said in (str(error), error.next_step))
        raise type(error)(*told) from error


def _sent(workspace: Workspace, payload: Mapping[str, Any], to: str, how: How | None) -> Came:
    week, erratum = week_named(str(payload["week"])).label, int(payload.get("erratum", 0))
    issue = sending.approved(workspace, week, erratum)
    render = render_for(workspace.settings)
    if to and not payload.get("again"):
        sending.test_send(workspace, render(issue), to)
        return came.done(f"Essai de {issue.key} envoyé.")
    if to:
        was = Was(*payload.get("was", _UNSEEN))
        return _told(sending.resend(workspace, week, to, render, erratum=erratum, how=how, was=was))
    _refuse_other(issue, payload.get("sha256"))
    return _told(sending.send(workspace, week, render, erratum=erratum, how=how))


def missing(settings: Settings) -> tuple[str, ...]:
    """What is missing in the settings without which nothing leaves from here; each says what to do."""
    checks: tuple[Callable[[], object], ...] = (
        lambda: mails.post_of(settings), lambda: smtp.check(settings.smtp),
    )  # fmt: skip
    return tuple(filter(None, (_lack(check) for check in checks)))


def _lack(check: Callable[[], object]) -> str:
    try:
        check()
    except SettingsError as error:
        return f"{str(error).rstrip('.')}. {error.next_step}".strip()
    except InputError as error:
        return str(error)
    return ""


def _refuse_other(issue: Issue, asked: object) -> None:
    if asked and asked != issue.sha256:
        raise InputError(
            f"{issue.key} n’est plus ce qui fut approuvé quand l’envoi fut demandé : rien n’est parti",
            "Relisez ce qui est approuvé maintenant, puis demandez l’envoi de nouveau.",
        )


def _told(done: Delivered) -> Came:
    """Counts alone: who they are stands on the page of the letter, for those who may see it."""
    ended = came.look if done.needs_a_look or done.refused else came.done
    return ended(f"{done.key} : {_words(done)}.")


def _words(done: Delivered) -> str:
    counts = ", ".join(counted(n, *STATES[name]) for name, n in done.counts.items())
    if done.still == "empty":
        return "la semaine n’a rien donné, et letter.send_empty = false : rien n’est parti"
    if done.still == "left":
        return f"déjà partie, rien n’est parti cette fois ({counts})"
    if done.still == "nobody":
        return "plus personne n’est à prévenir, le rectificatif est dans l’archive"
    if done.stays:
        return f"rien n’est parti, l’accord tient ({counts})"
    return counts or "aucun destinataire"
