"""Helpers of the search tests: invented texts in an index, and what a query finds of them."""

from pathlib import Path

from newsroom import article, processed

from core.settings import StoreSettings
from core.types import Processed
from store.batch import Batch
from store.live import LiveStore, open_live
from store.search import Found, SearchQuery, search

SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)


def texts(said: dict[int, str]) -> tuple[Processed, ...]:
    """Articles that say this and nothing else, by number."""
    return tuple(processed(number, title="", summary="", text=text) for number, text in said.items())


def indexed(data_dir: Path, batch: Batch) -> Path:
    """The folder of an index that holds this batch."""
    with open_live(data_dir, SETTINGS) as live:
        live.write(batch)
    return data_dir / "search"


def find(index_dir: Path, words: str = "", **filters: str) -> Found:
    return search(index_dir, SearchQuery.from_dict({"words": words, **filters}), facets=True)


def numbers(found: Found, most: int = 50) -> set[int]:
    """The numbers of the articles found."""
    known = {article(number).id: number for number in range(most)}
    return {known[hit.article_id] for hit in found.hits}


def live_numbers(live: LiveStore, words: str, **filters: str) -> set[int]:
    return numbers(find(live.data_dir / "search", words, **filters))
