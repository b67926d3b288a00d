"""Addresses that editors give: whether one can be asked for, and which article it turned out to be."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from core.errors import InputError
from core.sources import web_address
from core.types import Policy, Source
from jobs.desk.sources import host_of, on_host
from state import frontier
from state.open import State


def checked(url: str) -> str:
    """An address that can be asked for; InputError, in French, when it is none."""
    try:
        return web_address(url.strip())
    except ValueError as error:
        raise InputError(str(error), "Exemple : https://www.exemple.fr/article") from error


def outlet_of(url: str, sources: Sequence[Source], chosen: str = "", *, none: bool = False) -> str:
    """Whose an address is: the slug of a source, or its host, of no source; "" where somebody has to say.

    One source whose home page is the whole host, or a folder above the address, is certain; no source at all, too.
    `chosen` is what somebody says, `none` that it is of none of them.

    Raises:
        InputError: it is not one of the sources of this host; or of none, where pages of one are not to be kept.
    """
    near = on_host(sources, url)
    if chosen:
        if chosen not in {one.slug for one in near}:
            raise InputError("ce titre n’est pas à cette adresse", "Choisissez dans la liste.")
        return chosen
    if none:
        kept_out = next((one for one in near if one.policy is not Policy.FULL), None)
        if kept_out:
            raise InputError(
                f"« {kept_out.name} » est sur ce site, et ses pages ne sont pas gardées",
                f"La ligne « policy » de [{kept_out.slug}] dans sources.toml le dit.",
            )
    if none or not near:
        return host_of(url) or "inconnu"
    return near[0].slug if len(near) == 1 and _is_under(url, near[0].homepage) else ""


def _is_under(url: str, home: str) -> bool:
    folder = urlsplit(home).path.rpartition("/")[0]
    return urlsplit(url).path.startswith(f"{folder}/") or not folder


def article_of(state: State, url: str) -> str | None:
    """The article that an added address turned out to be."""
    return frontier.article_of(state, url)
