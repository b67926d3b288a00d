"""What editors said of stories, replayed in order: merges and splits hold whatever is read again. Pure."""

from collections.abc import Iterable

from core.ids import story_id
from core.types import EditKind, StoryEdit


class Edits:
    """Where each story went, and the articles whose story an editor fixed."""

    def __init__(self, edits: Iterable[StoryEdit] = ()) -> None:
        self._into: dict[str, str] = {}
        self._pinned: dict[str, str] = {}
        self._made: set[str] = set()
        for edit in edits:
            self._replay(edit)

    def current(self, story: str) -> str:
        """The story that this one is now part of, itself when no editor merged it."""
        while story in self._into:
            story = self._into[story]
        return story

    def pinned(self, article_id: str) -> str | None:
        """The story that an editor put this article in, None when grouping may decide."""
        story = self._pinned.get(article_id)
        return None if story is None else self.current(story)

    @property
    def articles(self) -> dict[str, str]:
        """All articles whose story an editor fixed, with that story."""
        return {article: self.current(story) for article, story in self._pinned.items()}

    @property
    def merged(self) -> dict[str, str]:
        """All stories that are now part of another, with that one."""
        return {story: self.current(story) for story in self._into}

    @property
    def stories(self) -> set[str]:
        """The stories that editors merged into another or made by a split; a publication need not have them."""
        return self._made.union(self._into)

    def _replay(self, edit: StoryEdit) -> None:
        if edit.kind is EditKind.MERGE:
            gone, kept = self.current(edit.story_id), self.current(edit.into_id)
            if gone != kept:
                self._into[gone] = kept
        else:
            self._made.add(edit.into_id)
        self._pinned |= dict.fromkeys(edit.articles, edit.into_id)


def split_id(articles: Iterable[str], said: str) -> str:
    """The id of the story that an editor's split makes; `said` (its instant) keeps it from being any other's."""
    first, *_ = sorted(articles)
    return story_id(first, "split", said)
