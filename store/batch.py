"""What is written at once."""

from dataclasses import dataclass

from core.types import (
    Correction,
    Fetch,
    Link,
    Processed,
    Rejection,
    RunReport,
    Signature,
    Source,
    SourceRun,
    StoryArticle,
    StoryTrace,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """One unit of writing: all of it is stored, or none. A key may appear twice; the last one counts.

    `sources` are all that the workspace names, or none: one that is no longer among them is disabled. `corrections` are
    all that editors ever said, undoings included, None where there is nothing new to say: those that hold are applied
    to what comes anyway.
    """

    articles: tuple[Processed, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    runs: tuple[RunReport, ...] = ()
    sources: tuple[Source, ...] = ()
    source_runs: tuple[SourceRun, ...] = ()
    links: tuple[Link, ...] = ()
    signatures: tuple[Signature, ...] = ()
    story_traces: tuple[StoryTrace, ...] = ()
    story_articles: tuple[StoryArticle, ...] = ()
    corrections: tuple[Correction, ...] | None = None
