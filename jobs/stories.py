"""Stories as editors see them, and what they say of them: two are one, some articles are a story of their own."""

import getpass
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.days import PARIS
from core.errors import InputError
from core.types import EditKind, StoryEdit
from jobs.reading import identified
from jobs.workspace import Workspace
from nlp.stories.edits import split_id
from state import story_edits
from state.open import open_state
from store import query, stories
from store.snapshot import Snapshot
from store.stories import MemberRow, StoryRow

_EVER = date.min


@dataclass(frozen=True, slots=True)
class Shown:
    """A story and its articles, the first told first."""

    story: StoryRow
    articles: tuple[MemberRow, ...]


def listed(workspace: Workspace, days: int, limit: int) -> list[StoryRow]:
    """The stories told in the last days, the last told first."""
    since = datetime.now(PARIS).date() - timedelta(days=days - 1)
    with query.open_snapshot(workspace.data) as snapshot:
        return stories.listed(snapshot, since, limit)


def shown(workspace: Workspace, named: str) -> Shown:
    """A story, by its id or the beginning of it; InputError when none or several are called so."""
    with query.open_snapshot(workspace.data) as snapshot:
        return _shown(snapshot, named)


def merge(workspace: Workspace, gone: str, kept: str, by: str | None = None) -> StoryEdit:
    """Say that the story `gone` is part of `kept`; it takes effect when articles are processed next."""
    with query.open_snapshot(workspace.data) as snapshot:
        one, other = _shown(snapshot, gone), _shown(snapshot, kept)
    if one.story.story_id == other.story.story_id:
        raise InputError("un sujet ne se fond pas dans lui-même", "Donnez deux sujets différents.")
    articles = (*_ids(one), *_ids(other))
    return _said(workspace, EditKind.MERGE, one.story.story_id, other.story.story_id, articles, by)


def split(workspace: Workspace, named: str, articles: Sequence[str], by: str | None = None) -> StoryEdit:
    """Say that these articles of a story, by id or address, are one of their own; it takes effect likewise."""
    with query.open_snapshot(workspace.data) as snapshot:
        found = _shown(snapshot, named)
    chosen = tuple(dict.fromkeys(identified(workspace, article) for article in articles))
    strangers = [article for article in chosen if article not in _ids(found)]
    if strangers:
        raise InputError(
            f"{strangers[0]} n'est pas un article de ce sujet",
            f"« beffroi stories show {found.story.story_id} » donne ceux qui en sont.",
        )
    if len(chosen) == len(found.articles):
        raise InputError(
            "tous les articles du sujet sont donnés : il n'en resterait rien", "Laissez-en au moins un."
        )
    now = datetime.now(UTC)
    into = split_id(chosen, now.isoformat())
    return _said(workspace, EditKind.SPLIT, found.story.story_id, into, chosen, by, now)


def _said(
    workspace: Workspace,
    kind: EditKind,
    story: str,
    into: str,
    articles: tuple[str, ...],
    by: str | None,
    at: datetime | None = None,
) -> StoryEdit:
    edit = StoryEdit(kind, story, into, articles, by or getpass.getuser(), at or datetime.now(UTC))
    with closing(open_state(workspace.state)) as state:
        story_edits.append(state, edit)
    return edit


def _shown(snapshot: Snapshot, named: str) -> Shown:
    found = stories.listed(snapshot, _EVER, 2, named.strip().lower())
    if not found:
        raise InputError(f"sujet inconnu : {named}", "« beffroi stories list » donne les sujets publiés.")
    if len(found) > 1:
        raise InputError(f"plusieurs sujets commencent par {named}", "Donnez l'identifiant entier.")
    return Shown(found[0], tuple(stories.members(snapshot, found[0].story_id)))


def _ids(found: Shown) -> tuple[str, ...]:
    return tuple(article.article_id for article in found.articles)
