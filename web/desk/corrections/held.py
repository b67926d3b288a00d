"""What editors said of an article or a thing that is published: told on its page, to be taken back there."""

from core.names import name_key
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing
from jobs.correcting.corrections import every
from store.correcting.facts import Tables, keys
from store.query import Snapshot
from web.desk.corrections import pending
from web.desk.corrections.pending import Pending
from web.desk.visit import Visit

MOST = 30
_JUDGED = {Action.RELEVANT, Action.IRRELEVANT}
"""Told beside the judgement itself."""
_JOINS = {Action.MERGE, Action.LINK}


def of_article(visit: Visit, snapshot: Snapshot, article_id: str, tables: Tables) -> list[Correction]:
    """Of what it is and what it tells of, the last said first; what was deleted everywhere has left no trace of it."""
    named, worded = keys(tables), _worded(tables)
    words = _every(visit, snapshot)
    return [one for one in words if _concerns(one, article_id, named) or _joined(one) in worded][:MOST]


def of_thing(visit: Visit, snapshot: Snapshot, kind: Kind, key: str) -> list[Correction]:
    """Of a thing, in one article or in all, the last said first."""
    return [one for one in _every(visit, snapshot) if (kind, key) in _names(one)][:MOST]


def _every(visit: Visit, snapshot: Snapshot) -> list[Correction]:
    """All that holds and is published; what waits is told beside its fact."""
    over = pending.of(visit, snapshot)
    if over.numbers == pending.NOTHING.numbers:
        return []
    return visit.desk.published.cached(snapshot, ("held", over.numbers), lambda: _published(visit, over))


def _published(visit: Visit, over: Pending) -> list[Correction]:
    words = standing([one for one in every(visit.state) if one.kind is not Kind.STORY])
    waiting = {one.number for one in over.waiting if one.kind is not Kind.STORY}
    return [one for one in reversed(words) if one.number not in waiting and one.action not in _JUDGED]


def _concerns(one: Correction, article_id: str, named: set[tuple[Kind, str]]) -> bool:
    if one.article_id or one.articles or one.kind is Kind.ARTICLE:
        return article_id in {one.article_id, one.key, *one.articles}
    return (one.kind, one.key) in named


def _names(one: Correction) -> set[tuple[Kind, str]]:
    """What it is about, and what that became."""
    became = {(one.kind, one.value)} if one.action in _JOINS and one.leads_to is one.kind else set()
    return {(one.kind, one.key), *became}


def _joined(one: Correction) -> tuple[str, str, str] | None:
    """What became another thing everywhere, as an article that had it shows it still: by its words."""
    if one.action not in _JOINS or one.article_id or one.articles:
        return None
    return one.kind, one.value, one.key if one.kind is Kind.INITIATIVE else name_key(one.detail.called)


def _worded(tables: Tables) -> set[tuple[str, str, str]]:
    mentions = tables.get("mentions", ())
    merged = tables.get("initiative_history", ())
    named = {(row["kind"], row["entity_key"], name_key(row["surface"] or "")) for row in mentions}
    return named | {
        (Kind.INITIATIVE, row["initiative_id"], row["merged_from"]) for row in merged if row["merged_from"]
    }
