"""An index open for reading, and the values that its fields know."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tantivy
from rapidfuzz import fuzz, process

from core.errors import QueryError
from core.names import name_key
from store.searching.index import existing, stamped
from store.searching.mapped import mapped
from store.searching.schema import SEPARATOR

_MOST_HELD = 32_000_000
_NEAREST = 3
_LIKENESS = 72.0


class Value(NamedTuple):
    """A code and its name, which is the code where there is no other."""

    code: str
    label: str


class Reader:
    """One commit of an index. Safe to share between threads; what it looked up, it keeps."""

    def __init__(self, index: tantivy.Index) -> None:
        self.schema = index.schema
        self._known: dict[str, dict[str, str]] = {}
        self._map(index)

    def _map(self, index: tantivy.Index) -> None:
        self.index, self.searcher = index, index.searcher()
        self._held = mapped()

    def trim(self, index_dir: Path) -> None:
        """Map the files anew once searches have read much of them: the pages of forty searches were 130 MB.

        Who searches meanwhile goes on with the ones that it has: all are of one commit.
        """
        if mapped() - self._held > _MOST_HELD and (index := existing(index_dir)) is not None:
            self._map(index)

    def terms(self, field: str, asked: str) -> list[str]:
        """The terms of a field's value: by its code, else by its name, which several values may share."""
        for code in dict.fromkeys((asked, asked.upper(), asked.lower(), asked.zfill(2))):
            if found := self._coded(field, code):
                return found
        wanted = name_key(asked)
        names = self.names(field)
        exact = [term for term, name in names.items() if name == wanted]
        if exact or field != "mayor" or not wanted:
            return exact
        words = set(wanted.split())  # a mayor's surname is enough
        return [term for term, name in names.items() if words <= set(name.split())]

    def nearest(self, field: str, asked: str) -> list[Value]:
        """The known values whose names look most like this."""
        names = self.names(field)
        found = process.extract(
            name_key(asked), names, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_LIKENESS
        )
        return [value_of(term) for _, _, term in found]

    def names(self, field: str) -> dict[str, str]:
        """All terms of a field, with the names that they are compared by."""
        if field not in self._known:
            terms = self.searcher.terms_with_prefix(field, "")
            self._known[field] = {term: name_key(value_of(term).label) for term, _ in terms}
        return self._known[field]

    def _coded(self, field: str, code: str) -> list[str]:
        named = self.searcher.terms_with_prefix(field, f"{code}{SEPARATOR}")
        bare = [code] if self.searcher.doc_freq(field, code) else []
        return bare + [term for term, _ in named]


def value_of(term: str) -> Value:
    """The value that a term stands for."""
    code, _, label = term.partition(SEPARATOR)
    return Value(code, label or code)


def open_reader(index_dir: Path) -> Reader:
    """The index of this folder as it is now; QueryError where it cannot be searched."""
    if stamped(index_dir) is not None:
        try:
            seen = (index_dir / "meta.json").stat()
            reader = _opened(index_dir, seen.st_mtime_ns, seen.st_ino)
            reader.trim(index_dir)
        except (OSError, ValueError):
            pass
        else:
            return reader
    raise QueryError(
        f"Pas d’index de recherche utilisable dans {index_dir} : il manque, ou vient d’une autre version.",
        "Lancez « beffroi publish », qui le refait.",
    )


@lru_cache(maxsize=2)  # the newest, and the one that others still read
def _opened(index_dir: Path, _modified: int, _inode: int) -> Reader:
    index = existing(index_dir)
    if index is None:
        raise ValueError(index_dir)
    return Reader(index)
