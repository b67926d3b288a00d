"""What editors say of stories before it was processed: each word takes the ones before it into account."""

import getpass
import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import MONDAY, SOURCE, analysis, article

from core.errors import InputError
from core.ids import story_id
from core.settings import Settings, StoreSettings
from core.types import Processed
from jobs import stories
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


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Published: the story X of articles 1 and 2, Y of 3, Z of 4."""
    made = Workspace(tmp_path, Settings(store=SETTINGS))
    open_state(made.state).close()
    at = [MONDAY + timedelta(hours=n) for n in range(5)]
    articles = [
        Processed(
            article(n, title=said, summary="", text=said, published_at=at[n]),
            analysis(mentions=(), roles=()),
            at[n],
        )
        for n, said in WORDS.items()
    ]
    with open_live(made.data, SETTINGS) as live:
        live.write(Batch(sources=(SOURCE,)))
        live.write(Grouper(live, Edits()).grouped(Batch(articles=tuple(articles))))
    publish(made.data, SETTINGS)
    assert _stories(made) == {1: X, 2: X, 3: Y, 4: Z}
    return made


def _stories(workspace: Workspace) -> dict[int, str]:
    """The story of each article by its number, once all that was said has been processed."""
    with closing(open_state(workspace.state)) as state:
        edits = Edits(story_edits.every(state))
    with open_live(workspace.data, SETTINGS) as live:
        for late in Grouper(live, edits).catch_up():
            live.write(late)
        found = {m.article_id: m.story_id for m in memberships(live.connection, IDS.values())}
    return {n: found[key] for n, key in IDS.items()}


def test_a_merge_leaves_out_what_was_split_before_it(workspace: Workspace) -> None:
    apart = stories.split(workspace, X, [IDS[2]]).edit
    merged = stories.merge(workspace, X, Y).edit
    assert set(merged.articles) == {IDS[1], IDS[3]}
    assert _stories(workspace) == {1: Y, 2: apart.into_id, 3: Y, 4: Z}


def test_what_a_split_made_can_be_named_before_it_is_published(workspace: Workspace) -> None:
    apart = stories.split(workspace, X, [IDS[2]]).edit
    with pytest.raises(InputError, match="pas encore publié"):
        stories.shown(workspace, apart.into_id)
    with pytest.raises(InputError, match="pas un article de ce sujet"):
        stories.split(workspace, X, [IDS[2]])
    assert stories.merge(workspace, apart.into_id[:8], Z).edit.articles in {
        (IDS[2], IDS[4]),
        (IDS[4], IDS[2]),
    }
    assert _stories(workspace) == {1: X, 2: Z, 3: Y, 4: Z}


def test_what_is_merged_already_is_refused_both_ways(workspace: Workspace) -> None:
    stories.merge(workspace, X, Y)
    for _ in ("published before it", "published after it"):
        for one, other in ((X, Y), (Y, X)):
            with pytest.raises(InputError, match=f"{X} est déjà fondu dans {Y}"):
                stories.merge(workspace, one, other)
        _stories(workspace)
        publish(workspace.data, SETTINGS)
    with closing(open_state(workspace.state)) as state:
        assert len(story_edits.every(state)) == 1


def test_a_merged_story_is_followed(workspace: Workspace) -> None:
    stories.merge(workspace, X, Y)
    shown = stories.shown(workspace, X)
    assert (shown.found, shown.story.story_id) == (stories.Found(X, Y), Y)
    said = stories.split(workspace, X, [IDS[2]])
    assert (said.found, said.edit.story_id) == ((stories.Found(X, Y),), Y)
    said = stories.merge(workspace, Z, X)
    assert [one.followed for one in said.found] == [False, True]
    assert (said.edit.into_id, set(said.edit.articles)) == (Y, {IDS[1], IDS[3], IDS[4]})
    assert len(set(_stories(workspace).values())) == 2


def test_an_article_of_the_story_is_named_by_the_beginning_of_its_id(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="pas un article de ce sujet"):
        stories.split(workspace, X, [IDS[2][:3]])
    assert stories.split(workspace, X, [f" {IDS[2][:8]} "]).edit.articles == (IDS[2],)


def test_what_was_typed_is_named(workspace: Workspace) -> None:
    with pytest.raises(InputError, match=r"^nope n'est pas"):
        stories.split(workspace, X, [IDS[1], "nope", "rien"])


def test_a_user_without_a_name_signs_by_number(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert stories.merge(workspace, X, Y).edit.by == str(os.getuid())
    assert stories.merge(workspace, Y, Z, Words("Odile")).edit.by == "Odile"
