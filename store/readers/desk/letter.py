"""What the draft of a letter shows beside what it says."""

from collections.abc import Sequence

from store.snapshot import Snapshot
from store.sql import query


def event_sentences(snapshot: Snapshot, told: Sequence[tuple[str, str]]) -> dict[str, str]:
    """By event, the sentence that dates it in the article named with it (event_id, article_id)."""
    if not told:
        return {}
    events, articles = zip(*told, strict=True)
    given = {"events": list(events), "articles": list(articles)}
    return dict(snapshot.connection.execute(query("desk/event_sentences"), given).fetchall())
