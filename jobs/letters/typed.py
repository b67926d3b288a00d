"""What an editor types into a letter: it is published as it is, so it has to be text, and short."""

from core.errors import InputError
from core.letters import LetterAction
from digest.edited import EDITORIAL_LINES

_SPACES = "\u00a0\u202f"  # those of French typography
_JOINERS = "\u200c\u200d"  # emoji and some scripts are written with them
MOST = {
    LetterAction.RETITLE: 200, LetterAction.COMMENT: 400, LetterAction.SUBJECT: 150, LetterAction.EDITORIAL: 400,
}  # fmt: skip
"""Characters, at most: a subject of more is cut by mail clients, three lines hold no more."""
NAMES = {
    LetterAction.RETITLE: "le titre", LetterAction.COMMENT: "le commentaire", LetterAction.SUBJECT: "l’objet",
    LetterAction.EDITORIAL: "l’édito",
}  # fmt: skip


def text(action: LetterAction, typed: str) -> str:
    r"""The text of an edit, or InputError; only an editorial has several lines (typed in a shell as \n)."""
    if action is LetterAction.EDITORIAL:
        typed = typed.replace("\\n", "\n")
    lines = [line.strip(" ") for line in typed.replace("\r\n", "\n").strip().split("\n")]
    name = NAMES[action]
    if len(lines) > 1 and action is not LetterAction.EDITORIAL:
        raise InputError(f"{name} tient sur une ligne", "Retirez les retours à la ligne.")
    if len(lines) > EDITORIAL_LINES:
        raise InputError(
            f"{name} a {len(lines)} lignes, {EDITORIAL_LINES} au plus",
            "Raccourcissez-le : rien n’est changé.",
        )
    return line("\n".join(lines), name, MOST[action])


def line(typed: str, name: str, most: int) -> str:
    """Text without what cannot be seen, of at most so many characters."""
    if not all(c.isprintable() or c in f"\n{_SPACES}{_JOINERS}" for c in typed):
        raise InputError(
            f"{name} a des caractères invisibles", "Tapez-le sans tabulation ni signe de sens d’écriture."
        )
    if len(typed) > most:
        raise InputError(
            f"{name} est trop long ({len(typed)} caractères, {most} au plus)",
            "Raccourcissez-le : rien n’est changé.",
        )
    return typed
