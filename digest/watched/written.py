"""A watch as a page, and as the two parts of a mail."""

from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING

from digest import french
from digest.render.text import COLUMNS
from digest.watched.news import News

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("digest"),
        autoescape=select_autoescape(("html",)),  # a text part has no markup to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(typeset=french.typeset, spaced=french.spaced, day=french.date_of)
    environment.globals.update(nbsp=french.NBSP)
    return environment


def page(news: News) -> str:
    """The page that anybody may read, and subscribe to from."""
    return _environment().get_template("watch.html").render(news=news)


def mail_html(news: News) -> str:
    """The HTML part; `news.leave` is where the reader's way out goes."""
    return _environment().get_template("watch_mail.html").render(news=news)


def mail_text(news: News) -> str:
    """The text part: as the letter's, 72 columns, each address whole on a line of its own."""
    lines = _environment().get_template("watch_mail.txt").render(news=news).splitlines()
    return "".join(f"{part}\n" for line in lines for part in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    """What goes on stands below what it continues."""
    indent = " " * (len(line) - len(line.lstrip(" *-")))
    return wrap(line, COLUMNS, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [
        ""
    ]


def subject(news: News) -> str:
    """How many there are, and the first of them."""
    count = len(news.entries) + news.more
    first = news.entries[0].title if news.entries else ""
    return french.spaced(f"{news.name} : {first}" if count == 1 else f"{news.name} : {count} sujets, {first}")
