"""Two releases compared: rows by key, and ids that lead elsewhere."""

from collections.abc import Iterator

import duckdb
import pytest

from store.releasing.difference import Back, Gone, difference, redirects


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        for catalog in ("before", "now"):
            opened.execute(f"ATTACH ':memory:' AS {catalog}")
            opened.execute(
                f"CREATE TABLE {catalog}.roles (article_id VARCHAR, version INTEGER, person_key VARCHAR, role VARCHAR,"
                " insee VARCHAR, name VARCHAR)"
            )
            opened.execute(
                f"CREATE TABLE {catalog}.initiatives"
                " (initiative_id VARCHAR, actor_name VARCHAR, technology_id VARCHAR, status VARCHAR)"
            )
        yield opened


def test_rows_are_matched_by_their_key_even_where_part_of_it_is_unknown(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute(
        "INSERT INTO before.roles VALUES ('a', 1, 'p', 'other', NULL, 'Odile'), ('b', 1, 'p', 'other', NULL, 'Zoé')"
    )
    connection.execute(
        "INSERT INTO now.roles VALUES ('a', 1, 'p', 'other', NULL, 'Odette'), ('c', 1, 'p', 'other', NULL, 'Zoé')"
    )
    found = difference(connection, "now", "hier")
    assert found.rows["roles"] == {"added": 1, "removed": 1, "changed": 1}
    assert found.rows["initiatives"] == {"added": 0, "removed": 0, "changed": 0}


def test_ids_that_are_gone_lead_to_those_that_stand_for_them(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "INSERT INTO before.initiatives SELECT unnest(['i1', 'i2', 'i3', 'i4']), 'x', 't', 'plan'"
    )
    connection.execute("INSERT INTO now.initiatives VALUES ('i1', 'x', 't', 'plan')")
    connection.execute(
        'CREATE TABLE now.redirects (kind VARCHAR, old_id VARCHAR, new_id VARCHAR, "at" TIMESTAMP)'
    )
    connection.execute(
        "INSERT INTO now.redirects VALUES ('initiative', 'i2', 'i3', NULL), ('initiative', 'i3', 'i1', NULL)"
    )
    assert difference(connection, "now", "hier").gone == (
        Gone("initiatives", "i2", "i1"),
        Gone("initiatives", "i3", "i1"),
        Gone("initiatives", "i4", None),
    )


def test_lost_keys_of_people_and_of_candidates_are_named_too(connection: duckdb.DuckDBPyConnection) -> None:
    for catalog, people in (
        (
            "before",
            "('86:odile', 'Odile', 'a'), ('86:odile', 'Odile', 'b'), ('zoe', 'Zoé', 'a'), ('i1', 'Ida', 'c')",
        ),
        ("now", "('79:odile', 'ODILE', 'a'), ('79:odile', 'Odile', 'b'), ('ida', 'Ida', 'c')"),
    ):
        connection.execute(
            f"CREATE TABLE {catalog}.persons AS FROM (VALUES {people}) v(person_key, name, article_id)"
        )
        connection.execute(f"CREATE TABLE {catalog}.technologies (technology_id VARCHAR)")
    connection.execute("INSERT INTO before.technologies VALUES ('candidate:vox'), ('candidate:i1')")
    connection.execute(
        "CREATE TABLE now.redirects AS SELECT 'technology' AS kind, 'candidate:vox' AS old_id, 'voxadom' AS new_id"
        " UNION ALL SELECT 'initiative', 'i1', 'i2'"
    )
    assert difference(connection, "now", "hier").gone == (
        Gone("persons", "86:odile", "79:odile"),
        Gone("persons", "i1", "ida"),
        Gone("persons", "zoe", None),
        Gone("technologies", "candidate:i1", None),
        Gone("technologies", "candidate:vox", "voxadom"),
    )


def test_a_person_who_may_be_either_of_two_leads_nowhere(connection: duckdb.DuckDBPyConnection) -> None:
    for catalog, people in (
        ("before", "('86:odile', 'Odile', 'a'), ('86:odile', 'Odile', 'b')"),
        ("now", "('79:odile', 'Odile', 'a'), ('44:odile', 'Odile', 'b')"),
    ):
        connection.execute(
            f"CREATE TABLE {catalog}.persons AS FROM (VALUES {people}) v(person_key, name, article_id)"
        )
    assert difference(connection, "now", "hier").gone == (Gone("persons", "86:odile", None),)


def test_a_sentence_that_is_shared_out_otherwise_is_no_change(connection: duckdb.DuckDBPyConnection) -> None:
    for catalog, text in (("before", "'[…]'"), ("now", "'Elle l’a.'")):
        connection.execute(
            f"CREATE TABLE {catalog}.quotes AS SELECT 'a' AS article_id, 1 AS version, unnest([0, 50]) AS start_at,"
            f" 10 AS end_at, {text} AS text, {text} AS evidence_text, 9 AS evidence_end, 'Odile' AS speaker"
        )
        connection.execute(f"ALTER TABLE {catalog}.roles ADD COLUMN evidence_text VARCHAR")
        connection.execute(
            f"INSERT INTO {catalog}.roles VALUES ('a', 1, 'p', 'other', NULL, 'Odile', {text})"
        )
    connection.execute("UPDATE now.quotes SET evidence_end = 12 WHERE start_at = 50")
    rows = difference(connection, "now", "hier").rows
    assert rows["roles"] == {"added": 0, "removed": 0, "changed": 0}
    assert rows["quotes"] == {"added": 0, "removed": 0, "changed": 1}


def test_ids_of_a_merge_that_was_undone_are_back(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("INSERT INTO before.initiatives VALUES ('i1', 'x', 't', 'plan')")
    connection.execute("INSERT INTO now.initiatives SELECT unnest(['i1', 'i2', 'new']), 'x', 't', 'plan'")
    connection.execute(
        "CREATE TABLE before.redirects AS SELECT 'initiative' AS kind, unnest(['i2', 'i3']) AS old_id, 'i1' AS new_id"
    )
    connection.execute("CREATE TABLE now.redirects AS FROM before.redirects WHERE old_id = 'i3'")
    found = difference(connection, "now", "hier")
    assert found.reappeared == (Back("initiatives", "i2", "i1"),)
    assert found.as_json()["reappeared"] == ({"kind": "initiatives", "id": "i2", "was": "i1"},)
    assert found.gone == ()


def test_redirects_that_turn_in_circles_end(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE now.redirects AS SELECT 'story' AS kind, 'a' AS old_id, 'b' AS new_id")
    connection.execute("INSERT INTO now.redirects VALUES ('story', 'b', 'a')")
    assert redirects(connection, "now") == {("story", "a"): "b", ("story", "b"): "a"}
