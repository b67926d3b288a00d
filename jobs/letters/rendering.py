"""What was approved, as the mail of an issue."""

from collections.abc import Callable
from html import escape
from typing import Any

from core.letters import Issue
from core.settings import Settings
from jobs.letters.mails import UNSUBSCRIBE, Rendered


def render_for(settings: Settings) -> Callable[[Issue], Rendered]:
    """How the issues of these settings are written as mails; the name of the letter stands for a missing subject."""
    return lambda issue: _rendered(issue, settings.workspace.name)


def _rendered(issue: Issue, name: str) -> Rendered:
    """Subject, HTML, text: the words that were approved, item by item, each with its address."""
    said = issue.content
    subject = str(said.get("subject") or said.get("title") or f"{name}, {issue.key}")
    lines = [str(line) for line in (said.get("editorial") or "", *said.get("erratum", ())) if line]
    items = [(_words(item), _url(item)) for item in said.get("items", ())]
    text = "\n\n".join([subject, *lines, *(f"{words}\n{url}" for words, url in items)])
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body += "".join(f'<p>{escape(words)} <a href="{escape(url)}">Lire</a></p>' for words, url in items)
    return Rendered(
        subject,
        f'<!doctype html><html lang="fr"><body><h1>{escape(subject)}</h1>{body}'
        f'<p><a href="{UNSUBSCRIBE}">Se désabonner</a></p></body></html>',
        f"{text}\n\nSe désabonner\u00a0:\n{UNSUBSCRIBE}\n",
    )


def _words(item: dict[str, Any]) -> str:
    sentence = "".join(str(piece.get("text", "")) for piece in item.get("text", ()))
    return " – ".join(
        part for part in (str(item.get("headline", "")), sentence, str(item.get("quote", ""))) if part
    )


def _url(item: dict[str, Any]) -> str:
    urls = (str(told.get("url", "")) for told in item.get("tellings", ()))
    return next((url for url in urls if url.startswith(("https://", "http://"))), "")
