"""From a batch to the rows of every table, each key once: pure functions."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from core.types import Processed
from store import rows, told
from store.batch import Batch
from store.rows import Row
from store.tables import ARTICLES, FACTS, NOTES, PLAIN, SIGNATURES, STORY_TRACES, TEXTS, VERSIONS

Noun = TypeVar("Noun")
Key = Callable[[Noun], Any]

SCOPE = "scope"
NOTED = "noted"


def staged(batch: Batch, revision: int) -> dict[str, list[Row]]:
    """The rows of every table, each key once; `revision` is what a changed article will carry.

    `scope` lists the versions whose facts are staged, those without any fact included; `noted` those of the batch.
    """
    seen = sorted(batch.articles, key=lambda processed: processed.seen_at)
    versions = _last(seen, _by_version)
    found = {_by_article(p): p.seen_at for p in reversed(seen)}
    version_found = {_by_version(p): p.seen_at for p in reversed(seen)}
    return {
        TEXTS.name: [rows.text_row(p) for p in versions],
        NOTES.name: _last(
            [_owner(p) | rows.note_row(note) for p in versions for note in p.article.notes], _by(NOTES.key)
        ),
        SIGNATURES.name: _last([s._asdict() for s in batch.signatures], _by(SIGNATURES.key)),
        STORY_TRACES.name: _last(
            [rows.story_trace_row(t) for t in batch.story_traces], _by(STORY_TRACES.key)
        ),
        ARTICLES.name: [
            rows.article_row(p, found[_by_article(p)], revision) for p in _last(seen, _by_article)
        ],
        VERSIONS.name: [rows.version_row(p, version_found[_by_version(p)]) for p in versions],
        SCOPE: [_owner(p) for p in versions],
        NOTED: [_owner(p) for p in versions],
        **_facts(versions),
        **_plain(batch),
    }


def _plain(batch: Batch) -> dict[str, list[Row]]:
    tables = {
        "sources": [rows.source_row(source) for source in batch.sources],
        "runs": [rows.run_row(run) for run in batch.runs],
        "source_runs": [rows.source_run_row(line) for line in batch.source_runs],
        "fetches": [rows.fetch_row(fetch) for fetch in batch.fetches],
        "article_links": [rows.link_row(link) for link in batch.links],
        "story_articles": [rows.story_article_row(member) for member in batch.story_articles],
        "rejections": [rows.rejection_row(r) for r in sorted(batch.rejections, key=lambda r: r.at)],
    }
    return {table.name: _last(tables[table.name], _by(table.key)) for table in PLAIN}


def _facts(versions: Sequence[Processed]) -> dict[str, list[Row]]:
    analysed = [(_owner(p), p.analysis) for p in versions if p.analysis]
    tables = {
        "mentions": [owner | rows.mention_row(m) for owner, analysis in analysed for m in analysis.mentions],
        "roles": [owner | rows.role_row(r) for owner, analysis in analysed for r in analysis.roles],
        "article_topics": [owner | {"topic": t} for owner, analysis in analysed for t in analysis.topics],
        "persons": [owner | rows.person_row(r) for owner, analysis in analysed for r in analysis.roles],
        **_told(versions),
    }
    return {table.name: _last(tables[table.name], _by(("version", *table.key))) for table in FACTS}


def _told(versions: Sequence[Processed]) -> dict[str, list[Row]]:
    analysed = [(_owner(p) | {"model": p.analysis.model}, p, p.analysis) for p in versions if p.analysis]
    return {
        "quotes": [owner | told.quote_row(q) for owner, _, found in analysed for q in found.quotes],
        "figures": [owner | told.figure_row(f) for owner, _, found in analysed for f in found.figures],
        "events": [owner | told.event_row(e) for owner, _, found in analysed for e in found.events],
        "initiative_history": [
            owner | {"day": told.day_of(p)} | told.initiative_row(i, p.article.body)
            for owner, p, found in analysed
            for i in found.initiatives
        ],
    }


def _last(items: Iterable[Noun], key: Key[Noun]) -> list[Noun]:
    """The last item of each key: MERGE would insert a key twice if a batch held it twice (measured)."""
    return list({key(item): item for item in items}.values())


def _by(columns: Sequence[str]) -> Key[Row]:
    return lambda row: tuple(row[column] for column in columns)


def _by_article(processed: Processed) -> str:
    return processed.article.id


def _by_version(processed: Processed) -> tuple[str, int]:
    return processed.article.id, processed.article.version


def _owner(processed: Processed) -> Row:
    return {"article_id": processed.article.id, "version": processed.article.version}
