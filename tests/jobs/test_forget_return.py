"""What was forgotten does not come back: not with new pages, not from the register, not by naming a source again."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.types import Candidate, Fetch, Outcome
from crawler.archiving.archive import ArchiveWriter, read_page
from crawler.collect import ingest
from jobs import workspace
from jobs.collect import collect
from jobs.forgetting.forget import forget, lift
from jobs.forgetting.screening import covered, followed, screened
from jobs.forgetting.wish import Wish, WishKind
from jobs.registers import registers_of
from jobs.retention import retain
from jobs.workspace import Workspace
from state import captures, frontier, tombstones
from state.captures import Capture
from state.open import State, open_state
from tests.jobs import forget_workspace as made
from tests.jobs.byte_search import found
from tests.store import newsroom
from tests.store.newsroom import MONDAY

PERSON = Wish(WishKind.PERSON, made.WHO)
ARTICLE = Wish(WishKind.URL, made.URL)
SOURCE = Wish(WishKind.SOURCE, made.OTHER.slug)
NAMING = "https://veilleur.example/2026/zoe-loeuillet-parle"


def asked(folder: Path, *wishes: Wish) -> Workspace:
    """A workspace with nothing in it but requests."""
    tables = "\n".join(made._table(source) for source in (newsroom.SOURCE, made.OTHER))
    space = workspace.create(folder / "veille", {"crawler": {"contact": "a@b.fr"}}, tables)
    for wish in wishes:
        forget(space, wish)
    return space


def stones_of(space: Workspace) -> tombstones.Tombstones:
    with closing(open_state(space.state)) as state:
        return tombstones.load(state)


def crawled(space: Workspace, pages: dict[str, bytes], title: str = f"Le mot de {made.WHO}") -> None:
    """A crawl of later, taken in."""
    source = newsroom.SOURCE.slug
    writer = ArchiveWriter(space.archive, "20261117T083000Z-00bb")
    for url, body in pages.items():
        candidate = Candidate(url, source, "https://veilleur.example/flux", title)
        fetch = Fetch("20261117T083000Z-00bb", source, url, MONDAY, Outcome.FETCHED, candidate=candidate)
        writer.acknowledge(writer.add(fetch, made.page(url, body, source)))
    writer.close()
    with closing(open_state(space.state)) as state:
        ingest(space.archive, state, ())


def waiting(state: State) -> list[Capture]:
    return captures.pending(state, 99)


def test_a_new_article_is_covered_before_it_is_analysed(tmp_path: Path) -> None:
    stones = stones_of(asked(tmp_path, PERSON))
    before = made.named()
    after = covered(before, stones)
    assert after.text == before.text.replace("Zoé Lœuillet", "███ ████████").replace("Lœuillet", "████████")
    assert (after.authors, after.tags) == (("Basile Quentric",), ("école",))
    assert after.notes[0].detail == "Photo : ████████ ███"
    assert len(after.body) == len(before.body)


@pytest.mark.parametrize(
    "text",
    [
        "Zoé Marie Lœuillet-Dumas parle.",
        "Mme Lœuillet parle.",
        "Zoé parle à la famille.",
        "Un préau sent la craie.",
    ],
)
def test_others_are_left_alone(tmp_path: Path, text: str) -> None:
    """A surname alone is covered only where the person is named in full."""
    article = newsroom.article(text=text)
    assert covered(article, stones_of(asked(tmp_path, PERSON))) is article


def test_a_byline_alone_covers_the_surname_in_the_text(tmp_path: Path) -> None:
    article = newsroom.article(text="Photo Lœuillet.", authors=(made.WHO,))
    after = covered(article, stones_of(asked(tmp_path, PERSON)))
    assert (after.text, after.authors) == ("Photo ████████.", ())


def test_captures_of_a_forgotten_address_or_source_are_deleted(tmp_path: Path) -> None:
    space = asked(tmp_path)
    crawled(space, {made.URL: b"<p>a</p>", newsroom.article(3).url: b"<p>b</p>"})
    with closing(open_state(space.state)) as state:
        tombstones.add(state, tombstones.of_addresses([made.URL]), MONDAY)
        read = [(capture, None) for capture in waiting(state)]
        kept = [capture.fetch.url for capture, _ in screened(state, read)]
        assert kept == [newsroom.article(3).url]
        assert [capture.fetch.url for capture in waiting(state)] == kept


def test_an_article_that_calls_itself_by_a_forgotten_address_is_not_stored(tmp_path: Path) -> None:
    space = asked(tmp_path, ARTICLE)
    crawled(space, {"https://veilleur.example/autre": b"<p>a</p>"})
    with closing(open_state(space.state)) as state:
        (capture,) = waiting(state)
        assert list(screened(state, [(capture, newsroom.article(2))])) == []
        assert waiting(state) == []


def test_neither_journal_nor_state_takes_in_what_was_forgotten(tmp_path: Path) -> None:
    space = asked(tmp_path, PERSON, ARTICLE, SOURCE)
    crawled(space, {made.URL: b"<p>a</p>", NAMING: b"<p>b</p>", newsroom.article(3).url: b"<p>c</p>"})
    with closing(open_state(space.state)) as state:
        (capture,) = waiting(state)
        assert capture.fetch.url == newsroom.article(3).url
        assert capture.fetch.candidate is not None
        assert capture.fetch.candidate.title == "Le mot de ███ ████████"
        with state.read() as connection:
            assert frontier.load(connection, [made.URL, NAMING]) == {}


def test_retention_takes_new_pages_that_name_her_out_of_the_archive(tmp_path: Path) -> None:
    space = asked(tmp_path, PERSON)
    pages = {
        newsroom.article(n).url: body
        for n, body in ((3, b"<p>Zo&eacute; L&#339;uillet</p>"), (4, b"<p>rien</p>"))
    }
    crawled(space, pages, "Un titre")
    assert retain(space, MONDAY).counts.get("forgotten.archive") is None  # it waits to be read
    with closing(open_state(space.state)) as state:
        captures.mark_processed(state, [capture.capture_id for capture in waiting(state)], MONDAY)
    counts = retain(space, MONDAY).counts
    assert counts["forgotten.archive"] == 2  # the page, and what is known of it
    assert found(space.root, made.SURNAME) == []
    with closing(open_state(space.state)) as state:
        captures.requeue(state)
        gone, kept = waiting(state)
        assert gone.fetch.pointer is None
        assert read_page(space.archive, kept.fetch).body == b"<p>rien</p>"
    assert "forgotten.archive" not in retain(space, MONDAY).counts


def test_the_register_does_not_bring_a_mayor_back(tmp_path: Path) -> None:
    """« le maire de Dreux » would name whoever the register knows."""
    space = asked(tmp_path)
    before = registers_of(space)
    mayor = before.mandates.slice(1000, 1).to_pylist()[0]
    forget(space, Wish(WishKind.PERSON, mayor["name"]))
    after = registers_of(space)
    assert mayor["name_key"] not in after.mandates.column("name_key").to_pylist()
    assert after.mandates.num_rows < before.mandates.num_rows
    assert after.manifest.fingerprint != before.manifest.fingerprint


def test_a_forgotten_source_is_refused_by_name_and_told_how_to_lift(tmp_path: Path) -> None:
    space = asked(tmp_path, SOURCE)
    again = f"{space.sources_file.read_text('utf-8')}\n{made._table(made.OTHER)}"
    space.sources_file.write_text(again, "utf-8")
    with pytest.raises(SettingsError, match="oubliée à la demande") as refusal:
        collect(space, (made.OTHER.slug,))
    assert f"--lift --source {made.OTHER.slug}" in refusal.value.next_step
    with closing(open_state(space.state)) as state:
        assert followed(state, space.sources()) == tuple(
            s for s in space.sources() if s.slug != made.OTHER.slug
        )
        renamed = replace(made.OTHER, slug="un-autre-nom")
        assert followed(state, [renamed]) == ()
    assert lift(space, SOURCE)
    with closing(open_state(space.state)) as state:
        assert len(followed(state, space.sources())) == 2


@pytest.mark.parametrize(
    ("wish", "other"),
    [(PERSON, "Zoé Quentric"), (ARTICLE, newsroom.article(3).url), (SOURCE, newsroom.SOURCE.slug)],
    ids=["person", "url", "source"],
)
def test_lifting_needs_the_same_words_and_leaves_no_stone(tmp_path: Path, wish: Wish, other: str) -> None:
    space = asked(tmp_path, wish)
    assert not lift(space, replace(wish, words=other))
    assert not stones_of(space).empty
    assert lift(space, wish)
    assert stones_of(space).empty
