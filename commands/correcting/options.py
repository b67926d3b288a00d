"""What the commands of `beffroi correct` are given."""

from typing import Annotated

import typer

KeyArgument = Annotated[
    str, typer.Argument(metavar="CLÉ|NOM", help="La clé, le début d'un identifiant, ou le nom.")
]
ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Adresse ou identifiant d'un article.")
]
ArticleOption = Annotated[
    str | None, typer.Option("--article", "-a", help="Dans cet article seulement (adresse ou identifiant).")
]
WhyOption = Annotated[
    str | None, typer.Option("--why", help="Pourquoi : ce qui le prouve, en quelques mots.")
]
ByOption = Annotated[str | None, typer.Option("--by", help="Qui le dit ; par défaut, votre nom de session.")]
NowOption = Annotated[bool, typer.Option("--now", help="Traiter et publier aussitôt.")]
