"""Pages of the desk: the frame around every room, and the words that templates use."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from fastapi import Response

from core.days import PARIS
from core.desk import RequestKind, RequestState, Role
from digest import french
from web.desk.static import version

if TYPE_CHECKING:
    from jinja2 import Environment

    from web.desk.visit import Visit

HTML = "text/html; charset=utf-8"
EDITORS_ROOMS = frozenset({"/ajouter"})
"""Rooms where there is nothing to look at, only to do."""
ROOMS = (
    ("/", "Aujourd’hui"),
    ("/initiatives", "Initiatives"),
    ("/citations", "Citations"),
    ("/carte", "Carte"),
    ("/tendances", "Tendances"),
    ("/agenda", "Agenda"),
    ("/bouclage", "Lettre"),
    ("/suivre", "Suivis"),
    ("/sources", "Sources"),
    ("/sql", "SQL"),
    ("/ajouter", "Ajouter"),
)
"""The rooms that every page leads to, in the order of an editor's morning."""
NATURES, TOPICS = french.NATURES, french.TOPICS
ROLES = {
    "mayor": "maire", "former_mayor": "ancien maire", "mayor_candidate": "candidat à la mairie",
    "deputy_mayor": "adjoint", "councillor": "conseiller municipal", "epci_president": "président d’intercommunalité",
    "minister": "ministre", "official": "agent public", "company": "entreprise", "other": "autre rôle",
}  # fmt: skip
PLACES = {Role.READER: "lecture", Role.EDITOR: "rédaction", Role.OWNER: "direction"}
ASKED = {
    RequestKind.APPLY: "appliquer les corrections", RequestKind.COLLECT: "collecter", RequestKind.ADD: "ajouter",
    RequestKind.SEND: "envoyer",
}  # fmt: skip
OUTCOMES = {
    RequestState.WAITING: "en attente", RequestState.RUNNING: "en cours", RequestState.DONE: "fait",
    RequestState.LOOK: "fait, à regarder", RequestState.FAILED: "en échec",
}  # fmt: skip


def rendered(visit: "Visit", template: str, title: str, *, status: int = 200, **context: Any) -> Response:
    """A room's template in the frame."""
    html = (
        _environment()
        .get_template(f"desk/{template}")
        .render(
            **context,
            title=title,
            visit=visit,
            here=visit.request.url.path.removeprefix(visit.base) or "/",
            name=visit.workspace.settings.workspace.name,
            at=lambda path, **given: address(visit.base, path, given),
            today=datetime.now(PARIS).date(),
        )
    )
    return Response(html, status, media_type=HTML, headers={"Cache-Control": "no-store", "Vary": "Cookie"})


def fragment(visit: "Visit", template: str, **context: Any) -> str:
    """Part of a page, for a script that puts it in the place of another."""
    made = _environment().get_template(f"desk/{template}")
    return made.render(**context, visit=visit, at=lambda path, **given: address(visit.base, path, given))


def address(base: str, path: str, given: Mapping[str, Any]) -> str:
    """An address of ours: empty values are left out, lists are said again and again."""
    kept = {name: value for name, value in given.items() if value not in ("", None, False, (), [])}
    return f"{base}{path}" + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def safe_href(url: str | None) -> str:
    """An address from elsewhere as a link may have it: http and https, or nothing."""
    parts = urlsplit(url or "")
    return url if url and parts.scheme in {"http", "https"} and parts.netloc else ""


def moment(at: datetime | None) -> str:
    """Say "27 novembre 2026, 8 h 05" in Europe/Paris."""
    if at is None:
        return "jamais"
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(PARIS)
    return f"{french.date_of(local.date())}, {local.hour}{french.NBSP}h{french.NBSP}{local.minute:02}"


def short_day(value: date | None) -> str:
    """Say "27/11/2026"."""
    return value.strftime("%d/%m/%Y") if value else "sans date"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        typeset=french.typeset, day=french.day, date_of=french.date_of, short_day=short_day, moment=moment,
        number=french.number, href=safe_href, de=french.of_name,
    )  # fmt: skip
    environment.globals.update(
        rooms=ROOMS, editors_rooms=EDITORS_ROOMS, natures=NATURES, topics=TOPICS, statuses=french.STATUS, roles=ROLES,
        places=PLACES, asked=ASKED, outcomes=OUTCOMES, version=version, counted=french.counted, reason=french.reason,
        states=french.STATES, volumes=french.VOLUMES,
    )  # fmt: skip
    return environment
