"""What the API reads, a file a subject; words of others are cut at 200 characters."""

from store.readers.desk.api.articles import Article, Sought, Story, articles, stories
from store.readers.desk.api.facts import (
    Event,
    Initiative,
    Mayor,
    Quote,
    events,
    initiatives,
    mayors,
    quotes,
)
from store.readers.desk.api.paging import Key, Some, Span, short, sliced
from store.readers.desk.api.registers import (
    Commune,
    Source,
    Technology,
    Trend,
    commune,
    sources,
    technologies,
    trend,
)

__all__ = [
    "Article", "Commune", "Event", "Initiative", "Key", "Mayor", "Quote", "Some", "Sought", "Source", "Span", "Story",
    "Technology", "Trend", "articles", "commune", "events", "initiatives", "mayors", "quotes", "short", "sliced",
    "sources", "stories", "technologies", "trend",
]  # fmt: skip
