"""Editing, checking and approving a draft: what is kept, what is refused, what leaves."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from told_letter import BRIEF, EVENT, ITEM, LETTER, QUOTE, made, retold

from core.errors import InputError, Undecided
from core.letters import IssueState, LetterAction, LetterEdit
from core.redaction import names_of
from digest import letterjson
from digest.letter import ClaimKind, Letter, Section, shown
from jobs.correcting.words import Words
from jobs.letters import approving, checking, editing, seeing, weeks
from jobs.letters.editing import Draft, drafted
from jobs.letters.questions import questions
from jobs.workspace import Workspace
from state import letters, tombstones
from state.open import open_state

ODILE = Words("Odile")
A = LetterAction


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return made(tmp_path_factory.mktemp("lettre"))


@pytest.fixture
def space(root: Workspace) -> Workspace:
    """The same store, a state of its own."""
    for name in ("state.sqlite", "state.sqlite-wal", "state.sqlite-shm"):
        (root.data / name).unlink(missing_ok=True)
    open_state(root.state, anew=True).close()
    return root


def now(space: Workspace) -> Draft:
    return drafted(space, LETTER)


def edit(space: Workspace, action: LetterAction, item: str, *value: str) -> editing.Done:
    return editing.edit(space, now(space), action, item, value, ODILE)


def read(space: Workspace, letter: Letter = LETTER) -> None:
    seeing.see(space, drafted(space, letter), ODILE)


def all_yes(space: Workspace) -> None:
    checking.tick(space, now(space), ["tout"], [], ODILE)


def test_an_item_goes_by_its_number_or_its_key_and_numbers_stay(space: Workspace) -> None:
    assert edit(space, A.DROP, "3").edit.item == BRIEF.key
    assert [now(space).numbers[item.key] for item in now(space).edited.whole.items] == [1, 2, 4]
    assert edit(space, A.COMMENT, EVENT.key, "À ne pas manquer").edit.item == EVENT.key
    assert edit(space, A.PIN, "3").edit.item == BRIEF.key
    assert len(now(space).edited.whole.items) == 4


def test_edits_stay_when_the_letter_is_composed_again(space: Workspace) -> None:
    edit(space, A.RETITLE, BRIEF.key, "Rodez compte")
    again = drafted(space, retold(LETTER, items=(BRIEF, EVENT), subject="Autre chose"))
    assert again.edited.whole.items[0].headline == "Rodez compte"
    gone = drafted(space, retold(LETTER, items=(EVENT,)))
    assert [one.item for one in gone.edited.lost] == [BRIEF.key]


@pytest.mark.parametrize(
    ("action", "item", "value", "told"),
    [
        (A.PIN, "99", (), "pas d’élément « 99 »"),
        (A.PIN, "story:nulle", (), "pas d’élément"),
        (A.PIN, "1", ("en", "trop"), "de trop : en trop"),
        (A.RETITLE, "1", ("deux\nlignes",), "le titre tient sur une ligne"),
        (A.RETITLE, "1", (), "le titre manque"),
        (A.RETITLE, "1", ("a\tb",), "caractères invisibles"),
        (A.COMMENT, "1", ("a\u202eb",), "caractères invisibles"),
        (A.COMMENT, "1", ("x" * 2000,), "2000 caractères, 400 au plus"),
        (A.SUBJECT, "", ("x" * 2000,), "l’objet est trop long"),
        (A.EDITORIAL, "", ("un\ndeux\ntrois\nquatre",), "l’édito a 4 lignes, 3 au plus"),
        (A.MOVE, "1", (), "où le mettre"),
        (A.MOVE, "1", ("0",), "où le mettre"),
        (A.MOVE, "1", ("ailleurs",), "partie « ailleurs » inconnue"),
        (A.MOVE, "1", ("agenda",), "n’a pas de date"),
        (A.MOVE, "3", ("citations",), "n’a pas de citation"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    space: Workspace, action: LetterAction, item: str, value: tuple[str, ...], told: str
) -> None:
    edit(space, A.SUBJECT, "", "L’objet d’avant")
    with pytest.raises(InputError, match=told):
        edit(space, action, item, *value)
    assert [one.value for one in now(space).edits] == ["L’objet d’avant"]


def test_french_spaces_emoji_and_three_lines_are_text(space: Workspace) -> None:
    text = "Un robot\u00a0: «\u00a0oui\u00a0»\u202f!\nDeux 👩\u200d🚀\nTrois"
    assert edit(space, A.EDITORIAL, "", f" {text}\r\n").edit.value == text
    assert now(space).edited.letter.editorial == text


def test_lines_can_be_typed_in_a_shell(space: Workspace) -> None:
    assert edit(space, A.EDITORIAL, "", r"Un\nDeux").edit.value == "Un\nDeux"
    with pytest.raises(InputError, match="4 lignes"):
        edit(space, A.EDITORIAL, "", r"1\n2\n3\n4")


def test_a_place_alone_stays_in_the_section_it_was_moved_to(space: Workspace) -> None:
    edit(space, A.MOVE, "1", "En bref")
    edit(space, A.MOVE, "1", "1")
    assert [item.key for item in now(space).edited.whole.of(Section.BRIEFS)] == [ITEM.key, BRIEF.key]
    edit(space, A.MOVE, "1", "à retenir", "1")
    assert now(space).edited.whole.of(Section.STORIES)[0].key == ITEM.key


def test_the_last_edit_is_taken_back(space: Workspace) -> None:
    edit(space, A.DROP, "3")
    edit(space, A.SUBJECT, "", "Autre")
    assert editing.undo(space, now(space), ODILE).edit.action is A.SUBJECT
    done = editing.undo(space, now(space), ODILE)
    assert (done.name, done.edit.undone) == (BRIEF.headline, True)
    assert now(space).edited.whole == LETTER
    with pytest.raises(InputError, match="rien à annuler"):
        editing.undo(space, now(space), ODILE)


def test_a_forgotten_name_is_refused_in_edits(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        tombstones.add(state, tombstones.of_person(names_of("Zoé Kerbrat")), datetime.now(UTC))
    for action, item in ((A.COMMENT, "1"), (A.EDITORIAL, "")):
        with pytest.raises(InputError, match="oubliée"):
            edit(space, action, item, "Comme le dit Zoé Kerbrat.")
    with pytest.raises(InputError, match="oubliée"):
        editing.edit(space, now(space), A.PIN, "1", (), Words("Zoé Kerbrat"))
    assert now(space).edits == ()


def test_what_is_to_check_stands_beside_its_sentence(space: Workspace) -> None:
    rows = checking.to_check(now(space))
    assert [(row.number, row.claim.words) for row in rows] == [
        (1, "Ostréa Données"),
        (2, "Odile Ferrandou, maire de Bréville-sur-Aulne"),
    ]
    assert rows[0].claim.sentence == "Ostréa Données fournit l’assistant."
    assert rows[0].headline == shown(ITEM.text)
    edit(space, A.DROP, "1")
    assert [row.number for row in checking.to_check(now(space))] == [2]


def test_of_an_end_the_check_says_that_no_takes_the_line_whole(space: Workspace) -> None:
    ended = replace(ITEM.claims[0], kind=ClaimKind.ABANDONED, words="abandonné")
    rows = checking.to_check(drafted(space, retold(LETTER, items=(replace(ITEM, claims=(ended,)), QUOTE))))
    assert [row.whole for row in rows] == [True, True]  # a quote leaves with its speaker
    assert [row.whole for row in checking.to_check(now(space))] == [False, True]


@pytest.mark.parametrize("name", ["1", "c-supplier", "#1", ITEM.key])
def test_a_tick_goes_by_number_key_or_item(space: Workspace, name: str) -> None:
    said, _ = checking.tick(space, now(space), [name], [], ODILE)
    assert [(one.claim, one.right, one.by) for one in said] == [("c-supplier", True, "Odile")]
    with closing(open_state(space.state)) as state:
        assert list(letters.ticks(state, "2026-W47")) == ["c-supplier"]


def test_several_ticks_are_kept_together_or_not_at_all(space: Workspace) -> None:
    for yes, no in ((["1,9"], []), (["1"], ["1,2"]), ([""], ["rien"])):
        with pytest.raises(InputError):
            checking.tick(space, now(space), yes, no, ODILE)
        assert now(space).ticks == {}
    checking.tick(space, now(space), ["1"], ["2"], ODILE)
    assert {key: tick.right for key, tick in now(space).ticks.items()} == {
        "c-supplier": True,
        "c-person": False,
    }
    said, _ = checking.tick(space, now(space), ["tout"], [], ODILE)
    assert said == []


def test_nothing_is_approved_while_a_claim_waits(space: Workspace) -> None:
    told = "reste 2\xa0questions dans la lettre 2026-W47 : n° 1 « Ostréa Données » ; n° 2 « Odile Ferrandou"
    with pytest.raises(Undecided, match=told):
        approving.approve(space, now(space), ODILE)
    checking.tick(space, now(space), [], ["1"], ODILE)
    with pytest.raises(Undecided, match="n° 2"):
        approving.approve(space, now(space), ODILE)
    assert Undecided.exit_code == 3


def test_an_approval_counts_questions_as_the_check_does(space: Workspace) -> None:
    sentences = ("Une.", "Une.", "Deux.", "Trois.", "Quatre.", "Quatre.")
    claims = tuple(
        replace(ITEM.claims[0], key=f"c{n}", words=f"{n}00 €", sentence=said)
        for n, said in enumerate(sentences, 1)
    )
    many = drafted(space, retold(LETTER, items=(replace(ITEM, claims=claims),)))
    assert len(questions(checking.to_check(many))) == 4
    told = "reste 4\xa0questions dans la lettre 2026-W47 : n° 1a « 100 € » ; n° 2 « 300 € » ; n° 3 « 400 € »…"
    with pytest.raises(Undecided, match=f"^{told}$"):
        approving.approve(space, many, ODILE)


def test_what_was_approved_is_kept_word_for_word_whatever_is_built_again(space: Workspace) -> None:
    checking.tick(space, now(space), ["2"], ["1"], ODILE)
    issue = approving.approve(space, now(space), Words("Basile"))
    letter = letterjson.from_json(issue.content)
    assert letter == now(space).edited.letter
    assert "Ostréa" not in repr(letter)
    assert (issue.approved_by, issue.state) == ("Basile", IssueState.APPROVED)
    assert issue.sha256 == letterjson.sha256(issue.content)
    assert {fact[0] for fact in issue.facts if fact[3] == QUOTE.key} == {"speaker", "quote", "mayor"}
    assert "initiative-supplier" not in {fact[0] for fact in issue.facts}
    rebuilt = drafted(space, retold(LETTER, subject="Une autre semaine"))
    assert rebuilt.issue == issue
    assert approving.standing(rebuilt).differs
    assert approving.standing(rebuilt).unseen == "l’objet"
    assert not approving.standing(now(space)).differs


def test_an_edit_or_a_tick_after_approval_asks_for_it_again(space: Workspace) -> None:
    all_yes(space)
    approving.approve(space, now(space), ODILE)
    assert edit(space, A.SUBJECT, "", "Autre objet").reopened
    assert approving.standing(now(space)).state is IssueState.DRAFT
    read(space)
    approving.approve(space, now(space), ODILE)
    assert checking.tick(space, now(space), [], ["1"], ODILE)[1]
    approving.approve(space, now(space), ODILE)
    assert editing.undo(space, now(space), ODILE).reopened
    read(space)
    again = approving.approve(space, now(space), ODILE)
    assert letterjson.from_json(again.content).subject == LETTER.subject


def test_an_editors_text_that_says_what_was_refused_stops_the_approval(space: Workspace) -> None:
    edit(space, A.EDITORIAL, "", "Merci à Ostréa Données.")
    checking.tick(space, now(space), ["2"], ["1"], ODILE)
    with pytest.raises(InputError, match="que personne n’a confirmé"):
        approving.approve(space, now(space), ODILE)
    checking.tick(space, now(space), ["1"], [], ODILE)
    assert letterjson.from_json(approving.approve(space, now(space), ODILE).content).editorial


def test_a_drop_that_finds_nothing_any_more_stops_the_approval(space: Workspace) -> None:
    edit(space, A.DROP, "3")
    without = retold(LETTER, items=tuple(item for item in LETTER.items if item is not BRIEF))
    checking.tick(space, drafted(space, without), ["tout"], [], ODILE)
    with pytest.raises(Undecided, match="fut écarté"):
        approving.approve(space, drafted(space, without), ODILE)
    editing.undo(space, now(space), ODILE)
    assert approving.approve(space, drafted(space, without), ODILE)  # what it says is what was read


def test_whoever_was_forgotten_since_the_letter_was_composed_stops_the_approval(space: Workspace) -> None:
    all_yes(space)
    read = now(space)
    with closing(open_state(space.state)) as state:
        tombstones.add(state, tombstones.of_person(names_of("Odile Ferrandou")), datetime.now(UTC))
    with pytest.raises(InputError, match="oubliée"):
        approving.approve(space, read, ODILE)
    assert now(space).issue is None


def test_what_somebody_changed_while_it_was_read_is_not_approved(space: Workspace) -> None:
    all_yes(space)
    read = now(space)
    edit(space, A.DROP, "3")
    with pytest.raises(Undecided, match="vient d’être changée"):
        approving.approve(space, read, ODILE)
    assert now(space).issue is None


def test_two_who_approve_at_once_leave_one_whole_letter(space: Workspace) -> None:
    all_yes(space)
    read = now(space)
    people = [
        threading.Thread(target=approving.approve, args=(space, read, Words(f"P{n}"))) for n in range(4)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    issue = now(space).issue
    assert issue is not None
    assert issue.sha256 == letterjson.sha256(issue.content)


def test_a_letter_that_left_does_not_change(space: Workspace) -> None:
    all_yes(space)
    issue = approving.approve(space, now(space), ODILE)
    with closing(open_state(space.state)) as state:
        assert letters.mark(state, issue, IssueState.SENT, datetime.now(UTC))
    for change in (
        lambda: edit(space, A.DROP, "3"),
        lambda: checking.tick(space, now(space), [], ["1"], ODILE),
        lambda: approving.approve(space, now(space), ODILE),
    ):
        with pytest.raises(InputError, match="partie"):
            change()
    assert now(space).issue == replace(issue, state=IssueState.SENT, sent_at=now(space).issue.sent_at)  # type: ignore[union-attr]


def test_weeks() -> None:
    assert weeks.finished(None, date(2026, 11, 23)).label == "2026-W47"
    assert weeks.finished("2026-w47", date(2026, 11, 23)).label == "2026-W47"
    assert weeks.week_named("2026W7").label == "2026-W07"
    with pytest.raises(InputError, match="pas finie"):
        weeks.finished("2026-W47", date(2026, 11, 22))
    for wrong in ("2026-W54", "2025-W53", "la semaine", "2026-W00", "2026-W47\n2026", "²026-W47", ""):
        with pytest.raises(InputError, match="illisible"):
            weeks.week_named(wrong)
    assert weeks.issue_named("2026-W47/2") == (weeks.week_named("2026-W47"), 2)
    for wrong in ("2026-W47/", "2026-W47/0", "2026-W47/un", "2026-W47/9999"):
        with pytest.raises(InputError, match="illisible"):
            weeks.issue_named(wrong)


NEW = replace(BRIEF, key="brief:9999999999999999", headline="Ussel : des bornes")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"items": (*LETTER.items, NEW)}, "nouveau : « Ussel : des bornes »"),
        ({"items": (ITEM, QUOTE, replace(BRIEF, place="Lot"), EVENT)}, "changé : « Rodez : des capteurs au parc »"),
        ({"items": (ITEM, QUOTE, EVENT)}, "1\u00a0élément en moins"),
        (
            {"items": (replace(ITEM, place="Lot"), QUOTE, replace(EVENT, place="Lot"), NEW), "subject": "Lot"},
            ("nouveau : « Ussel : des bornes » ; changés : « Bréville-sur-Aulne : assistant vocal – à l’essai – avec"
            " Ost… », « Forum des voix » ; 1\u00a0élément en moins ; l’objet"),
        ),
        ({"subject": "Autre chose"}, "l’objet"),
        ({"foot": replace(LETTER.foot, read=4)}, "le pied"),
    ],
)  # fmt: skip
def test_what_is_approved_is_what_was_shown(space: Workspace, changes: dict[str, object], told: str) -> None:
    """New articles, a correction, another build: whoever approves is told what changed, and looks again."""
    all_yes(space)
    other = retold(LETTER, **changes)
    with pytest.raises(Undecided) as refused:
        approving.approve(space, drafted(space, other), ODILE)
    assert str(refused.value) == f"la lettre 2026-W47 a changé depuis qu’on l’a vue ({told})"
    assert "beffroi digest check 2026-W47" in refused.value.next_step
    read(space, other)
    issue = approving.approve(space, drafted(space, other), ODILE)
    assert letterjson.from_json(issue.content) == drafted(space, other).edited.letter


def test_a_letter_that_nobody_was_shown_is_not_approved(space: Workspace) -> None:
    quiet = retold(LETTER, items=(BRIEF,))
    with pytest.raises(Undecided, match="personne n’a encore vu"):
        approving.approve(space, drafted(space, quiet), ODILE)
    read(space, quiet)
    assert approving.approve(space, drafted(space, quiet), ODILE)


def test_an_edit_that_is_taken_back_changes_nothing_that_was_read(space: Workspace) -> None:
    all_yes(space)
    edit(space, A.COMMENT, "3", "À suivre")
    with pytest.raises(Undecided, match="a changé"):
        approving.approve(space, now(space), ODILE)
    editing.undo(space, now(space), ODILE)
    assert approving.approve(space, now(space), ODILE)


def test_that_a_draft_was_shown_decides_nothing(space: Workspace) -> None:
    """An approval stays; nothing is kept of what it says; ticks of claims are those of people."""
    all_yes(space)
    issue = approving.approve(space, now(space), ODILE)
    read(space, retold(LETTER, items=(BRIEF,)))
    assert now(space).issue == issue
    assert set(now(space).ticks) == {"c-supplier", "c-person"}
    assert all(BRIEF.key not in f"{part}{value}" for part, value in now(space).seen.items())


def test_an_edit_is_taken_back_by_its_number(space: Workspace) -> None:
    edit(space, A.DROP, "3")
    edit(space, A.SUBJECT, "", "Autre")
    number = now(space).edits[0].number
    assert editing.undo(space, now(space), ODILE, number).edit.action is A.DROP
    assert now(space).edited.letter.subject == "Autre"
    with pytest.raises(InputError, match="pas de geste"):
        editing.undo(space, now(space), ODILE, number)


def test_a_place_beyond_any_list_is_its_end(space: Workspace) -> None:
    """An edit that was kept so would stop every build."""
    with closing(open_state(space.state)) as state:
        said = LetterEdit("2026-W47", A.MOVE, BRIEF.key, "9" * 30, "Odile", datetime.now(UTC))
        letters.append(state, said)
    assert now(space).edited.whole == LETTER
