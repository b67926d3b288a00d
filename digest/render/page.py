"""The letter as a web page that stands alone, and as a page of the archive: no script, nothing from outside."""

from digest.letter import Letter
from digest.render import figures, words
from digest.render.clean import cleaned
from digest.render.frame import BARE, Frame
from digest.render.markup import environment


def page(letter: Letter, frame: Frame = BARE) -> str:
    """The HTML page of a week; `frame.rectified` says on top that the letter was mended, and when."""
    clean = cleaned(letter)
    return (
        environment()
        .get_template("page.html")
        .render(
            letter=clean,
            frame=frame,
            title=words.title(clean),
            when=words.when(clean),
            missing=words.gaps(clean.gaps),
            foot=words.foot(clean, frame),
            dots=figures.dots(clean.counts) if clean.counts else (),
            grounds=figures.grounds() if clean.counts else (),
            departements=figures.by_departement(clean.counts),
            trends=figures.trends(clean.trends),
        )
    )
