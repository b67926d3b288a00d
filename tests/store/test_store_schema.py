from dataclasses import replace
from pathlib import Path

import pytest
from newsroom import batch, link, processed, story_article

from core.settings import StoreSettings
from store.live import LiveStore, open_live

CONTRACT = """
sources(source_id, name, homepage, outlet_group, departements, enabled, evidence, kind, policy, verified)
runs(run_id, job, started_at, finished_at, status, counts)
source_runs(run_id, source_id, ended_at, state, volume, announced, asked, new, updated, unchanged, reserved, blocked,\
 refused, failed, excerpts, reasons)
fetches(run_id, source_id, url, outcome, reason, at, revisit, announced)
rejections(url, source_id, stage, reason, detail, at)
articles(article_id, version, url, source_id, title, summary, authors, published_at, published_day,\
 published_precision, published_by, access, basis, form, relevant, relevance, nature, word_count, first_seen_at, model,\
 tags, told)
article_versions(article_id, version, seen_at, text_sha256, changed)
article_topics(article_id, topic)
mentions(article_id, version, kind, entity_key, surface, start_at, end_at, confidence, rule, category, candidate)
organisations(organisation_key, name, kind)
communes(insee, name, departement, region, epci_siren, population, lat, lon, kind)
territories(kind, code, name)
mandates(insee, name, name_key, from_day, to_day, basis, source)
technologies(technology_id, canonical, category, parent, wikidata, status)
persons(person_key, name, article_id)
roles(article_id, version, person_key, name, role, insee, status, register, register_basis, inferred,\
 evidence_start, evidence_end, evidence_text)
quotes(article_id, version, person_key, speaker, direct, start_at, end_at, evidence_text)
figures(article_id, version, value, unit, what, start_at, end_at, evidence_text)
events(event_id, article_id, version, name, start_day, end_day, place, insee, evidence_text)
initiatives(initiative_id, actor_kind, actor_code, actor_name, technology_id, use_case, category, status, supplier,\
 first_seen, last_seen)
initiative_history(initiative_id, article_id, version, status, day, evidence_text, confidence)
meta(key, value)
article_links(article_id, version, other_id, kind, score, seen_at)
texts.story_traces(article_id, version, scheme, places, people, terms, weights)
stories(story_id, title, first_day, last_day)
story_articles(story_id, article_id, rule, score)
corrections(correction_id, action, kind, entity_key, article_id, value, author, said_at, why, undone_at, undone_by,\
 changes)
redirects(kind, old_id, new_id, at)
texts.originals(article_id, version, rows, corrections)
texts.signatures(article_id, version, scheme, words, shingles, exact, minhash, openings)
texts.article_texts(article_id, version, title, summary, text, sha256)
texts.article_notes(article_id, version, rule, detail)
"""


def tables() -> list[tuple[str, set[str]]]:
    split = (line.rstrip(")").split("(") for line in CONTRACT.split("\n") if line)
    return [(name, set(columns.split(", "))) for name, columns in split]


@pytest.mark.parametrize(("table", "columns"), tables(), ids=[name for name, _ in tables()])
def test_the_columns_of_the_contract_are_there(
    data_dir: Path, settings: StoreSettings, table: str, columns: set[str]
) -> None:
    with open_live(data_dir, settings) as live:
        described = live.connection.execute(f"DESCRIBE {table}").fetchall()
    assert columns <= {row[0] for row in described}


def uncommented(live: LiveStore) -> list[tuple[str, ...]]:
    return live.connection.execute(
        "SELECT database_name, table_name, NULL FROM duckdb_tables() WHERE comment IS NULL"
        " UNION ALL SELECT database_name, view_name, NULL FROM duckdb_views()"
        " WHERE comment IS NULL AND NOT internal"
        " UNION ALL SELECT database_name, table_name, column_name FROM duckdb_columns()"
        " WHERE comment IS NULL AND NOT internal"
    ).fetchall()


def test_every_table_view_and_column_is_explained(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        assert uncommented(live) == []


def test_there_is_no_index_and_no_key_constraint(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        kinds = live.connection.execute(
            "SELECT DISTINCT constraint_type FROM duckdb_constraints()"
        ).fetchall()
        indexes = live.connection.execute("SELECT index_name FROM duckdb_indexes()").fetchall()
    assert kinds == [("NOT NULL",)]
    assert indexes == []


def test_the_views_can_be_read_whatever_the_file_is_called(data_dir: Path, settings: StoreSettings) -> None:
    import duckdb

    with open_live(data_dir, settings) as live:
        live.write(replace(batch((1, 2)), links=(link(2, 1),), story_articles=(story_article(),)))
        views = live.connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    renamed = (data_dir / "live.duckdb").rename(data_dir / "autre.duckdb")
    with duckdb.connect(str(renamed), read_only=True) as connection:
        for (view,) in views:
            assert connection.execute(f"FROM {view}").fetchall(), view


def test_a_file_of_before_the_ledger_gets_it_and_keeps_its_rows(
    data_dir: Path, settings: StoreSettings
) -> None:
    import duckdb

    from store.migrate import steps

    data_dir.mkdir()
    with duckdb.connect(str(data_dir / "live.duckdb")) as old:
        for statements in steps("live")[:5]:
            old.execute(statements)
        old.execute("UPDATE meta SET value = '5' WHERE key = 'schema_version'")
        old.execute("INSERT INTO sources (source_id, name) VALUES ('le-veilleur', 'Le Veilleur du Marais')")
        old.execute(
            'INSERT INTO fetches (run_id, source_id, url, outcome, "at", day, is_entry)'
            " VALUES ('r0', 'le-veilleur', 'https://veilleur.example/0', 'fetched',"
            " '2026-11-02 08:00', '2026-11-02', false)"
        )
    with open_live(data_dir, settings) as live:
        live.write(batch())
        assert uncommented(live) == []
        kept = live.connection.execute("SELECT run_id, revisit FROM fetches ORDER BY run_id").fetchall()
        known = live.connection.execute("SELECT policy, verified FROM sources").fetchall()
        weeks = live.connection.execute(
            "SELECT week::VARCHAR, expected FROM v_coverage ORDER BY 1"
        ).fetchall()
    assert kept == [("r0", None), ("r1", False)]
    assert known == [("full", True)]
    assert weeks == [("2026-11-02", 1), ("2026-11-16", 1)]


def test_a_file_of_before_the_organisations_gets_them(data_dir: Path, settings: StoreSettings) -> None:
    import duckdb

    from store.migrate import steps

    data_dir.mkdir()
    with duckdb.connect(str(data_dir / "live.duckdb")) as old:
        for statements in steps("live")[:8]:
            old.execute(statements)
        old.execute("UPDATE meta SET value = '8' WHERE key = 'schema_version'")
        old.execute("INSERT INTO technologies (technology_id, canonical) VALUES ('robot', 'robot')")
        old.execute(
            "INSERT INTO mentions (article_id, version, kind, entity_key, start_at, end_at)"
            " VALUES ('a', 1, 'technology', 'robot', 0, 5)"
        )
    with open_live(data_dir, settings) as live:
        assert uncommented(live) == []
        assert live.connection.execute("SELECT technology_id, status FROM technologies").fetchall() == [
            ("robot", "known")
        ]
        assert live.connection.execute("SELECT category, candidate FROM mentions").fetchall() == [
            (None, False)
        ]
        live.write(batch())


def test_what_was_analysed_before_facts_is_not_said_to_tell_nothing(
    data_dir: Path, settings: StoreSettings
) -> None:
    import duckdb

    from store.migrate import steps

    data_dir.mkdir()
    with duckdb.connect(str(data_dir / "live.duckdb")) as old:
        for statements in steps("live")[:9]:
            old.execute(statements)
        old.execute("UPDATE meta SET value = '9' WHERE key = 'schema_version'")
        old.execute(
            "INSERT INTO articles (article_id, version, url, source_id, model) VALUES"
            " ('0000000000000abc', 1, 'https://veilleur.example/vieux', 'le-veilleur', '1')"
        )
    unread = replace(processed(2), analysis=None)
    with open_live(data_dir, settings) as live:
        live.write(replace(batch(), articles=(processed(1), unread)))
        told = dict(live.connection.execute("SELECT article_id, told FROM articles").fetchall())
    assert told == {"0000000000000abc": None, processed(1).article.id: True, unread.article.id: False}


def test_opening_again_changes_nothing(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        before = live.revision
    with open_live(data_dir, settings) as live:
        assert live.revision == before
