"""Each damage is made, named with its command, mended by it, and gone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from newsroom import MONDAY, analysis, article, figure, link, mention, role, story_article

from core.errors import StoreBusy
from core.findings import Finding
from core.settings import StoreSettings
from core.types import MentionKind, Processed
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.upkeep.compact import compact
from store.upkeep.doctor import COMPACT, MEND, PROCESS, PUBLISH, REBUILD, REPROCESS, RESTORE, examine
from store.upkeep.restore import restore

EMOJI = "👩‍🚒 é Bréville"
"""A family of code points that is one grapheme, and an accent that is a code point of its own."""


def told(number: int) -> Processed:
    """An article whose facts show the words at their positions."""
    plain = article(
        number, title=f"{EMOJI} teste un assistant", summary="", text="Odile Ferrandou approuve. " * 3
    )
    start = plain.body.index("Bréville")
    said = plain.body.index("Odile")
    found = analysis(
        mentions=(mention(MentionKind.COMMUNE, "79901", "Bréville", start),),
        roles=(role(evidence=(said, said + 15), evidence_text="Odile Ferrandou"),),
        quotes=(),
        figures=(figure(0, evidence=(said, said + 5), evidence_text="Odile"),),
        events=(),
        initiatives=(),
    )
    return Processed(plain, found, MONDAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("sound") / "data"
    settings = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
    with open_live(data_dir, settings) as live:
        live.write(
            Batch(
                articles=tuple(told(number) for number in range(1, 6)),
                links=(link(2, 1),),
                story_articles=(story_article(1),),
            )
        )
    publish(data_dir, settings)
    return data_dir


@pytest.fixture
def sound(made: Path, tmp_path: Path) -> Path:
    """A published workspace in which all is well."""
    return Path(shutil.copytree(made, tmp_path / "data", symlinks=True))


def look(data_dir: Path, settings: StoreSettings) -> list[Finding]:
    return examine(data_dir, settings, MONDAY)


def run(command: str, data_dir: Path, settings: StoreSettings) -> None:
    """The part of the command that the store does; `process --reprocess` writes the same articles again."""
    if command in {COMPACT, MEND}:
        compact(data_dir, settings, mend=command == MEND)
    elif command == PUBLISH:
        publish(data_dir, settings, force=True)
    elif command == RESTORE:
        restore(data_dir, settings)
    elif command in {PROCESS, REPROCESS, REBUILD}:
        with open_live(data_dir, settings) as live:
            live.write(Batch(articles=tuple(told(number) for number in range(1, 6))))
    else:
        pytest.fail(command)


def content(data_dir: Path) -> dict[str, bytes]:
    """Every file; tantivy's lock, which it leaves where it reads, holds nothing."""
    files = (path for path in data_dir.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files if not path.name.startswith(".tantivy")}


def test_nothing_is_wrong_with_what_is_sound(sound: Path, settings: StoreSettings) -> None:
    before = content(sound)
    assert look(sound, settings) == []
    assert content(sound) == before, "it changes nothing"


def test_nothing_is_wrong_where_nothing_is(data_dir: Path, settings: StoreSettings) -> None:
    assert look(data_dir, settings) == []


def in_live(*statements: str) -> Callable[[Path], None]:
    """Damage done by hand to the rows of either file."""

    def damage(data_dir: Path) -> None:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{data_dir / 'texts.duckdb'}' AS texts")
            connection.execute(f"ATTACH '{data_dir / 'live.duckdb'}' AS live")
            connection.execute("USE live")
            for statement in statements:
                connection.execute(statement)

    return damage


def cut(name: str, size: int) -> Callable[[Path], None]:
    def damage(data_dir: Path) -> None:
        path = data_dir / name
        path.write_bytes(path.read_bytes()[:size])

    return damage


def without(name: str) -> Callable[[Path], None]:
    def damage(data_dir: Path) -> None:
        path = data_dir / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def other_manifest(data_dir: Path) -> None:
    manifest = data_dir / "snapshots" / "1" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"revision": ', '"revision": 9'))


def other_counts(data_dir: Path) -> None:
    manifest = data_dir / "snapshots" / "1" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"articles": 5', '"articles": 6'))


def leave(data_dir: Path) -> None:
    (data_dir / "live.duckdb.compact").write_bytes(b"x")
    (data_dir / "search.old-1234").mkdir()


FIRST = article(1).id
CASES = {
    "an article twice": (
        in_live("INSERT INTO articles FROM articles LIMIT 1"),
        "clés en double (articles)",
        MEND,
    ),
    "a text twice": (
        in_live("INSERT INTO texts.article_texts FROM texts.article_texts LIMIT 1"),
        "clés en double (texts.article_texts)",
        MEND,
    ),
    "facts of nothing": (
        in_live("INSERT INTO mentions SELECT * REPLACE ('00' AS article_id) FROM mentions LIMIT 1"),
        "lignes orphelines (mentions)",
        MEND,
    ),
    "a link to nothing": (
        in_live("UPDATE article_links SET other_id = '00'"),
        "lignes orphelines (article_links)",
        MEND,
    ),
    "a story of nothing": (
        in_live("DELETE FROM story_articles"),
        "lignes orphelines (stories)",
        MEND,
    ),
    "a text of nothing": (
        in_live(
            "INSERT INTO texts.article_texts SELECT * REPLACE ('00' AS article_id) FROM texts.article_texts"
        ),
        "lignes orphelines (texts.article_texts)",
        MEND,
    ),
    "no version": (
        in_live(f"DELETE FROM article_versions WHERE article_id = '{FIRST}'"),
        "articles sans leur version",
        REBUILD,
    ),
    "no text": (
        in_live(f"DELETE FROM texts.article_texts WHERE article_id = '{FIRST}'"),
        "articles sans leur texte",
        REPROCESS,
    ),
    "outside": (in_live("UPDATE mentions SET end_at = 90000"), "positions hors du texte", REPROCESS),
    "before": (in_live("UPDATE roles SET evidence_start = -3"), "positions hors du texte", REPROCESS),
    "one character off": (
        in_live("UPDATE mentions SET start_at = start_at + 1, end_at = end_at + 1"),
        "preuves qui ne sont plus dans le texte",
        REPROCESS,
    ),
    "another text": (
        in_live(f"UPDATE texts.article_texts SET \"text\" = 'Rien.' WHERE article_id = '{FIRST}'"),
        "positions hors du texte",
        REPROCESS,
    ),
    "an index that lags": (
        in_live("UPDATE meta SET value = (value::INT + 1)::VARCHAR WHERE key = 'revision'"),
        "index de recherche en retard",
        COMPACT,
    ),
    "an index that lacks documents": (
        in_live(
            "INSERT INTO articles SELECT * REPLACE ('0000' AS article_id) FROM articles LIMIT 1",
            "INSERT INTO article_versions SELECT * REPLACE ('0000' AS article_id) FROM article_versions LIMIT 1",
            "INSERT INTO texts.article_texts SELECT * REPLACE ('0000' AS article_id)"
            " FROM texts.article_texts LIMIT 1",
        ),
        "index de recherche incomplet",
        COMPACT,
    ),
    "no index": (without("search"), "index de recherche inutilisable", COMPACT),
    "results behind their index": (
        in_live("UPDATE meta SET value = '1' WHERE key = 'revision'"),
        "résultats en retard sur leur index : des lignes sont perdues",
        RESTORE,
    ),
    "damaged results": (cut("live.duckdb", 100_000), "fichier abîmé", RESTORE),
    "damaged texts": (cut("texts.duckdb", 100_000), "fichier abîmé", RESTORE),
    "no results": (without("live.duckdb"), "fichier absent", RESTORE),
    "no texts": (without("texts.duckdb"), "fichier absent", PROCESS),
    "an old schema": (
        in_live(
            "UPDATE texts.meta SET value = '4' WHERE key = 'schema_version'",
            "DROP TABLE texts.story_traces",
            "DROP TABLE texts.originals",
        ),
        "schéma d’une autre version",
        PROCESS,
    ),
    "no snapshot": (without("snapshots/1"), "instantané absent", PUBLISH),
    "a damaged snapshot": (
        cut("snapshots/1/beffroi.duckdb", 100_000),
        "instantané qui ne s’ouvre pas, ou autre que son manifeste",
        PUBLISH,
    ),
    "another manifest": (
        other_manifest,
        "instantané qui ne s’ouvre pas, ou autre que son manifeste",
        PUBLISH,
    ),
    "other counts": (other_counts, "instantané qui n’a pas les lignes que dit son manifeste", PUBLISH),
    "leftovers": (leave, "restes d’un travail interrompu", COMPACT),
}


@pytest.mark.parametrize("case", CASES)
def test_damage_is_named_and_its_command_mends_it(sound: Path, settings: StoreSettings, case: str) -> None:
    damage, name, command = CASES[case]
    damage(sound)
    found = {finding.name: finding for finding in look(sound, settings)}
    assert name in found
    assert found[name].command == command
    assert found[name].count >= 1
    assert 1 <= len(found[name].examples) <= 3
    for finding in found.values():
        run(finding.command, sound, settings)
    if command == RESTORE:  # what the copy lacks is processed again
        run(PROCESS, sound, settings)
    assert look(sound, settings) == []


def test_a_text_that_is_no_longer_kept_proves_nothing(sound: Path, settings: StoreSettings) -> None:
    in_live("DELETE FROM texts.article_texts")(sound)
    later = MONDAY.replace(year=2030)
    assert examine(sound, settings, later) == []


def test_texts_of_a_batch_that_was_cut_short_may_wait(sound: Path, settings: StoreSettings) -> None:
    one = "SELECT * REPLACE ('00' AS article_id) FROM texts.article_texts LIMIT 1"
    in_live(f"INSERT INTO texts.article_texts {one}")(sound)
    assert examine(sound, settings, MONDAY, waiting=True) == []


def test_a_writer_is_not_disturbed(sound: Path, settings: StoreSettings) -> None:
    with open_live(sound, settings, "process"), pytest.raises(StoreBusy, match="process"):
        look(sound, settings)
