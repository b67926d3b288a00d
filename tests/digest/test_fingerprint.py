"""What changed in a draft since somebody read it."""

from dataclasses import fields, replace

from digest.fingerprint import _WORDS, Changes, changes, prints
from digest.letter import Letter, Section
from tests.digest.edited_letters import BRIEF, BRIEF_TWO, EVENT, LETTER, STORY


def test_the_same_letter_has_not_changed_whatever_its_items_weigh() -> None:
    assert changes(LETTER, prints(LETTER)) == Changes()
    assert not changes(replace(LETTER, items=(replace(STORY, rank=9.0), *LETTER.items[1:])), prints(LETTER))


def test_every_part_of_a_letter_counts_and_has_a_name() -> None:
    assert {one.name for one in fields(Letter)} - {"items"} == set(_WORDS) - {"order"}
    for name, value in (
        ("subject", "Autre"),
        ("unusual", ()),
        ("editorial", "Un mot"),
        ("counts", {"29": 4}),
    ):
        assert changes(replace(LETTER, **{name: value}), prints(LETTER)).parts == (_WORDS[name],)


def test_what_came_went_and_changed() -> None:
    items = (STORY, BRIEF, replace(EVENT, place="Brest"))
    had = prints(replace(LETTER, items=(STORY, BRIEF_TWO, EVENT)))
    assert changes(replace(LETTER, items=items), had) == Changes((BRIEF,), (items[2],), 1)
    swapped = changes(replace(LETTER, items=(BRIEF, STORY)), prints(replace(LETTER, items=(STORY, BRIEF))))
    assert swapped == Changes(parts=("l’ordre des éléments",))


def test_what_only_stands_in_another_section_has_moved() -> None:
    there = replace(BRIEF, section=Section.STORIES)
    had = prints(replace(LETTER, items=(STORY, BRIEF, EVENT)))
    assert changes(replace(LETTER, items=(there, STORY, EVENT)), had) == Changes(moved=(there,))
    retold = replace(there, comment="Un mot")
    assert changes(replace(LETTER, items=(retold, STORY, EVENT)), had).changed == (retold,)


def test_no_word_and_no_key_of_an_article_is_kept() -> None:
    kept = repr(prints(LETTER))
    assert not [word for item in LETTER.items for word in (item.key, item.headline) if word and word in kept]
