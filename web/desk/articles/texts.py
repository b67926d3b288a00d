"""An article's text and versions, for owners: they lie in a file that its writer may hold."""

from dataclasses import dataclass

from markupsafe import Markup

from core.desk import Role
from core.errors import InputError, StoreBusy, StoreError
from jobs.reading import History, history
from store.readers.desk.article import Article, Head
from web.desk.articles.highlight import paragraphs
from web.desk.articles.nouns import spans
from web.desk.articles.words import PARTS
from web.desk.visit import Denied, Visit


@dataclass(frozen=True, slots=True)
class Step:
    """A version and what changed in it: paragraphs, each in pieces ("equal", "delete", "insert", "replace").

    `known` is false where one of the two texts is no longer kept.
    """

    version: int
    known: bool
    changes: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The paragraphs with what they name marked, and the versions; `trouble` says why there are none."""

    paragraphs: tuple[Markup, ...] = ()
    steps: tuple[Step, ...] = ()
    trouble: str = ""
    next_step: str = ""


def may_read(visit: Visit, head: Head) -> bool:
    """Whether this visitor may read the whole text here.

    Owners, at home. What its publisher reserves is only read under a licence: the exception for research is for mining,
    and gives nothing to be read.
    """
    allowed = not head.reserved or visit.workspace.settings.workspace.legal_basis == "licence"
    return allowed and visit.user.role.may(Role.OWNER)


def text_of(visit: Visit, shown: Article) -> Text:
    """The text as it is kept. Denied to who may not read it; a writer at work is said, and no error."""
    if not visit.user.role.may(Role.OWNER):
        raise Denied(Role.OWNER)
    if not may_read(visit, shown.head):
        return Text(trouble="L’éditeur réserve ce texte : il se lit chez lui.")
    try:
        told = history(visit.workspace, shown.head.article_id)
    except StoreBusy:
        return Text(
            trouble="Les textes sont occupés : un traitement est en cours.",
            next_step="Réessayez dans quelques minutes ; la page, elle, reste à jour.",
        )
    except (InputError, StoreError) as error:
        return Text(trouble=f"Le texte ne se lit pas : {error}")
    return _told(told, shown)


def _told(told: History, shown: Article) -> Text:
    kept = [one for one, _ in told.versions if one.version == shown.head.version and one.kept]
    steps = tuple(
        Step(
            one.version,
            changes is not None,
            tuple((PARTS[change.part], tuple(change.pieces)) for change in changes or ()),
        )
        for one, changes in told.versions
        if one.version > 1
    )
    if not kept:
        return Text(
            steps=steps, trouble="Le texte n’est plus gardé ici.", next_step="Il se lit chez son éditeur."
        )
    body = "\n\n".join(part for part in (kept[0].title, kept[0].summary, kept[0].text) if part)
    return Text(tuple(paragraphs(body, spans(shown))), steps)
