"""Versions: what a publisher changed is one, what we clean is none; a re-visit never loses a text that was read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.ids import text_sha256
from core.types import Access, Article, Basis, Candidate, Note, Rights
from extract.boilerplate import Learned, line_key
from extract.listing import from_listing
from jobs.versions import numbered, same_words, without_losses
from store.readers.past import Version

SEEN = datetime(2026, 11, 23, tzinfo=UTC)
ADVERT = "Formation : maîtriser la commande publique numérique, à Dijon ou à distance."
EXCERPT = from_listing(
    Candidate("https://ex.fr/a", "ex", "", "Titre", "Un extrait."), Access.EXCERPT, Rights(), SEEN
)
FULL = replace(EXCERPT, text="Tout le texte.", access=Access.FREE, basis=Basis.FULL)
OTHER = replace(EXCERPT, id="0" * 16)
KNOWN = {"ex": Learned(frozenset({line_key(ADVERT)}))}


def text(*lines: str, cut: str = "", article: Article = FULL) -> Article:
    notes = (Note("cut.boilerplate", cut),) if cut else ()
    return replace(article, text="\n\n".join(lines), notes=notes)


def stored(article: Article, version: int = 1, *, kept: bool = True) -> Version:
    words = (article.title, article.summary, article.text) if kept else ("", "", "")
    return Version(article.id, version, SEEN, text_sha256(article.body), (), kept, *words, article.notes)


def numbers(
    articles: Iterable[Article], known: Iterable[Version] = (), repeated: dict[str, Learned] | None = None
) -> list[int]:
    return [article.version for article in numbered(articles, known, repeated or {})]


def test_a_new_text_is_a_new_version_in_one_batch_or_in_two() -> None:
    first, second = text("Le projet coûte 310 000 euros."), text("Le projet coûte 130 000 euros.")
    assert numbers([first, second, first, OTHER]) == [1, 2, 1, 1]
    assert numbers([second], [stored(first)]) == [2]
    assert numbers([second, first], [stored(first), stored(second, 2)]) == [2, 1]


def test_a_line_learned_since_is_no_version() -> None:
    """Whichever of the two texts lost it, and whether it is still among what is known to be repeated."""
    whole, cut = text("Du texte.", ADVERT, "Encore."), text("Du texte.", "Encore.", cut=ADVERT)
    assert numbers([cut], [stored(whole)]) == [1]
    assert numbers([whole], [stored(cut)]) == [1]
    bare = text("Du texte.", "Encore.")
    assert numbers([bare], [stored(whole)], KNOWN) == [1]
    assert numbers([bare], [stored(whole)]) == [2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Coût : 310 000 €", "Coût\u00a0: 310\u202f000 €"),
        ("« L'école »", "“L’école”"),
        ("Cafe\u0301 – bar", "Caf\u00e9 - bar"),
        ("Du texte. Encore.", "Du texte.\n\nEncore."),
    ],
)
def test_typography_and_line_breaks_are_no_version(before: str, after: str) -> None:
    assert numbers([text(after)], [stored(text(before))]) == [1]


@pytest.mark.parametrize("after", ["Coût : 130 000 €", "coût : 310 000 €", "Coût : 310 000 € par an"])
def test_figures_words_and_capitals_are(after: str) -> None:
    assert numbers([text(after)], [stored(text("Coût : 310 000 €"))]) == [2]


def test_a_title_a_standfirst_and_where_words_stand_count() -> None:
    assert not same_words(FULL, replace(FULL, title="Autre"), Learned())
    assert not same_words(FULL, replace(FULL, summary=""), Learned())
    assert not same_words(
        replace(FULL, summary="A", text="B"), replace(FULL, summary="", text="AB"), Learned()
    )


def test_without_its_text_a_version_is_known_by_its_sum() -> None:
    assert numbers([FULL], [stored(FULL, kept=False)]) == [1]
    assert numbers([text("Autre.")], [stored(FULL, kept=False)]) == [2]
    assert numbers([text("")], [stored(FULL, kept=False)]) == [2]


def test_an_excerpt_does_not_replace_a_text() -> None:
    assert without_losses([EXCERPT, OTHER], {FULL.id}) == [False, True]
    assert without_losses([FULL, EXCERPT], ()) == [True, False]


def test_a_text_replaces_an_excerpt_and_a_corrected_text_a_text() -> None:
    assert without_losses([EXCERPT, FULL, FULL], ()) == [True, True, True]
    assert without_losses([FULL], {FULL.id}) == [True]
