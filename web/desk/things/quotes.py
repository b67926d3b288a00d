"""Who said what: words of mayors and others with a public role, each with its sentence; filtered, exported."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from core.errors import QueryError
from store.query import Snapshot
from store.readers.agenda import departements
from store.readers.desk import quotes as reader
from store.readers.desk.quotes import Wanted
from store.searching.asked import day_from
from web.desk.corrections import overlay
from web.desk.frame import ROLES
from web.desk.handing import handed
from web.desk.things import words as thing_words
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
_ON_A_PAGE = 30
_Words = Annotated[str, Field(max_length=200)]
SPEAKING = {code: said for code, said in ROLES.items() if code != "other"}
"""Public roles: of nobody else is there a list of what they said."""


class Asked(BaseModel):
    """The filter of an address. Names it does not know are ignored: links from elsewhere bring theirs."""

    model_config = ConfigDict(extra="ignore")

    words: _Words = ""
    who: _Words = ""
    role: _Words = ""
    commune: _Words = ""
    departement: _Words = ""
    since: Annotated[str, Field(max_length=10)] = ""
    until: Annotated[str, Field(max_length=10)] = ""
    page: Annotated[int, Field(ge=1, le=20_000)] = 1

    def kept(self, **other: Any) -> dict[str, Any]:
        """What an address says of this filter, changed where told; from the first page on."""
        return {**self.model_dump(exclude={"page"}), **other}


@router.get("/citations")
def quotes(visit: Visiting, snapshot: Reading, given: Annotated[Asked, Query()]) -> Response:
    """A page of what was said, the newest first."""
    wanted, offset = _wanted(given), (given.page - 1) * _ON_A_PAGE
    rows = visit.desk.published.cached(
        snapshot, ("quotes", wanted, offset), lambda: reader.found(snapshot, wanted, offset, _ON_A_PAGE)
    )
    total = rows[0].among if rows else 0
    return visit.page(
        "quotes.html", "Citations", given=given, rows=rows, total=total, first=offset + 1, last=offset + len(rows),
        more=offset + len(rows) < total, names=_departements(visit, snapshot), speaking=SPEAKING, words=thing_words,
        most=reader.MOST, over=overlay.of(visit, snapshot),
    )  # fmt: skip


@router.get("/citations/export.csv")
def export(visit: Visiting, snapshot: Reading, given: Annotated[Asked, Query()]) -> Response:
    """All that answers the filter, as a table."""
    del visit
    table = reader.table(reader.found(snapshot, _wanted(given), 0, reader.MOST), SPEAKING)
    return handed(snapshot, "citations", "csv", table.to_reader(), {})  # its headings are for people already


def _departements(visit: Visit, snapshot: Snapshot) -> dict[str, str]:
    names = visit.desk.published.cached(snapshot, "departements", lambda: departements(snapshot))
    return dict(sorted(names.items()))


def _wanted(given: Asked) -> Wanted:
    """Raises QueryError for what no filter is."""
    if given.role and given.role not in SPEAKING:
        raise QueryError("Rôle inconnu.", f"Au choix : {', '.join(SPEAKING)}.")
    return Wanted(
        words=given.words.strip(),
        who=given.who.strip(),
        role=given.role,
        commune=given.commune.strip(),
        departement=given.departement.strip().upper(),
        since=day_from(given.since, last=False) if given.since else None,
        until=day_from(given.until, last=True) if given.until else None,
    )
