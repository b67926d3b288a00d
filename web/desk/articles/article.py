"""An article: what it is, what was found in it with its sentences, its versions; all can be corrected in place."""

from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, HTTPException, Path, Response

from core.days import PARIS
from digest.letter import extract
from store.correcting.ahead import Ahead, ahead
from store.correcting.said import identity
from store.query import Snapshot
from store.readers.desk import article as reading
from store.readers.desk.article import Article
from web.desk.articles import citation
from web.desk.articles import words as article_words
from web.desk.articles.facts import found
from web.desk.articles.nouns import Found
from web.desk.articles.texts import Text, may_read, text_of
from web.desk.corrections import held, pending
from web.desk.corrections.forms import Refused
from web.desk.corrections.overlay import Overlay
from web.desk.corrections.pending import Pending
from web.desk.things.places import places_of
from web.desk.things.words import group_of
from web.desk.today import pinning
from web.desk.today.doubts import judged as judged_by
from web.desk.today.marks import panel
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()

T = TypeVar("T")

ArticleId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


@router.get("/articles/{article_id}.ris")
def ris(visit: Visiting, snapshot: Reading, article_id: ArticleId) -> Response:
    """The article for bibliographies."""
    head = _known(reading.head(snapshot, places_of(visit.desk.published, snapshot), article_id))
    return _file(citation.ris(head, datetime.now(PARIS).date()), citation.RIS_TYPE, f"{article_id}.ris")


@router.get("/articles/{article_id}.json")
def csl(visit: Visiting, snapshot: Reading, article_id: ArticleId) -> Response:
    """The same as CSL-JSON."""
    head = _known(reading.head(snapshot, places_of(visit.desk.published, snapshot), article_id))
    return _file(citation.csl(head, datetime.now(PARIS).date()), citation.CSL_TYPE, f"{article_id}.json")


@router.get("/articles/{article_id}")
def article(visit: Visiting, snapshot: Reading, article_id: ArticleId) -> Response:
    """The article; whoever opens it has read it."""
    return page(visit, snapshot, article_id)


@router.get("/articles/{article_id}/texte")
def text(visit: Visiting, snapshot: Reading, article_id: ArticleId) -> Response:
    """The same with its text and what changed in it, for owners where the workspace's legal basis allows it."""
    shown = _read(visit, snapshot, article_id)
    return page(visit, snapshot, article_id, text=text_of(visit, shown))


def page(
    visit: Visit,
    snapshot: Snapshot,
    article_id: str,
    *,
    refused: Refused | None = None,
    text: Text | None = None,
    status: int = 200,
) -> Response:
    """An article's page; `refused` is a correction of it that was not taken."""
    shown = _read(visit, snapshot, article_id)
    over = pending.of(visit, snapshot)
    head = shown.head
    withheld = head.closed and not may_read(visit, head)
    facts, judged = _laid_over(visit, snapshot, shown, over, withheld=withheld)
    return visit.page(
        "article.html", head.title or "Sans titre", status=status, article=shown, head=head, words=article_words,
        group_of=group_of, found=facts, withheld=withheld, judged=judged, text=text,
        may_read=may_read(visit, head), refused=refused, waits=over.of("article", article_id, article_id),
        extract="" if head.closed else extract(head.summary), retour=f"/articles/{article_id}",
        told=pending.told, verdict=judged_by(visit).get(article_id), panel=panel(visit, article_id, opening=True),
        kept=pinning.told(visit), held=held.of_article(visit, snapshot, article_id, shown.tables),
        of_thing=Overlay.told, number=identity,
    )  # fmt: skip


def _read(visit: Visit, snapshot: Snapshot, article_id: str) -> Article:
    return _known(
        visit.desk.published.cached(
            snapshot,
            ("article.read", article_id),
            lambda: reading.article(snapshot, places_of(visit.desk.published, snapshot), article_id),
        )
    )


def _laid_over(
    visit: Visit, snapshot: Snapshot, shown: Article, over: Pending, *, withheld: bool
) -> tuple[Found, dict[str, Any]]:
    """What was found and how it was judged, with what waits laid over it; made once while nothing else is said."""

    def made() -> tuple[Found, dict[str, Any]]:
        head = shown.head
        then = ahead(snapshot, head.article_id, shown.tables, head.published_day, over.waiting)
        facts = found(shown, then, over, f"/articles/{head.article_id}", withheld=withheld)
        return facts, _judged(shown, then)

    key = ("article.found", shown.head.article_id, over.numbers, withheld)
    return visit.desk.published.cached(snapshot, key, made)


def _known(one: T | None) -> T:
    if one is None:
        raise HTTPException(404)
    return one


def _judged(shown: Article, then: Ahead) -> dict[str, Any]:
    """What it is as a whole, as published and as it will be."""
    now, after = then.pairs["articles"][0] if then.pairs.get("articles") else ({}, {})
    topics = sorted(row["topic"] for row in shown.tables.get("article_topics", ()))
    return {
        "relevant": now.get("relevant"), "nature": now.get("nature"), "topics": topics,
        "then_relevant": (after or {}).get("relevant"), "then_nature": (after or {}).get("nature"),
        "then_topics": then.topics,
        "then_title": after["title"] if after and after["title"] != now["title"] else "",
    }  # fmt: skip


def _file(body: str, kind: str, name: str) -> Response:
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
