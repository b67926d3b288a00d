"""An editor's word is in the letter: what is kept and was not chosen is added, by the same rules as the rest."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete
from told_letter import LETTER, ONE, STORE, STORY, WEEK, made, retold
from typer.testing import CliRunner

from cli import app
from core.errors import InputError, Undecided
from core.letters import Issue, IssueState, LetterAction
from core.settings import template
from core.types import Basis, InitiativeStatus, Rights, Rule, StoryArticle
from digest import letterjson
from digest.letter import Gaps, Letter, Section, Telling, shown, week_of
from jobs.correcting.words import Words
from jobs.forgetting.forget import forget
from jobs.forgetting.wish import Wish, WishKind
from jobs.letters import adding, approving, checking, drafting, editing, errata, seeing
from jobs.letters.editing import Done, Draft, drafted
from jobs.letters.kept import TAG
from jobs.workspace import Workspace
from state import letters, marks
from state.open import open_state
from state.schema import letter_issues
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from tests.store.newsroom import MONDAY, analysis, article, initiative, processed

CLAIRE = Words("Claire")
PLAIN, TOLD, BEFORE, AFTER, OLD, UNDATED, CLOSED, OTHER = (article(number).id for number in range(2, 10))
EMPTY = retold(LETTER, items=(), subject="Semaine du 16 novembre")
BARE: dict[str, Any] = {"roles": (), "quotes": (), "events": (), "initiatives": (), "figures": ()}
A = LetterAction
RESERVED = Rights(tdm_reserved=True)


def one(number: int, *, days: int = 0, deeds: tuple[Any, ...] = (), **changes: Any) -> Any:
    """An article of so many days after the Monday of the week."""
    published = {"published_at": MONDAY + timedelta(days=days)} | changes
    return processed(number, found=analysis(**BARE | {"initiatives": deeds}), **published)


def articles() -> tuple[Any, ...]:
    return (
        one(2, title="La fontaine du marais chante"),
        one(3, days=2, deeds=(initiative("2b" * 8, status=InitiativeStatus.DEPLOYED),)),
        one(4, days=-7, title="Le pont se lève seul"),
        one(5, days=7, title="La barque attend"),
        one(6, days=-36, title="Le vieux moulin"),
        one(7, title="Sans jour", published_at=None),
        one(8, title="Le préau fermé", deeds=(initiative("8b" * 8),), rights=RESERVED, basis=Basis.FULL),
        one(9, days=1, title="Une autre voix du même sujet"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    built = made(tmp_path_factory.mktemp("gardes") / "veille")
    (built.root / "beffroi.toml").write_text(template({"store": {"memory_limit": "300MB"}}), "utf-8")
    built.sources_file.write_text("", "utf-8")
    with open_live(built.data, STORE) as live:
        live.write(
            Batch(articles=articles(), story_articles=(StoryArticle(STORY, OTHER, Rule.FOUNDED, 1.0),))
        )
    publish(built.data, STORE)
    return built


@pytest.fixture
def space(root: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(root.root, tmp_path / "veille", symlinks=True)
    return replace(root, root=tmp_path / "veille")


def now(space: Workspace, letter: Letter = EMPTY) -> Draft:
    return drafted(space, letter)


def add(space: Workspace, named: str, letter: Letter = EMPTY) -> Done:
    return adding.add(space, now(space, letter), [named], CLAIRE)


def approved(space: Workspace) -> Issue:
    checking.tick(space, now(space), ["tout"], [], CLAIRE)
    seeing.see(space, now(space), CLAIRE)
    return approving.approve(space, now(space), CLAIRE)


def sent(space: Workspace, letter: Letter) -> None:
    content, at = letterjson.to_json(letter), datetime(2026, 11, 23, 7, tzinfo=UTC)
    facts = tuple((fact.kind, fact.key, fact.value, item.key) for item in letter.items for fact in item.facts)
    left = Issue(
        letter.week.label, 0, IssueState.SENT, content, letterjson.sha256(content), facts, "Odile", at, at
    )
    with closing(open_state(space.state)) as state:
        letters.keep(state, left)


def test_an_article_enters_after_what_was_chosen_and_no_number_changes(space: Workspace) -> None:
    before = now(space, LETTER).numbers
    done = add(space, article(2).url, LETTER)
    draft = now(space, LETTER)
    assert draft.numbers == before | {f"brief:{PLAIN}": 5}
    assert (done.edit.action, done.edit.item, done.edit.by, done.name) == (
        A.ADD, PLAIN, "Claire", "La fontaine du marais chante",
    )  # fmt: skip
    assert draft.edited.whole.of(Section.BRIEFS)[-1].headline == "La fontaine du marais chante"
    assert draft.edited.letter.of(Section.BRIEFS)[-1].headline == "La fontaine du marais chante"


def test_an_initiative_is_asked_about_beside_its_sentence_and_leaves_unless_it_is_right(
    space: Workspace,
) -> None:
    add(space, TOLD)
    draft = now(space)
    (item,) = draft.edited.whole.items
    assert (item.section, item.key) == (Section.INITIATIVES, f"initiative:{'2b' * 8}")
    assert shown(item.text)
    asked = checking.to_check(draft)
    assert {row.claim.article_id for row in asked} == {TOLD}
    assert all(row.claim.sentence for row in asked)
    assert not draft.edited.letter.items
    with pytest.raises(Undecided, match="reste"):
        approving.approve(space, draft, CLAIRE)


def test_an_article_of_an_earlier_week_is_told_with_its_day(space: Workspace) -> None:
    add(space, BEFORE)
    (item,) = now(space).edited.whole.items
    (told,) = item.tellings
    assert (item.headline, told.day) == ("Le pont se lève seul", (MONDAY - timedelta(days=7)).date())


def test_of_a_closed_article_the_title_alone_is_told(space: Workspace) -> None:
    """Its initiative is not: nobody may read it there. Errata know by the list of what is reserved: it stays on it."""
    missed = (Telling(CLOSED, "Le préau fermé", article(8).url, "Le Veilleur du Marais", (), None),)
    letter = retold(EMPTY, gaps=Gaps(reserved=missed))
    add(space, CLOSED, letter)
    draft = now(space, letter).edited.whole
    (item,) = draft.items
    assert (item.section, item.headline, item.text, item.extract) == (
        Section.BRIEFS,
        "Le préau fermé",
        (),
        "",
    )
    assert draft.gaps.reserved == missed


def test_a_story_is_added_by_its_id_or_any_of_its_articles_once(space: Workspace) -> None:
    add(space, STORY)
    (item,) = now(space).edited.whole.items
    assert {told.article_id for told in item.tellings} == {ONE.id, OTHER}
    for named in (STORY, ONE.id, OTHER):
        with pytest.raises(InputError, match="est déjà dans la lettre 2026-W47 : élément 1"):
            add(space, named)


@pytest.mark.parametrize(
    ("named", "told", "then"),
    [
        ("0" * 16, "n’est ni un article ni un sujet publié", "search"),
        ("https://nulle.example/rien", "ni un sujet publié", "search"),
        ("a\u202eb" * 500, "a�ba�b", "search"),
        ("  ", "il manque l’article", "add ADRESSE"),
        (AFTER, "est paru le 23 novembre 2026, après la semaine 2026-W47", "2026-W48"),
        (OLD, "trop tôt", "4 semaines"),
        (UNDATED, "pas de date de parution", "édito"),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_kept(
    space: Workspace, named: str, told: str, then: str
) -> None:
    with pytest.raises(InputError, match=told) as refused:
        add(space, named)
    assert then in refused.value.next_step
    assert not now(space).edits


def test_what_was_put_away_is_said_to_be_there_and_put_away(space: Workspace) -> None:
    add(space, PLAIN)
    editing.edit(space, now(space), A.DROP, f"brief:{PLAIN}", (), CLAIRE)
    with pytest.raises(InputError, match=r"élément 1, « La fontaine du marais chante », écarté") as refused:
        add(space, PLAIN)
    assert "le rétablit" in refused.value.next_step
    editing.edit(space, now(space), A.PIN, "1", (), CLAIRE)
    assert now(space).edited.whole.items


def test_what_readers_have_read_is_not_told_again(space: Workspace) -> None:
    add(space, BEFORE, retold(EMPTY, week=week_of(WEEK.first - timedelta(days=7))))
    left = now(space, retold(EMPTY, week=week_of(WEEK.first - timedelta(days=7)))).edited.letter
    sent(space, left)
    with pytest.raises(InputError, match="est dans la lettre 2026-W46, qui est partie"):
        add(space, BEFORE)


def test_a_letter_that_left_never_changes(space: Workspace) -> None:
    sent(space, EMPTY)
    with pytest.raises(InputError, match="est partie : elle ne change plus"):
        add(space, PLAIN)
    with closing(open_state(space.state)) as state:
        assert letters.issues(state)[0].content == letterjson.to_json(EMPTY)
        assert not letters.edits(state, WEEK.label)


def test_an_approval_covers_it_and_goes_when_something_is_added(space: Workspace) -> None:
    add(space, PLAIN)
    was = approved(space)
    assert [item["headline"] for item in was.content["items"]] == ["La fontaine du marais chante"]
    assert "Claire" not in json.dumps(was.content)  # who keeps what is the newsroom's own business
    assert add(space, BEFORE).reopened
    with closing(open_state(space.state)) as state:
        (kept,) = letters.issues(state)
    assert (kept.state, kept.content) == (IssueState.DRAFT, was.content)
    with pytest.raises(Undecided, match="a changé depuis qu’on l’a vue"):
        approving.approve(space, now(space), CLAIRE)


def test_it_is_taken_back_like_any_edit_and_holds_nobody_up(space: Workspace) -> None:
    done = add(space, PLAIN)
    editing.edit(space, now(space), A.DROP, "1", (), CLAIRE)
    editing.undo(space, now(space), CLAIRE, done.edit.number)
    draft = now(space)
    assert not draft.edited.whole.items
    assert not draft.edited.lost
    assert approved(space).state is IssueState.APPROVED


def test_errata_see_it(space: Workspace) -> None:
    """The letter that left said that it was announced; it is in service."""
    add(space, TOLD)
    issue = approved(space)
    said = ("initiative-status", "2b" * 8, "deployed", f"initiative:{'2b' * 8}")
    assert said in issue.facts
    letter = letterjson.from_json(issue.content)
    (item,) = letter.items
    sent(space, letter)
    assert not errata.touched(space, WEEK).differences
    other = tuple(
        replace(fact, value="announced") if fact.kind == "initiative-status" else fact for fact in item.facts
    )
    with closing(open_state(space.state)) as state, state.write() as connection:
        connection.execute(delete(letter_issues))
    sent(space, replace(letter, items=(replace(item, facts=other),)))
    (difference,) = errata.touched(space, WEEK).differences
    assert difference.item == item.key


def test_a_forgotten_article_leaves_and_takes_the_word_with_it(space: Workspace) -> None:
    add(space, PLAIN)
    add(space, BEFORE)
    forget(space, Wish(WishKind.URL, article(2).url))
    publish(space.data, STORE)
    draft = now(space)
    assert [item.headline for item in draft.edited.whole.items] == ["Le pont se lève seul"]
    assert [edit.item for edit in draft.edits] == [BEFORE]
    assert not draft.edited.lost


def test_what_is_no_longer_published_holds_the_approval_until_somebody_looked(space: Workspace) -> None:
    add(space, PLAIN)
    seeing.see(space, now(space), CLAIRE)
    with closing(open_state(space.state)) as state:
        gone = replace(letters.edits(state, WEEK.label)[0], item="f" * 16, value=f"brief:{'f' * 16}")
        letters.append(state, gone)
    draft = now(space)
    assert [edit.item for edit in draft.edited.lost] == [f"brief:{'f' * 16}"]
    with pytest.raises(
        Undecided, match="gardé par Claire pour la lettre 2026-W47, n’est plus publié"
    ) as refused:
        approving.approve(space, draft, CLAIRE)
    assert "undo 2" in refused.value.next_step


# by command


def ran(space: Workspace, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(
        app, [*words, "-w", str(space.root)], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"}
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "compose", lambda _space, week, _until=None: retold(EMPTY, week=week))


@pytest.mark.usefixtures("composed")
def test_the_command_adds_lists_shows_and_takes_back(space: Workspace) -> None:
    week = ("digest", "edit", "2026-W47")
    assert "Ajouté : « La fontaine du marais chante »" in ran(
        space, *week, "add", article(2).url, "--by", "Claire"
    )
    listed = ran(space, "digest", "edits", "2026-W47")
    assert "Ajouté : « La fontaine du marais chante »" in listed
    assert "Claire" in listed
    assert f"gardé par Claire · brief:{PLAIN}" in ran(space, "digest", "show", "2026-W47")
    assert "Partent aussi" in ran(space, "digest", "check", "2026-W47")
    (row,) = json.loads(ran(space, "digest", "edits", "2026-W47", "--json"))
    assert (row["action"], row["item"], row["by"]) == ("add", PLAIN, "Claire")
    assert "Annulé — Ajouté" in ran(space, *week, "undo", "--by", "Claire")
    assert "gardé par" not in ran(space, "digest", "show", "2026-W47")
    assert "Ajouté : « La fontaine du marais chante » (annulé)" in ran(space, "digest", "edits", "2026-W47")


@pytest.mark.usefixtures("composed")
def test_what_was_done_to_what_was_added_has_its_title_once_it_is_taken_out(space: Workspace) -> None:
    add(space, PLAIN)
    editing.edit(space, now(space), A.RETITLE, "1", ["Elle chante"], CLAIRE)
    editing.undo(space, now(space), CLAIRE, 1)
    listed = ran(space, "digest", "edits", "2026-W47")
    assert "Ajouté : « La fontaine du marais chante » (annulé)" in listed
    assert "Titre changé : « La fontaine du marais chante » → Elle chante" in listed
    assert PLAIN not in listed


@pytest.mark.usefixtures("composed")
def test_what_is_kept_and_not_in_the_letter_is_told_with_what_to_type(space: Workspace) -> None:
    assert "Gardés, pas dans la lettre" not in ran(space, "digest", "show", "2026-W47")
    with closing(open_state(space.state)) as state:
        for kept in (PLAIN, AFTER, "f" * 16):
            marks.tag(state, kept, TAG, "Claire", datetime.now(UTC))
    told = ran(space, "digest", "show", "2026-W47").partition("Gardés, pas dans la lettre")[2]
    assert f"beffroi digest edit 2026-W47 add {PLAIN}" in told
    assert "après la semaine 2026-W47. Il est pour la lettre 2026-W48." in told
    assert "f" * 16 not in told
    add(space, PLAIN)
    assert PLAIN not in ran(space, "digest", "show", "2026-W47").partition("Gardés, pas dans la lettre")[2]
    editing.edit(space, now(space), A.DROP, "1", (), CLAIRE)
    told = ran(space, "digest", "show", "2026-W47").partition("Gardés, pas dans la lettre")[2]
    assert "La fontaine du marais chante" in told
    assert "élément 1, écarté. « beffroi digest edit 2026-W47 pin 1 » le rétablit" in told


@pytest.mark.usefixtures("composed")
def test_whoever_approves_is_told_what_is_kept_and_is_not_in_the_letter(space: Workspace) -> None:
    add(space, PLAIN)
    editing.edit(space, now(space), A.DROP, "1", (), CLAIRE)
    seeing.see(space, now(space), CLAIRE)
    with closing(open_state(space.state)) as state:
        marks.tag(state, PLAIN, TAG, "Claire", datetime.now(UTC))
    told = ran(space, "digest", "approve", "2026-W47", "--by", "Claire Vauban")
    assert "Lettre approuvée" in told
    assert "La fontaine du marais chante" in told.partition("Gardés, pas dans la lettre")[2]


@pytest.mark.usefixtures("composed")
def test_what_readers_have_read_no_longer_waits(space: Workspace) -> None:
    before = retold(EMPTY, week=week_of(WEEK.first - timedelta(days=7)))
    add(space, BEFORE, before)
    sent(space, now(space, before).edited.letter)
    with closing(open_state(space.state)) as state:
        marks.tag(state, BEFORE, TAG, "Claire", datetime.now(UTC))
    assert "Gardés, pas dans la lettre" not in ran(space, "digest", "show", "2026-W47")


@pytest.mark.usefixtures("composed")
@pytest.mark.parametrize("given", [(), ("un", "deux"), ("0" * 16,), (AFTER,), (OLD,)])
def test_the_command_refuses_in_french(space: Workspace, given: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        ran(space, "digest", "edit", "2026-W47", "add", *given)
    assert not now(space).edits
