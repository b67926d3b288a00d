"""An approved letter in the forms in which it is copied into another service."""

from fastapi import APIRouter, HTTPException, Response

from core.letters import Issue, IssueState
from jobs.letters.forms import Shelved, forms, letter_of, renderers
from web.desk.press.leaving import Erratum
from web.desk.press.place import Named, place, shown
from web.desk.visit import Visit, Visiting

router = APIRouter()
_TYPES = {
    "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
    "eml": "message/rfc822",
}  # fmt: skip


@router.get("/bouclage/{week}/copie")
def copy(visit: Visiting, week: Named, rectificatif: Erratum = 0) -> Response:
    """The mail's HTML and text, to be selected and copied."""
    of = place(visit, week)
    issue = _approved(of.issue(rectificatif))
    made = {end: content.decode() for end, content in _forms(visit, issue).items() if end in {"html", "txt"}}
    tab = "rectificatif" if rectificatif else "envoi"
    return shown(
        visit, "press_copy.html", of, tab, made=made, ends=tuple(_TYPES), issue=issue, erratum=rectificatif
    )


@router.get("/bouclage/{week}/fichiers/{end}")
def file(visit: Visiting, week: Named, end: str, rectificatif: Erratum = 0) -> Response:
    """One form, to be kept as a file; what is not approved leaves in no form."""
    issue = _approved(place(visit, week).issue(rectificatif))
    if end not in _TYPES:
        raise HTTPException(404)
    name = f"lettre-{issue.key.replace('/', '-')}.{end}"
    kept = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_forms(visit, issue)[end], media_type=_TYPES[end], headers=kept)


def _approved(issue: Issue | None) -> Issue:
    if issue is None or issue.state is IssueState.DRAFT:
        raise HTTPException(404)
    return issue


def _forms(visit: Visit, issue: Issue) -> dict[str, bytes]:
    return dict(forms(renderers(), visit.workspace.settings, Shelved(letter_of(issue), issue)))
