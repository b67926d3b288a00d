"""Typer in French: its help pages, and a misuse as one line and the next step.

Typer carries its own click, whose words are written in English in the code, without gettext: what it says is known by
its shape here. A message that is not known passes as it is; tests/test_french.py asks for every kind.
"""

import re
import sys
from difflib import get_close_matches
from functools import partial
from typing import Any

import typer
from typer._click.core import Command
from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperGroup, TyperOption

PROGRAM = "beffroi"
MISUSE = 2
_NEAR = 3

_SAID = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r"No such command '(.*?)'.*", "commande inconnue : {0}"),
        (r"No such option: (.*)", "option inconnue : {0}"),
        (r"Option '(.*)' requires .*", "l’option {0} attend une valeur"),
        (r"Option '(.*)' does not take a value\.", "l’option {0} ne prend pas de valeur"),
        (r"Got unexpected extra argument\(s\) \((.*)\)", "de trop : {0}"),
        (r"Argument '(.*)' takes (\d+) values\.", "{0} attend {1} valeurs"),
        (r"Missing command\.", "il manque une commande"),
        (r"(?:Value error, )?'(.*?)' is not one of (.*)\.", "« {0} » n’en est pas un ; au choix : {1}"),
        (
            r"(?:Value error, )?'(.*)' does not match the formats? .*",
            "« {0} » n’est pas un jour : écrivez AAAA-MM-JJ",
        ),
        (r"Input should be a valid (?:integer|number).*", "un nombre est attendu"),
        (r"Input should be greater than or equal to (.*)", "{0} au moins"),
        (r"Input should be less than or equal to (.*)", "{0} au plus"),
        (r"\w+ '(.*)' does not exist\.", "« {0} » n’existe pas"),
        (r"\w+ '(.*)' is a file\.", "« {0} » est un fichier"),
        (r"\w+ '(.*)' is a directory\.", "« {0} » est un dossier"),
        (r"\w+ '(.*)' is not readable\.", "« {0} » ne peut pas être lu"),
        (r"\w+ '(.*)' is not writable\.", "« {0} » ne peut pas être écrit"),
        (r"(?:Input|Value) .*", "cette valeur ne convient pas"),
    )
)
_TYPES = {
    "<str>": "<texte>", "<list[str]>": "<texte>", "<int>": "<nombre>", "<int range>": "<nombre>",
    "<float>": "<nombre>", "<float range>": "<nombre>", "<path>": "<chemin>", "<list[Path]>": "<chemin>",
    "<%Y-%m-%d>": "AAAA-MM-JJ", "<bool>": None,
}  # fmt: skip


class FrenchGroup(TyperGroup):
    """The root of the commands: it tells misuse itself, and its whole tree speaks French."""

    _translated = False

    def main(self, *given: Any, **extra: Any) -> Any:
        """See click: a misuse exits 2 after its line, an interruption as the shell says it."""
        if not self._translated:
            translate(self)
            self._translated = True
        standalone = extra.pop("standalone_mode", True)
        extra |= {"prog_name": PROGRAM, "standalone_mode": False}  # the path of a script is no name
        if not standalone:
            return super().main(*given, **extra)
        try:
            code = super().main(*given, **extra)
        except ClickException as error:
            tell(error)
            sys.exit(error.exit_code)
        except typer.Abort:
            typer.echo("Abandonné : rien n’a été fait.", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def translate(command: Command, parent: typer.Context | None = None) -> None:
    """Make a command and all under it show French words where typer has its own."""
    context = typer.Context(command, parent=parent, info_name=command.name, **command.context_settings)
    if asked := command.get_help_option(context):
        asked.help = "Afficher cette aide."
    for param in command.get_params(context):
        if not isinstance(param, (TyperArgument, TyperOption)):
            continue
        shown = param.display_type_rich(ctx=context)
        setattr(param, "display_type_rich", partial(_type, _TYPES.get(shown or "", shown)))  # noqa: B010  see below
    setattr(command, "format_help", partial(_help, command))  # noqa: B010  for mypy: an instance's own
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = "COMMANDE [ARGUMENTS]..."
        for inner in command.commands.values():
            translate(inner, context)


def _type(shown: str | None, *, ctx: typer.Context) -> str | None:
    del ctx
    return shown


def _help(command: Command, *given: Any) -> None:
    from typer import rich_utils

    rich_utils.DEFAULT_STRING = "[défaut : {}]"
    rich_utils.ENVVAR_STRING = "[variable : {}]"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
    rich_utils.DEPRECATED_STRING = "(abandonné) "
    rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
    type(command).format_help(command, *given)


def tell(error: ClickException) -> None:
    """The line and the next step; nothing where the help page was asked for by saying nothing."""
    if isinstance(error, NoArgsIsHelpError):
        return
    typer.secho(f"Erreur : {said(error)}", fg=typer.colors.RED, err=True)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else PROGRAM
    typer.echo(f"  → {path} --help", err=True)


def said(error: ClickException) -> str:
    """What is wrong, in a French line."""
    if isinstance(error, MissingParameter):
        kind = "l’argument" if isinstance(error.param, TyperArgument) else "l’option"
        return f"il manque {kind} {_named(error)}"
    message = _translated(error.message)
    if isinstance(error, BadParameter):
        name = _named(error)
        return f"{name} : {message}" if name else message
    near = _near(error)
    return f"{message} (proches : {', '.join(near)})" if near else message


def _named(error: BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint() if error.param else "")
    names = hint if isinstance(hint, str) else " / ".join(hint)
    return names.replace("'", "")


def _translated(message: str) -> str:
    line = " ".join(message.split())
    for pattern, french in _SAID:
        if found := pattern.fullmatch(line):
            first, *rest = (*found.groups(), "")
            return french.format(first, *(group.replace("'", "") for group in rest))
    return line


def _near(error: ClickException) -> list[str]:
    """Names that look like the one that was typed: of options, or of commands."""
    if isinstance(error, NoSuchOption):
        return sorted(error.possibilities or ())
    group = error.ctx.command if isinstance(error, UsageError) and error.ctx else None
    typed = re.match(r"No such command '(.*?)'", error.message)
    if not typed or not isinstance(group, TyperGroup):
        return []
    return get_close_matches(typed[1], group.commands, n=_NEAR)
