"""An export holds all that is published, or all that was chosen, in files that anything reads."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from exporting import AUTHORS, BROKEN, CREDITS, FORMULA, SENTENCE, contents, published_newsroom, rows
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from newsroom import article

from core.errors import NothingPublished, StoreBusy, StoreError
from core.settings import StoreSettings
from registers.read import load
from store.exporting.copy import Selection
from store.exporting.export import export, exporting
from store.exporting.tables import VIEWS, Relation, check, write_table
from store.query import open_snapshot
from store.tables import KEYS

EVERYTHING = Selection()
SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder, published once: exports do not change it."""
    data = tmp_path_factory.mktemp("home") / "data"
    published_newsroom(data, SETTINGS)
    return data


@pytest.fixture(scope="module")
def made(home: Path) -> Path:
    return exported(home, home.parent / "export")


def exported(data: Path, folder: Path, chosen: Selection = EVERYTHING) -> Path:
    export(data, folder, SETTINGS, chosen)
    return folder


def ids(*numbers: int) -> set[str]:
    return {article(number).id for number in numbers}


def test_every_table_and_the_main_views_are_there_with_all_their_rows(made: Path, home: Path) -> None:
    with open_snapshot(home) as snapshot:
        tables = [*snapshot.manifest.rows, "meta"]
        known = dict(
            snapshot.connection.execute(
                "SELECT view_name, sql FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
        )
        for name in [*tables, *(view for view in VIEWS if view in known)]:
            found = snapshot.connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            assert found is not None
            assert len(rows(made, name)) == found[0], name
            assert pq.ParquetFile(made / "parquet" / f"{name}.parquet").metadata.num_rows == found[0], name
    assert {"articles", "mentions", "v_articles", "v_coverage"} <= {p.stem for p in (made / "csv").iterdir()}


def test_a_spreadsheet_finds_no_formula_and_parquet_has_the_title_as_it_is(made: Path) -> None:
    titles = {row["article_id"]: row["title"] for row in rows(made, "articles")}
    assert titles[article(3).id] == "'" + FORMULA
    assert titles[article(4).id] == BROKEN
    exact = pq.read_table(made / "parquet" / "articles.parquet").to_pylist()
    assert {row["article_id"]: row["title"] for row in exact}[article(3).id] == FORMULA


def test_cells_hold_lists_as_json_and_instants_as_iso(made: Path) -> None:
    row = next(row for row in rows(made, "articles") if row["article_id"] == article(1).id)
    assert json.loads(row["authors"]) == list(AUTHORS)
    assert row["published_at"] == "2026-11-16T08:30:00.000000Z"
    assert (made / "csv" / "articles.csv").read_bytes().splitlines(keepends=True)[0].endswith(b"\r\n")


def test_the_same_snapshot_gives_the_same_bytes(made: Path, home: Path, tmp_path: Path) -> None:
    assert contents(exported(home, tmp_path / "again")) == contents(made)


def test_a_choice_takes_with_it_what_its_articles_say(home: Path, tmp_path: Path) -> None:
    folder = exported(home, tmp_path / "choice", Selection(since=date(2026, 11, 1), relevant=True))
    assert {row["article_id"] for row in rows(folder, "articles")} == ids(1, 2, 3, 10)
    for table in (
        "mentions",
        "roles",
        "quotes",
        "article_versions",
        "initiative_history",
        "v_articles",
        "v_quotes",
    ):
        assert {row["article_id"] for row in rows(folder, table)} <= ids(1, 2, 3, 10), table
    assert {row["initiative_id"] for row in rows(folder, "initiatives")} == {"i1", "i-reserved"}
    assert {row["initiative_id"] for row in rows(folder, "v_initiatives")} == {"i1", "i-reserved"}
    assert [row["article_id"] for row in rows(folder, "article_links")] == [article(2).id]
    assert {row["key"]: row["value"] for row in rows(folder, "meta")}["rows.articles"] == "4"
    assert "depuis le 01/11/2026" in (folder / "README.md").read_text("utf-8")


def test_the_denominator_stays_that_of_the_whole_watch(made: Path, home: Path, tmp_path: Path) -> None:
    none = exported(home, tmp_path / "none", Selection(until=date(2000, 1, 1)))
    assert rows(none, "articles") == []
    assert rows(none, "v_coverage") == rows(made, "v_coverage") != []
    assert len(rows(none, "communes")) == 1


def test_the_map_has_the_communes_named_and_their_counts(made: Path) -> None:
    known = json.loads((made / "communes.geojson").read_text("utf-8"))
    (feature,) = known["features"]
    assert known["type"] == "FeatureCollection"
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.4, 46.3]}
    assert feature["properties"] == {
        "insee": "79901",
        "name": "Bréville-sur-Aulne",
        "departement": "79",
        "articles": 5,
        "relevant_articles": 5,
        "initiatives": 3,
        "mentions": 5,
    }


def test_references_are_one_an_article_whatever_its_title_holds(made: Path) -> None:
    lines = (made / "articles.ris").read_bytes().decode().split("\r\n")
    assert lines.count("TY  - NEWS") == lines.count("ER  - ") == 6
    assert "TI  - Bréville ouvre ER - sa régie" in lines
    assert {"AU  - LE GOFF, Jean-Noël", "AU  - Quentric, Basile", "AU  - La rédaction"} <= set(lines)
    items = json.loads((made / "articles.csl.json").read_text("utf-8"))
    one = next(item for item in items if item["id"] == article(1).id)
    assert one["type"] == "article-newspaper"
    assert one["issued"] == one["accessed"] == {"date-parts": [[2026, 11, 16]]}
    assert one["container-title"] == "Le Veilleur du Marais"
    assert one["author"][2] == {"literal": "La rédaction"}
    assert len({item["id"] for item in items}) == len(items) == 6


def test_the_codebook_says_what_the_schema_says(made: Path) -> None:
    page = (made / "codebook.md").read_text("utf-8")
    assert (
        "| `published_day` | DATE | Jour de publication (Europe/Paris) : celui des semaines et des comptages. |"
        in page
    )
    assert "| [articles](#articles) | table | 6 |" in page
    assert "précédée d’une apostrophe" in page


def test_the_codebook_explains_the_macros_and_how_to_cite_a_row(made: Path, home: Path) -> None:
    page = (made / "codebook.md").read_text("utf-8")
    assert "- `trend(technology)` : Tendance d’une technologie" in page
    assert "- `coverage(commune, since, until)` : Couverture d’une commune" in page
    cited = page.partition("## Citer une ligne")[2].partition("## ")[0]
    with open_snapshot(home) as snapshot:
        for view in ("v_quotes", "v_figures", "v_mayors"):
            columns = snapshot.connection.execute(f"FROM {view} LIMIT 0").description
            assert {"article_id", "version", "url", "source", "published_day"} <= {c[0] for c in columns}, (
                view
            )
            assert f"`{view}`" in cited
    for table in ("quotes", "figures", "events", "mentions", "roles"):
        (row,) = [line for line in cited.splitlines() if line.startswith("|") and f"`{table}`" in line]
        assert all(f"`{column}`" in row for column in KEYS[table]), table


def test_one_row_is_no_plural(made: Path) -> None:
    page = (made / "codebook.md").read_text("utf-8")
    assert len(rows(made, "communes")) == 1
    assert "une ligne par code INSEE. 1 ligne. Clé : `insee`." in page
    assert "6 lignes. Clé : `article_id`." in page


def test_every_view_is_exported_since_comments_speak_of_them(home: Path) -> None:
    with open_snapshot(home) as snapshot:
        known = snapshot.connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    assert sorted(VIEWS) == sorted(name for (name,) in known)


def test_the_kinds_of_communes_are_said_in_their_own_words(made: Path) -> None:
    page = (made / "codebook.md").read_text("utf-8")
    (said,) = [line for line in page.splitlines() if line.startswith("| `kind` |") and "associee" in line]
    kinds = set(load().communes.column("kind").to_pylist())
    assert all(re.search(rf"\b{kind}\b", said) for kind in kinds)


def test_the_package_names_whose_data_these_are(made: Path) -> None:
    package = json.loads((made / "datapackage.json").read_text("utf-8"))
    assert {"title": CREDITS} in package["sources"]
    schemas = {one["name"]: one["schema"] for one in package["resources"] if "schema" in one}
    assert schemas["articles"]["primaryKey"] == ["article_id"]
    reference = {"resource": "articles", "fields": ["article_id"]}
    assert {"fields": ["article_id"], "reference": reference} in schemas["mentions"]["foreignKeys"]


def test_an_export_keeps_sentences_whole_and_says_that_it_is_for_the_house(made: Path) -> None:
    assert SENTENCE in {row["evidence_text"] for row in rows(made, "roles")}
    assert "interne" in (made / "README.md").read_text("utf-8")


def test_nothing_published_leaves_nothing(data_dir: Path, tmp_path: Path) -> None:
    data_dir.mkdir()
    with pytest.raises(NothingPublished):
        exported(data_dir, tmp_path / "export")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_snapshot_of_an_earlier_version_is_named_and_not_half_exported(home: Path, tmp_path: Path) -> None:
    data = shutil.copytree(home, tmp_path / "data", symlinks=True)
    manifest = data / "snapshots" / "1" / "manifest.json"
    fields = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(fields | {"schema_version": 9}))
    with pytest.raises(StoreError, match="autre version"):
        exported(data, tmp_path / "export")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_two_exports_at_once_wait_for_each_other(home: Path, tmp_path: Path) -> None:
    with exporting(home, SETTINGS, "release"), pytest.raises(StoreBusy, match="release"):
        exported(home, tmp_path / "export")


def test_a_file_that_lost_a_row_is_refused() -> None:
    with pytest.raises(StoreError, match=r"articles.csv : 2 lignes écrites sur 3"):
        check(Path("articles.csv"), 3, 2)


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=20))
def test_any_text_comes_back_from_both_files(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    for kind in ("csv", "parquet"):
        (folder / kind).mkdir()
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE said (n INTEGER, words VARCHAR)")
        connection.executemany("INSERT INTO said VALUES (?, ?)", list(enumerate(words)))
        write_table(connection, Relation("memory", "said"), folder)
    read = [row["words"] for row in rows(folder, "said")]
    exact = pq.read_table(folder / "parquet" / "said.parquet").column("words").to_pylist()
    assert exact == words
    for cell, word in zip(read, words, strict=True):
        assert cell in {word, "'" + word}
        assert cell.lstrip()[:1] not in {"=", "+", "-", "@"}
