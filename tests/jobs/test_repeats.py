"""What a source repeats leaves its articles, those read before it was known included, and makes no version."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.settings import StoreSettings
from core.types import Access, Article, Basis, Candidate, Page, Processed, Rights
from crawler.archiving.archive import write_saved
from crawler.collect import ingest
from extract.boilerplate import CUT
from extract.listing import from_listing
from jobs import workspace
from jobs.extraction import Ahead
from jobs.process import process
from jobs.repeats import RECENT, Repeats
from jobs.workspace import Workspace
from state.open import open_state
from store.batch import Batch
from store.live import LiveStore, open_live
from store.readers.past import recent_texts

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ADVERT = "Formation : maîtriser la commande publique numérique en deux jours, à Dijon ou à distance."
TOWNS = ("Crozon", "Figeac", "Mende", "Rodez", "Autun", "Vernon")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveStore]:
    with open_live(tmp_path / "data", StoreSettings(memory_limit="300MB")) as opened:
        yield opened


def told(number: int, source: str = "guet", *lines: str) -> Article:
    listed = Candidate(f"https://{source}.example/{number}", source, "", f"{TOWNS[number % 6]} {number}")
    found = from_listing(listed, Access.FREE, Rights(), NOW)
    return replace(found, text="\n\n".join([f"Le texte n° {number}.", *lines]), basis=Basis.FULL)


def store(live: LiveStore, *articles: Article) -> None:
    live.write(
        Batch(articles=tuple(Processed(a, None, NOW + timedelta(hours=n)) for n, a in enumerate(articles)))
    )


def test_a_first_batch_is_cleaned_by_itself(live: LiveStore) -> None:
    cleaned, repeated = Repeats(live).cleaned([told(n, "guet", ADVERT) for n in range(3)])
    assert {a.text for a in cleaned} == {f"Le texte n° {n}." for n in range(3)}
    assert len(repeated["guet"].lines) == 1


def test_sources_do_not_learn_from_each_other(live: LiveStore) -> None:
    articles = [told(n, source, ADVERT) for source in ("guet", "quai") for n in range(2)]
    assert Repeats(live).cleaned(articles)[0] == articles


def test_what_is_stored_teaches_and_is_cleaned_itself(live: LiveStore) -> None:
    store(live, told(0, "guet", ADVERT), told(1, "guet", ADVERT), told(2, "quai", ADVERT))
    repeats = Repeats(live)
    cleaned, repeated = repeats.cleaned([told(3, "guet", ADVERT)])
    assert cleaned[0].text == "Le texte n° 3."
    again = repeats.stale(repeated, cleaned)
    assert sorted((a.text, at) for a, at in again) == [
        ("Le texte n° 0.", NOW), ("Le texte n° 1.", NOW + timedelta(hours=1)),
    ]  # fmt: skip
    store(live, *[a for a, _ in again], *cleaned)
    assert repeats.stale(repeated, ()) == []
    fresh = Repeats(live)
    assert fresh.stale(fresh.cleaned([told(4, "guet", ADVERT)])[1], ()) == []
    assert [one.cut for one in recent_texts(live.connection, ["guet"], 9)] == [(ADVERT,)] * 3


def test_a_line_that_left_the_site_is_forgotten_in_time(live: LiveStore) -> None:
    repeats = Repeats(live)
    cleaned, repeated = repeats.cleaned([told(n, "guet", ADVERT) for n in range(5)])
    repeats.stale(repeated, cleaned)
    cleaned, repeated = repeats.cleaned([told(n) for n in range(5, 5 + RECENT)])
    assert not repeated["guet"].lines
    repeats.stale(repeated, cleaned)
    assert repeats.cleaned([told(999, "guet", ADVERT)])[0][0].text.endswith(ADVERT)


def test_ahead_keeps_the_order_and_its_bound() -> None:
    drawn: list[int] = []
    stream = Ahead((drawn.append(n) or n for n in range(7)), 2)  # type: ignore[func-returns-value]
    for _ in range(5):
        stream.draw()
    assert drawn == [0, 1]
    assert (stream.take(3), stream.take(3), stream.take(3), stream.take(3)) == ([0, 1, 2], [3, 4, 5], [6], [])


# --- through the whole job -------------------------------------------------------------------


TITLES = (
    "Un robot répond à Crozon",
    "Figeac parle aux machines",
    "Mende : l’accueil change",
    "À Rodez, on essaie",
)


def page(number: int, advert: str = ADVERT, text: str = "La mairie essaie un robot conversationnel.") -> str:
    town = TOWNS[number]
    told = (
        f"{town} : {text} " + f"À {town}, les habitants sont nombreux à s’en servir chaque jour, dit-on. " * 2
    )
    return (
        f"<html lang='fr'><head><title>{TITLES[number]}</title><meta property='og:type' content='article'>"
        f"</head><body><article><h1>{TITLES[number]}</h1><p>{told}</p><p>{advert}</p>"
        f"<p>Le conseil municipal en débattra au printemps, après une réunion publique à {town}.</p></article></body>"
    )


def processed(space: Workspace, hour: int, *pages: tuple[int, str]) -> dict[str, int]:
    at = NOW + timedelta(hours=hour)
    saved = []
    for number, html in pages:
        url, headers = f"https://guet.example/{number}", (("content-type", "text/html; charset=utf-8"),)
        page = Page(url, url, "guet", at, 200, headers, html.encode())
        saved.append((Candidate(url, "guet", "e"), page))
    with closing(open_state(space.state)) as state:
        write_saved(space.archive, f"2026112{hour}T000000Z-0000", saved)
        ingest(space.archive, state, ())
    return process(space).counts


@pytest.mark.slow
def test_learning_late_recuts_without_a_version_and_a_correction_is_one(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "veille")
    first = processed(space, 1, (0, page(0)), (1, page(1)))
    assert (first["article.full"], first.get(f"note.{CUT}")) == (2, None)
    assert mentions(space) == {("21231", 2)}
    late = processed(space, 2, (2, page(2)), (3, page(3)))
    assert late[f"note.{CUT}"] == 2
    assert late["article.recut"] == 2
    assert mentions(space) == set()
    other = page(0, advert=ADVERT.replace("deux", "trois"))
    straight = page(2).replace("’", "'").replace(" :", "\u00a0:")
    processed(space, 3, (0, other), (1, page(1, text="Elle renonce au robot.")), (2, straight))
    with open_live(space.data, space.settings.store) as live:
        rows = live.connection.execute(
            "SELECT right(url, 1), max(v.version) FROM article_versions v JOIN articles USING (article_id) GROUP BY 1"
        ).fetchall()
    # another advertisement is text like another, as long as it is not known to be one
    assert dict(rows) == {"0": 2, "1": 2, "2": 1, "3": 1}


def mentions(space: Workspace) -> set[tuple[str, int]]:
    """How many articles name Dijon."""
    with open_live(space.data, space.settings.store) as live:
        return set(live.connection.execute(
            "SELECT entity_key, count(DISTINCT article_id) FROM mentions WHERE surface = 'Dijon' GROUP BY 1"
        ).fetchall())  # fmt: skip
