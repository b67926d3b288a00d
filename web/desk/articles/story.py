"""A story: the articles about one thing, with every outlet; editors join and part stories here."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response

from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from digest.french import counted
from store.query import Snapshot
from store.readers.desk import story as reading
from store.readers.desk.story import Story
from web.desk.articles import words as article_words
from web.desk.articles.nouns import person_link
from web.desk.corrections import overlay, pending
from web.desk.corrections.forms import Refused
from web.desk.things.places import places_of
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()

StoryId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


@router.get("/sujets/{story_id}")
def story(
    visit: Visiting,
    snapshot: Reading,
    story_id: StoryId,
    proches: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """A story; one that was merged leads to where it went. `proches`: with those that it may be one with."""
    return page(visit, snapshot, story_id, near=bool(proches))


def page(
    visit: Visit,
    snapshot: Snapshot,
    story_id: str,
    *,
    near: bool = False,
    refused: Refused | None = None,
    status: int = 200,
) -> Response:
    """A story's page; `refused` is a correction of it that was not taken."""
    shown = visit.desk.published.cached(
        snapshot,
        ("story.read", story_id),
        lambda: reading.story(snapshot, places_of(visit.desk.published, snapshot), story_id),
    )
    if shown is None:
        if into := reading.moved(snapshot, story_id):
            return visit.back(f"/sujets/{into}")
        raise HTTPException(404)
    over = overlay.of(visit, snapshot)
    own = [one for one in over.pending.waiting if (one.kind, one.key) == (Kind.STORY, story_id)]
    parted = {article for one in own if one.action is Action.SPLIT for article in one.articles}
    return visit.page(
        "story.html", shown.title or "Sujet", status=status, story=shown, words=article_words, tellers=_tellers(shown),
        refused=refused, waits=own, parted=parted, into=_into(own), over=over,
        retour=f"/sujets/{story_id}", person_link=person_link, told=pending.told,
        lines={one.line.article_id: one.line for one in shown.members},
        near=reading.near(snapshot, story_id) if near else None,
    )  # fmt: skip


def _into(words: list[Correction]) -> str:
    """The story that it will be part of, "" when it stays."""
    return next((one.value for one in reversed(words) if one.action is Action.MERGE), "")


def _tellers(shown: Story) -> str:
    """Say "9 titres, 1 groupe ; 11 articles dont 8 reprises"."""
    outlets = {one.line.source_id for one in shown.members}
    groups = {one.line.outlet_group or one.line.source_id for one in shown.members}
    again = sum(one.counted_as in {"reprint", "copy"} for one in shown.members)
    who = f"{counted(len(outlets), 'titre')}, {counted(len(groups), 'groupe')}"
    said = f"{who} ; {counted(len(shown.members), 'article')}"
    return f"{said} dont {counted(again, 'reprise')}" if again else said
