"""Whether a name or an address is anywhere under a folder: in bytes, in what is compressed, in every column.

It shares no code with what forgets: it would share its blind spots. Databases are also asked: DuckDB compresses its
strings, and tantivy its stored documents, so that their bytes alone prove nothing.
"""

import html
import io
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from urllib.parse import quote

import duckdb
import pyarrow.parquet as pq
import tantivy

_FOLD = str.maketrans({"œ": "oe", "æ": "ae"})


def found(folder: Path, words: str) -> list[str]:
    """Where it is: file names, with the table or the encoding; empty when it is nowhere."""
    needles = forms(words)
    return [
        hit for path in sorted(folder.rglob("*")) if path.is_file() for hit in _hits(path, words, needles)
    ]


def forms(words: str) -> dict[str, bytes]:
    """All the ways in which the words may lie in bytes, by what to call them."""
    cases = {words, words.upper(), words.lower(), words.title()}
    spaced = {
        one.replace(" ", gap) for one in cases for gap in (" ", "\u00a0", "-", "_", "+", "%20", "\\u00a0")
    }
    normal = {unicodedata.normalize(form, one) for one in spaced for form in ("NFC", "NFD")}
    normal |= {_plain(one) for one in spaced}
    written = {
        "as is": lambda text: text,
        "entities": html.escape,
        "named entities": _entities,
        "decimal entities": lambda text: "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in text),
        "hexadecimal entities": lambda text: "".join(c if ord(c) < 128 else f"&#x{ord(c):x};" for c in text),
        "JSON": lambda text: "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in text),
        "slashes": lambda text: text.replace("/", "\\/"),
        "%-codes": lambda text: quote(text, safe=""),
        "%-codes but slashes": lambda text: quote(text, safe="/:"),
        "latin %-codes": lambda text: quote(text, safe="/:", encoding="latin-1", errors="ignore"),
    }
    encodings = ("utf-8", "latin-1", "cp1252", "mac-roman", "utf-16-le", "utf-16-be")
    needles = {}
    for text, (name, write), encoding in product(sorted(normal), written.items(), encodings):
        try:
            needle = write(text).encode(encoding)
        except UnicodeEncodeError:
            continue
        needles.setdefault(needle, f"{name}, {encoding}: {write(text)!r}")
    return {name: needle for needle, name in needles.items()}


def _entities(text: str) -> str:
    return "".join(
        f"&{html.entities.codepoint2name[ord(c)]};" if ord(c) in html.entities.codepoint2name else c
        for c in text
    )


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.translate(_FOLD))
    return "".join(c for c in folded if not unicodedata.combining(c))


def _key(text: str) -> str:
    """Letters and digits alone: no spelling, and no separator, hides anything."""
    return "".join(c for c in _plain(text.casefold()) if c.isalnum())


def _worth(row: object, words: str) -> bool:
    """Whether a row holds the longest run of plain letters: a register has 200,000 rows."""
    return _run(words).decode() in repr(row).lower().replace("\\xad", "")


def _run(words: str) -> bytes:
    return max(re.findall(rb"[a-z0-9]+", words.lower().encode()), key=len)


def _in_cell(cell: object, words: str) -> bool:
    if words.startswith("http"):
        return _standing(repr(cell).encode(), words.partition("//")[2].encode())
    text = repr(cell)
    escaped = re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return _key(words) in _key(text) or _key(words) in _key(escaped)


def _hits(path: Path, words: str, needles: dict[str, bytes]) -> Iterator[str]:
    for part, content in _contents(path):
        windows = _windows(content, words.lower())
        hits = (name for name, needle in needles.items() if any(_standing(w, needle) for w in windows))
        if hit := next(hits, None):
            yield f"{path.name} {part}: {hit}"
    yield from (f"{path.name}: {place}" for place in _asked(path, words))


def _windows(content: bytes, words: str) -> set[bytes]:
    """What surrounds the longest run of plain letters, which every form of ours writes as it is."""
    run = _run(words).decode()
    lower, width = content.lower(), 16 * len(words)
    pattern = b"|".join(re.escape(run.encode(encoding)) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
    return {content[max(m.start() - width, 0) : m.end() + width] for m in re.finditer(pattern, lower)}


def _standing(content: bytes, needle: bytes) -> bool:
    """« /article-1 » is not in « /article-12 »."""
    at = content.find(needle)
    while at >= 0:
        after = content[at + len(needle) : at + len(needle) + 1]
        if not after.isalnum() and after not in {b"-", b"_"}:
            return True
        at = content.find(needle, at + 1)
    return False


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file, and of what is packed in it."""
    content = path.read_bytes()
    yield "bytes", content
    if content.startswith(b"\x1f\x8b"):
        yield "unpacked", b"\n".join(members(content))
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from ((name, packed.read(name)) for name in packed.namelist())


def members(content: bytes) -> Iterator[bytes]:
    """Every gzip member, with the comment in its header."""
    while content:
        inflate = zlib.decompressobj(wbits=31)
        yield inflate.decompress(content) + inflate.flush()
        content = inflate.unused_data


def _asked(path: Path, words: str) -> Iterator[str]:
    try:
        yield from _rows(path, words)
    except (duckdb.Error, sqlite3.Error, ValueError) as error:
        yield f"cannot be searched: {error}"


def _rows(path: Path, words: str) -> Iterator[str]:
    head = path.read_bytes()[:16]
    if head[8:12] == b"DUCK":
        yield from _in_duckdb(path, words)
    elif head.startswith(b"SQLite format 3"):
        yield from _in_sqlite(path, words)
    elif head.startswith(b"PAR1"):
        rows = pq.read_table(path).to_pylist()
        yield from ("row" for row in rows if _in_cell(row, words))
    elif path.name == "meta.json" and (path.parent / "beffroi.json").exists():
        yield from _in_index(path.parent, words)


def _in_duckdb(path: Path, words: str) -> Iterator[str]:
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS asked (READ_ONLY)")
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = 'asked'"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f"SELECT * FROM asked.{table}").fetchall():
                if _worth(row, words) and any(_in_cell(cell, words) for cell in row):
                    yield f"table {table}"


def _in_sqlite(path: Path, words: str) -> Iterator[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                if _worth(row, words) and any(_in_cell(cell, words) for cell in row):
                    yield f"table {table}"


def _in_index(folder: Path, words: str) -> Iterator[str]:
    """Every document, whatever its fields, and every term of its last word."""
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()
    everything = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1)).hits
    for _, address in everything:
        if _in_cell(searcher.doc(address).to_dict(), words):
            yield "stored document"
