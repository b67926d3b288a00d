"""`beffroi forget --source`: a name is as good as a slug, what is neither touches nothing."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from typer.testing import CliRunner

from cli import app
from core.errors import InputError
from jobs import exports, workspace
from jobs.forgetting import forget as forgetting_job
from jobs.forgetting.forget import forget, lift, look
from jobs.forgetting.wish import Wish, WishKind
from jobs.letters.previewing import build
from jobs.letters.weeks import week_named
from jobs.workspace import Workspace
from state import tombstones
from state.open import open_state
from store.releasing.seal import differences
from tests.jobs import forget_workspace as made
from tests.jobs.byte_search import found
from tests.store import newsroom

SLUG, NAME = made.OTHER.slug, made.OTHER.name


def of(words: str) -> Wish:
    return Wish(WishKind.SOURCE, words)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Everything everywhere; not to be changed."""
    return made.filled(tmp_path_factory.mktemp("outlets"))


@pytest.fixture
def space(whole: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it."""
    shutil.copytree(whole.root, tmp_path / "veille", symlinks=True)
    return workspace.find(tmp_path / "veille")


def stones_of(space: Workspace) -> tombstones.Tombstones:
    with closing(open_state(space.state)) as state:
        return tombstones.load(state)


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path): path.read_bytes() for path in paths if "state.sqlite-" not in path.name}


@pytest.mark.parametrize("words", [NAME, NAME.upper(), "la lanterne du marais", SLUG.upper()])
def test_a_source_is_known_by_its_name(whole: Workspace, words: str) -> None:
    assert look(whole, of(words)).places == look(whole, of(SLUG)).places


def test_a_source_that_only_the_results_name_is_known(space: Workspace) -> None:
    space.sources_file.write_text(made._table(newsroom.SOURCE), "utf-8")
    assert look(space, of(NAME)).places
    forget(space, of(NAME))
    assert found(space.data, SLUG) == []


@pytest.mark.parametrize("how", [["--dry-run"], ["--yes"], []])
@pytest.mark.parametrize("words", ["la-lanterne-oublie", "La Lanterne du Marai"])
def test_what_is_no_source_is_refused_before_anything_is_touched(
    space: Workspace, how: list[str], words: str
) -> None:
    before = contents(space.root)
    done = CliRunner().invoke(app, ["forget", "--source", words, *how, "-w", str(space.root)])
    assert isinstance(done.exception, InputError), done.output
    assert f"source inconnue : {words}" in str(done.exception)
    assert f"« {SLUG} »" in done.exception.next_step
    assert contents(space.root) == before
    assert stones_of(space).empty


def test_what_is_like_no_source_is_told_where_they_are(whole: Workspace) -> None:
    with pytest.raises(InputError, match="source inconnue : zzz") as refused:
        look(whole, of("zzz"))
    assert "beffroi sources list" in refused.value.next_step


def test_a_name_that_two_sources_bear_asks_for_a_slug(space: Workspace) -> None:
    other = replace(newsroom.SOURCE, name=NAME)
    space.sources_file.write_text(f"{made._table(other)}\n{made._table(made.OTHER)}", "utf-8")
    with pytest.raises(InputError, match="plusieurs sources") as refused:
        look(space, of(NAME))
    assert SLUG in refused.value.next_step
    assert newsroom.SOURCE.slug in refused.value.next_step
    assert look(space, of(SLUG)).places


@pytest.mark.parametrize("words", [SLUG, NAME])
@pytest.mark.parametrize("step", ["_archive", "results", "_publish", "replace"])
def test_a_request_that_was_cut_short_is_finished_by_the_same_words(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, step: str, words: str
) -> None:
    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if step == "replace":  # all is published, the state is left
            patch.setattr(forgetting_job.erasing, "scrub", dies)
        else:
            patch.setattr(forgetting_job, step, dies)
        with pytest.raises(KeyboardInterrupt):
            forget(space, of(words))
    forget(space, of(words))
    assert found(space.root, SLUG) == []
    assert found(space.root, "lanterne.example") == []
    assert lift(space, of(words))
    assert stones_of(space).empty


@pytest.mark.parametrize("asked", [SLUG, NAME])
@pytest.mark.parametrize("lifted", [SLUG, NAME, NAME.upper()])
def test_a_request_is_lifted_by_slug_or_name(tmp_path: Path, asked: str, lifted: str) -> None:
    space = workspace.create(tmp_path / "veille", None, made._table(made.OTHER))
    forget(space, of(asked))
    assert space.sources() == ()
    assert forget(space, of(asked)).places == ()
    assert lift(space, of(lifted))
    assert stones_of(space).empty
    assert not lift(space, of(lifted))
    with pytest.raises(InputError, match="source inconnue"):
        forget(space, of(asked))


def test_a_source_of_the_name_of_a_forgotten_one_is_another(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "veille", None, made._table(made.OTHER))
    forget(space, of(NAME))
    assert not stones_of(space).forgets_source("la-lanterne-du-marais", "https://marais.example/")
    assert stones_of(space).forgets_source(SLUG)


def test_its_name_leaves_what_releases_and_letters_say_of_it(space: Workspace) -> None:
    """An outlet that was never heard is in a release by its name alone."""
    exports.release(space, "v1")
    letter = build(space, week_named("2026-W47"))
    letter.write_text(letter.read_text("utf-8") + f"<p>{NAME} : pas de réponse</p>", "utf-8")
    assert {Path(hit.split()[0]).name for hit in found(space.root, NAME)} >= {
        "README.md",
        "release.json",
        "index.html",
    }
    forget(space, of(SLUG))
    assert found(space.root, NAME) == []
    assert Package(str(space.data / "releases" / "v1" / "datapackage.json")).validate().valid
    assert differences(space.data / "releases" / "v1") == []
