"""The one Jinja environment of the newsroom: escaping on for every template, HTML and XML alike."""

from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from demo.load import HERE

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html", "xml", "svg")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _rfc2822(moment: datetime) -> str:
    return format_datetime(moment)


_ENVIRONMENT.filters["rfc2822"] = _rfc2822


def render(name: str, **context: object) -> str:
    """The named template of `templates/`; an unknown variable raises jinja2.UndefinedError."""
    return _ENVIRONMENT.get_template(name).render(**context)
