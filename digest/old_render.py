"""A digest as a page that stands alone: no script, no outside resource, everything escaped."""

from functools import cache
from typing import TYPE_CHECKING

from digest import french
from digest.model import Digest, extract

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("digest"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=french.day,
        typeset=french.typeset,
        reason=french.reason,
        of_town=french.of_town,
        extract=extract,
        safe_url=_safe_url,
    )
    environment.globals.update(span=french.span, register=french.REGISTER)
    return environment


def page(digest: Digest) -> str:
    """The HTML page of a week."""
    return _environment().get_template("old_page.html").render(digest=digest)


def _safe_url(url: str) -> str:
    """Only web addresses become links: `javascript:` from a hostile page does not."""
    return url if url.startswith(("https://", "http://")) else "#"
