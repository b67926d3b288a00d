"""Addresses that editors give: whether one can be asked for, and which article it turned out to be."""

from core.errors import InputError
from core.sources import web_address
from state import frontier
from state.open import State


def checked(url: str) -> str:
    """An address that can be asked for; InputError, in French, when it is none."""
    try:
        return web_address(url.strip())
    except ValueError as error:
        raise InputError(str(error), "Exemple : https://www.exemple.fr/article") from error


def article_of(state: State, url: str) -> str | None:
    """The article that an added address turned out to be."""
    return frontier.article_of(state, url)
