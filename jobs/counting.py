"""The names under which a run counts what became of each capture."""

from collections.abc import Iterable, Iterator

from core.types import Form, Processed, Rejection
from jobs.analysing import is_french
from store.batch import Batch


def counted(articles: Iterable[Processed], rejections: Iterable[Rejection]) -> Iterator[str]:
    """What became of each capture, and in how many articles each rule had something to note."""
    for done in articles:
        yield f"article.{done.article.basis}"
        if done.article.rights.tdm_reserved:
            yield "article.reserved"
        if not is_french(done.article):
            yield "article.other_language"
        if done.analysis and done.analysis.relevant:
            yield "article.relevant"
        for rule in {note.rule for note in done.article.notes}:
            yield f"note.{rule}"
    for rejection in rejections:
        yield f"rejected.{rejection.reason}"


def repetitions(batch: Batch) -> Iterator[str]:
    """What linking found."""
    yield from (f"link.{link.kind}" for link in batch.links)
    yield from (
        f"form.{done.article.form}" for done in batch.articles if done.article.form is not Form.ARTICLE
    )


def grouped(batch: Batch) -> Iterator[str]:
    """How articles came into their stories."""
    return (f"story.{member.rule}" for member in batch.story_articles)
