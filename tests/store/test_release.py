"""A release is whole, cut, sealed and comparable."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from exporting import CREDITS, HIDDEN, SENTENCE, contents, published_newsroom, rows
from newsroom import MONDAY, SOURCE, analysis, article, batch, fetch, initiative, processed

from core.errors import InputError, NothingPublished, StoreError
from core.settings import StoreSettings
from core.types import InitiativeStatus, Outcome
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.releasing.about import About, Outage, Withheld
from store.releasing.changes import difference_page
from store.releasing.contents import Wanted
from store.releasing.difference import Back, Difference, Gone
from store.releasing.papers import citation, readme
from store.releasing.release import preview, release, releases, verify
from store.releasing.seal import seal

SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
WANTED = Wanted(
    name="2026.11",
    title="Essais du Marais",
    creators=("Odile Ferrandou", "La veille du Marais"),
    licence="etalab-2.0",
    accuracy="# Accuracy\n\nWritten with essai 1.\n",
    now=datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one release."""
    data = tmp_path_factory.mktemp("home") / "data"
    published_newsroom(data, SETTINGS)
    release(data, SETTINGS, WANTED)
    return data


@pytest.fixture
def mine(home: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(home, tmp_path / "data", symlinks=True)


def folder_of(data: Path, name: str = "2026.11") -> Path:
    return data / "releases" / name


def asked(data: Path, sql: str, name: str = "2026.11") -> list[tuple[Any, ...]]:
    with duckdb.connect(folder_of(data, name) / "beffroi.duckdb", read_only=True) as connection:
        return connection.execute(sql).fetchall()


def about() -> About:
    """What an invented release says of itself."""
    return About(
        name="2026.12",
        title="Essais",
        creators=("Odile Ferrandou",),
        licence="etalab-2.0",
        released_on="2026-12-01",
        released_at="2026-12-01T09:00:00+00:00",
        snapshot=3,
        lineage="l",
        snapshot_at="2026-12-01T08:00:00+00:00",
        package_version="0",
        schema_version=14,
        model_version=None,
        models={"1": 1},
        lexicon_version=None,
        registers_version=None,
        rows={"articles": 1, "sources": 3, "mentions": 2},
        outlets=1,
        weeks=1,
        outages=(),
        unknown=(),
        silent=(),
        withheld={},
        since="hier",
    )


def test_a_release_has_all_its_papers(home: Path) -> None:
    names = {p.name for p in folder_of(home).iterdir()}
    assert names == {
        "CITATION.cff", "README.md", "SHA256SUMS", "accuracy.md", "articles.csl.json", "articles.ris", "beffroi.duckdb",
        "codebook.md", "communes.geojson", "csv", "datapackage.json", "difference.json", "difference.md", "parquet",
        "redirects.csv", "release.json", "zenodo.json",
    }  # fmt: skip
    assert (folder_of(home) / "accuracy.md").read_text("utf-8") == WANTED.accuracy
    assert (folder_of(home) / "redirects.csv").read_bytes() == b"kind,old_id,new_id,at\r\n"
    said = json.loads((folder_of(home) / "release.json").read_text("utf-8"))
    assert said["model_version"] == "essai 1"
    assert said["lexicon_version"] == "lexique 7"
    assert said["registers_version"] == "2026"
    assert said["rows"]["articles"] == 6
    assert said["models"] == {"": 1, "1": 5}


def test_no_word_of_others_is_longer_than_its_bound(home: Path) -> None:
    whole = {"url", "final_url", "homepage", "image", "value"}
    with duckdb.connect(folder_of(home) / "beffroi.duckdb", read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE data_type = 'VARCHAR' AND NOT internal"
        ).fetchall()
        for table, column in columns:
            if column not in whole:
                row = connection.execute(f'SELECT max(length("{column}")) FROM {table}').fetchone()
                assert row is not None
                assert (row[0] or 0) <= 200, (table, column)


def test_sentences_stay_around_their_fact_and_within_the_budget_of_their_article(home: Path) -> None:
    ((sentence, start, end),) = asked(
        home,
        "SELECT evidence_text, evidence_start, evidence_end FROM initiative_history"
        f" WHERE article_id = '{article(1).id}'",
    )
    assert "l’assistant vocal répondra aux appels" in sentence
    assert sentence.startswith("…")
    assert sentence.endswith("…")
    assert end - start == len(SENTENCE)
    facts = " UNION ".join(
        f"SELECT evidence_text e FROM {t} WHERE article_id = '{article(1).id}'"
        for t in ("roles", "quotes", "figures", "events", "initiative_history")
    )
    ((total, elided),) = asked(
        home, f"SELECT sum(length(e)) FILTER (e <> '[…]'), bool_or(e = '[…]') FROM ({facts})"
    )
    assert total <= 200
    assert elided


def test_a_release_holds_one_quote_an_article(home: Path) -> None:
    found = asked(home, f"SELECT text FROM quotes WHERE article_id = '{article(1).id}' ORDER BY start_at")
    assert found == [("[…]",), ("La première parole",)]


def test_a_reserved_article_is_its_reference(home: Path) -> None:
    named = f"article_id = '{article(2).id}'"
    ((title, summary, tags, relevant, reserved),) = asked(
        home, f"SELECT title, summary, tags, relevant, tdm_reserved FROM articles WHERE {named}"
    )
    assert title == article(2).title
    assert (summary, tags, relevant, reserved) == (None, None, None, True)
    for table in (
        "mentions",
        "roles",
        "quotes",
        "figures",
        "events",
        "initiative_history",
        "article_topics",
        "persons",
    ):
        assert asked(home, f"FROM {table} WHERE {named}") == [], table
    assert asked(home, "FROM initiatives WHERE initiative_id = 'i-reserved'") == []


def test_what_was_cut_is_nowhere_in_the_files(home: Path) -> None:
    lost = [HIDDEN.encode(), b"La seconde parole", SENTENCE[-40:].encode()]
    for name, data in contents(folder_of(home)).items():
        assert [words for words in lost if words in data] == [], name


def test_the_database_explains_itself(home: Path) -> None:
    assert asked(home, "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL") == [
        (0,)
    ]
    assert asked(home, "SELECT count(*) FROM v_articles") == [(6,)]
    functions = {
        name for (name,) in asked(home, "SELECT function_name FROM duckdb_functions() WHERE NOT internal")
    }
    assert {"coverage", "trend"} <= functions
    assert asked(home, "FROM trend('assistant-vocal')") != []
    assert asked(home, "SELECT value FROM meta WHERE key IN ('file', 'release') ORDER BY key") == [
        ("release",),
        ("2026.11",),
    ]
    assert len(rows(folder_of(home), "articles")) == 6


def test_merged_ids_lead_on_and_who_corrected_stays_home(mine: Path) -> None:
    with open_live(mine, SETTINGS) as live:
        live.write(batch((11,)))
        live.connection.execute(
            "INSERT INTO corrections BY NAME SELECT 'c1' AS correction_id, 'merge' AS action, 'quote' AS kind,"
            " 'les mots de la citation' AS entity_key, 'Zéphyrine' AS author, 'un doute' AS why,"
            " 'Zéphyrine' AS undone_by"
        )
        live.connection.execute(
            "INSERT INTO redirects VALUES ('organisation', 'ancien', 'nouveau', TIMESTAMP '2026-11-20 10:00:00')"
        )
    publish(mine, SETTINGS)
    release(mine, SETTINGS, replace(WANTED, name="corrige"))
    folder = folder_of(mine, "corrige")
    assert (folder / "redirects.csv").read_bytes().splitlines()[1:] == [
        b"organisation,ancien,nouveau,2026-11-20T10:00:00Z"
    ]
    (row,) = rows(folder, "corrections")
    assert (row["correction_id"], row["entity_key"]) == ("c1", "[…]")
    assert (row["author"], row["why"], row["undone_by"]) == ("", "", "")


def test_it_can_be_cited_and_deposited(home: Path) -> None:
    cited = yaml.safe_load((folder_of(home) / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert cited["authors"] == [
        {"family-names": "Ferrandou", "given-names": "Odile"},
        {"name": "La veille du Marais"},
    ]
    assert (cited["version"], cited["date-released"], cited["license"]) == (
        "2026.11",
        "2026-11-26",
        "etalab-2.0",
    )
    deposit = json.loads((folder_of(home) / "zenodo.json").read_text("utf-8"))["metadata"]
    assert deposit["upload_type"] == "dataset"
    assert deposit["creators"] == [{"name": "Ferrandou, Odile"}, {"name": "La veille du Marais"}]
    assert deposit["related_identifiers"] == [
        {"identifier": "https://veilleur.example/", "relation": "isDerivedFrom", "scheme": "url"}
    ]
    assert {"title", "description", "license", "version", "publication_date"} <= deposit.keys()
    package = json.loads((folder_of(home) / "datapackage.json").read_text("utf-8"))
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert {"title": CREDITS} in package["sources"]


def test_a_release_does_not_change(home: Path) -> None:
    before = contents(folder_of(home))
    with pytest.raises(InputError, match="existe déjà"):
        release(home, SETTINGS, WANTED)
    assert contents(folder_of(home)) == before
    assert all(not p.stat().st_mode & stat.S_IWUSR for p in folder_of(home).rglob("*") if p.is_file())
    assert verify(home, "2026.11") == []
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder_of(home), check=False)
    assert done.returncode == 0


def test_what_differs_from_the_seal_is_named(mine: Path) -> None:
    folder = folder_of(mine)
    (folder / "csv" / "roles.csv").unlink()
    (folder / "README.md").chmod(0o644)
    (folder / "README.md").write_text("autre chose")
    (folder / "ajout.txt").write_text("plus")
    wrong = {("csv/roles.csv", "absent"), ("README.md", "modifié"), ("ajout.txt", "ajouté")}
    assert set(verify(mine, "2026.11")) == wrong
    seal(folder)
    assert verify(mine, "2026.11") == []
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(StoreError, match="SHA256SUMS"):
        verify(mine, "2026.11")


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "A", "é", ".caché", "-x", "x" * 65, "x\n", "fin."])
def test_a_name_is_no_path(home: Path, name: str) -> None:
    with pytest.raises(InputError, match="nom de version"):
        release(home, SETTINGS, replace(WANTED, name=name))


@pytest.mark.parametrize(
    "wrong", [{"licence": "à moi"}, {"creators": ()}, {"creators": (" ",)}, {"title": "deux\nlignes"}]
)
def test_what_a_deposit_would_refuse_is_refused(home: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        release(home, SETTINGS, replace(WANTED, name="autre", **wrong))
    assert [one["name"] for one in releases(home)] == ["2026.11"]


def test_nothing_published_leaves_nothing(data_dir: Path) -> None:
    data_dir.mkdir()
    with pytest.raises(NothingPublished):
        release(data_dir, SETTINGS, WANTED)
    assert list((data_dir / "releases").iterdir()) == []


KILLED = """
import sys
from pathlib import Path
from test_release import SETTINGS, WANTED
from store.releasing.release import release
release(Path(sys.argv[1]), SETTINGS, WANTED, lambda done, total: print(done, total, flush=True))
"""


def kill_in_the_middle(data: Path) -> None:
    """A release that dies when a few tables are written."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])
    command = [sys.executable, "-P", "-c", KILLED, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}) as child:
        assert child.stdout is not None
        assert [child.stdout.readline()[:2] for _ in range(4)][-1] == b"4 "
        child.kill()
    assert child.returncode == -signal.SIGKILL


def test_a_killed_release_is_none_and_the_same_snapshot_gives_the_same_release(
    home: Path, mine: Path
) -> None:
    shutil.rmtree(mine / "releases")
    kill_in_the_middle(mine)
    assert releases(mine) == []
    assert [p.name for p in (mine / "releases").iterdir()] == [".building"]
    release(mine, SETTINGS, WANTED)
    assert [p.name for p in (mine / "releases").iterdir()] == ["2026.11"]
    first, second = contents(folder_of(home)), contents(folder_of(mine))
    assert first.keys() == second.keys()
    differing = {name for name in first if first[name] != second[name]}
    assert differing <= {"beffroi.duckdb", "SHA256SUMS"}


def test_a_release_says_what_changed_since_the_last_one(mine: Path) -> None:
    moved = initiative("i1", status=InitiativeStatus.DEPLOYED)
    new = Batch(articles=(processed(10, found=analysis(initiatives=(moved,))), *batch((11,)).articles))
    published_newsroom(mine, SETTINGS, new)
    release(mine, SETTINGS, replace(WANTED, name="2026.12", now=WANTED.now.replace(month=12)))
    assert [one["name"] for one in releases(mine)] == ["2026.11", "2026.12"]
    found = json.loads((folder_of(mine, "2026.12") / "difference.json").read_text("utf-8"))
    assert found["since"] == "2026.11"
    assert found["rows"]["articles"] == {"added": 1, "removed": 0, "changed": 0}
    (turned,) = found["statuses"]
    assert (turned["initiative_id"], turned["before"], turned["now"]) == ("i1", "experiment", "deployed")
    page = (folder_of(mine, "2026.12") / "difference.md").read_text("utf-8")
    assert "Bréville-sur-Aulne, assistant-vocal : experiment → deployed (`i1`)" in page


def state_of(data: Path) -> dict[str, int]:
    """Every file of a folder, with when it was last written."""
    return {str(path): path.lstat().st_mtime_ns for path in sorted(data.rglob("*"))}


def test_a_preview_says_what_the_release_then_says_and_writes_nothing(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_newsroom(mine, SETTINGS, batch((10, 11)))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    wanted = replace(WANTED, name="2026.12")
    before = state_of(mine)
    said, found = preview(mine, SETTINGS, wanted)
    assert state_of(mine) == before
    assert list(scratch.iterdir()) == []
    assert found.rows["articles"]["added"] > 0
    assert release(mine, SETTINGS, wanted) == said
    written = json.loads((folder_of(mine, "2026.12") / "difference.json").read_text("utf-8"))
    assert json.loads(json.dumps(found.as_json())) == written


def test_a_preview_refuses_what_a_release_refuses(mine: Path, tmp_path: Path) -> None:
    for wrong in ({}, {"name": "../x"}, {"name": "autre", "licence": "à moi"}):
        with pytest.raises(InputError):
            preview(mine, SETTINGS, replace(WANTED, **wrong))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NothingPublished):
        preview(empty, SETTINGS, WANTED)
    assert list(empty.iterdir()) == []


def test_the_page_names_lost_ids_by_kind_and_where_they_lead() -> None:
    gone = (
        *(Gone("initiatives", f"i{n:02}", None) for n in range(60)),
        Gone("persons", "86194:odile ferrandou", "79901:odile ferrandou"),
        Gone("technologies", "candidate:`vox`\n# x", None),
    )
    page = difference_page(about(), Difference("hier", gone=gone))
    assert "### Initiatives (`initiatives`)\n\n- `i00` → sans suite\n" in page
    assert "- … et 10 autres" in page
    assert "### Personnes (`persons`)\n\n- `86194:odile ferrandou` → `79901:odile ferrandou`\n" in page
    assert "- `candidate:'vox' # x` → sans suite" in page


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (1, "1 semaine-titre sans réponse (`outage` dans `csv/v_coverage.csv`), sur 1 semaine de veille"),
        (2, "2 semaines-titres sans réponse (`outage` dans `csv/v_coverage.csv`), sur 2 semaines de veille"),
    ],
)
def test_one_is_no_plural(weeks: int, said: str) -> None:
    outages = (Outage("Le Veilleur", weeks, "2026-11-16", "2026-11-16"),)
    page = readme(replace(about(), weeks=weeks, outages=outages), Difference(None), "ainsi")
    assert said in page
    assert "1 article de 1 titre de presse, dont 1 analysé ; 0 initiative, 2 mentions," in page


def test_outlets_counted_are_those_of_the_articles_and_only_what_was_analysed_is_said_to_be() -> None:
    mixed = replace(about(), models={"": 7, "1": 25, "2": 3}, rows={"articles": 35, "sources": 8}, outlets=5)
    said = (
        "35 articles de 5 titres de presse, dont 28 analysés ; 0 initiative, 0 mention, et pour chaque fait"
    )
    assert said in readme(mixed, Difference(None), "ainsi")
    assert said in citation(mixed)


def test_a_week_of_which_nothing_is_known_is_told_apart_from_an_outage() -> None:
    page = readme(
        replace(
            about(),
            unknown=(Outage("Le Guet", 1, "2026-11-16", "2026-11-16"),),
            silent=("L’Écho *muet*", "Le Guet"),
        ),
        Difference(None),
        "ainsi",
    )
    assert "Aucune semaine de panne" not in page
    assert "Aucune panne établie sur 1 semaine de veille." in page
    assert "1 semaine-titre dont on ne sait rien (`outage` vide)" in page
    assert "- Le Guet : 1 (du 2026-11-16 au 2026-11-16)" in page
    assert "2 titres de presse n’ont jamais répondu :\n\n- L’Écho \\*muet\\*\n- Le Guet\n" in page


def test_outlets_that_did_not_answer_are_in_the_release(mine: Path) -> None:
    quiet, unasked = (replace(SOURCE, slug=slug, name=slug.title()) for slug in ("le-guet", "la-vigie"))
    url = f"{SOURCE.entries[0].url}-guet"
    late = replace(fetch(outcome=Outcome.FAILED, url=url, candidate=None), source="le-guet", reason="timeout")
    heard = fetch(url=SOURCE.entries[0].url, candidate=None)
    published_newsroom(mine, SETTINGS, Batch(sources=(quiet, unasked), fetches=(late, heard)))
    release(mine, SETTINGS, replace(WANTED, name="silences"))
    said = json.loads((folder_of(mine, "silences") / "release.json").read_text("utf-8"))
    week = f"{MONDAY:%Y-%m-%d}"
    assert said["silent"] == ["La-Vigie", "Le-Guet"]
    assert said["unknown"] == [{"source": "Le-Guet", "weeks": 1, "first": week, "last": week}]
    assert said["outages"] == []
    assert (said["outlets"], said["rows"]["sources"]) == (1, 3)
    deposit = json.loads((folder_of(mine, "silences") / "zenodo.json").read_text("utf-8"))["metadata"]
    assert "Le-Guet" not in deposit["notes"]


def test_the_readme_tells_how_many_sentences_are_withheld(home: Path) -> None:
    shares = dict(
        asked(
            home,
            "SELECT 'v_figures', [count(*), count(*) FILTER (evidence_text = '[…]')] FROM v_figures"
            " UNION ALL SELECT 'v_quotes', [count(*), count(*) FILTER (evidence_text = '[…]')] FROM v_quotes",
        )
    )
    page = (folder_of(home) / "README.md").read_text("utf-8")
    for view, (all_rows, held) in shares.items():
        assert held > 0
        assert f"- `{view}` : {held} lignes sur {all_rows} ({100 * held / all_rows:.0f} %)" in page
    shown = readme(replace(about(), withheld={"v_agenda": Withheld(3, 1)}), Difference(None), "ainsi")
    assert "- `v_agenda` : 1 ligne sur 3 (33 %)" in shown


def test_the_page_names_ids_that_are_back() -> None:
    page = difference_page(about(), Difference("hier", reappeared=(Back("initiatives", "i2", "i1"),)))
    assert "## Réapparus\n\n### Initiatives (`initiatives`)\n\n- `i2`, que remplaçait `i1`\n" in page
    assert "## Réapparus\n\nAucun." in difference_page(about(), Difference("hier"))
