"""SQL that must not get through: what reads or writes elsewhere is refused, what takes too much is stopped.

`{outside}` is a path that must not come to be, `{inside}` a file whose words must not be read.
"""

import re
from typing import NamedTuple


class Attack(NamedTuple):
    """A statement and what is said of it in the end, as a regular expression."""

    name: str
    sql: str
    said: str

    def ends(self, said: str) -> bool:
        """Whether it ended as it must."""
        return re.search(self.said, said) is not None


REFUSED = "^Requête refusée(?: : |[.] DuckDB répond : )"
STOPPED = "^Requête arrêtée : "

ELSEWHERE = [
    Attack(name, sql, REFUSED)
    for name, sql in [
        ("read_text", "SELECT * FROM read_text('{inside}')"),
        ("read_text of the system", "SELECT * FROM read_text('/etc/passwd')"),
        ("read_blob", "SELECT * FROM read_blob('{inside}')"),
        ("read_csv", "SELECT * FROM read_csv('{inside}')"),
        ("read_csv of the system", "SELECT * FROM read_csv('/etc/passwd')"),
        ("read_json", "SELECT * FROM read_json('{inside}')"),
        ("read_parquet", "SELECT * FROM read_parquet('{inside}')"),
        ("read_duckdb", "SELECT * FROM read_duckdb('{inside}')"),
        ("parquet_metadata", "SELECT * FROM parquet_metadata('{inside}')"),
        ("sniff_csv", "SELECT * FROM sniff_csv('{inside}')"),
        ("a file as a table", "SELECT * FROM '{inside}'"),
        ("a file of the system as a table", "SELECT * FROM '/etc/passwd'"),
        ("an address as a table", "SELECT * FROM 'https://veilleur.example/a.parquet'"),
        ("glob", "SELECT * FROM glob('/etc/*')"),
        ("query() of a file", "SELECT * FROM query('SELECT * FROM read_text(''{inside}'')')"),
        ("query() that writes", "SELECT * FROM query('CREATE TABLE mine (a INTEGER)')"),
        ("query_table() of a file", "SELECT * FROM query_table('{inside}')"),
        ("a serialised query", "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''{inside}'')'))"),
        ("COPY TO", "COPY (SELECT 1) TO '{outside}'"),
        ("COPY FROM", "COPY articles FROM '{inside}'"),
        ("COPY FROM DATABASE", "COPY FROM DATABASE beffroi TO memory"),
        ("EXPLAIN ANALYZE COPY TO", "EXPLAIN ANALYZE COPY (SELECT 1) TO '{outside}'"),
        ("EXPORT DATABASE", "EXPORT DATABASE '{outside}'"),
        ("IMPORT DATABASE", "IMPORT DATABASE '{outside}'"),
        ("ATTACH", "ATTACH '{outside}' AS outside"),
        ("ATTACH again, to write", "ATTACH 'beffroi.duckdb' AS again"),
        ("DETACH", "DETACH beffroi"),
        ("USE", "USE memory"),
        ("INSTALL", "INSTALL httpfs"),
        ("LOAD", "LOAD httpfs"),
        ("UPDATE EXTENSIONS", "UPDATE EXTENSIONS"),
        ("SET external access", "SET enable_external_access = true"),
        ("SET memory", "SET memory_limit = '100GB'"),
        ("SET a variable", "SET VARIABLE mine = 1"),
        ("RESET", "RESET enable_external_access"),
        ("PRAGMA memory", "PRAGMA memory_limit = '100GB'"),
        ("PRAGMA profiling", "PRAGMA enable_profiling"),
        ("CALL", "CALL enable_logging()"),
        ("CHECKPOINT", "CHECKPOINT"),
        ("VACUUM", "VACUUM"),
        ("BEGIN", "BEGIN"),
        ("PREPARE", "PREPARE mine AS SELECT 1"),
        ("CREATE TABLE", "CREATE TABLE mine (a INTEGER)"),
        ("CREATE TEMP TABLE", "CREATE TEMP TABLE mine (a INTEGER)"),
        ("CREATE SECRET", "CREATE SECRET mine (TYPE s3)"),
        ("CREATE MACRO", "CREATE MACRO mine(a) AS a"),
        ("INSERT", "INSERT INTO articles BY NAME SELECT 'a' AS article_id"),
        ("INSERT ... RETURNING", "INSERT INTO meta VALUES ('a', 'b') RETURNING *"),
        ("UPDATE", "UPDATE articles SET title = ''"),
        ("DELETE", "DELETE FROM articles"),
        ("DROP", "DROP TABLE articles"),
        ("ALTER", "ALTER TABLE articles ADD COLUMN mine INTEGER"),
        ("COMMENT", "COMMENT ON TABLE articles IS ''"),
        ("two statements", "SELECT 1; SELECT 2"),
        ("a second one hidden", "SELECT 1; /* */ COPY (SELECT 1) TO '{outside}'"),
        ("a type before a SELECT", "CREATE TYPE mine AS ENUM ('a'); SELECT 1"),
        ("two pivots", "PIVOT articles ON nature; PIVOT articles ON nature"),
        ("no statement", "-- rien"),
        ("a command of the DuckDB shell", ".read {inside}"),
        ("the environment", "SELECT getenv('HOME')"),
        ("the texts", "FROM texts.article_texts"),
        ("duckdb_secrets", "FROM duckdb_secrets()"),
        ("a variable of Python", "FROM request"),
        ("a module of Python", "FROM sys"),
    ]
]  # fmt: skip

VAIN = [
    Attack(
        "a log in a file", "FROM enable_logging(storage = 'file', storage_path = '{outside}'), articles", ""
    ),
    Attack(
        "a profile in a file", "FROM enable_profiling(format = 'json', save_location = '{outside}.json')", ""
    ),
    Attack("a checkpoint", "FROM checkpoint('beffroi')", ""),
]
"""What DuckDB takes as a table to read, and has no effect outside of the child."""

GREEDY = [
    Attack("a cell of 2 GB", "SELECT repeat('x', 2_000_000_000)", STOPPED),
    Attack("a cell of 2 GB, measured", "SELECT length(repeat('x', 2_000_000_000))", "."),
    Attack("a billion in a list", "SELECT unnest(range(1_000_000_000))", STOPPED),
    Attack("an endless recursion", "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
           " SELECT max(n) FROM t", STOPPED),
    Attack("a recursion that grows", "WITH RECURSIVE t(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM t)"
           " SELECT max(length(s)) FROM t", STOPPED),
    Attack("a sum over everything", "SELECT sum(a.range * b.range) FROM range(10_000_000) a, range(10_000_000) b",
           STOPPED),
    Attack("a sort of a billion rows", "SELECT range FROM range(1_000_000_000) ORDER BY hash(range)", STOPPED),
    Attack("a list of everything", "SELECT list(range) FROM range(1_000_000_000)", STOPPED),
    Attack("a slow expression", "SELECT regexp_matches(repeat('a', 100_000), '(a*)*b') FROM range(1_000_000)",
           "."),
    Attack("wild pointers", "SELECT * FROM arrow_scan(1::POINTER, 2::POINTER, 3::POINTER)", "^Requête "),
    Attack("nested without end", "SELECT " + "(" * 50_000 + "1" + ")" * 50_000, "^Requête "),
    Attack("rows of 1 MB, 10,000 times", "SELECT repeat('x', 1_000_000) FROM range(10_000)", "trop volumineux|arrêtée"),
]  # fmt: skip
