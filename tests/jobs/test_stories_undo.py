"""What editors take back of what they said of stories: as if it had never been said, in whatever order."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from newsroom import MONDAY, SOURCE, analysis, article, link

from core.errors import InputError
from core.ids import story_id
from core.settings import Settings, StoreSettings
from core.types import EditKind, LinkKind, Processed, Rule, StoryArticle, StoryEdit
from jobs import stories
from jobs.correcting import corrections
from jobs.correcting.words import Words
from jobs.grouping import Grouper
from jobs.workspace import Workspace
from nlp.stories.edits import Edits
from state import story_edits
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.readers.stories import memberships

SETTINGS = StoreSettings(memory_limit="300MB")
WORDS = {
    1: "Armelle, assistant vocal de Parlavox, répond au standard pour 29 000 euros par an.",
    2: "Armelle répond au standard : l'assistant vocal de Parlavox coûte 29 000 euros par an.",
    3: "Des capteurs de Respirelle mesurent la qualité des classes, un voyant passe au rouge.",
    4: "Une appli de covoiturage, Filoute, est offerte aux agents de la piscine.",
}
IDS = {n: article(n).id for n in WORDS}
X, Y, Z = (story_id(IDS[n]) for n in (1, 3, 4))
WHY = Words("Odile", "vu")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Published: the story X of articles 1 and 2, Y of 3, Z of 4."""
    made = Workspace(tmp_path, Settings(store=SETTINGS))
    open_state(made.state).close()
    with open_live(made.data, SETTINGS) as live:
        live.write(Batch(sources=(SOURCE,)))
        live.write(Grouper(live, Edits()).grouped(Batch(articles=tuple(map(_told, WORDS)))))
    publish(made.data, SETTINGS)
    return made


def _told(number: int) -> Processed:
    at = MONDAY + timedelta(hours=number)
    made = article(number, title=WORDS[number], summary="", text=WORDS[number], published_at=at)
    return Processed(made, analysis(mentions=(), roles=()), at)


def _rows(workspace: Workspace) -> dict[int, StoryArticle]:
    """The row of each article by its number, once all that was said has been processed and published."""
    with closing(open_state(workspace.state)) as state:
        edits = Edits(story_edits.every(state))
    with open_live(workspace.data, SETTINGS) as live:
        for late in Grouper(live, edits).catch_up():
            live.write(late)
        found = {m.article_id: m for m in memberships(live.connection, IDS.values())}
        assert list(Grouper(live, edits).catch_up()) == []
    publish(workspace.data, SETTINGS)
    return {n: found[key] for n, key in IDS.items()}


def _stories(workspace: Workspace) -> list[str]:
    return [row.story_id for row in _rows(workspace).values()]


@pytest.mark.parametrize("between", [False, True], ids=["at once", "published between"])
def test_an_undone_merge_gives_back_exactly_the_rows_there_were(workspace: Workspace, between: bool) -> None:
    before = _rows(workspace)
    merged = stories.merge(workspace, X, Y)
    if between:
        assert _stories(workspace) == [Y, Y, Y, Z]
    corrections.undo(workspace, f"s{merged.edit.number}", WHY)
    assert _rows(workspace) == before


def test_of_a_chain_of_merges_each_is_undone_without_the_others(workspace: Workspace) -> None:
    before = _rows(workspace)
    first = stories.merge(workspace, X, Y).edit
    assert _stories(workspace) == [Y, Y, Y, Z]
    second = stories.merge(workspace, Y, Z).edit
    assert _stories(workspace) == [Z, Z, Z, Z]
    corrections.undo(workspace, f"s{first.number}", WHY)
    assert _stories(workspace) == [X, X, Z, Z]
    corrections.undo(workspace, f"s{second.number}", WHY)
    assert _rows(workspace) == before


def test_of_a_chain_the_last_is_undone_and_the_first_stays(workspace: Workspace) -> None:
    stories.merge(workspace, X, Y)
    second = stories.merge(workspace, Y, Z).edit
    assert _stories(workspace) == [Z, Z, Z, Z]
    corrections.undo(workspace, f"s{second.number}", WHY)
    assert _stories(workspace) == [Y, Y, Y, Z]


def test_a_split_of_what_was_merged_stands_when_the_merge_does_not(workspace: Workspace) -> None:
    merged = stories.merge(workspace, X, Y).edit
    _stories(workspace)
    apart = stories.split(workspace, Y, [IDS[2]]).edit
    assert _stories(workspace) == [Y, apart.into_id, Y, Z]
    corrections.undo(workspace, f"s{merged.number}", WHY)
    assert _stories(workspace) == [X, apart.into_id, Y, Z]
    corrections.undo(workspace, f"s{apart.number}", WHY)
    assert _stories(workspace) == [X, X, Y, Z]


def test_a_copy_that_came_since_goes_back_with_what_it_copies(workspace: Workspace) -> None:
    merged = stories.merge(workspace, X, Y).edit
    _stories(workspace)
    copy = _told(1)
    copy = replace(copy, article=replace(copy.article, id=article(9).id, url="https://veilleur.example/9"))
    with closing(open_state(workspace.state)) as state:
        edits = Edits(story_edits.every(state))
    with open_live(workspace.data, SETTINGS) as live:
        linked = (link(9, 1, kind=LinkKind.SYNDICATED),)
        live.write(Grouper(live, edits).grouped(Batch(articles=(copy,), links=linked)))
        assert [m.story_id for m in memberships(live.connection, [copy.article.id])] == [Y]
    corrections.undo(workspace, f"s{merged.number}", WHY)
    assert _stories(workspace) == [X, X, Y, Z]
    with open_live(workspace.data, SETTINGS) as live:
        assert [m.story_id for m in memberships(live.connection, [copy.article.id])] == [X]


def test_what_is_undone_can_be_said_again_the_other_way_round(workspace: Workspace) -> None:
    merged = stories.merge(workspace, X, Y).edit
    _stories(workspace)
    corrections.undo(workspace, f"s{merged.number}", WHY)
    _stories(workspace)
    stories.merge(workspace, Y, X)
    assert _stories(workspace) == [X, X, X, Z]
    with pytest.raises(InputError, match="déjà annulée"):
        corrections.undo(workspace, f"s{merged.number}", WHY)
    with pytest.raises(InputError, match="inconnue"):
        corrections.undo(workspace, "s99", WHY)


def test_undoing_all_in_any_order_leaves_nothing() -> None:
    """On the words alone: three edits, each order of undoing, with and without processing between."""
    rows = [StoryArticle(s, IDS[n], Rule.ALIKE, 0.5) for n, s in ((1, X), (2, X), (3, Y), (4, Z))]
    by = {row.article_id: row for row in rows}

    def merge(number: int, one: str, other: str, *numbers: int) -> StoryEdit:
        ids = tuple(IDS[n] for n in numbers)
        before = tuple(by[key] for key in ids)
        return StoryEdit(EditKind.MERGE, one, other, ids, "O.", MONDAY, "", before, None, number)

    said = [
        merge(1, X, Y, 1, 2, 3),
        merge(2, Y, Z, 1, 2, 3, 4),
        StoryEdit(EditKind.SPLIT, Z, "n" * 16, (IDS[2],), "O.", MONDAY, "", (by[IDS[2]],), None, 3),
    ]
    for order in permutations((1, 2, 3)):
        words, stored = list(said), rows
        for number, undoes in enumerate(order, 4):
            stored = [Edits(words).placed(row) for row in stored]
            words.append(StoryEdit(EditKind.UNDO, "", "", (), "O.", MONDAY, "", (), undoes, number))
        assert [Edits(words).placed(row) for row in stored] == rows, order


def test_an_undone_undoing_holds_again(workspace: Workspace) -> None:
    merged = stories.merge(workspace, X, Y).edit
    with closing(open_state(workspace.state)) as state:
        for undoes in (merged.number, merged.number + 1):
            undoing = StoryEdit(EditKind.UNDO, "", "", (), "O.", MONDAY, undoes=undoes)
            story_edits.append(state, undoing)
    assert _stories(workspace) == [Y, Y, Y, Z]


def test_stories_are_listed_with_all_that_was_said(workspace: Workspace) -> None:
    merged = stories.merge(workspace, X, Y, Words("Odile", "même projet")).edit
    (row,) = corrections.listed(workspace)
    assert (row.correction.kind, row.correction.why, row.pending) == ("story", "même projet", True)
    corrections.undo(workspace, f"s{merged.number}", WHY)
    assert corrections.listed(workspace) == []
    (row,) = corrections.listed(workspace, undone_too=True)
    assert row.undone_by == "Odile"
