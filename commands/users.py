"""`beffroi users`: who may sit at the desk."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened
from core.desk import Role
from core.errors import InputError

if TYPE_CHECKING:
    from core.desk import User

app = typer.Typer(
    help="Les comptes de la rédaction : nécessaires dès que d’autres machines la joignent.",
    no_args_is_help=True,
)
ROLES = {Role.READER: "lecture", Role.EDITOR: "rédaction", Role.OWNER: "direction"}
NameArgument = Annotated[str, typer.Argument(metavar="NOM", help="Nom du compte.")]
StdinOption = Annotated[
    bool,
    typer.Option(
        "--password-stdin", help="Lire le mot de passe sur l’entrée, au lieu de le demander deux fois."
    ),
]


@app.command()
def add(
    name: NameArgument,
    role: Annotated[
        Role,
        typer.Option(
            help="reader : lire, marquer, suivre. editor : corriger, composer, ajouter. owner : envoyer, sources."
        ),
    ] = Role.READER,
    workspace: WorkspaceOption = None,
    *,
    password_stdin: StdinOption = False,
) -> None:
    """Donner un compte à quelqu’un ; son mot de passe a 12 caractères au moins."""
    from jobs.desk import users

    space = opened(workspace)
    made = users.add(space, name, role, _password(stdin=password_stdin))
    typer.echo(f"« {made.name} » a un compte ({ROLES[made.role]}).")


@app.command("list")
def listed(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer les comptes."""
    from jobs.desk import users

    found = users.listed(opened(workspace))
    rows = [{"name": one.name, "role": one.role.value} for one in found]
    shown = [{"nom": one.name, "rôle": ROLES[one.role]} for one in found]
    console.show(rows if as_json else shown, as_json=as_json, title="Comptes")


@app.command()
def passwd(
    name: NameArgument, workspace: WorkspaceOption = None, *, password_stdin: StdinOption = False
) -> None:
    """Donner à quelqu’un un autre mot de passe : ses connexions ouvertes se ferment."""
    from jobs.desk import users

    space = opened(workspace)
    _say(users.give_password(space, name, _password(stdin=password_stdin)), "a un autre mot de passe")


@app.command("role")
def give_role(
    name: NameArgument,
    role: Annotated[Role, typer.Argument(metavar="RÔLE", help="reader, editor ou owner.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Donner à quelqu’un un autre rôle : ses connexions ouvertes se ferment."""
    from jobs.desk import users

    made = users.give_role(opened(workspace), name, role)
    _say(made, f"a le rôle « {ROLES[made.role]} »")


@app.command()
def remove(name: NameArgument, workspace: WorkspaceOption = None) -> None:
    """Retirer un compte : ses connexions ouvertes se ferment ; ce qu’il a décidé reste."""
    from jobs.desk import users

    typer.echo(f"« {users.remove(opened(workspace), name).name} » n’a plus de compte.")


def _say(user: "User", what: str) -> None:
    typer.echo(f"« {user.name} » {what} ; ses connexions ouvertes sont fermées.")


def _password(*, stdin: bool) -> str:
    """The first line of the input, or what is typed twice on a terminal, unseen; never an argument: others see them."""
    if stdin:
        line = sys.stdin.buffer.readline(8192).rstrip(b"\r\n")
        try:
            return line.decode()
        except UnicodeDecodeError:
            raise InputError("le mot de passe n’est pas du texte (UTF-8)") from None  # the error holds it
    if not sys.stdin.isatty():
        raise InputError(
            "pas de terminal où demander le mot de passe", "Donnez-le sur l’entrée, avec --password-stdin."
        )
    once = typer.prompt("Mot de passe", hide_input=True)
    if typer.prompt("Encore une fois", hide_input=True) != once:
        raise InputError("les deux mots de passe diffèrent", "Recommencez.")
    return str(once)
