"""The `beffroi` command: its subcommands, and how errors reach people."""

import signal
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from commands import (
    agenda,
    audit,
    correct,
    demo,
    exports,
    forget,
    judge,
    letters,
    processing,
    registers,
    requests,
    review,
    search,
    serve,
    sources,
    sql,
    status,
    stories,
    texts,
    tokens,
    upkeep,
    users,
    watch,
    work,
)
from commands.french_click import FrenchGroup
from core.errors import BeffroiError
from core.os_errors import said

app = typer.Typer(
    cls=FrenchGroup,
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
    processing.process,
    processing.rebuild,
    work.publish,
    work.backfill,
    texts.extract,
    texts.analyse,
    search.search,
    sql.sql,
    exports.export,
    exports.release,
    agenda.agenda,
    review.versions,
    review.refusals,
    judge.missed,
    judge.train,
    forget.forget,
    status.status,
    upkeep.compact,
    upkeep.restore,
    upkeep.doctor,
    serve.serve,
    work.schedule,
)
for _command in _COMMANDS:
    app.command(cls=search.SearchCommand if _command is search.search else None)(_command)
app.add_typer(sources.app, name="sources")
app.add_typer(stories.app, name="stories")
app.add_typer(correct.app, name="correct")
app.add_typer(letters.app, name="digest")
app.add_typer(watch.app, name="watch")
users.app.add_typer(tokens.app, name="token")
app.add_typer(users.app, name="users")
app.add_typer(requests.app, name="requests")
app.add_typer(registers.app, name="registers")
app.add_typer(audit.app, name="audit")

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
    """Run a command; an error is one line and its next step, and an exit code (README)."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        return app()
    except BeffroiError as error:
        return _fail(error, str(error), error.next_step, error.exit_code)
    except OSError as error:
        name = f"{error.filename} : " if error.filename else ""
        return _fail(error, f"{name}{said(error)}", "Vérifiez le chemin, les droits et la place libre.")
    except Exception as error:  # noqa: BLE001  whatever else is a fault of ours: said in a line, shown on request
        problem = f"panne inattendue, {type(error).__name__} : {str(error).partition(chr(10))[0]}"
        return _fail(error, problem, "Relancez avec « beffroi --debug … » pour la trace complète.")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            typer.echo("Interrompu : rien n'est à moitié écrit, relancez la commande.", err=True)
        raise


INTERRUPTED = 130
TERMINATED = 143


def _terminated(*_: object) -> None:
    """A service manager's stop is an orderly end: jobs record that they were interrupted."""
    sys.exit(TERMINATED)


def _fail(error: Exception, message: str, next_step: str, code: int = 1) -> None:
    if _debug:
        raise error
    typer.secho(f"Erreur : {message}", fg=typer.colors.RED, err=True)
    if next_step:
        typer.echo(f"  → {next_step}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
