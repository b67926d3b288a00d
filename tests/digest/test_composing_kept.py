"""What an editor keeps, as an item: an initiative if it tells one, else in brief; nothing twice, nothing more shown."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from week_material import WEEK, deed, material, named, page

from core.letters import LetterAction, LetterEdit
from digest.composing.compose import letter
from digest.composing.gaps import Frame
from digest.composing.kept import Around, kept, there
from digest.edited import edited, item_now, kept_by
from digest.letter import ClaimKind, Item, Letter, Section, shown
from store.readers.letter import Deed, Named, Page

NOTHING: tuple[Item, ...] = ()
PLAIN = {"technologies": (), "relevant": False}


def around(*pages: Page, deeds: tuple[Deed, ...] = (), who: tuple[Named, ...] = ()) -> Around:
    return Around(pages, deeds, who, ("Ostréa Données",))


def made(one: Page, near: Around, items: tuple[Item, ...] = NOTHING) -> Item:
    found = kept(items, one.article_id, near)
    assert found is not None
    assert not found[1]
    return found[0]


def test_an_initiative_with_evidence_is_told_as_one_with_what_is_to_be_ticked() -> None:
    item = made(page(), around(page(), deeds=(deed(),)))
    assert (item.section, item.key) == (Section.INITIATIVES, "initiative:i1")
    assert shown(item.text).startswith("Bréville-sur-Aulne")
    assert {claim.kind for claim in item.claims} >= {ClaimKind.INITIATIVE, ClaimKind.SUPPLIER}
    assert all(claim.sentence for claim in item.claims)
    assert ("initiative-status", "i1") in {(fact.kind, fact.key) for fact in item.facts}


@pytest.mark.parametrize("doubtful", [{"confidence": 0.1}, {"actor": ""}])
def test_without_sure_evidence_it_is_told_in_brief(doubtful: dict[str, Any]) -> None:
    item = made(page(), around(page(), deeds=(deed(**doubtful),)))
    assert (item.section, item.key, item.headline) == (Section.BRIEFS, "brief:story:story1", page().title)


def test_what_is_not_for_us_and_in_no_story_is_told_too() -> None:
    one = page(story_id=None, nature="", **PLAIN)
    item = made(one, around(one))
    assert (item.key, [told.article_id for told in item.tellings]) == (
        f"brief:{one.article_id}",
        [one.article_id],
    )
    assert not item.facts


@pytest.mark.parametrize(("again", "twice"), [("copy", False), ("reprint", False), ("article", True)])
def test_what_repeats_the_text_of_what_is_told_is_there_already(again: str, twice: bool) -> None:
    """Its own words are another voice of the story; the same words are not."""
    first, other = page(), page(2, story_id=page().story_id, counted_as=again)
    near = around(first, other, deeds=(deed(),))
    told = made(first, near)
    found = kept([told], other.article_id, near)
    assert found is not None
    assert found[1] is not twice
    assert (found[0] is told) is not twice


def test_a_title_that_names_somebody_or_counts_is_to_be_ticked() -> None:
    one = page(title="Odile Ferrandou compte 12 capteurs d’Ostréa Données")
    item = made(one, around(one, who=(named(),)))
    assert {claim.kind for claim in item.claims} == {ClaimKind.PERSON, ClaimKind.SUPPLIER, ClaimKind.FIGURE}


@pytest.mark.parametrize("basis", ["full", "excerpt"])
def test_of_a_reserved_article_its_title_alone_is_shown(basis: str) -> None:
    one = page(reserved=True, basis=basis)
    near = around(one, deeds=(deed(),) if basis == "full" else ())
    item = made(one, near)
    assert (item.section, item.headline) == (Section.BRIEFS, one.title)
    assert (item.text, item.extract, item.quote) == ((), "", "")
    assert {claim.sentence for claim in item.claims} == {one.title}


def test_no_extract_and_no_quote_of_it_is_shown() -> None:
    for near in (around(page(), deeds=(deed(),)), around(page())):
        item = made(page(), near)
        assert (item.extract, item.quote) == ("", "")


def test_who_kept_an_article_finds_it_by_its_own_title_and_the_others_beside() -> None:
    """The best of the story is an open own text; what was kept is named first all the same."""
    best, mine = page(1, story_id="s"), page(2, story_id="s", access="excerpt", counted_as="reprint")
    item = made(mine, around(best, mine))
    assert item.headline == mine.title
    assert [told.article_id for told in item.tellings] == [mine.article_id, best.article_id]


def test_a_second_copy_is_told_by_what_it_repeats_and_alone_if_nothing_else_does() -> None:
    best, copy = page(1, story_id="s"), page(2, story_id="s", counted_as="copy")
    assert [t.article_id for t in made(copy, around(best, copy)).tellings] == [best.article_id]
    assert [t.article_id for t in made(copy, around(copy)).tellings] == [copy.article_id]


def test_of_a_town_whose_name_another_has_the_departement_is_said() -> None:
    other = page(2, towns=(page().towns[0]._replace(insee="44999", departement_name="Loire-Atlantique"),))
    assert made(page(), around(page(), other)).headline.endswith(" (Deux-Sèvres)")


def composed(*numbers: int, **changes: Any) -> Letter:
    return letter(material(*numbers, **changes), Frame("La lettre des voix"))


def test_nothing_is_told_twice() -> None:
    draft = composed(1, 2)
    near = around(page(1), page(2), page(3, story_id="story2"), deeds=(deed(1), deed(2)))
    for number, story in ((1, "story1"), (2, "story2"), (3, "story2")):
        one = page(number).article_id
        assert there(draft.items, one, story) is not None
        found = kept(draft.items, one, near)
        assert found is not None
        assert found[1]
        assert found[0] in draft.items


def test_an_initiative_that_is_told_is_not_told_again_by_an_article_of_before() -> None:
    """Another story's article, of an earlier week, tells of the same initiative as the first story of the letter."""
    draft, before = composed(1), page(7)
    old = replace(deed(1), article_id=before.article_id)
    found = kept(draft.items, before.article_id, around(before, deeds=(old,)))
    assert found is not None
    assert found[1]
    assert ("initiative-status", "i1") in {(fact.kind, fact.key) for fact in found[0].facts}


def test_nothing_is_made_of_what_is_not_published() -> None:
    assert kept(NOTHING, "0" * 16, around(page())) is None


# an editor's hand on it


AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
ADDED = made(page(9, **PLAIN), around(page(9, **PLAIN)))
ADD = LetterEdit(WEEK.label, LetterAction.ADD, page(9).article_id, ADDED.key, "Claire", AT, 1)


def with_added() -> Letter:
    draft = composed(1, 2)
    return replace(draft, items=(*draft.items, ADDED))


def of(action: LetterAction, value: str = "", number: int = 2) -> LetterEdit:
    return LetterEdit(WEEK.label, action, ADDED.key, value, "Claire", AT, number)


def test_it_is_moved_dropped_retitled_and_commented_like_the_others() -> None:
    draft = with_added()
    hand = edited(
        draft, [ADD, of(LetterAction.RETITLE, "Autre titre"), of(LetterAction.MOVE, "stories:1")], {}
    )
    assert (hand.whole.of(Section.STORIES)[0].key, hand.whole.of(Section.STORIES)[0].headline) == (
        ADDED.key, "Autre titre",
    )  # fmt: skip
    assert [item.key for item in edited(draft, [ADD, of(LetterAction.DROP)], {}).dropped] == [ADDED.key]
    told = edited(draft, [ADD, of(LetterAction.COMMENT, "À lire")], {}).whole.of(Section.BRIEFS)
    assert [(item.key, item.comment) for item in told] == [(ADDED.key, "À lire")]
    assert not hand.lost
    assert kept_by(draft, [ADD]) == {ADDED.key: "Claire"}


def test_what_an_unticked_title_says_leaves_with_its_item() -> None:
    one = page(9, title="12 capteurs au marais")
    item = made(one, around(one))
    draft = replace(composed(1), items=(item,))
    assert not edited(draft, [ADD], {}).letter.items
    ticks = {claim.key: True for claim in item.claims}
    assert [left.key for left in edited(draft, [ADD], ticks).letter.items] == [item.key]


def test_an_addition_of_which_nothing_is_left_is_lost_and_one_that_was_taken_back_is_not() -> None:
    draft = composed(1, 2)
    assert [edit.action for edit in edited(draft, [ADD], {}).lost] == [LetterAction.ADD]
    undone = [replace(ADD, undone=True), of(LetterAction.DROP), of(LetterAction.PIN, number=3)]
    hand = edited(draft, undone, {})
    assert not hand.lost
    assert hand.whole.items == draft.items


def test_once_the_draft_tells_of_it_by_itself_the_addition_is_of_that_item() -> None:
    draft = composed(1)
    climbed = replace(ADD, item=page(1).article_id, value="brief:story:story1")
    assert item_now(draft, climbed) == "story:story1"
    elsewhere = replace(climbed, value="brief:gone")
    assert item_now(draft, elsewhere) == "story:story1"
    assert not edited(draft, [elsewhere], {}).lost
