"""Which articles make stories. Pure.

Those that are for us found stories, and those that editors follow beside them: a cyberattack on a town hall, a quarrel
about cameras, a national plan are told over days by several outlets, and the follow-up of an initiative is often a
debate. What else passed the gate may join a story, but found none: a judge that errs on one article of a story must
not break it. What the gate stopped joins only as a copy of an article in a story. What rights keep from being
analysed and round-ups are in none: nothing may be known of what the ones are about, the others are about too much.
"""

from enum import IntEnum

from core.types import Analysis, Form, Nature

FOLLOWED = frozenset({Nature.INCIDENT, Nature.DEBATE, Nature.NATIONAL_POLICY})
"""Natures of articles that are not for us and make stories all the same."""


class Admission(IntEnum):
    """What an article can do, each of these all that the ones before it can."""

    NOTHING = 0
    COPIES = 1
    JOINS = 2
    FOUNDS = 3


def admission(analysis: Analysis | None, form: Form) -> Admission:
    """What an article can do, as it was read."""
    if analysis is None:
        return Admission.NOTHING
    return admitted(analysis.gate, analysis.relevant, analysis.nature, form)


def admitted(gate: str | None, relevant: bool | None, nature: str | None, form: Form) -> Admission:
    """The same, of what is stored of it; None for all is what was not analysed."""
    if gate is None or form is Form.ROUND_UP:
        return Admission.NOTHING
    if gate != "passed":
        return Admission.COPIES
    return Admission.FOUNDS if relevant or nature in FOLLOWED else Admission.JOINS
