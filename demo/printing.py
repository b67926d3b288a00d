"""Turn stories into what each outlet prints, for one day and one edition. Pure."""

from datetime import date

from demo.days import instant, resolve
from demo.load import articles
from demo.nouns import Article, Block, Flag, Outlet, Override, Printed
from demo.typography import set_type


def printed_by(outlet: Outlet, today: date, edition: int) -> tuple[Printed, ...]:
    """The outlet's stories, newest first."""
    stories = [_print(story, outlet, today, edition) for story in articles() if outlet.slug in story.outlets]
    return tuple(sorted(stories, key=lambda story: (story.published, story.number), reverse=True))


def _print(story: Article, outlet: Outlet, today: date, edition: int) -> Printed:
    override = story.overrides.get(outlet.slug, Override())
    section, number = override.section or story.section, override.number or story.number
    path = outlet.article_path.format(section=section, slug=story.slug, number=number)
    published = instant(today, story.day, override.hour or story.hour)
    modified, title, body = published, override.title or story.title, story.body
    if story.revision and edition > 1:
        modified = instant(today, story.revision.day, story.revision.hour)
        title = story.revision.title
        for old, new in story.revision.replace:
            body = body.replace(old, new)

    def speak(source: str) -> str:
        return set_type(resolve(source, today), outlet.curly)

    return Printed(
        slug=story.slug,
        path=path,
        link=f"/r/{number}" if Flag.REDIRECTED in story.flags else path + outlet.feed_query,
        title=speak(title),
        standfirst=speak(story.standfirst),
        author=speak(story.author),
        agency=speak(story.agency),
        section=section,
        number=number,
        published=published,
        modified=modified,
        flags=story.flags,
        revisable=story.revision is not None,
        blocks=_blocks(speak(body))[: override.blocks],
    )


def _blocks(body: str) -> tuple[Block, ...]:
    return tuple(_block(" ".join(part.split("\n"))) for part in body.split("\n\n") if part.strip())


def _block(text: str) -> Block:
    if text.startswith("## "):
        return Block("h2", text.removeprefix("## "))
    if text.startswith("**") and text.endswith("**"):
        return Block("question", text.strip("*"))
    return Block("p", text)
