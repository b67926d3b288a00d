"""The command as people run it: exit codes, one-line errors, JSON."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

if TYPE_CHECKING:
    from jobs.demo import Shown

SEED_URL = "https://www.smartcitymag.fr/article/1622"


def beffroi(*words: str | Path, cwd: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-P", "-m", "cli", *map(str, words)]
    env = {k: v for k, v in os.environ.items() if not k.startswith("BEFFROI_")}
    return subprocess.run(command, capture_output=True, cwd=cwd, input=given, env=env, check=False)


def answer(*words: str | Path, cwd: Path, given: bytes = b"") -> Any:
    done = beffroi(*words, cwd=cwd, given=given)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def refusal(code: int, *words: str | Path, cwd: Path) -> str:
    done = beffroi(*words, cwd=cwd)
    assert done.returncode == code, (done.stdout + done.stderr).decode()
    said = done.stderr.decode()
    assert "Traceback" not in said
    return said


@pytest.fixture
def made(tmp_path: Path) -> Path:
    assert beffroi("init", "veille", "--no-catalogue", cwd=tmp_path).returncode == 0
    return tmp_path / "veille"


@pytest.mark.parametrize(
    ("words", "says"),
    [(["serach", "x"], "search"), (["run", "--sourse", "x"], "--source"), (["sql"], "REQUÊTE")],
)
def test_misuse_exits_2_with_a_suggestion(tmp_path: Path, words: Sequence[str], says: str) -> None:
    assert says in refusal(2, *words, cwd=tmp_path)


@pytest.mark.parametrize(
    "words", [["run"], ["status"], ["sql", "select 1"], ["search", "x"], ["schedule", "--dry-run"]]
)
def test_no_workspace_is_one_line_and_a_next_step(tmp_path: Path, words: Sequence[str]) -> None:
    said = refusal(1, *words, cwd=tmp_path)
    assert str(tmp_path) in said
    assert "beffroi init" in said
    assert len(said.strip().splitlines()) == 2


def test_debug_shows_the_trace(tmp_path: Path) -> None:
    done = beffroi("--debug", "status", cwd=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" in done.stderr


def test_bad_settings_name_the_file_and_the_key(made: Path) -> None:
    (made / "beffroi.toml").write_text("[crawler]\nmax_page = 1\n", encoding="utf-8")
    said = refusal(1, "status", cwd=made)
    assert "beffroi.toml" in said
    assert "max_pages" in said


def test_unknown_sources_and_empty_lists_are_refused(made: Path) -> None:
    assert "aucune source active" in refusal(1, "run", cwd=made)
    assert "source inconnue : x" in refusal(1, "run", "--source", "x", cwd=made)


def test_no_live_request_without_a_contact(made: Path) -> None:
    (made / "sources.toml").write_text(
        '[a]\nname = "A"\nhomepage = "https://a.example/"\nentries = [{ kind = "feed", url = "https://a.example/" }]\n',
        encoding="utf-8",
    )
    assert "crawler.contact" in refusal(1, "collect", cwd=made)


def test_init_brings_the_catalogue_and_says_how_many_titles_are_enabled(tmp_path: Path) -> None:
    done = beffroi("init", "veille", cwd=tmp_path)
    assert done.returncode == 0
    listed = answer("sources", "list", "--all", "--json", cwd=tmp_path / "veille")
    active = [row for row in listed if row["enabled"]]
    assert f"{len(active)} titres actifs sur {len(listed)}" in done.stdout.decode()
    assert 60 < len(active) < len(listed)
    assert listed[0]["slug"] == "smart-city-mag"
    assert (listed[0]["enabled"], listed[0]["verified"], listed[0]["last_answer"]) == (True, False, None)


def test_init_never_overwrites(made: Path) -> None:
    before = (made / "beffroi.toml").read_bytes()
    assert "existe déjà" in refusal(1, "init", made, cwd=made.parent)
    assert (made / "beffroi.toml").read_bytes() == before


def test_files_that_are_not_ours_are_refused_and_kept(made: Path) -> None:
    data = made / "data"
    with duckdb.connect(str(data / "live.duckdb")) as other:
        other.execute("CREATE TABLE recettes(nom VARCHAR)")
    assert "live.duckdb" in refusal(1, "process", cwd=made)
    with duckdb.connect(str(data / "live.duckdb"), read_only=True) as other:
        assert other.execute("SELECT count(*) FROM recettes").fetchone() == (0,)


def test_a_newer_state_is_refused(made: Path) -> None:
    assert beffroi("status", cwd=made).returncode == 0
    with sqlite3.connect(made / "data/state.sqlite") as state:
        state.execute("UPDATE alembic_version SET version_num = '9999'")
    state.close()
    assert "state.sqlite" in refusal(1, "status", cwd=made)


def test_nothing_published_is_said(made: Path) -> None:
    assert "beffroi run" in refusal(1, "sql", "select 1", cwd=made)


def test_extract_a_file_and_a_stream(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Un robot</title></head><body><article><p>" + "La mairie ouvre un service. " * 12
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert answer("extract", "page.html", cwd=tmp_path)["title"] == "Un robot"
    lines = [
        json.dumps({"id": "a", "url": "https://exemple.fr/a", "html": page}),
        "pas du json",
        '{"id": "b"}',
        '{"id": "c", "html": ""}',
    ]
    done = beffroi("extract", "--jsonl", cwd=tmp_path, given="\n".join(lines).encode() + b"\n\xff\xfe\n")
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(o["id"], o["status"]) for o in out] == [
        ("a", "ok"), (None, "failed"), ("b", "failed"), ("c", "failed"), (None, "failed"),
    ]  # fmt: skip
    assert done.returncode == 0


def test_analyse_streams_one_line_out_for_one_line_in(tmp_path: Path) -> None:
    texts = ["Odile Brun, maire d’Albi, ouvre une application.", "", "\ud800 Nice", "x" * 200_000]
    lines = [json.dumps({"id": i, "text": t, "published": "2025-02-07"}) for i, t in enumerate(texts)]
    lines += ["{", json.dumps({"id": 9, "text": "a", "published": "hier"})]
    done = beffroi("analyse", "--jsonl", cwd=tmp_path, given="\n".join(lines).encode())
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o["id"] for o in out] == [0, 1, 2, 3, None, 9]
    assert [m["insee"] for m in out[0]["mayors"]] == ["81004"]
    assert out[3]["cut_at"] == 100_000
    assert out[4]["status"] == out[5]["status"] == "failed"


BAD_LINES: list[tuple[bytes, object, str]] = [
    (b'{"id": "a", "text": "Nice', "a", "illisible"),
    (b'{"id": 2}', 2, "text"),
    (b'{"id": 3, "text": 3}', 3, "text"),
    (b'{"id": 4, "text": null}', 4, "text"),
    (b'{"id": 5, "text": "Nice", "published": "hier"}', 5, "hier"),
    (b'{"id": 6, "text": "Nice", "published": 20260101}', 6, "20260101"),
    (b'{"id": 7, "text": "Nice", "published": "0001-01-01T00:00:00+14:00"}', 7, "0001"),
    (b'{"id": 8, "text": "caf\xe9"}', 8, "UTF-8"),
    (b'["id", 9]', None, "objet"),
    (b"[" * 100_000, None, "illisible"),
    (b"null", None, "objet"),
    (b"\xff\xfe", None, "illisible"),
]
ODD_LINES: list[tuple[bytes, object]] = [
    (b'{"id": 10, "text": ""}', 10),
    (b'{"id": 10, "text": "Nice", "published": null}', 10),
    (b'{"id": "\\ud83d", "text": "\\ud83d\\u0000 Nice\\r\\n\\u202e"}', "\ud83d"),
    (b'{"id": null, "text": "NICE"}', None),
    (b'{"id": [1], "text": "N", "published": ""}', [1]),
]


def test_no_line_is_lost(tmp_path: Path) -> None:
    given = [line for pair in zip([b for b, _, _ in BAD_LINES], [o for o, _ in ODD_LINES] * 3, strict=False)
             for line in pair]  # fmt: skip
    done = beffroi("analyse", "--jsonl", cwd=tmp_path, given=b"\xef\xbb\xbf" + b"\r\n".join(given))
    assert done.returncode == 0, "each line says how it went"
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(out) == len(given)
    for (_, name, why), line in zip(BAD_LINES, out[::2], strict=True):
        assert (line["id"], line["status"]) == (name, "failed")
        assert why in line["reason"]
    assert [line["id"] for line in out[1::2]] == [name for _, name in ODD_LINES * 3][: len(BAD_LINES)]
    assert all("relevant" in line for line in out[1::2])


def test_a_text_too_long_says_where_it_was_cut(tmp_path: Path) -> None:
    text = "Le mot juste. " * 80_000
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    cut = answer("analyse", "long.txt", cwd=tmp_path)["cut_at"]
    assert 99_900 <= cut <= 100_000
    assert text[cut - 1 : cut + 1].split() != [text[cut - 1 : cut + 1]], "between words"


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Réunion à Sète".encode("latin-1"))
    assert "UTF-8" in refusal(1, "analyse", "latin.txt", cwd=tmp_path)


def test_the_first_real_article(shared: Path, made: Path) -> None:
    """The seed page, from the file to the rows of v_mayors."""
    assert beffroi("backfill", shared / "seed/page.html", "--url", SEED_URL, cwd=made).returncode == 0
    rows = answer("sql", "--json", "select * from v_mayors order by person", cwd=made)
    assert [(r["person"], r["insee"], r["status"], r["register"], r["register_basis"]) for r in rows] == [
        ("David Lisnard", "06029", "current", "confirmed", "extrapolated"),
        ("Frédéric Masquelier", "83118", "current", "confirmed", "extrapolated"),
    ]
    roles = answer("sql", "--json", "select name, role, insee from roles order by name", cwd=made)
    assert [(r["name"], r["role"], r["insee"]) for r in roles] == [
        ("David Lisnard", "mayor", "06029"),
        ("Frédéric Masquelier", "mayor", "83118"),
        ("Laurent Marcangeli", "minister", None),
        ("Mathieu Vidal", "deputy_mayor", "81004"),
    ]
    found = answer(
        "sql", "--json", "select distinct entity_key as k from mentions where kind = 'commune'", cwd=made
    )
    assert {r["k"] for r in found} == {"83118", "06029", "81004", "57606", "34108", "92063", "13056"}
    epci = answer(
        "sql", "--json", "select distinct entity_key as k from mentions where kind = 'epci'", cwd=made
    )
    assert {r["k"] for r in epci} == {"246700488"}
    technologies = answer("sql", "--json", "select technologies from v_articles", cwd=made)[0]["technologies"]
    assert {"intelligence artificielle", "ChatGPT"} <= set(technologies)
    surfaces = answer("sql", "--json", "select surface from mentions where kind = 'technology'", cwd=made)
    assert "agent conversationnel" in {row["surface"] for row in surfaces}
    text = answer("sql", "--json", "--with-text", "select text from texts.article_texts", cwd=made)[0]["text"]
    assert "newsletter" not in text.lower()
    assert "Christine Doussot" not in text


def test_backfill_refuses_what_it_cannot_place(made: Path) -> None:
    (made / "page.html").write_text("<title>Sans adresse</title>", encoding="utf-8")
    assert "--url" in refusal(1, "backfill", "page.html", cwd=made)
    assert "introuvable" in refusal(1, "backfill", "rien.html", cwd=made)


def test_readers_of_a_demonstration(shown: "Shown") -> None:
    root = shown.workspace.root
    hits = answer("search", "robot conversationnel", "--json", cwd=root)
    assert "Quimper" in hits[0]["title"]
    vague = beffroi("search", "commune:Saint-Priest", "--json", cwd=root)
    assert len(json.loads(vague.stdout)) == 2
    assert vague.stderr.decode().splitlines() == [
        "Plusieurs communes s’appellent Saint-Priest : 07288 (Ardèche), 69290 (Rhône) ; précisez le code."
    ]
    status = {r["what"]: r["value"] for r in answer("status", "--json", cwd=root)}
    assert status["en attente de traitement"] == 0
    cut = beffroi("sql", "select * from communes", "--limit", "3", "-f", "csv", cwd=root)
    assert len(cut.stdout.splitlines()) == 4
    assert "coupé" in cut.stderr.decode()
    assert "Erreur" in refusal(1, "sql", "select * from nulle_part", cwd=root)
    assert "Erreur" in refusal(1, "sql", "select * from read_text('/etc/passwd')", cwd=root)
    planned = answer("schedule", "--dry-run", "--json", cwd=root)
    commands = {"beffroi run --due", "beffroi digest build", "beffroi compact", "beffroi watch send"}
    assert commands == {r["commande"] for r in planned}
    assert "2099-W01" in refusal(1, "digest", "show", "2099-W01", cwd=root)
    assert "illisible" in refusal(1, "digest", "build", "cette semaine", cwd=root)


def test_lost_results_are_made_again_from_the_archive(made: Path) -> None:
    page = (
        "<html><head><title>Un robot à Albi</title></head><body><article><p>"
        + "La mairie ouvre un service. " * 12
    )
    (made / "page.html").write_text(page, encoding="utf-8")
    assert beffroi("backfill", "page.html", "--url", "https://exemple.fr/a", cwd=made).returncode == 0
    for lost in ("live.duckdb", "texts.duckdb"):
        (made / "data" / lost).write_bytes(b"abime")
        assert lost in refusal(1, "process", cwd=made)
        (made / "data" / lost).unlink()
        if lost == "live.duckdb":
            assert "vide" in refusal(1, "publish", cwd=made)
        assert beffroi("process", cwd=made).returncode == 0
        assert beffroi("publish", cwd=made).returncode == 0
        rows = answer("sql", "--json", "--with-text", "select title, text from article_texts", cwd=made)
        assert [r["title"] for r in rows] == ["Un robot à Albi"]


def test_a_page_that_breaks_a_reader_stops_nobody(made: Path) -> None:
    folder = made / "pages"
    folder.mkdir()
    text = "La mairie ouvre un service. " * 12
    heads = {
        "a": '<meta charset="undefined">',
        "b": '<link rel="canonical" href="http://[bad/x"><meta property="og:url" content="https://exemple.fr/b">',
        "c": "",
    }
    for name, head in heads.items():
        address = "" if name == "c" else f'<link rel="canonical" href="https://exemple.fr/{name}">'
        page = f"<html><head>{address}{head}<title>Page {name}</title></head><body><article><p>{text}"
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    done = answer("backfill", "pages", "--json", cwd=made)
    assert {r["what"]: r["count"] for r in done}["rejected.no_address"] == 1
    titles = answer("sql", "--json", "select title from articles order by title", cwd=made)
    assert [r["title"] for r in titles] == ["Page a", "Page b"]


def test_two_saved_texts_of_one_address_are_two_versions(made: Path) -> None:
    for name in ("a", "b"):
        text = f"La mairie ouvre un service {name}. " * 12
        page = f'<html><head><link rel="canonical" href="https://exemple.fr/x"><title>X</title></head><body><p>{text}'
        (made / f"{name}.html").write_text(page, encoding="utf-8")
    assert beffroi("backfill", "a.html", "b.html", cwd=made).returncode == 0
    assert answer("sql", "--json", "select version from article_versions order by 1", cwd=made) == [
        {"version": 1}, {"version": 2},
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["foo", "javascript:alert(1)", "http://["])
def test_addresses_that_are_none_are_refused(made: Path, url: str) -> None:
    (made / "page.html").write_text("<title>x</title>", encoding="utf-8")
    assert "--url" in refusal(1, "backfill", "page.html", "--url", url, cwd=made)


def test_columns_of_one_name_and_odd_values_survive(shown: "Shown") -> None:
    root = shown.workspace.root
    query = "select 1 as a, 2 as a, 'nan'::double as n, map {date '2020-01-01': 1} as m, 3 as \"[/x]\""
    assert answer("sql", "--json", query, cwd=root) == [
        {"a": 1, "a_2": 2, "n": None, "m": {"2020-01-01": 1}, "[/x]": 3}
    ]
    assert b"[/x]" in beffroi("sql", query, cwd=root).stdout
    assert "instruction" in refusal(1, "sql", "select 1; select 2", cwd=root)
    assert "instruction" in refusal(1, "sql", "", cwd=root)


def test_a_bad_answer_to_init_leaves_nothing(tmp_path: Path) -> None:
    assert "legal_basis" in refusal(1, "init", "veille", "--basis", "aucune", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert beffroi("init", "veille", "--name", 'À "tout"\nvent', cwd=tmp_path).returncode == 0
    assert beffroi("status", "-w", "veille", cwd=tmp_path).returncode == 0


def test_the_workspace_can_come_from_the_environment(made: Path) -> None:
    command = [sys.executable, "-P", "-m", "cli", "status"]
    env = {**os.environ, "BEFFROI_WORKSPACE": str(made)}
    done = subprocess.run(command, cwd=made.parent, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_paths_that_cannot_be_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    assert "fichier" in refusal(1, "init", "fichier/veille", cwd=tmp_path)
    assert "fichier" in refusal(1, "demo", "--dir", "fichier", cwd=tmp_path)
    assert refusal(1, "extract", "rien.html", cwd=tmp_path)
    (tmp_path / "octets.bin").write_bytes(b"\0\1\2")
    assert "pas un texte" in refusal(1, "analyse", "octets.bin", cwd=tmp_path)


def test_the_demo_finds_another_port(tmp_path: Path, shown: "Shown") -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = answer("demo", "--json", "--port", str(port), cwd=tmp_path)
    assert done[0]["articles"] == shown.articles["articles"]


def test_ctrl_c_and_sigterm_are_orderly_ends(made: Path) -> None:
    import signal

    entry = '{ kind = "feed", url = "http://127.0.0.1:9/" }'
    source = f'[a]\nname = "A"\nhomepage = "http://127.0.0.1/"\nentries = [{entry}]\n'
    (made / "sources.toml").write_text(source, encoding="utf-8")
    settings = (made / "beffroi.toml").read_text("utf-8").replace('contact = ""', 'contact = "a@b.invalid"')
    (made / "beffroi.toml").write_text(settings, encoding="utf-8")
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        command = [sys.executable, "-P", "-m", "cli", "schedule"] if number == signal.SIGINT else None
        command = command or [sys.executable, "-P", "-m", "cli", "collect"]
        with subprocess.Popen(command, cwd=made, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            _until_recorded(made, run, "planned" if number == signal.SIGINT else "collect")
            run.send_signal(number)
            _, said = run.communicate(timeout=60)
        assert b"Traceback" not in said
        assert run.returncode in {0, code, 3}
    assert beffroi("status", cwd=made).returncode == 0


def _until_recorded(made: Path, run: subprocess.Popen[bytes], event: str) -> None:
    """Wait until the log says so, or the process is gone."""
    log = made / "data/logs/beffroi.jsonl"
    while run.poll() is None:
        if log.exists() and f'"{event}"' in log.read_text(encoding="utf-8"):
            return


def test_extract_answers_a_line_before_the_next_is_asked(tmp_path: Path) -> None:
    """Whoever drives it through pipes waits for each answer: nothing is read ahead."""
    command = [sys.executable, "-P", "-m", "cli", "extract", "--jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        for number in range(3):
            run.stdin.write(json.dumps({"id": number, "html": "<p>Bonjour"}).encode() + b"\n")
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["id"] == number
        run.stdin.close()
        assert run.stdout.read() == b""
    assert run.returncode == 0


def test_versions_say_what_changed(shown: "Shown") -> None:
    root = shown.workspace.root
    (row,) = answer("sql", "--json", "select article_id, url from articles where version = 2", cwd=root)
    told = answer("versions", row["url"], "--json", cwd=root)
    assert told == answer("versions", row["article_id"], "--json", cwd=root)
    assert [(version["version"], version["changed"]) for version in told] == [(1, []), (2, ["title", "text"])]
    assert all(version["seen_at"] for version in told)
    text = [change for change in told[1]["diff"] if change["part"] == "text"]
    assert {change["op"] for change in text} <= {"insert", "delete", "replace"}
    assert any("130 000 euros" in spaced(change["new"]) for change in text)
    assert not any("130 000" in spaced(change["old"]) for change in text)
    printed = spaced(beffroi("versions", row["url"], cwd=root).stdout.decode())
    assert "Version 2" in printed
    assert "{+130 000 euros, et non+} 310 000" in printed
    assert "\x1b[" not in printed
    assert "beffroi search" in refusal(1, "versions", "https://nulle.part/x", cwd=root)
    (once,) = answer("sql", "--json", "select article_id from articles where version = 1 limit 1", cwd=root)
    assert "Une seule version" in beffroi("versions", once["article_id"], cwd=root).stdout.decode()


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_refusals_are_shown_to_be_judged(shown: "Shown") -> None:
    root = shown.workspace.root
    told = answer("refusals", "--json", cwd=root)
    assert {row["reason"] for row in told} >= {"not_article", "http_404"}
    assert told[0].keys() == {"stage", "reason", "n", "source", "url", "detail", "at"}
    (pictures,) = answer("refusals", "--json", "--reason", "not_article", cwd=root)
    assert "Crozon" in pictures["detail"]
    assert pictures["n"] == 1
    assert b"pas un article (1)" in beffroi("refusals", cwd=root).stdout
    assert "Aucune page" in beffroi("refusals", "--source", "personne", cwd=root).stdout.decode()


def test_registers_are_told_and_updated_from_a_file(made: Path, tmp_path: Path) -> None:
    from official_file import official

    assert {row["register"] for row in answer("registers", "status", "--json", cwd=tmp_path)} == {
        "communes", "departement", "region", "epci", "mandates", "snapshot",
    }  # fmt: skip
    (tmp_path / "maires.csv").write_text(official(), encoding="utf-8")
    done = answer("registers", "update", "--file", "../maires.csv", "--json", cwd=made)
    assert [(row["day"], row["mayors"]) for row in done] == [("2026-09-18", 2)]
    assert "18" in beffroi("registers", "status", cwd=made).stdout.decode()
    (tmp_path / "page.csv").write_text("<html>", encoding="utf-8")
    assert "HTML" in refusal(1, "registers", "update", "../page.csv", cwd=made)
    assert "fichier ou dossier absent" in refusal(1, "registers", "update", "rien.csv", cwd=made)
    refusal(2, "registers", "update", "a.csv", "--url", "http://127.0.0.1/", cwd=made)
    assert "Registre inchangé" in refusal(1, "registers", "update", "--url", "http://127.0.0.1:9/", cwd=made)
    assert "beffroi init" in refusal(1, "registers", "update", "maires.csv", cwd=tmp_path)


def test_stories_are_listed_shown_and_edited(tmp_path: Path, shown: "Shown") -> None:
    root = tmp_path / "demo"
    shutil.copytree(shown.workspace.root, root, symlinks=True)
    rows = answer("stories", "list", "--days", "36500", "--json", cwd=root)
    autun = next(row for row in rows if "Autun" in row["communes"])
    assert (autun["articles"], autun["outlets"], autun["groups"], autun["reprints"]) == (3, 3, 2, 2)
    members = answer("stories", "show", autun["story_id"][:6], "--json", cwd=root)
    assert [row["counted_as"] for row in members] == ["article", "reprint", "reprint"]
    said = beffroi("stories", "show", autun["story_id"], cwd=root).stdout.decode()
    assert "3\u00a0titres, 2\u00a0groupes" in said
    tulle = next(row for row in rows if "Tulle" in row["communes"])
    (edit,) = answer(
        "stories", "merge", tulle["story_id"], autun["story_id"], "--by", "O.", "--json", cwd=root
    )
    assert (edit["kind"], edit["by"], len(edit["articles"])) == ("merge", "O.", 5)
    done = beffroi("stories", "split", autun["story_id"], members[1]["url"], cwd=root)
    assert "process" in done.stdout.decode()
    assert beffroi("process", cwd=root).returncode == 0
    assert beffroi("publish", cwd=root).returncode == 0
    counts = {
        row["story_id"]: row["articles"]
        for row in answer("stories", "list", "--days", "36500", "--json", cwd=root)
    }
    assert tulle["story_id"] not in counts
    assert counts[autun["story_id"]] == 4


def test_corrections_are_said_listed_and_undone(tmp_path: Path, shown: "Shown") -> None:
    root = tmp_path / "demo"
    shutil.copytree(shown.workspace.root, root, symlinks=True)
    mayors = "SELECT article_id, person_key, role FROM roles WHERE role = 'mayor' AND NOT inferred ORDER BY ALL LIMIT 1"
    ((article, person, _),) = (row.values() for row in answer("sql", mayors, "--json", cwd=root))
    words = ("correct", "role", article, person, "former_mayor", "--why", "battue en mars", "--by", "O.")
    (said,) = answer(*words, "--now", "--json", cwd=root)
    assert (said["id"], said["articles"], said["effect"]) == ("c1", 1, "published")
    role = f"SELECT role FROM roles WHERE article_id = '{article}' AND person_key = '{person}'"
    assert answer("sql", role, "--json", cwd=root) == [{"role": "former_mayor"}]
    assert "battue en mars" in beffroi("correct", "list", cwd=root).stdout.decode()
    assert "Annulée" in beffroi("correct", "undo", "c1", "--why", "", "--now", cwd=root).stdout.decode()
    assert answer("sql", role, "--json", cwd=root) == [{"role": "mayor"}]
    assert answer("correct", "list", "--json", cwd=root) == []
    assert "--why" in refusal(2, "correct", "undo", "c1", cwd=root)
    assert "déjà annulée" in refusal(1, "correct", "undo", "c1", "--why", "", cwd=root)
    told = beffroi("correct", "role", article, person, "ancien maire", "--why", "", cwd=root).stdout.decode()
    assert "a pour rôle « ancien maire »" in told
    assert "publication suivante" in told
    assert "à traiter" in beffroi("status", cwd=root).stdout.decode()
    done = beffroi("process", cwd=root).stdout.decode()
    assert "correction prise en compte" in done
    assert "beffroi publish" in done
    assert "à publier" in beffroi("correct", "list", cwd=root).stdout.decode()
    assert "nouveau nom" in refusal(1, "correct", "rename", "person", person, " ", "--why", "", cwd=root)


def test_edits_of_stories_that_make_no_sense_are_refused(shown: "Shown") -> None:
    root = shown.workspace.root
    first, second = answer("stories", "list", "--days", "36500", "--json", cwd=root)[:2]
    story = first["story_id"]
    articles = [row["article_id"] for row in answer("stories", "show", story, "--json", cwd=root)]
    (other,) = [
        row["article_id"] for row in answer("stories", "show", second["story_id"], "--json", cwd=root)
    ][:1]
    assert "sujet inconnu" in refusal(1, "stories", "show", "zzzz", cwd=root)
    assert "aucun sujet" in refusal(1, "stories", "show", "", cwd=root)
    assert "lui-même" in refusal(1, "stories", "merge", story, story, cwd=root)
    assert "pas un article de ce sujet" in refusal(1, "stories", "split", story, other, cwd=root)
    assert "nope n'est pas un article" in refusal(1, "stories", "split", story, "nope", cwd=root)
    assert "36500" in refusal(2, "stories", "list", "--days", "4000000", cwd=root)
    assert "rien" in refusal(1, "stories", "split", story, *articles, cwd=root)
