"""Which articles make stories. Pure.

Those that are for us, and those that editors follow beside them: a cyberattack on a town hall, a quarrel about
cameras, a national plan are told over days by several outlets, and the follow-up of an initiative is often a debate.
What the gate stopped, what rights keep from being analysed and round-ups make none: nothing is known of what they are
about, or too much. A copy of an article that is in a story joins it even so, if it was analysed.
"""

from core.types import Analysis, Form, Nature

FOLLOWED = frozenset({Nature.INCIDENT, Nature.DEBATE, Nature.NATIONAL_POLICY})
"""Natures of articles that are not for us and make stories all the same."""


def tells(analysis: Analysis | None, form: Form) -> bool:
    """Whether an article can found a story, or join one that it is like."""
    if analysis is None or form is Form.ROUND_UP or analysis.gate != "passed":
        return False
    return analysis.relevant or analysis.nature in FOLLOWED
