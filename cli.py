"""The `beffroi` command: its subcommands, and how errors reach people."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from commands import demo, letter, read, texts, work
from core.errors import BeffroiError

app = typer.Typer(
    help="Veille de presse sur le numérique et l'IA dans les communes françaises.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_COMMANDS: tuple[Callable[..., None], ...] = (
    demo.demo,
    work.init,
    work.run,
    work.collect,
    work.process,
    work.publish,
    work.backfill,
    texts.extract,
    texts.analyse,
    read.search,
    read.sql,
    read.status,
    work.schedule,
)
for _command in _COMMANDS:
    app.command()(_command)
app.add_typer(letter.app, name="digest")

_debug = False


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"beffroi {version('beffroi')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Montrer la trace complète d'une erreur.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="La version.")
    ] = False,
) -> None:
    """Veille de presse sur le numérique et l'IA dans les communes françaises."""
    del version
    global _debug  # noqa: PLW0603  read once, by main(), which typer calls nothing back to
    _debug = debug


def main() -> Any:
    """Run a command; an error of ours is one line and its next step, and an exit code (README)."""
    try:
        return app()
    except BeffroiError as error:
        if _debug:
            raise
        typer.secho(f"Erreur : {error}", fg=typer.colors.RED, err=True)
        if error.next_step:
            typer.echo(f"  → {error.next_step}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
