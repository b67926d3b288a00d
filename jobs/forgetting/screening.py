"""What was forgotten on request does not come back: pages that were collected since are screened before they are read.

Nothing is looked for in a workspace that never had to forget.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from core import logs
from core.erasure import Erasure
from core.errors import InputError, SettingsError
from core.redaction import Finder, spans
from core.types import Article, Rejection, Source
from state import forgetting, tombstones
from state.captures import Capture
from state.open import State

Read = Article | Rejection | None


def screened(state: State, read: Iterable[tuple[Capture, Read]]) -> Iterator[tuple[Capture, Read]]:
    """The same, with forgotten names covered; a capture of a forgotten address or source is deleted instead."""
    stones = tombstones.load(state)
    if stones.empty:
        yield from read
        return
    for capture, found in read:
        fetch = capture.fetch
        own = found.url if found else None
        if stones.forgets_source(fetch.source) or stones.forgets(fetch.url, fetch.final_url, own):
            forgetting.drop_capture(state, capture.capture_id)
        else:
            yield capture, covered(found, stones) if isinstance(found, Article) else found


def covered(article: Article, finder: Finder) -> Article:
    """The article with blocks over what is forgotten, of the same length; an author who is forgotten goes."""
    # an author is named apart from the text: what signs an article makes the surname known in it
    whole = "\n".join((article.body, *article.authors))
    loose = bool(spans(whole, finder))
    if not loose and not _elsewhere(article, finder):
        return article
    erasure = Erasure(finder, loose=frozenset({article.id}) if loose else frozenset())
    texts = ("title", "summary", "text", "authors", "agencies", "corporate", "section", "tags")
    row = {name: getattr(article, name) for name in texts}
    notes = tuple(note._replace(detail=erasure.value(note.detail, loose=loose)) for note in article.notes)
    image = article.image and (None if spans(article.image, finder) else article.image)
    return replace(article, notes=notes, image=image, **erasure.value(row, loose=loose))


def _elsewhere(article: Article, finder: Finder) -> bool:
    """Whether what surrounds the text names somebody."""
    around = (
        *article.agencies,
        *article.corporate,
        *article.tags,
        article.section or "",
        article.image or "",
    )
    return any(spans(text, finder) for text in (*around, *(note.detail for note in article.notes)))


def followed(state: State, sources: Iterable[Source]) -> tuple[Source, ...]:
    """These sources without those that were forgotten."""
    stones = tombstones.load(state)
    return tuple(s for s in sources if not stones.forgets_source(s.slug, s.homepage))


def refuse_forgotten(slugs: list[str], *, named: bool, left: bool) -> None:
    """Say that these sources were forgotten: raised when they were asked for by name, or nothing else is left."""
    problem = SettingsError(
        f"{', '.join(slugs)} : source oubliée à la demande, elle n’est plus visitée",
        f"Retirez-la de sources.toml, ou levez l’oubli : « beffroi forget --lift --source {slugs[0]} ».",
    )
    if named or not left:
        raise problem
    logs.get(__name__).warning("forgotten sources are not asked", sources=len(slugs))


def refuse_named(state: State, *texts: str) -> None:
    """What an editor types is kept, and published: raise InputError when it names whom we were asked to forget."""
    stones = tombstones.load(state)
    if any(spans(text, stones) for text in texts):
        raise InputError(
            "une personne ou une adresse oubliée à la demande est nommée ici",
            "Dites-le sans elle ; « beffroi forget --lift » lève l’oubli.",
        )
