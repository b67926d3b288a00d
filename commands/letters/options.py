"""What the commands of the letter share: which week, who says it, and words for what they show."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands import console

if TYPE_CHECKING:
    from core.letters import Issue
    from digest.letter import Week
    from jobs.letters.approving import Standing
    from jobs.letters.editing import Draft
    from jobs.workspace import Workspace

WeekArgument = Annotated[
    str | None,
    typer.Argument(metavar="[SEMAINE]", help="Semaine ISO, par exemple 2026-W47 ; sinon la dernière finie."),
]
ByOption = Annotated[str | None, typer.Option("--by", help="Qui le dit ; par défaut, votre nom de session.")]

SECTIONS = {
    "stories": "à retenir", "initiatives": "initiatives", "quotes": "ils l’ont dit", "briefs": "en bref",
    "agenda": "agenda",
}  # fmt: skip
EDITED = {"pin": "en tête", "move": "déplacé", "retitle": "titre changé", "comment": "commenté"}
KINDS = {
    "initiative": "initiative", "person": "personne", "supplier": "fournisseur", "figure": "chiffre",
    "abandoned": "abandon",
}  # fmt: skip
STATES = {"draft": "brouillon", "approved": "approuvée", "sending": "en cours d’envoi", "sent": "partie"}
ERRATA_STATES = {
    "draft": "à approuver",
    "approved": "approuvé",
    "sending": "en cours d’envoi",
    "sent": "parti",
}
NEEDS_A_LOOK = 3
"""Exit code: finished, and something is left to decide."""


def drafted(workspace: "Workspace", label: str | None) -> "tuple[Week, Draft]":
    """The week that is meant, and its draft."""
    from jobs.letters.editing import draft
    from jobs.letters.weeks import finished

    week = finished(label)
    return week, draft(workspace, week)


def to_send(issue: "Issue") -> str:
    """The command that sends an issue."""
    return f"beffroi digest send {issue.key}"


def counted(n: int, one: str, many: str) -> str:
    """Say "1 point", "3 points"."""
    return f"{n}\u00a0{many if n > 1 else one}"


def say(text: str) -> None:
    """A line with text from the net made harmless."""
    typer.echo(console.inert(text))


def lines_of(erratum: "Issue") -> list[str]:
    """What an erratum says, the editor's line last."""
    return [*erratum.content.get("erratum", ()), *filter(None, [erratum.content.get("editorial", "")])]


def say_erratum(erratum: "Issue") -> None:
    """An erratum, line by line."""
    for line in lines_of(erratum):
        say(line)


def tell_standing(week: str, stand: "Standing") -> None:
    """How far a letter is, and what comes next."""
    if stand.questions:
        say(
            f"Reste à vérifier : {counted(stand.questions, 'question', 'questions')} (beffroi digest check {week})."
        )
    if stand.unseen:
        say(f"Changé depuis la dernière relecture — {stand.unseen} (beffroi digest check {week}).")
    issue = stand.issue
    if issue is None or issue.state.value == "draft":
        before = "Approuvée puis changée : à approuver de nouveau" if issue else "Pas encore approuvée"
        say(f"{before} (beffroi digest approve {week}).")
        return
    say(
        f"{STATES[issue.state.value].capitalize()} ; approuvée par {issue.approved_by} le {issue.approved_at:%d/%m/%Y}."
    )
    if stand.differs:
        say("Le brouillon d’aujourd’hui n’est plus ce qui fut approuvé ; c’est ce qui fut approuvé qui part.")


def tell_hand(found: "Draft") -> None:
    """Edits without effect, and texts that are left out."""
    from jobs.letters.edit_words import told

    hand = found.edited
    for edit in hand.lost:
        name = found.titles.get(edit.item, edit.item)
        say(f"Sans effet, l’élément n’est plus là ou n’a pas sa place là : {told(edit, name)}")
    for one in hand.silenced:
        say(f"Laissé de côté tant que « {one.words} » n’est pas confirmé : « {one.text} »")


def tell_waiting(space: "Workspace", found: "Draft") -> None:
    """What is kept for the letter and is not in it: an editor's word is not to be lost."""
    from jobs.letters.adding import waiting

    rows = waiting(space, found)
    if rows:
        say("Gardés, pas dans la lettre :")
    for one, refused in rows:
        label = found.composed.week.label
        then = (
            f"{refused}. {refused.next_step}"
            if refused
            else f"beffroi digest edit {label} add {one.article_id}"
        )
        say(f"  - {one.title or one.article_id}\n      {then}")


def tell_reopened(week: str, *, reopened: bool) -> None:
    """Say that an approval went."""
    if reopened:
        say(f"La lettre était approuvée : elle ne l’est plus (beffroi digest approve {week}).")
