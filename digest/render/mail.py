"""The letter as HTML mail: MJML for the layout, styles inlined, nothing from outside, short enough for Gmail."""

from collections import Counter
from dataclasses import replace

from core.errors import InputError
from digest.french import spaced
from digest.letter import Letter, Section
from digest.render import words
from digest.render.clean import cleaned
from digest.render.frame import BARE, Frame
from digest.render.markup import environment

MOST = 100_000
"""Bytes: Gmail cuts a mail at 102 kB, and its foot with it."""
_LEAVE = (Section.BRIEFS, Section.AGENDA, Section.INITIATIVES, Section.QUOTES, Section.STORIES)
"""In which order items leave a mail that would be too long, each section from its end."""


def mail(letter: Letter, frame: Frame = BARE, most: int = MOST) -> str:
    """The HTML part, at most so many bytes of UTF-8: what is too much leaves, and is counted where it was."""
    clean = cleaned(letter)
    whole = _written(clean, frame, 0)
    if _fits(whole, most):
        return whole
    fewest, enough = 0, len(clean.items)  # of items that leave: `enough` do, `fewest` do not
    shortest = _written(clean, frame, enough)
    if not _fits(shortest, most):
        raise InputError(
            f"lettre de {letter.week.label} : trop longue, même sans ses articles", "Raccourcissez l’édito."
        )
    while enough - fewest > 1:
        middle = (fewest + enough) // 2
        tried = _written(clean, frame, middle)
        if _fits(tried, most):
            enough, shortest = middle, tried
        else:
            fewest = middle
    return shortest


def subject(letter: Letter) -> str:
    """The subject: one line, whatever the titles that it is made of."""
    return spaced(cleaned(letter).subject)


def _fits(html: str, most: int) -> bool:
    return len(html.encode()) <= most


def _written(letter: Letter, frame: Frame, leave: int) -> str:
    """The mail without so many of its items."""
    import css_inline
    from mjml import mjml2html

    kept, left = _without(letter, leave)
    source = (
        environment()
        .get_template("mail.mjml")
        .render(
            letter=kept,
            frame=frame,
            left=left,
            title=words.title(letter),  # ours alone: MJML writes it into an attribute its own way
            when=words.when(letter),
            preheader=words.preheader(letter),
            missing=words.gaps(letter.gaps, words.BRIEFLY),
            foot=words.foot(letter, frame),
        )
    )
    # hostile words hold no comment of ours: < is escaped; those of MJML are for Outlook and stay
    return css_inline.inline(mjml2html(source), keep_at_rules=True, load_remote_stylesheets=False)


def _without(letter: Letter, leave: int) -> tuple[Letter, Counter[Section]]:
    """The letter without so many items, and how many left each section."""
    order = [item for section in _LEAVE for item in reversed(letter.of(section))]
    gone = order[:leave]
    keys = {id(item) for item in gone}
    kept = replace(letter, items=tuple(item for item in letter.items if id(item) not in keys))
    return kept, Counter(item.section for item in gone)
