"""A watch as a page, and as the two parts of a mail."""

from functools import cache
from typing import TYPE_CHECKING

from digest import french
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
    """The text part."""
    return _environment().get_template("watch_mail.txt").render(news=news)


def subject(news: News) -> str:
    """How many there are, and the first of them."""
    count = len(news.entries) + news.more
    first = news.entries[0].title if news.entries else ""
    return french.spaced(f"{news.name} : {first}" if count == 1 else f"{news.name} : {count} sujets, {first}")
