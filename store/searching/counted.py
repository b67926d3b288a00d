"""How many of the articles found have each value of one field: what a map shows, as the search behind it counts."""

from pathlib import Path

from store.searching.asked import SearchQuery
from store.searching.compiled import Compiler
from store.searching.reader import open_reader, value_of
from store.searching.syntax import parse

_MOST = 65_000


def counted_by(index_dir: Path, asked: SearchQuery, field: str) -> dict[str, int]:
    """Counts by code, over all that answers `asked` (everything, when it asks for nothing)."""
    import tantivy

    reader = open_reader(index_dir)
    made = Compiler(reader).compile(parse(asked.words), asked)
    if made.query is None and made.unknown:
        return {}
    wanted = {"values": {"terms": {"field": field, "size": _MOST, "segment_size": _MOST}}}
    found = reader.searcher.aggregate(made.query or tantivy.Query.all_query(), wanted)
    counts: dict[str, int] = {}
    for bucket in found["values"]["buckets"]:  # a renamed value has two terms
        code = value_of(str(bucket["key"])).code
        counts[code] = counts.get(code, 0) + int(bucket["doc_count"])
    return counts
