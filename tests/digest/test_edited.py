"""An editor's hand on a draft: edits, then ticks."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.letters import LetterAction as Action
from core.letters import LetterEdit
from digest.edited import Edited, edited, standing
from digest.fingerprint import changes, prints
from digest.letter import Claim, ClaimKind, Item, Letter, Piece, Section, Telling, shown
from tests.digest.edited_letters import (
    BRIEF,
    BRIEF_TWO,
    EVENT,
    EVERY_YES,
    INITIATIVE,
    LETTER,
    QUOTE,
    STORY,
    claim,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def said(
    action: Action, item: str = "", value: str = "", *, number: int = 1, undone: bool = False
) -> LetterEdit:
    return LetterEdit("2026-W47", action, item, value, "Odile", NOW, number, undone)


def made(*edits: LetterEdit, letter: Letter = LETTER, ticks: dict[str, bool] = EVERY_YES) -> Edited:
    return edited(letter, edits, ticks)


def keys(hand: Edited, section: Section) -> list[str]:
    return [item.key for item in hand.letter.of(section)]


def test_an_untouched_letter_with_every_tick_is_what_was_composed() -> None:
    assert made().letter == LETTER
    assert made() == Edited(LETTER, LETTER)


def test_pin_drop_and_move() -> None:
    assert keys(made(said(Action.PIN, BRIEF_TWO.key)), Section.BRIEFS) == [BRIEF_TWO.key, BRIEF.key]
    hand = made(said(Action.DROP, STORY.key))
    assert (keys(hand, Section.STORIES), hand.dropped) == ([], (STORY,))
    hand = made(said(Action.MOVE, STORY.key, "briefs"))
    assert keys(hand, Section.BRIEFS) == [BRIEF.key, BRIEF_TWO.key, STORY.key]
    assert hand.letter.items[-2].section is Section.BRIEFS
    assert keys(made(said(Action.MOVE, STORY.key, "briefs:2")), Section.BRIEFS)[1] == STORY.key
    assert keys(made(said(Action.MOVE, BRIEF_TWO.key, "1")), Section.BRIEFS)[0] == BRIEF_TWO.key
    assert keys(made(said(Action.MOVE, BRIEF.key, "99")), Section.BRIEFS)[-1] == BRIEF.key


def test_the_last_of_dropping_and_placing_counts() -> None:
    there = made(said(Action.DROP, BRIEF.key), said(Action.PIN, BRIEF.key, number=2))
    assert (BRIEF in there.letter.items, there.dropped) == (True, ())
    gone = made(said(Action.PIN, BRIEF.key), said(Action.DROP, BRIEF.key, number=2))
    assert gone.dropped == (BRIEF,)


def test_under_an_editors_title_stands_what_the_analysis_says_now_and_that_it_changed_is_told() -> None:
    titled = said(Action.RETITLE, INITIATIVE.key, "Mende range ses caméras")
    read = prints(made(titled).letter)
    again = replace(INITIATIVE, text=(Piece("Mende (Lozère) teste des caméras."),), claims=())
    hand = made(titled, letter=replace(LETTER, items=(STORY, again)))
    (item,) = hand.letter.of(Section.INITIATIVES)
    assert (item.headline, shown(item.text)) == (
        "Mende range ses caméras",
        "Mende (Lozère) teste des caméras.",
    )
    assert changes(hand.letter, read).changed == (item,)


@pytest.mark.parametrize("key", ["brief:story:s1", f"brief:{'1' * 16}", "story:s1", f"story:{'1' * 16}"])
@pytest.mark.parametrize("now", [STORY, replace(STORY, key="brief:story:s1", section=Section.BRIEFS)])
def test_what_was_dropped_stays_away_when_it_climbs_or_falls(key: str, now: Item) -> None:
    hand = made(said(Action.DROP, key), letter=replace(LETTER, items=(now, BRIEF)))
    assert (hand.dropped, hand.lost) == ((now,), ())


def test_another_brief_is_not_dropped_in_its_place() -> None:
    lost = said(Action.DROP, "brief:9999999999999999")
    assert made(lost).lost == (lost,)
    assert made(said(Action.DROP, "quote:1111111111111111:9")).dropped == ()


def test_the_subject_is_that_of_what_leads_now() -> None:
    only = replace(LETTER, items=(STORY, INITIATIVE, BRIEF))
    assert (
        made(said(Action.DROP, STORY.key), letter=only).letter.subject
        == "Mende (Lozère) : caméras – abandonné"
    )
    no = EVERY_YES | {"c-abandoned": False}
    assert made(said(Action.DROP, STORY.key), letter=only, ticks=no).letter.subject == BRIEF.headline
    assert made(said(Action.RETITLE, STORY.key, "Crozon parle"), letter=only).letter.subject == "Crozon parle"
    both = (said(Action.DROP, STORY.key), said(Action.SUBJECT, "", "La semaine", number=2))
    assert made(*both, letter=only).letter.subject == "La semaine"


def test_before_anything_is_ticked_the_whole_has_the_subject_that_it_will_have() -> None:
    item = doing(replace(STORY, headline=""))
    hand = made(said(Action.DROP, STORY.key), letter=replace(LETTER, items=(item, INITIATIVE)), ticks={})
    assert hand.whole.subject == "Mende (Lozère) : caméras – abandonné"
    assert hand.letter.subject == "Semaine du 16 au 22 novembre 2026\u00a0: rien de retenu"


def test_words_of_an_editor() -> None:
    hand = made(
        said(Action.RETITLE, STORY.key, "Crozon parle"),
        said(Action.COMMENT, STORY.key, "À suivre."),
        said(Action.SUBJECT, "", "Crozon et les robots"),
        said(Action.EDITORIAL, "", "Une ligne\nDeux lignes"),
    )
    item = hand.letter.items[0]
    assert (item.headline, item.comment) == ("Crozon parle", "À suivre.")
    assert (hand.letter.subject, hand.letter.editorial) == ("Crozon et les robots", "Une ligne\nDeux lignes")
    back = made(said(Action.RETITLE, STORY.key), said(Action.SUBJECT))
    assert (back.letter.items[0].headline, back.letter.subject) == (STORY.headline, LETTER.subject)


def test_an_edit_replaces_that_of_the_same_action_and_item_and_undone_ones_do_not_count() -> None:
    edits = [
        said(Action.SUBJECT, "", "un", number=1),
        said(Action.SUBJECT, "", "deux", number=2),
        said(Action.SUBJECT, "", "trois", number=3, undone=True),
    ]
    assert [edit.value for edit in standing(edits)] == ["deux"]
    assert made(*edits).letter.subject == "deux"


def test_what_an_edit_no_longer_finds_or_fits_is_reported() -> None:
    lost = said(Action.PIN, "story:gone")
    misfit = said(Action.MOVE, BRIEF.key, "agenda")
    hand = made(lost, misfit)
    assert hand.lost == (lost, misfit)
    assert hand.letter == LETTER


@pytest.mark.parametrize("tick", [{}, {"c-supplier": False, "c-figure": False}])
def test_what_nobody_confirmed_leaves_with_its_facts(tick: dict[str, bool]) -> None:
    ticks = {"c-person": True, "c-abandoned": True} | tick
    item = made(ticks=ticks).letter.items[0]
    assert shown(item.text) == "Crozon a mis en service : robot conversationnel."
    assert (item.news, item.extract, item.claims) == (("Première fois à Crozon",), "", ())
    assert {fact.kind for fact in item.facts} == {"story", "initiative-status", "article"}


def test_a_quote_leaves_with_its_speaker() -> None:
    """Words between guillemets that nobody is known to have said are nobody's."""
    ticks = EVERY_YES | {"c-person": False}
    assert made(ticks=ticks).letter.of(Section.QUOTES) == ()
    moved = made(said(Action.MOVE, QUOTE.key, "stories"), ticks=ticks).letter
    assert QUOTE.key not in {item.key for item in moved.items}
    kept = made(said(Action.MOVE, QUOTE.key, "briefs"), said(Action.RETITLE, QUOTE.key, "L’eau"), ticks=ticks)
    item = next(item for item in kept.letter.items if item.key == QUOTE.key)
    assert (item.text, item.quote, item.tellings[0].authors) == ((), "", ())
    assert item.tellings[0].title == QUOTE.tellings[0].title


def loose(kind: ClaimKind, words: str) -> Claim:
    return claim("c-printed", kind, words, 4)


@pytest.mark.parametrize("right", [True, False])
def test_words_of_others_leave_whole_when_what_they_claim_is_not_confirmed(right: bool) -> None:
    ticks = EVERY_YES | {"c-printed": right}
    title = "Rodez : 300 capteurs au parc"
    brief = replace(BRIEF, headline=title, tellings=(replace(BRIEF.tellings[0], title=title),))
    brief = replace(brief, claims=(loose(ClaimKind.FIGURE, title),))
    event = replace(
        EVENT, headline="Forum des 100 villes", claims=(loose(ClaimKind.FIGURE, "forum des 100 villes"),)
    )
    cut = replace(STORY, extract="Le robot répond…", claims=(*STORY.claims, loose(ClaimKind.FIGURE, "Autre")))
    for item in (brief, event):
        there = made(letter=replace(LETTER, items=(item,)), ticks=ticks).letter.items
        assert bool(there) is right
    (story,) = made(letter=replace(LETTER, items=(cut,)), ticks=ticks).letter.items
    assert bool(story.extract) is right


@pytest.mark.parametrize(
    ("text", "claim_key"),
    [
        ("Fabre l’avait dit.", "c-person"),
        ("Pour 12.000 euros.", "c-figure"),
        ("Pour 12 000 € chaque année.", "c-figure"),
        ("Pour 0,012 M€.", "c-figure"),
        ("L’abandon surprend.", "c-abandoned"),
        ("Mende abandonne.", "c-abandoned"),
    ],
)
@pytest.mark.parametrize("action", [Action.EDITORIAL, Action.COMMENT, Action.RETITLE, Action.SUBJECT])
def test_an_editors_own_writing_of_what_was_refused_is_found(
    text: str, claim_key: str, action: Action
) -> None:
    item = BRIEF.key if action in {Action.COMMENT, Action.RETITLE} else ""
    hand = made(said(action, item, text), ticks=EVERY_YES | {claim_key: False})
    assert [one.text for one in hand.silenced] == [text]
    assert text not in _strings(hand.letter)
    assert made(said(action, item, text)).silenced == ()


def test_a_surname_whose_accent_is_typed_apart_is_found() -> None:
    person = replace(QUOTE.claims[0], words="Odile Éluard, maire d’Autun")
    letter = replace(LETTER, items=(replace(QUOTE, claims=(person,)), BRIEF))
    apart = unicodedata.normalize("NFD", "Éluard l’avait dit.")
    hand = made(said(Action.EDITORIAL, "", apart), letter=letter, ticks={"c-person": False})
    assert [one.text for one in hand.silenced] == [apart]


@pytest.mark.parametrize("text", ["La fabre est un mot.", "En 2026, 12 villes.", "12 001 €"])
def test_what_only_looks_like_it_stays(text: str) -> None:
    no = EVERY_YES | {"c-person": False, "c-figure": False}
    assert made(said(Action.EDITORIAL, "", text), ticks=no).letter.editorial == text


def test_what_was_refused_on_a_dropped_item_is_not_said_elsewhere() -> None:
    drop, says = said(Action.DROP, STORY.key), said(Action.EDITORIAL, "", "Merci à Parlavox.", number=2)
    hand = made(drop, says, ticks=EVERY_YES | {"c-supplier": False})
    assert (hand.letter.editorial, len(hand.silenced)) == ("", 1)


def test_a_drop_that_nobody_confirmed_is_not_told() -> None:
    """« Mende (Lozère) : caméras » would say that the town has them: the line goes whole, but for the editor's own."""
    no = EVERY_YES | {"c-abandoned": False}
    assert made(ticks=no).letter.of(Section.INITIATIVES) == ()
    (item,) = made(said(Action.RETITLE, INITIATIVE.key, "Mende et ses caméras"), ticks=no).letter.of(
        Section.INITIATIVES
    )
    assert (item.headline, item.text) == ("Mende et ses caméras", ())
    assert [fact.kind for fact in item.facts] == ["article"]


def doing(item: Item, kind: ClaimKind = ClaimKind.INITIATIVE) -> Item:
    """The item with a claim that carries its sentence."""
    verb = claim("c-doing", kind, "Crozon : robot conversationnel – en service", 8)
    pieces = (
        Piece("Crozon"),
        Piece(" a mis en service : ", "c-doing", " : "),
        Piece("robot"),
        *item.text[1:],
    )
    return replace(item, text=pieces, claims=(verb, *item.claims))


@pytest.mark.parametrize("kind", [ClaimKind.INITIATIVE, ClaimKind.ABANDONED])
def test_an_initiative_that_nobody_confirmed_is_not_told(kind: ClaimKind) -> None:
    """Neither with its status nor without: the line goes, what is new in it, and every fact behind it."""
    letter = replace(LETTER, items=(doing(replace(STORY, headline=""), kind),))
    for refusal in ({"c-doing": False}, {}):
        assert made(letter=letter, ticks=EVERY_YES | refusal).letter.items == ()
    titled = said(Action.RETITLE, STORY.key, "Crozon et son robot")
    (item,) = made(titled, letter=letter, ticks=EVERY_YES).letter.items
    assert (item.headline, item.text, item.news) == ("Crozon et son robot", (), ())
    assert {fact.kind for fact in item.facts} == {"story", "article"}
    (kept,) = made(letter=letter, ticks=EVERY_YES | {"c-doing": True}).letter.items
    assert shown(kept.text).startswith("Crozon a mis en service : robot, avec Parlavox")


def test_the_facts_of_a_quote_leave_with_it() -> None:
    """Nobody has to take back later what was never told."""
    titled = (said(Action.MOVE, QUOTE.key, "briefs"), said(Action.RETITLE, QUOTE.key, "L’eau", number=2))
    item = next(
        item
        for item in made(*titled, ticks=EVERY_YES | {"c-person": False}).letter.items
        if item.key == QUOTE.key
    )
    assert item.facts == ()


def test_an_end_that_was_refused_silences_no_other_that_was_ticked() -> None:
    tells = "Un projet abandonné à Rodez."
    cut = replace(
        STORY, extract=tells, claims=(*STORY.claims, claim("c-rodez", ClaimKind.ABANDONED, tells, 1))
    )
    whole = replace(INITIATIVE.claims[0], words="Mende (Lozère) : caméras – abandonné")
    letter = replace(LETTER, items=(cut, replace(INITIATIVE, claims=(whole,))))
    (item,) = made(letter=letter, ticks=EVERY_YES | {"c-abandoned": False, "c-rodez": True}).letter.items
    assert item.extract == tells


def test_an_editors_text_that_says_it_is_left_out_and_reported() -> None:
    hand = made(
        said(Action.COMMENT, BRIEF.key, "Odile Fabre l’avait dit."),
        said(Action.EDITORIAL, "", "Grâce à ODILE  FABRE, l’eau se compte."),
        ticks=EVERY_YES | {"c-person": False},
    )
    assert (hand.letter.editorial, hand.letter.of(Section.BRIEFS)[0].comment) == ("", "")
    assert [one.item for one in hand.silenced] == ["", BRIEF.key]
    assert hand.whole.editorial


def test_what_was_dropped_does_not_have_to_be_confirmed() -> None:
    hand = made(said(Action.DROP, STORY.key), ticks={"c-person": True, "c-abandoned": True})
    assert {claim.key for claim in hand.whole.claims} == {"c-person", "c-abandoned"}


def test_words_that_another_item_was_ticked_for_stay_there() -> None:
    other = replace(
        BRIEF, extract="Avec Parlavox.", claims=(claim("c-two", ClaimKind.SUPPLIER, "Parlavox", 4),)
    )
    letter = replace(LETTER, items=(STORY, other))
    items = made(letter=letter, ticks={"c-two": True, "c-figure": True}).letter.items
    assert "Parlavox" not in shown(items[0].text)
    assert items[1].extract == "Avec Parlavox."


HANDS = st.builds(
    said,
    st.sampled_from(Action),
    st.sampled_from([*(item.key for item in LETTER.items), "story:gone"]),
    st.sampled_from(["1", "3", "99", "briefs", "agenda:1", "quotes:2", "stories:1"]),
    undone=st.booleans(),
)


@given(hands=st.lists(HANDS, max_size=12))
@settings(deadline=None, max_examples=150)
def test_whatever_editors_do_no_item_is_lost_or_doubled(hands: list[LetterEdit]) -> None:
    hand = made(*hands)
    there = [item.key for item in (*hand.whole.items, *hand.dropped)]
    assert sorted(there) == sorted(item.key for item in LETTER.items)
    assert [item.section for item in hand.whole.items] == sorted(
        (item.section for item in hand.whole.items), key=list(Section).index
    )
    assert made(*hands) == hand


NAMES = {
    ClaimKind.INITIATIVE: "Ploudiry : borne – à l’essai",
    ClaimKind.PERSON: "Zoé Kerbrat", ClaimKind.SUPPLIER: "Ondéo-Plume", ClaimKind.FIGURE: "77 311 bornes",
    ClaimKind.ABANDONED: "mis au rebut",
}  # fmt: skip
SPACES = st.sampled_from(["", " ", "Avant ", " et puis "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words around, or in place of, those that may have to go."""
    inner = draw(st.sampled_from(["", *NAMES.values(), *(name.upper() for name in NAMES.values())]))
    return f"{draw(SPACES)}« {inner} »{draw(SPACES)}"


@st.composite
def items(draw: st.DrawFn) -> Item:
    number = draw(st.integers(0, 999))
    kinds = draw(st.lists(st.sampled_from(ClaimKind), unique=True, max_size=3))
    claims = tuple(
        Claim(
            f"{number}-{kind}", kind, NAMES[kind], draw(texts()), "a" * 16, "https://guet.example/", "Le Guet"
        )
        for kind in kinds
    )
    pieces = [Piece(f" {one.words}", one.key, draw(texts())) for one in claims] + [Piece(draw(texts()))]
    told = Telling("a" * 16, draw(texts()), "https://guet.example/", "Le Guet", (draw(texts()),), None)
    return Item(
        f"story:{number}", draw(st.sampled_from([Section.STORIES, Section.QUOTES])), draw(texts()),
        tuple(draw(st.permutations(pieces))), (draw(texts()),), draw(texts()), draw(texts()), (told,), claims, (),
        draw(texts()),
    )  # fmt: skip


@given(
    drawn=st.lists(items(), min_size=1, max_size=4, unique_by=lambda item: item.key),
    words=st.tuples(texts(), texts(), texts()),
    right=st.sets(st.sampled_from(ClaimKind)),
)
@settings(deadline=None, max_examples=150)
def test_nothing_unticked_remains_but_in_titles(
    drawn: list[Item], words: tuple[str, str, str], right: set[ClaimKind]
) -> None:
    letter = replace(LETTER, items=tuple(drawn), subject=words[0], editorial=words[1], unusual=words[2:])
    ticks = {one.key: one.kind in right for one in letter.claims}
    kept = edited(letter, [], ticks).letter
    titles = {told.title for item in drawn for told in item.tellings}
    left = [text.lower() for text in _strings(kept) if text not in titles]
    for one in letter.claims:
        if not ticks[one.key]:
            assert not [text for text in left if one.words.lower() in text]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for one in fields(value) for text in _strings(getattr(value, one.name))]
    if isinstance(value, tuple):
        return [text for one in value for text in _strings(one)]
    return []


def test_moving_to_where_an_item_fits() -> None:
    assert keys(made(said(Action.MOVE, EVENT.key, "briefs")), Section.BRIEFS)[-1] == EVENT.key
    assert INITIATIVE.key in keys(made(said(Action.MOVE, INITIATIVE.key, "stories")), Section.STORIES)
