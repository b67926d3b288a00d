"""Pages made of a template: everything escaped, no script, nothing from elsewhere."""

from functools import cache
from typing import TYPE_CHECKING

from fastapi import Response

from digest.french import typeset
from web.shield import PUBLIC_POLICY

if TYPE_CHECKING:
    from jinja2 import Environment

HTML = "text/html; charset=utf-8"
BRINGS_STYLE = {"Content-Security-Policy": PUBLIC_POLICY}
"""For a page with its style inside, wherever it is served from."""


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["typeset"] = typeset
    return environment


def page(name: str, title: str, *paragraphs: str, button: str = "", status: int = 200) -> Response:
    """A page of some sentences and, if there is something to decide, one button that posts to its own address."""
    html = (
        _environment()
        .get_template("page.html")
        .render(name=name, title=title, paragraphs=paragraphs, button=button)
    )
    return Response(html, status, media_type=HTML, headers={"Cache-Control": "no-store"} | BRINGS_STYLE)


def index(name: str, title: str, links: list[tuple[str, str]]) -> Response:
    """A list of links."""
    html = _environment().get_template("index.html").render(name=name, title=title, links=links)
    return Response(html, media_type=HTML, headers=BRINGS_STYLE)
