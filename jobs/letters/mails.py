"""A letter as a mail: its headers, its parts, the reader's own way out. Nothing given can add a header."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from html import escape
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

import idna

from core.errors import InputError, SettingsError
from core.lines import one_line
from core.settings import Settings
from digest.render.frame import UNSUBSCRIBE
from jobs.letters.addresses import address

TRIAL = "essai"
"""The token of a test send: it unsubscribes nobody."""

_IN_PATH = "/%:@!$&'()*+,;=~"


class _Policy(EmailPolicy):
    """Addresses in the headers of lists go out as they are: the library would encode a long one."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """See EmailPolicy."""
        if not name.lower().startswith("list-"):
            return super().fold_binary(name, value)
        return f"{name}: {value}\r\n".replace(", <", ",\r\n <").encode("ascii")


_POLICY = _Policy(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes out: the same for all readers but for the placeholder of their way out; `ics` may be empty."""

    subject: str
    html: str
    text: str
    ics: bytes = b""


@dataclass(frozen=True, slots=True)
class Post:
    """From whom mail goes, and where its readers can reach us: the settings, checked."""

    name: str
    sender: str
    reply_to: str
    base_url: str

    @property
    def domain(self) -> str:
        """The sender's, which names lists and messages."""
        return self.sender.partition("@")[2]

    def url(self, path: str) -> str:
        """The address of a public page."""
        return f"{self.base_url}/{path}"


def post_of(settings: Settings) -> Post:
    """Who sends; SettingsError where something is missing without which no mail may leave."""
    letter = settings.letter
    for key, value in (("letter.sender", letter.sender), ("letter.base_url", letter.base_url)):
        if not value:
            raise SettingsError(f"{key} est vide : rien ne peut partir", "Donnez-le dans beffroi.toml.")
    base = _ascii_url(letter.base_url.rstrip("/"))
    if not base.startswith("https://") and not is_loopback(urlsplit(base).hostname or ""):
        raise SettingsError(
            f"letter.base_url (« {base} ») : le désabonnement en un clic demande https",
            "Servez les pages publiques derrière un serveur qui chiffre (docs/guide.md).",
        )
    sender = address(letter.sender)
    reply_to = address(letter.reply_to) if letter.reply_to else sender
    return Post(one_line(settings.workspace.name), sender, reply_to, base)


def _ascii_url(url: str) -> str:
    """An address as a mail's header can hold it: its host as IDNA 2008, its path in percents."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = idna.encode(host, uts46=True).decode()
        path = quote(parts.path, safe=_IN_PATH)
    except ValueError as error:  # idna's errors are ValueErrors
        raise _no_base(url) from error
    if not host or parts.username is not None or parts.query or parts.fragment:
        raise _no_base(url)
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}{'' if port is None else f':{port}'}{path}"


def _no_base(url: str) -> SettingsError:
    return SettingsError(
        f"letter.base_url (« {one_line(url)} ») : cette adresse ne peut être celle des pages de la lettre",
        "Donnez-la comme https://lettre.exemple.fr, ou https://exemple.fr/lettre.",
    )


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def letter(post: Post, rendered: Rendered, key: str, email: str, token: str, at: datetime) -> EmailMessage:
    """The mail of an issue to one reader; InputError when the rendering shows no way out."""
    return _with_way_out(
        post, rendered, f"lettre/desabonner/{token}", f"lettre.{post.domain}", key, email, token, at
    )


def watch_mail(
    post: Post, rendered: Rendered, slug: str, key: str, email: str, token: str, at: datetime
) -> EmailMessage:
    """The mail of a watch to one reader; its way out leaves this watch alone."""
    path, list_id = f"suivis/{slug}/desabonner/{token}", f"{slug}.suivis.{post.domain}"
    message = _with_way_out(post, rendered, path, list_id, key, email, token, at)
    message["Auto-Submitted"] = "auto-generated"
    return message


def check(rendered: Rendered) -> None:
    """Raise InputError for a rendering that shows no way out."""
    for part, words in (("HTML", rendered.html), ("texte", rendered.text)):
        if UNSUBSCRIBE not in words:
            raise InputError(
                f"la version {part} de « {one_line(rendered.subject)} » n’a pas de lien de désabonnement",
                f"Son modèle doit contenir {UNSUBSCRIBE}.",
            )


def trial(rendered: Rendered) -> Rendered:
    """The same, as a test that nobody takes for the letter."""
    return Rendered(f"[essai] {rendered.subject}", rendered.html, rendered.text, rendered.ics)


def plain_mail(
    post: Post, rendered: Rendered, key: str, email: str, token: str, at: datetime
) -> EmailMessage:
    """A mail that is no letter: no list, no way out (a confirmation, a test's envelope)."""
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = one_line(rendered.subject)
    message["From"] = Address(post.name, addr_spec=post.sender)
    message["To"] = Address(addr_spec=email)
    message["Reply-To"] = Address(post.name, addr_spec=post.reply_to)
    message["Date"] = at
    message["Message-ID"] = message_id(post, key, token)
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    if rendered.ics:
        message.add_attachment(rendered.ics, maintype="text", subtype="calendar", filename="agenda.ics")
    return message


def message_id(post: Post, key: str, token: str) -> str:
    """The same for the same letter to the same reader: a server that gets it twice can tell."""
    digest = hashlib.sha256(f"{key}\0{token}".encode()).hexdigest()[:32]
    return f"<{digest}@{post.domain}>"


def _with_way_out(
    post: Post, rendered: Rendered, path: str, list_id: str, key: str, email: str, token: str, at: datetime
) -> EmailMessage:
    check(rendered)
    url = post.url(path)
    own = Rendered(
        rendered.subject,
        rendered.html.replace(UNSUBSCRIBE, escape(url)),
        rendered.text.replace(UNSUBSCRIBE, url),
        rendered.ics,
    )
    message = plain_mail(post, own, key, email, token, at)
    by_mail = f"mailto:{quote(post.reply_to, safe='@')}?subject={quote(f'desabonner {token}')}"
    message["List-Unsubscribe"] = f"<{url}>, <{by_mail}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["List-Id"] = f"<{list_id}>"
    return message
