"""The list of the letters that left: a page that stands alone, everything escaped."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.days import PARIS
from digest import french
from digest.letter import Letter

if TYPE_CHECKING:
    from jinja2 import Environment

Row = tuple[Letter, datetime, datetime | None]
"""A letter, when it left, and when its last erratum did."""


def shelf(name: str, rows: Sequence[Row]) -> str:
    """The page; letters in the order given."""
    shown = [
        {
            "href": f"{letter.week.label}/index.html",
            "subject": letter.subject,
            "span": french.span(letter.week.first, letter.week.last),
            "rectified": french.date_of(mended.astimezone(PARIS).date()) if mended else "",
        }
        for letter, _, mended in rows
    ]
    return _environment().get_template("shelf.html").render(name=name, rows=shown)


def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("digest"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["typeset"] = french.typeset
    return made
