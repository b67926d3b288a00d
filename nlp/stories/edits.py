"""What editors said of stories, replayed in order: merges and splits hold whatever is read again. Pure.

An undone edit is as if it had never been said: those after it are replayed without what it had moved.
"""

from collections.abc import Iterable

from core.ids import story_id
from core.types import EditKind, Rule, StoryArticle, StoryEdit
from core.undo import standing


class Edits:
    """Where each story went, and the articles whose story an editor fixed."""

    def __init__(self, edits: Iterable[StoryEdit] = ()) -> None:
        self._into: dict[str, str] = {}
        self._pinned: dict[str, str] = {}
        self._made: set[str] = set()
        said = list(edits)
        self._before: dict[str, StoryArticle] = {}
        for edit in said:
            for member in edit.before:
                self._before.setdefault(member.article_id, member)
        self._known = {*self._before, *(article for edit in said for article in edit.articles)}
        for edit in standing(said):
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

    def before(self, article_id: str) -> StoryArticle | None:
        """Where grouping had put this article before any editor said anything of it, if that was noted."""
        return self._before.get(article_id)

    def placed(self, member: StoryArticle) -> StoryArticle:
        """The row that an article's stored row should be now: itself when it is where it belongs."""
        article = member.article_id
        wanted = self.pinned(article)
        if wanted is None and member.rule is Rule.EDITED and article in self._before:
            member = self._before[article]  # an editor had put it elsewhere, and no longer does
        wanted = wanted or self.current(member.story_id)
        if wanted == member.story_id:
            return member
        return StoryArticle(wanted, article, Rule.EDITED, 1.0)

    @property
    def articles(self) -> dict[str, str]:
        """All articles whose story an editor fixed, with that story."""
        return {article: self.current(story) for article, story in self._pinned.items()}

    @property
    def known(self) -> set[str]:
        """All articles that editors ever said anything of, undone or not."""
        return self._known

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
            articles = [article for article in edit.articles if self._in(article, {gone, kept})]
            if gone != kept:
                self._into[gone] = kept
        else:
            self._made.add(edit.into_id)
            articles = list(edit.articles)
        self._pinned |= dict.fromkeys(articles, edit.into_id)

    def _in(self, article: str, stories: set[str]) -> bool:
        """Whether an article is in one of these by all that was said so far; it was, unless something is undone."""
        place = self.pinned(article)
        if place is None and article in self._before:
            place = self.current(self._before[article].story_id)
        return place is None or place in stories


def split_id(articles: Iterable[str], said: str) -> str:
    """The id of the story that an editor's split makes; `said` (its instant) keeps it from being any other's."""
    first, *_ = sorted(articles)
    return story_id(first, "split", said)
