"""Rooms of a test's own, one for each right: guards are tried on them whatever other rooms there are."""

from typing import Annotated

from desk_browser import Browser
from fastapi import Query, Response

from core.desk import Role
from web.desk.visit import Editing, Owning, Posting, Reading, Visiting

DONE = "voilà qui est accompli"
NEEDED = {Role.READER: "/essai/marque", Role.EDITOR: "/essai/corrige", Role.OWNER: "/essai/envoie"}


def probed(browser: Browser) -> Browser:
    """The same browser, at a desk that has these rooms as well."""
    app = browser.app

    @app.get("/essai/dit")
    def says(visit: Visiting, mots: Annotated[str, Query(max_length=4000)] = "") -> Response:
        return visit.page("trouble.html", "Essai", said=[mots])

    @app.get("/essai/lit")
    def reads(visit: Visiting, snapshot: Reading) -> Response:
        (count,) = snapshot.connection.execute("SELECT count(*) FROM articles").fetchone() or (0,)
        return visit.page("trouble.html", "Essai", said=[f"{count} articles"])

    @app.get("/essai/panne")
    def breaks(visit: Visiting) -> Response:
        raise RuntimeError(f"secret de {visit.user.name}")

    @app.post("/essai/marque")
    def marks(visit: Posting) -> Response:
        return visit.page("trouble.html", "Essai", said=[DONE])

    @app.post("/essai/corrige")
    def corrects(visit: Editing) -> Response:
        return visit.page("trouble.html", "Essai", said=[DONE])

    @app.post("/essai/envoie")
    def sends(visit: Owning) -> Response:
        return visit.page("trouble.html", "Essai", said=[DONE])

    return browser
