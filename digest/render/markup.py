"""The templates of what is HTML: every text is escaped, every name has to be known."""

from functools import cache
from typing import TYPE_CHECKING

from digest import french
from digest.render import spans, words

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    """Jinja, once: loading it takes longer than writing a letter."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("digest"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        typeset=french.typeset,
        number=french.number,
        rectified=words.rectified,
        guillemets=words.guillemets,
        heading=spans.heading,
        sentence=spans.sentence,
        telling=spans.telling,
        errata=spans.errata,
        date_and_place=spans.date_and_place,
        left_out=words.left_out,
    )
    made.globals.update(words=words)
    return made
