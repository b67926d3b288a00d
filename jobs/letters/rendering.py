"""What was approved, as the mail of an issue."""

from collections.abc import Callable

from core.letters import Issue
from core.settings import Settings
from jobs.letters.forms import mail_parts, renderers
from jobs.letters.mails import Rendered


def render_for(settings: Settings) -> Callable[[Issue], Rendered]:
    """How the issues of these settings are written as mails."""
    made = renderers()
    return lambda issue: Rendered(*mail_parts(made, settings, issue))
