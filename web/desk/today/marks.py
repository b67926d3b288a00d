"""Marks: read and starred, each reader's own; tags and notes, the newsroom's.

The article's page shows `panel` with the macro of templates/desk/marks.html.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response

from core.desk import Marks, Note, Role
from core.errors import InputError
from core.lines import one_line
from digest.french import of_name
from jobs.forgetting.screening import refuse_named
from state import marks
from state.noting import noted
from store.query import Snapshot
from store.readers.desk import morning as reader
from web.desk.frame import fragment
from web.desk.visit import Editing, Posting, Reading, Visit

router = APIRouter()
ArticleId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Ids = Annotated[str, Form(pattern="^[0-9a-f]{16}(,[0-9a-f]{16}){0,99}$")]
On = Annotated[str, Form(pattern="^[01]$")]
Back = Annotated[str, Form(max_length=8_000)]
LONGEST_TAG, LONGEST_NOTE, MOST_TAGS = 40, 2_000, 20
_HTML = "text/html; charset=utf-8"


class Panel(NamedTuple):
    """What the marks of an article are shown by: its own, its notes, and tags that others have."""

    article_id: str
    marks: Marks
    notes: Sequence[Note]
    known: Sequence[str]


def panel(visit: Visit, article_id: str, *, opening: bool = False) -> Panel:
    """The marks of an article, for the macro `panel` of desk/marks.html; `opening` it marks it as read, once."""
    user = visit.user.name
    own = marks.of(visit.state, user, [article_id]).get(article_id, Marks())
    if opening and not own.read:
        now = datetime.now(UTC)
        done = noted(visit.state, lambda state: marks.mark(state, user, [article_id], "read", now))
        own = replace(own, read=done)
    known = [word for word, _ in marks.tags(visit.state) if word not in own.tags]
    return Panel(article_id, own, marks.notes(visit.state, article_id), known[:20])


@router.post("/marques/lu")
def read(visit: Posting, ids: Ids, on: On = "1", back: Back = "/") -> Response:
    """The articles of a story are read, or not."""
    return _mark(visit, ids.split(","), "read", back, on=on == "1")


@router.post("/marques/etoile")
def star(visit: Posting, ids: Ids, on: On = "1", back: Back = "/") -> Response:
    """The first article of a story gets a star; all of them lose theirs."""
    those = ids.split(",")
    return _mark(visit, those[:1] if on == "1" else those, "starred", back, on=on == "1")


@router.post("/articles/{article_id}/etiquettes")
def tag(
    visit: Editing,
    snapshot: Reading,
    article_id: ArticleId,
    word: Annotated[str, Form(max_length=LONGEST_TAG)] = "",
    remove: Annotated[str, Form(max_length=LONGEST_TAG)] = "",
) -> Response:
    """An article gets a tag, or loses one."""
    _there(snapshot, article_id)
    if remove:
        marks.untag(visit.state, article_id, remove)
    else:
        _tag(visit, article_id, word)
    return _changed(visit, article_id)


def _tag(visit: Visit, article_id: str, typed: str) -> None:
    word = one_line(typed, LONGEST_TAG).lower()
    if not word:
        raise InputError("une étiquette vide", "Écrivez un mot ou deux.")
    refuse_named(visit.state, word)
    own = marks.of(visit.state, visit.user.name, [article_id]).get(article_id, Marks()).tags
    if len(own) >= MOST_TAGS:
        raise InputError(f"déjà {MOST_TAGS} étiquettes", "Ôtez-en une.")
    marks.tag(visit.state, article_id, word, visit.user.name, datetime.now(UTC))


@router.post("/articles/{article_id}/notes")
def note(
    visit: Editing,
    snapshot: Reading,
    article_id: ArticleId,
    text: Annotated[str, Form(max_length=2 * LONGEST_NOTE)] = "",
    remove: Annotated[int | None, Form(ge=1, le=2**53)] = None,
) -> Response:
    """Something is noted beside an article; or a note is taken away, by who wrote it or by who leads."""
    _there(snapshot, article_id)
    if remove is None:
        _note(visit, article_id, text)
    else:
        _remove(visit, article_id, remove)
    return _changed(visit, article_id)


def _note(visit: Visit, article_id: str, typed: str) -> None:
    words = "\n".join(typed.strip().splitlines())  # browsers send two characters for the end of a line
    fits = len(words) <= LONGEST_NOTE
    words = "\n".join(one_line(line, LONGEST_NOTE) for line in words.splitlines()).strip()
    if not words or not fits:
        raise InputError("une note vide ou trop longue", f"De 1 à {LONGEST_NOTE} caractères.")
    refuse_named(visit.state, words)
    marks.note(visit.state, article_id, words, visit.user.name, datetime.now(UTC))


def _remove(visit: Visit, article_id: str, number: int) -> None:
    found = next((one for one in marks.notes(visit.state, article_id) if one.number == number), None)
    if found is None:
        raise HTTPException(404)
    if found.by != visit.user.name and not visit.user.role.may(Role.OWNER):
        raise InputError(f"cette note est {of_name(found.by)}", "Qui l’a écrite peut l’ôter.")
    marks.remove_note(visit.state, number)


def _there(snapshot: Snapshot, article_id: str) -> None:
    if not reader.known(snapshot, [article_id]):
        raise HTTPException(404)


def _mark(visit: Visit, ids: Sequence[str], what: str, back: str, *, on: bool) -> Response:
    marks.mark(visit.state, visit.user.name, ids, what, datetime.now(UTC) if on else None)
    if not by_script(visit.request):
        return visit.back(back)
    return Response(fragment(visit, "mark.html", what=what, on=on), media_type=_HTML)


def _changed(visit: Visit, article_id: str) -> Response:
    if not by_script(visit.request):
        return visit.back(f"/articles/{article_id}#marques")
    return Response(fragment(visit, "marks_panel.html", panel=panel(visit, article_id)), media_type=_HTML)


def by_script(request: Request) -> bool:
    """Whether htmx asks: it wants a part of a page."""
    return request.headers.get("hx-request") == "true"
