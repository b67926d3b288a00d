"""The letter as its readers will see it: page, mail and text, framed in two widths; showing it counts as reading it."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response

from core.desk import Role
from core.errors import NothingPublished
from core.letters import Issue, IssueState
from digest import letterjson
from digest.letter import Letter, Week
from jobs.letters.forms import Shelved, around, letter_of, renderers
from web.desk.press.place import MOST_ERRATA, Named, Place, place, shown
from web.desk.press.sheet import Sheet, see_rest, sheet
from web.desk.visit import Visit, Visiting
from web.pages import HTML
from web.shield import PUBLIC_POLICY

router = APIRouter()
FRAMED = {
    "Content-Security-Policy": PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
}
"""For a page with its style inside that our own pages frame, and nobody else's."""
_ELSEWHERE = ("<head>", '<head><base target="_blank">')
"""Links of a framed letter open beside it: nothing from elsewhere is shown in our frame."""
Erratum = Annotated[int, Query(ge=0, le=MOST_ERRATA)]


class Form(StrEnum):
    """In which form a letter is looked at."""

    PAGE = "page"
    MAIL = "mail"
    TEXT = "texte"


_WORDS = {Form.PAGE: "page", Form.MAIL: "courriel", Form.TEXT: "texte"}
_RENDERERS = {Form.PAGE: "page", Form.MAIL: "mail", Form.TEXT: "text"}
WIDTHS = {"": "largeur de l’écran", "700": "700 px", "320": "320 px"}


@router.get("/bouclage/{week}/apercu/{form}")
def preview(
    visit: Visiting,
    week: Named,
    form: str,
    rectificatif: Erratum = 0,
    largeur: Annotated[str, Query(max_length=4)] = "",
) -> Response:
    """A form of the letter, or of an erratum."""
    if form not in set(Form) or largeur not in WIDTHS:
        raise HTTPException(404)
    of, chosen = place(visit, week), Form(form)
    found = _draft(visit, of, rectificatif)
    text = _made(visit, of, rectificatif, found, Form.TEXT) if chosen is Form.TEXT else ""
    answer = shown(
        visit, "press_preview.html", of, "apercu/page", form=chosen.value, forms=_WORDS, widths=WIDTHS, width=largeur,
        erratum=rectificatif, text=text, sheet=found, issue=of.issue(rectificatif),
    )  # fmt: skip
    if found and visit.user.role.may(Role.EDITOR):  # as `beffroi digest preview`
        see_rest(visit, found)
    return answer


@router.get("/bouclage/{week}/page")
def page(visit: Visiting, week: Named, rectificatif: Erratum = 0) -> Response:
    """The letter's own page, for the frame."""
    return _framed(visit, week, rectificatif, Form.PAGE)


@router.get("/bouclage/{week}/mail")
def mail(visit: Visiting, week: Named, rectificatif: Erratum = 0) -> Response:
    """Its mail, for the frame."""
    return _framed(visit, week, rectificatif, Form.MAIL)


@router.get("/bouclage/{week}/texte")
def text(visit: Visiting, week: Named, rectificatif: Erratum = 0) -> Response:
    """Its text, alone."""
    of = place(visit, week)
    made = _made(visit, of, rectificatif, _draft(visit, of, rectificatif), Form.TEXT)
    return Response(
        made, media_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"} | FRAMED
    )


def _framed(visit: Visit, week: Week, erratum: int, form: Form) -> Response:
    of = place(visit, week)
    html = _made(visit, of, erratum, _draft(visit, of, erratum), form).replace(*_ELSEWHERE, 1)
    return Response(html, media_type=HTML, headers={"Cache-Control": "no-store"} | FRAMED)


def _draft(visit: Visit, of: Place, erratum: int) -> Sheet | None:
    """The draft, where nothing was approved that would leave instead; 404 for an erratum that is not there."""
    issue = of.issue(erratum)
    if issue and (erratum or issue.state is not IssueState.DRAFT):
        return None
    if erratum:
        raise HTTPException(404)
    return sheet(visit, of.week)


def _made(visit: Visit, of: Place, erratum: int, draft: Sheet | None, form: Form) -> str:
    """The words of a form, made once for the same letter."""
    letter, given = (draft.hand.letter, {"draft": True}) if draft else _issue(visit, of.issue(erratum))
    if form is not Form.PAGE:
        given.pop("unsubscribe", None)  # each reader's way out shows where it will stand

    def make() -> str:
        words: str = getattr(renderers(), _RENDERERS[form])(letter, **given)
        return words

    print_ = draft.fingerprint if draft else letterjson.sha256(letterjson.to_json(letter))
    key = ("form", form, print_, tuple(map(str, given.values())))
    try:
        with visit.desk.published.reading() as snapshot:
            return visit.desk.published.cached(snapshot, key, make)
    except NothingPublished:  # what was approved needs no snapshot
        return make()


def _issue(visit: Visit, issue: Issue | None) -> tuple[Letter, dict[str, Any]]:
    if issue is None:
        raise HTTPException(404)
    letter = letter_of(issue)
    given = around(visit.workspace.settings, Shelved(letter, issue))
    return letter, given | {"draft": issue.state is IssueState.DRAFT}
