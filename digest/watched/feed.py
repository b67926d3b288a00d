"""A watch as an Atom feed (RFC 4287): ids that stay the same wherever it is served, and while a story grows."""

from datetime import datetime
from html import escape

from digest import french
from digest.render import atom
from digest.watched.news import Entry, News, Outlet


def feed(news: News, slug: str, updated: datetime) -> bytes:
    """The feed as UTF-8, its entries in the order given; `updated` counts when there is none newer."""
    about = atom.Feed(
        f"watch:{slug}",
        news.name,
        "Beffroi",
        updated,
        news.feed,
        news.url,
        french.spaced(" ".join(_notes(news))),
    )
    return atom.feed(about, [_entry(slug, one) for one in news.entries])


def _notes(news: News) -> tuple[str, ...]:
    more = f"Et {french.counted(news.more, 'autre')} sur ces trois mois." if news.more else ""
    return tuple(filter(None, (*news.notes, more)))


def _entry(slug: str, one: Entry) -> atom.Entry:
    told = "".join(f"<li>{_told(outlet)}</li>" for outlet in one.outlets)
    why = f"<p>{french.typeset(one.why.sentence)}</p>" if one.why.sentence else ""
    passage = f"<blockquote>{one.why.marked}</blockquote>" if one.why.passage else ""
    return atom.Entry(
        key=f"watch:{slug}:{one.key}",
        title=one.title,
        url=next((outlet.url for outlet in one.outlets if outlet.url), ""),
        updated=one.updated,
        html=f"{why}{passage}<ul>{told}</ul>",
    )


def _told(outlet: Outlet) -> str:
    words = f"{french.typeset(outlet.name)}{french.NBSP}: {french.typeset(outlet.title)}"
    return f'<a href="{escape(outlet.url)}">{words}</a>' if outlet.url else words
