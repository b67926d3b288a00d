"""Versions: a re-visit never loses a text that was read."""

from dataclasses import replace
from datetime import UTC, datetime

from core.types import Access, Basis, Candidate, Rights
from extract.listing import from_listing
from jobs.versions import without_losses

SEEN = datetime(2026, 11, 23, tzinfo=UTC)
EXCERPT = from_listing(
    Candidate("https://ex.fr/a", "ex", "", "Titre", "Un extrait."), Access.EXCERPT, Rights(), SEEN
)
FULL = replace(EXCERPT, text="Tout le texte.", access=Access.FREE, basis=Basis.FULL)
OTHER = replace(EXCERPT, id="0" * 16)


def test_an_excerpt_does_not_replace_a_text() -> None:
    assert without_losses([EXCERPT, OTHER], {FULL.id}) == [False, True]
    assert without_losses([FULL, EXCERPT], ()) == [True, False]


def test_a_text_replaces_an_excerpt_and_a_corrected_text_a_text() -> None:
    assert without_losses([EXCERPT, FULL, FULL], ()) == [True, True, True]
    assert without_losses([FULL], {FULL.id}) == [True]
