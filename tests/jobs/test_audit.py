"""A sample drawn, filled in, and scored."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from newsroom import analysis, batch, processed, quote, role
from typer.testing import CliRunner

from commands.audit import app
from core.errors import InputError
from core.settings import StoreSettings
from core.types import RoleKind
from jobs.auditing.audit import COLUMNS, sample
from jobs.auditing.files import read_coded
from jobs.auditing.page import BEGIN, END, write_page
from jobs.auditing.questions import KINDS, sentence
from jobs.auditing.sampling import allocate
from jobs.auditing.scoring import ALL, score
from jobs.workspace import Workspace, create
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.readers.audit import Cell

FORMULA = '=HYPERLINK("https://veilleur.example/")'


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create(tmp_path_factory.mktemp("audited") / "veille")
    said = analysis(
        roles=(
            role(),
            role("Luc Amestoy", RoleKind.DEPUTY_MAYOR),
            role("Inès Vauquer", inferred=True),
            role("Paul Ormeau", RoleKind.FORMER_MAYOR, confidence=0.4),
        ),
        quotes=(quote(), quote(200, "la mairie", direct=False, text=FORMULA)),
    )
    stopped = analysis(
        relevant=False, relevance=0.01, gate="stopped", mentions=(), roles=(), quotes=(), figures=(), events=(),
        initiatives=(),
    )  # fmt: skip
    with open_live(made.data, StoreSettings()) as live:
        live.write(batch([1, 2, 3]))
        live.write(Batch(articles=(processed(4, found=said, title=FORMULA), processed(5, found=stopped))))
    publish(made.data, StoreSettings())
    return made


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""), delimiter=";"))


def filled(
    file: Path, out: Path, verdicts: dict[str, str], separator: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """The file as a coder gives it back."""
    rows = [{**row, "verdict": verdicts.get(row["id"], "")} for row in rows_of(file)]
    with out.open("w", encoding=encoding, errors="replace", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return out


def test_every_field_is_drawn_and_asked_in_french(space: Workspace, tmp_path: Path) -> None:
    drawn = sample(space, tmp_path / "a.csv", 200, seed=1)
    rows = rows_of(drawn.files[0])
    assert {row["sorte"] for row in rows} == set(KINDS.values())
    assert sum(drawn.fields.values()) == len(rows)
    asked = {row["question"]: row for row in rows}
    mayor = asked["Selon l’article, Odile Ferrandou est maire d’une commune ?"]
    assert mayor["passage"] == "…explique Odile Ferrandou, maire de Bréville-sur-Aulne."
    assert "Selon l’article, Paul Ormeau a été maire d’une commune ?" in asked
    assert "Selon l’article, Luc Amestoy est : adjoint ou adjointe au maire ?" in asked
    assert not [question for question in asked if "Vauquer" in question]
    (left,) = [row for row in rows if row["sorte"] == "article écarté"]
    assert left["question"].startswith("Fallait-il laisser cet article de côté")
    communes = [row for row in rows if row["sorte"] == "commune"]
    assert {row["passage"] for row in communes} >= {"Bréville-sur-Aulne teste l’assistant vocal n° 1"}


def test_the_coder_sees_no_hint_and_no_formula(space: Workspace, tmp_path: Path) -> None:
    drawn = sample(space, tmp_path / "a.csv", 200, seed=1)
    text = drawn.files[0].read_text("utf-8-sig")
    assert tuple(text.splitlines()[0].split(";")) == COLUMNS
    for hint in ("apposition", "lexicon", "0.9", "0,9", "low", "high", "beffroi"):
        assert hint not in text
    rows = rows_of(drawn.files[0])
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]
    assert any(row["titre"] == f"'{FORMULA}" for row in rows)
    assert all(row["verdict"] == row["note"] == "" for row in rows)
    assert all(row["id"].isalpha() for row in rows)


def test_the_seed_decides_and_two_coders_get_two_orders(space: Workspace, tmp_path: Path) -> None:
    first = sample(space, tmp_path / "a.csv", 12, coders=2, seed=7)
    again = sample(space, tmp_path / "b.csv", 12, coders=2, seed=7)
    other = sample(space, tmp_path / "c.csv", 12, seed=8)
    one, two = map(rows_of, first.files)
    assert [file.name for file in first.files] == ["a-1.csv", "a-2.csv"]
    assert rows_of(again.files[0]) == one
    assert [row["id"] for row in one] != [row["id"] for row in two]
    assert sorted(row["id"] for row in one) == sorted(row["id"] for row in two)
    assert len(one) == 12
    assert {row["id"] for row in one} != {row["id"] for row in rows_of(other.files[0])}
    with pytest.raises(InputError, match="existe déjà"):
        sample(space, tmp_path / "a.csv", 12, coders=2)


def test_the_key_weighs_the_whole(space: Workspace, tmp_path: Path) -> None:
    """The weights of a field add up to its facts, as near as a draw of whole items allows."""
    for n, tolerance in ((200, 1e-9), (25, 2.0)):
        key = json.loads(sample(space, tmp_path / f"k{n}.csv", n, seed=3).key.read_text("utf-8"))
        weights = Counter[str]()
        for item in key["items"].values():
            weights[item["field"]] += item["weight"]
        assert weights["commune"] == pytest.approx(4, abs=tolerance)
        assert weights["figure"] == pytest.approx(4, abs=tolerance)


SIZES = {
    Cell("commune", "high", "gros"): 5000,
    Cell("commune", "high", "petit"): 20,
    Cell("commune", "low", "petit"): 3,
    Cell("mayor", "high", "gros"): 400,
    Cell("mayor", "middle", "gros"): 40,
    Cell("event", "high", "gros"): 2,
}


def test_what_is_rare_comes() -> None:
    takes = allocate(SIZES, 100, 1)
    assert sum(take.number for take in takes.values()) == 100
    assert takes[Cell("event", "high", "gros")] == (2, 1)
    assert takes[Cell("commune", "low", "petit")] == (3, 1)
    assert takes[Cell("commune", "high", "petit")].number >= 2
    assert takes[Cell("mayor", "middle", "gros")].number >= 20
    assert sum(take.number for take in allocate(SIZES, 10_000, 1).values()) == sum(SIZES.values())


def test_each_fact_has_its_chance() -> None:
    """Over many draws, what the drawn facts stand for is what there is (Horvitz and Thompson)."""
    draws = 2000
    total = Counter[Cell]()
    for seed in range(draws):
        for cell, take in allocate(SIZES, 37, seed).items():
            total[cell] += take.number * take.weight
    for cell, size in SIZES.items():
        assert total[cell] / draws == pytest.approx(size, rel=0.1)


def test_scores_by_field(space: Workspace, tmp_path: Path) -> None:
    """Coder 1 finds a figure wrong that coder 2 finds right; both find every mayor right and one quote undecidable."""
    drawn = sample(space, tmp_path / "a.csv", 200, coders=2, seed=1)
    items = json.loads(drawn.key.read_text("utf-8"))["items"]
    of = {field: sorted(n for n, item in items.items() if item["field"] == field) for field in KINDS}
    verdicts = dict.fromkeys(items, "Juste ") | {of["quote"][0]: "?", of["event"][0]: "FAUX"}
    one = filled(drawn.files[0], tmp_path / "a-1.csv", verdicts | {of["figure"][0]: "non"})
    two = filled(drawn.files[1], tmp_path / "a-2.csv", verdicts | {of["commune"][0]: ""}, ",", "cp1252")
    found = score([one, two])
    rows = {row.field: row for row in found.rows}
    assert (rows["mayor"].precision, rows["mayor"].agreement, rows["mayor"].alpha) == (1.0, 1.0, None)
    assert (rows["figure"].items, rows["figure"].decided, rows["figure"].unsettled) == (4, 3, 1)
    assert rows["figure"].agreement == 0.75
    assert (rows["quote"].undecided, rows["quote"].decided) == (1, rows["quote"].items - 1)
    assert rows["event"].precision == pytest.approx(0.75)
    assert rows["event"].low is not None
    assert rows["event"].low < 0.75
    assert rows["commune"].decided == 4
    assert rows[ALL].precision is None
    assert rows[ALL].alpha == pytest.approx(score([two, one]).rows[-1].alpha)
    (item,) = found.unsettled
    assert (item.id, item.verdicts) == (of["figure"][0], ("faux", "juste"))
    assert found.notes == ("a-2.csv : 1 ligne(s) sans verdict.",)
    settled = filled(drawn.files[0], tmp_path / "settled.csv", {of["figure"][0]: "faux"})
    again = {row.field: row for row in score([one, two], settled=settled).rows}
    assert (again["figure"].precision, again["figure"].unsettled) == (pytest.approx(0.75), 0)
    assert again["figure"].alpha == rows["figure"].alpha


def test_what_cannot_be_scored_is_named(space: Workspace, tmp_path: Path) -> None:
    drawn = sample(space, tmp_path / "a.csv", 5, seed=1)
    (file,) = drawn.files
    lines = file.read_text("utf-8-sig").splitlines()
    name = rows_of(file)[0]["id"]

    def refused(text: str, said: str, encoding: str = "utf-8") -> None:
        (tmp_path / "bad.csv").write_text(text, encoding=encoding)
        with pytest.raises(InputError, match=said):
            score([tmp_path / "bad.csv"], drawn.key)

    refused("id;verdict\nabc;juste\n", "ligne 2 : « abc » n’est pas de cet échantillon")
    refused(f"id;verdict\n{name};juste\n{name};juste\n", f"ligne 3 : {name} y est déjà")
    refused(f"id;verdict\n{name};bof\n", "verdict « bof » inconnu")
    refused("titre;adresse\n", "pas de colonnes id et verdict")
    refused("PK\x03\x04", "est un classeur")
    with pytest.raises(InputError, match="deux fois"):
        score([file, file])
    (tmp_path / "elsewhere").mkdir()
    alone = tmp_path / "elsewhere" / "a.csv"
    alone.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match="pas de clé") as keyless:
        score([alone])
    assert "key.json" in keyless.value.next_step
    (tmp_path / "elsewhere" / "a.key.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="n’est pas une clé"):
        score([alone])


SHAPES = ["\ufeffID ; Verdict \r\nX1;Juste\r\n;\r\n", "id,verdict\nx1,VRAI\n", "id\tverdict\nx1\t1\n",
          'note;verdict;id\n"a;b";juste;x1\n']  # fmt: skip


@pytest.mark.parametrize("text", SHAPES)
def test_files_come_back_in_many_shapes(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode())
    (item,) = read_coded(file, {"x1": {}})
    assert (item.id, item.verdict) == ("x1", "juste")


def test_the_page_keeps_all_else(space: Workspace, tmp_path: Path) -> None:
    drawn = sample(space, tmp_path / "a.csv", 30, seed=1)
    found = score([filled(drawn.files[0], tmp_path / "b.csv", {})], drawn.key)
    page = tmp_path / "accuracy.md"
    page.write_text("# Accuracy\n\nWords.\n", encoding="utf-8")
    write_page(page, found)
    once = page.read_text("utf-8")
    assert once.startswith("# Accuracy\n\nWords.\n\n## Audit\n\n" + BEGIN)
    page.write_text(once + "\nAfter.\n", encoding="utf-8")
    write_page(page, found)
    assert page.read_text("utf-8") == once + "\nAfter.\n"
    page.write_text(once.replace(END, ""), encoding="utf-8")
    with pytest.raises(InputError, match="dépareillées"):
        write_page(page, found)


def test_a_sentence_around_a_passage() -> None:
    body = "Titre\n\nChapeau. Suite ?\n\nLe maire de St. Aulne parle. « Oui », dit-il ! Fin…"
    assert sentence(body, 0, 5) == "Titre"
    assert sentence(body, body.index("Suite"), body.index("Suite") + 5) == "Suite ?"
    assert sentence(body, body.index("dit"), body.index("dit") + 3) == "« Oui », dit-il !"
    long = "mot " * 2000
    assert len(sentence(long, 4000, 4003)) <= 610


def test_the_commands(space: Workspace, tmp_path: Path) -> None:
    run = CliRunner()
    words = ["sample", "-w", space.root, "--n", "9", "--seed", "1", "-o", tmp_path / "a.csv", "--json"]
    done = run.invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert sum(row["items"] for row in told) == 9
    assert "a.key.json" in done.stderr
    scored = run.invoke(app, ["score", str(tmp_path / "a.csv"), "--json"])
    assert scored.exit_code == 0
    assert {row["field"] for row in json.loads(scored.stdout)} == {row["field"] for row in told} | {ALL}
    assert "9 ligne(s) sans verdict" in scored.stderr
