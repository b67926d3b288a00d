"""A letter in the forms in which it is read, with what surrounds it: where it is published, who read it.

Renderers are loaded when they are needed: templates and styles take longer than anything else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from importlib import import_module
from typing import Any

from core.days import PARIS
from core.letters import Issue
from core.settings import Settings
from digest import erratum, letterjson
from digest.letter import Letter


@dataclass(frozen=True, slots=True)
class Renderers:
    """How a letter becomes bytes; each form takes the letter and what is around it, by name."""

    page: Callable[..., str]
    mail: Callable[..., str]
    text: Callable[..., str]
    markdown: Callable[..., str]
    atom: Callable[[Settings, Sequence["Shelved"]], bytes]
    calendar: Callable[[Letter, datetime], bytes]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A letter of the archive; `rectified_at` is when its last erratum left, `mended` when that of each item did."""

    letter: Letter
    issue: Issue
    rectified_at: datetime | None = None
    mended: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def sent_at(self) -> datetime:
        """When it left."""
        return self.issue.sent_at or self.issue.approved_at


def renderers() -> Renderers:
    """Those of digest.render."""
    return Renderers(
        page=_framed("page"),
        mail=_framed("mail"),
        text=_framed("text"),
        markdown=_framed("markdown"),
        atom=_atom,
        calendar=_of_render("agenda").agenda,
    )


def _of_render(name: str) -> Any:
    return import_module(f"digest.render.{name}")


def _framed(name: str) -> Callable[..., str]:
    """A form of that name, which takes what surrounds a letter as words."""
    form, frame = getattr(_of_render(name), name), _of_render("frame").Frame

    def framed(letter: Letter, **given: Any) -> str:
        made: str = form(letter, frame(**given))
        return made

    return framed


def _atom(settings: Settings, shelved: Sequence[Shelved]) -> bytes:
    """The feed of the archive, the newest letter first."""
    atom, frame = _of_render("atom"), _of_render("frame").Frame
    entries = [
        atom.letter_entry(
            one.letter, frame(**around(settings, one)), one.sent_at, one.rectified_at or one.sent_at
        )
        for one in shelved
    ]
    name = settings.workspace.name
    newest = max(one.rectified_at or one.sent_at for one in shelved)
    about = atom.Feed(
        "letters",
        name,
        settings.letter.director or name,
        newest,
        _url(settings, "atom.xml"),
        _url(settings, ""),
    )
    feed: bytes = atom.feed(about, entries)
    return feed


def around(settings: Settings, one: Shelved) -> dict[str, Any]:
    """What surrounds a letter that left: its addresses, who read it, when it was mended."""
    mended = one.rectified_at
    return {
        "web": _url(settings, f"{one.issue.week}/"), "feed": _url(settings, "atom.xml"),
        "calendar": _url(settings, "agenda.ics"), "unsubscribe": "", "read_by": one.issue.approved_by,
        "rectified": mended.astimezone(PARIS).date() if mended else None,
        "erratum": bool(one.issue.erratum or mended),
        "mended": {key: at.astimezone(PARIS).date() for key, at in one.mended.items()},
    }  # fmt: skip


def _url(settings: Settings, path: str) -> str:
    base = settings.letter.base_url.rstrip("/")
    return f"{base}/lettres/{path}" if base else ""


def forms(made: Renderers, settings: Settings, one: Shelved) -> Mapping[str, bytes]:
    """A letter that left, in the forms in which it is copied elsewhere, by the ends of their names."""
    given = around(settings, one)
    html, text = made.mail(one.letter, **given), made.text(one.letter, **given)
    return {
        "html": html.encode(),
        "txt": text.encode(),
        "md": made.markdown(one.letter, **given).encode(),
        "eml": eml(settings, one.letter.subject, html, text, one.sent_at),
    }


def mail_parts(made: Renderers, settings: Settings, issue: Issue) -> tuple[str, str, str, bytes]:
    """Subject, HTML, text and calendar of an issue as it is sent: each reader's way out is put in where it stands."""
    one = Shelved(letter_of(issue), issue)
    given = around(settings, one)
    del given["unsubscribe"]  # the placeholder that mails have by themselves stays
    return (
        _of_render("mail").subject(one.letter),
        made.mail(one.letter, **given),
        made.text(one.letter, **given),
        b"" if issue.erratum else made.calendar(one.letter, issue.approved_at),
    )


def eml(settings: Settings, subject: str, html: str, text: str, at: datetime) -> bytes:
    """The letter as a mail that a mail program opens as a draft, to nobody yet."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join("".join(c if c.isprintable() else " " for c in subject).split())
    if settings.letter.sender:
        message["From"] = settings.letter.sender
    message["Date"] = at
    message["X-Unsent"] = "1"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def letter_of(issue: Issue) -> Letter:
    """What was approved, word for word; the line that an editor adds to an erratum stands with the rest of it."""
    letter = letterjson.from_json(issue.content)
    return replace(letter, erratum=erratum.lines(letter), editorial="") if issue.erratum else letter
