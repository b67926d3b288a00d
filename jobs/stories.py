"""Stories as editors see them, and what they say of them: two are one, some articles are a story of their own.

Editors look at what is published; what they say counts with all that was said since then.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from core.days import PARIS
from core.errors import InputError
from core.types import EditKind, Rule, StoryArticle, StoryEdit
from jobs.correcting.words import UNSAID, Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.reading import identified
from jobs.workspace import Workspace
from nlp.stories.edits import Edits, split_id
from state import story_edits
from state.open import open_state
from store.readers import stories
from store.readers.stories import MemberRow, StoryRow
from store.snapshot import Snapshot

_EVER = date.min
_TELLING = 4  # digits of an id that an editor did not type by accident


class Found(NamedTuple):
    """A story that an editor named: the one that was meant, and the one that it is part of by now."""

    named: str
    story_id: str

    @property
    def followed(self) -> bool:
        """Whether editors merged it into another."""
        return self.named != self.story_id


@dataclass(frozen=True, slots=True)
class Shown:
    """A story and its articles, the first told first."""

    found: Found
    story: StoryRow
    articles: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An editor's word that was kept, and the stories that were named for it."""

    edit: StoryEdit
    found: tuple[Found, ...]


def listed(workspace: Workspace, days: int, limit: int) -> list[StoryRow]:
    """The stories told in the last days, the last told first."""
    since = datetime.now(PARIS).date() - timedelta(days=days - 1)
    with workspace.snapshot() as snapshot:
        return stories.listed(snapshot, since, limit)


def shown(workspace: Workspace, named: str) -> Shown:
    """A story, by its id or the beginning of it; InputError when none or several are called so."""
    edits = _edits(workspace)
    with workspace.snapshot() as snapshot:
        found = _found(snapshot, edits, named)
        rows = stories.listed(snapshot, _EVER, 1, found.story_id)
        if not rows:
            raise InputError(
                f"le sujet {found.story_id} n'est pas encore publié",
                "« beffroi process » puis « beffroi publish » le feront voir.",
            )
        return Shown(found, rows[0], tuple(stories.members(snapshot, found.story_id)))


def merge(workspace: Workspace, gone: str, kept: str, words: Words = UNSAID) -> Said:
    """Say that the story `gone` is part of `kept`; it takes effect when articles are processed next."""
    edits = _edits(workspace)
    with workspace.snapshot() as snapshot:
        one, other = _found(snapshot, edits, gone), _found(snapshot, edits, kept)
        members = [*_members(snapshot, edits, one), *_members(snapshot, edits, other)]
    if one.named == other.named:
        raise InputError("un sujet ne se fond pas dans lui-même", "Donnez deux sujets différents.")
    if one.story_id == other.story_id:
        merged = one if one.followed else other
        raise InputError(
            f"{merged.named} est déjà fondu dans {merged.story_id}",
            "« beffroi stories split » en détache des articles, « beffroi correct undo » défait la fusion.",
        )
    articles = tuple(member.article_id for member in members)
    now = datetime.now(UTC)
    edit = StoryEdit(
        EditKind.MERGE,
        one.story_id,
        other.story_id,
        articles,
        words.author(),
        now,
        words.reason(),
        _before(edits, members),
    )
    return _said(workspace, edit, one, other)


def split(workspace: Workspace, named: str, articles: Sequence[str], words: Words = UNSAID) -> Said:
    """Say that these articles of a story, by id or address, are one of their own; it takes effect likewise."""
    edits = _edits(workspace)
    with workspace.snapshot() as snapshot:
        found = _found(snapshot, edits, named)
        rows = _members(snapshot, edits, found)
    members = [row.article_id for row in rows]
    chosen = {_member(workspace, members, typed): typed for typed in reversed(articles)}
    strangers = [typed for article, typed in reversed(chosen.items()) if article not in members]
    if strangers:
        raise InputError(
            f"{strangers[0]} n'est pas un article de ce sujet",
            f"« beffroi stories show {found.story_id} » donne ceux qui en sont.",
        )
    if len(chosen) == len(members):
        raise InputError(
            "tous les articles du sujet sont donnés : il n'en resterait rien", "Laissez-en au moins un."
        )
    now = datetime.now(UTC)
    into = split_id(chosen, now.isoformat())
    before = _before(edits, [row for row in rows if row.article_id in chosen])
    edit = StoryEdit(
        EditKind.SPLIT,
        found.story_id,
        into,
        tuple(reversed(chosen)),
        words.author(),
        now,
        words.reason(),
        before,
    )
    return _said(workspace, edit, found)


def _edits(workspace: Workspace) -> Edits:
    with closing(open_state(workspace.state)) as state:
        return Edits(story_edits.every(state))


def _said(workspace: Workspace, edit: StoryEdit, *found: Found) -> Said:
    with closing(open_state(workspace.state)) as state:
        refuse_named(state, edit.by, edit.why)
        kept = story_edits.append(state, edit)
        keep_copy(state)
        return Said(kept, found)


def _before(edits: Edits, members: Sequence[StoryArticle]) -> tuple[StoryArticle, ...]:
    """Where grouping had put these articles: what is published may be an editor's doing."""
    return tuple(
        edits.before(row.article_id) or row
        for row in members
        if row.rule is not Rule.EDITED or edits.before(row.article_id)
    )


def _found(snapshot: Snapshot, edits: Edits, named: str) -> Found:
    """The one story whose id begins so, published or made or merged by editors, and where it went."""
    start = named.strip().lower()
    if not start:
        raise InputError("aucun sujet n'est nommé", "« beffroi stories list » donne les sujets publiés.")
    ids = set(stories.ids(snapshot, start, 2)) | {story for story in edits.stories if story.startswith(start)}
    if not ids:
        raise InputError(f"sujet inconnu : {named}", "« beffroi stories list » donne les sujets publiés.")
    if len(ids) > 1:
        raise InputError(f"plusieurs sujets commencent par {named}", "Donnez l'identifiant entier.")
    (story,) = ids
    return Found(story, edits.current(story))


def _member(workspace: Workspace, members: Sequence[str], typed: str) -> str:
    """An article of a story by the beginning of its id, any article by its id or address."""
    start = typed.strip().lower()
    meant = [article for article in members if len(start) >= _TELLING and article.startswith(start)]
    return meant[0] if len(meant) == 1 else identified(workspace, typed.strip())


def _members(snapshot: Snapshot, edits: Edits, found: Found) -> tuple[StoryArticle, ...]:
    """The published articles that are in a story after all that editors said."""
    story = found.story_id
    merged = [gone for gone, kept in edits.merged.items() if kept == story]
    rows = stories.memberships(snapshot.connection, edits.known, [story, *merged])
    return tuple(row for row in rows if edits.placed(row).story_id == story)
