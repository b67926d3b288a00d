"""What a letter that left had wrong: found against the newest publication, told, approved, put right in the archive."""

import re
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from icalendar import Calendar
from sqlalchemy import update
from told_letter import INITIATIVE, ITEM, LETTER, MAYOR, ONE, PLAIN, STORE, STORY, WEEK, claim, made, retold

from core.days import PARIS
from core.errors import InputError, Undecided
from core.letters import Issue, IssueState
from core.redaction import names_of
from core.types import Correction, InitiativeStatus, RoleKind
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from digest import french, letterjson
from digest.erratum import differences
from digest.erratum_words import sentence
from digest.letter import ClaimKind, Gaps, Letter, Piece, Week, week_of
from digest.opening import told_already
from jobs.correcting import corrections
from jobs.correcting import say as correcting
from jobs.correcting.reckoning import Part
from jobs.correcting.words import Words
from jobs.letters import approving, archive, checking, errata, seeing, sending
from jobs.letters.concerned import Concerned, concerned
from jobs.letters.editing import drafted
from jobs.letters.mails import Rendered
from jobs.workspace import Workspace
from state import leaving, letters, readers, tombstones
from state.open import open_state
from state.schema import letter_issues
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.registers import load_registers
from tests.store.newsroom import (
    MONDAY,
    SOURCE,
    analysis,
    article,
    event,
    initiative,
    link,
    processed,
    quote,
    registers,
    role,
)

ODILE = Words("Odile", "lu dans l’article")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A letter that left this morning, with all it said confirmed."""
    built = made(tmp_path_factory.mktemp("partie") / "veille")
    checking.tick(built, drafted(built, LETTER), ["tout"], [], ODILE)
    approving.approve(built, drafted(built, LETTER), ODILE)
    archive.publish(built, WEEK.label, PLAIN)
    return built


@pytest.fixture
def space(sent: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it."""
    shutil.copytree(sent.root, tmp_path / "veille", symlinks=True)
    return replace(sent, root=tmp_path / "veille")


def corrected(space: Workspace) -> None:
    with closing(open_state(space.state)) as state, open_live(space.data, STORE) as live:
        corrections.apply(state, live)
    publish(space.data, STORE)


def sentences(space: Workspace) -> list[str]:
    return [one.sentence for one in errata.touched(space, WEEK).differences if one.sentence]


def status(space: Workspace, value: InitiativeStatus) -> None:
    correcting.initiative(space, Action.STATUS, INITIATIVE, value.value, None, ODILE)
    corrected(space)


def test_a_letter_that_is_right_has_nothing_to_take_back(space: Workspace) -> None:
    assert sentences(space) == []
    assert errata.prepare(space, WEEK, None, ODILE) is None


def test_each_kind_of_fact_is_told_as_it_is_and_as_it_was_said(space: Workspace) -> None:
    correcting.initiative(space, Action.STATUS, INITIATIVE, "deployed", None, ODILE)
    correcting.initiative(space, Action.SUPPLIER, INITIATIVE, "Parlavox", None, ODILE)
    correcting.role(space, ONE.id, MAYOR, RoleKind.FORMER_MAYOR, ODILE)
    correcting.delete(space, Kind.FIGURE, "12000", ONE.id, ODILE)
    corrected(space)
    told = "« Odile Ferrandou, maire »"
    spoke = f"« {LETTER.items[1].quote} », qui parle"
    assert sentences(space) == [
        "Bréville-sur-Aulne : nous disions cette initiative à l’essai ; elle est en service.",
        "Bréville-sur-Aulne, fournisseur : nous avions écrit « Ostréa Données » ; il fallait lire « Parlavox ».",
        "Bréville-sur-Aulne : le chiffre « 12\u202f000\u00a0€ » est retiré.",
        f"{spoke} : nous avions écrit {told} ; il fallait lire « Odile Ferrandou, ex-maire ».",
    ]


def test_a_figure_that_is_another_is_told_so(space: Workspace) -> None:
    correcting.figure(space, "12 000", Part("1,2 million d’euros"), ONE.id, ODILE)
    assert [one.week for one in concerned(space, corrections.listed(space)[0].correction)] == ["2026-W47"]
    corrected(space)
    assert sentences(space) == [
        "Bréville-sur-Aulne : nous avions écrit « 12\u202f000\u00a0€ » ; il fallait lire « 1,2\u00a0M€ »."
    ]


def test_words_of_another_and_of_nobody_are_told_so(space: Workspace) -> None:
    words, lead = LETTER.items[1].quote, f"« {LETTER.items[1].quote} », qui parle : nous avions écrit"
    before = "« Odile Ferrandou, maire » ; il fallait lire"
    official = role("Basile Quentric", RoleKind.OFFICIAL, insee=None, person_key="basile quentric")
    with open_live(space.data, STORE) as live:
        found = analysis(
            roles=(role(), official),
            quotes=(quote(),),
            events=(event(),),
            initiatives=(initiative(INITIATIVE),),
        )
        live.write(Batch(articles=(processed(1, found=found),)))
    publish(space.data, STORE)
    correcting.link(space, Kind.QUOTE, words, "Basile Quentric", ONE.id, ODILE)
    corrected(space)
    assert sentences(space) == [f"{lead} {before} « Basile Quentric, agent public »."]
    correcting.link(space, Kind.QUOTE, words, "", ONE.id, ODILE)
    corrected(space)
    assert sentences(space) == [f"{lead} {before} « on ne sait qui »."]
    assert [one.week for one in concerned(space, corrections.listed(space)[0].correction)] == ["2026-W47"]


def test_a_rendezvous_on_another_day_is_told_so(space: Workspace) -> None:
    correcting.day(space, "Forum des voix", "10/12/2026", "", None, ODILE)
    corrected(space)
    (told,) = (one.replace("\u00a0", " ") for one in sentences(space))
    assert told.endswith(
        ": nous avions écrit « Forum des voix, du 3 au 4 décembre 2026 » ;"
        " il fallait lire « Forum des voix, 10 décembre 2026 »."
    )
    assert [one.week for one in concerned(space, corrections.listed(space)[0].correction)] == ["2026-W47"]


def two_towns(space: Workspace) -> None:
    """The register knows of another town."""
    communes, *others = registers()
    other = communes.to_pylist()[0] | {"insee": "79902", "name": "Marsa-le-Bois"}
    with open_live(space.data, STORE) as live:
        both = pa.concat_tables([communes, pa.Table.from_pylist([other], communes.schema)])
        load_registers(live, both, *others, "2")
    publish(space.data, STORE)


def test_an_initiative_of_another_commune_is_told_so(space: Workspace) -> None:
    two_towns(space)
    correcting.link(space, Kind.INITIATIVE, INITIATIVE, "Marsa-le-Bois", None, ODILE)
    corrected(space)
    assert sentences(space) == [
        "Bréville-sur-Aulne : nous avions écrit « Bréville-sur-Aulne » ; il fallait lire « Marsa-le-Bois »."
    ]
    assert [one.week for one in concerned(space, corrections.listed(space)[0].correction)] == ["2026-W47"]


def test_a_rendezvous_in_another_commune_is_told_so_and_the_calendar_moves_it(space: Workspace) -> None:
    two_towns(space)
    correcting.link(space, Kind.EVENT, "Forum des voix", "Marsa-le-Bois", None, ODILE)
    corrected(space)
    (told,) = sentences(space)
    assert told.startswith("Forum des voix, lieu : nous avions écrit « Bréville-sur-Aulne (Deux-Sèvres) » ;")
    assert told.endswith(" il fallait lire « Marsa-le-Bois (Deux-Sèvres) ».")
    assert [one.week for one in concerned(space, corrections.listed(space)[0].correction)] == ["2026-W47"]
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    folder = archive.publish(space, "2026-W47/1")
    (event,) = Calendar.from_ical((folder.parent / "agenda.ics").read_bytes()).walk("VEVENT")
    assert (event["LOCATION"], event["SEQUENCE"]) == ("Marsa-le-Bois (Deux-Sèvres)", 1)
    assert errata.touched(space, WEEK).differences == ()


def test_a_rendezvous_that_is_none_has_no_place_to_take_back(space: Workspace) -> None:
    correcting.delete(space, Kind.EVENT, "e1", None, ODILE)
    corrected(space)
    assert len(sentences(space)) == 1


def test_a_title_that_an_editor_gives_is_told_once_and_a_publishers_is_no_error(space: Workspace) -> None:
    with open_live(space.data, STORE) as live:
        retitled = processed(1, version=2, title="Autre titre", seen_at=MONDAY + timedelta(days=1))
        found = analysis(
            roles=(role(),), quotes=(quote(),), events=(event(),), initiatives=(initiative(INITIATIVE),)
        )
        live.write(Batch(articles=(replace(retitled, analysis=found),)))
    publish(space.data, STORE)
    publishers = sentences(space)
    assert not [one for one in publishers if one.startswith("Titre d’un article")]
    said = correcting.rename(space, Kind.ARTICLE, ONE.id, "La voix de la mairie", None, ODILE)
    assert [one.week for one in concerned(space, said.correction)] == ["2026-W47"]
    corrected(space)
    (told,) = sentences(space)
    assert told.startswith(f"Titre d’un article ({SOURCE.name}) : nous avions écrit « {ONE.title} » ;")
    assert told.endswith(" il fallait lire « La voix de la mairie ».")
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    archive.publish(space, "2026-W47/1", PLAIN)
    assert sentences(space) == []
    corrections.undo(space, "c1", ODILE)
    corrected(space)
    (told,) = sentences(space)
    assert told.endswith(" il fallait lire « Autre titre ».")


def test_an_article_that_was_not_for_us_takes_along_what_it_told(space: Workspace) -> None:
    correcting.judge(space, Action.IRRELEVANT, ONE.id, "", ODILE)
    corrected(space)
    assert sentences(space) == [f"« {ONE.title} » : cet article n’avait pas sa place dans la lettre."]
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    archive.publish(space, "2026-W47/1", PLAIN)
    assert errata.touched(space, WEEK).differences == ()


def test_a_state_and_a_supplier_that_were_wrong(space: Workspace) -> None:
    status(space, InitiativeStatus.DEPLOYED)
    assert sentences(space) == [
        "Bréville-sur-Aulne : nous disions cette initiative à l’essai ; elle est en service."
    ]
    correcting.initiative(space, Action.SUPPLIER, INITIATIVE, "", None, ODILE)
    corrected(space)
    assert sentences(space)[1] == "Bréville-sur-Aulne : « Ostréa Données » n’en est pas le fournisseur."


@pytest.mark.parametrize(
    ("kind", "words", "gone"),
    [
        (Kind.FIGURE, "12000", "le chiffre « 12\u202f000\u00a0€ » est retiré"),
        (Kind.QUOTE, "commencé par l’école", "la citation « Nous avons commencé par l’école » est retirée"),
    ],
)
def test_what_is_deleted_of_an_article_is_of_those_that_repeat_it(
    space: Workspace, kind: Kind, words: str, gone: str
) -> None:
    original, other = (
        article(2),
        article(3),
    )  # the letter cites the reprint of the one; the other is a text of its own
    with open_live(space.data, STORE) as live:
        told = analysis(quotes=(quote(),), roles=(), events=(), initiatives=())
        found = tuple(processed(number, found=told) for number in (2, 3))
        live.write(Batch(articles=found, links=(link(1, 2),)))
    publish(space.data, STORE)
    said = correcting.delete(space, kind, words, original.id, ODILE)
    assert [one.article_id for one in said.articles] == [ONE.id]
    assert said.change.articles == 2
    assert other.id not in said.correction.articles
    assert [one.week for one in concerned(space, said.correction)] == [WEEK.label]
    corrected(space)
    assert [gone in line for line in sentences(space)] == [True]
    corrections.undo(space, "c1", ODILE)
    corrected(space)
    assert sentences(space) == []


def test_what_later_articles_tell_is_news_and_no_error(space: Workspace) -> None:
    later = MONDAY + timedelta(days=9)
    further = initiative(INITIATIVE, status=InitiativeStatus.DEPLOYED, supplier="Parlavox")
    found = analysis(roles=(), quotes=(), events=(), figures=(), initiatives=(further,))
    with open_live(space.data, STORE) as live:
        live.write(Batch(articles=(processed(2, found=found, published_at=later, seen_at=later),)))
    publish(space.data, STORE)
    assert sentences(space) == []


def test_an_article_that_is_read_anew_elsewhere_in_its_text_is_no_error(space: Workspace) -> None:
    found = analysis(
        roles=(role(),), quotes=(quote(70),), events=(event(),), initiatives=(initiative(INITIATIVE),)
    )
    moved = processed(
        1, found=replace(found, figures=tuple(replace(f, start=99, end=111) for f in found.figures))
    )
    with open_live(space.data, STORE) as live:
        live.write(Batch(articles=(moved,)))
    publish(space.data, STORE)
    assert sentences(space) == []


def test_an_erratum_is_shown_then_approved_then_leaves_once(space: Workspace) -> None:
    status(space, InitiativeStatus.DEPLOYED)
    shown = errata.prepare(space, WEEK, "Nos excuses à Bréville.", ODILE)
    assert shown is not None
    assert (shown.key, shown.state) == ("2026-W47/1", IssueState.DRAFT)
    assert errata.prepare(space, WEEK, None, ODILE).sha256 == shown.sha256  # type: ignore[union-attr]
    letter = letterjson.from_json(shown.content)
    assert letter.erratum == (
        "Bréville-sur-Aulne : nous disions cette initiative à l’essai ; elle est en service.",
    )
    assert letter.editorial == "Nos excuses à Bréville."
    assert letter.proofs == {letter.erratum[0]: ONE.url}
    assert letter.subject == "Rectificatif à la lettre de la semaine du 16 au 22 novembre 2026"
    approved = errata.approve(space, WEEK, 1, Words("Basile"))
    assert (approved.state, approved.approved_by, approved.sha256) == (
        IssueState.APPROVED,
        "Basile",
        shown.sha256,
    )
    archive.publish(space, "2026-W47/1", PLAIN)
    assert sentences(space) == []
    assert errata.prepare(space, WEEK, None, ODILE) is None
    status(space, InitiativeStatus.ABANDONED)
    assert sentences(space) == [
        "Bréville-sur-Aulne : nous disions cette initiative en service ; elle est abandonnée."
    ]
    assert errata.prepare(space, WEEK, None, ODILE).key == "2026-W47/2"  # type: ignore[union-attr]


def test_an_erratum_that_is_no_longer_what_there_is_to_say_is_not_approved(space: Workspace) -> None:
    status(space, InitiativeStatus.DEPLOYED)
    errata.prepare(space, WEEK, None, ODILE)
    status(space, InitiativeStatus.ABANDONED)
    with pytest.raises(Undecided, match="n’est plus ce qu’il y a à dire"):
        errata.approve(space, WEEK, 1, ODILE)
    errata.prepare(space, WEEK, None, ODILE)
    assert errata.approve(space, WEEK, 1, ODILE).state is IssueState.APPROVED
    with pytest.raises(InputError, match="pas de rectificatif"):
        errata.approve(space, WEEK, 2, ODILE)


def agreed(space: Workspace, letter: Letter) -> Issue:
    """Shown, then approved."""
    seeing.see(space, drafted(space, letter), ODILE)
    return approving.approve(space, drafted(space, letter), ODILE)


def prepared(space: Workspace) -> None:
    status(space, InitiativeStatus.DEPLOYED)
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)


def waiting(space: Workspace) -> Issue | None:
    with closing(open_state(space.state)) as state:
        return letters.issue(state, WEEK.label, 1)


def test_an_erratum_that_was_corrected_back_is_withdrawn(space: Workspace) -> None:
    prepared(space)
    status(space, InitiativeStatus.EXPERIMENT)
    assert errata.prepare(space, WEEK, None, ODILE) is None
    assert waiting(space) is None


def test_an_erratum_that_is_no_longer_true_does_not_leave(space: Workspace) -> None:
    prepared(space)
    status(space, InitiativeStatus.ABANDONED)
    with pytest.raises(Undecided, match="n’est plus ce qu’il y a à dire"):
        archive.publish(space, "2026-W47/1", PLAIN)
    found = waiting(space)
    assert found is not None
    assert found.state is IssueState.DRAFT
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    status(space, InitiativeStatus.EXPERIMENT)
    with pytest.raises(Undecided):
        sending.send(mailing(space), WEEK.label, unrendered, erratum=1)
    assert waiting(space) is None


def mailing(space: Workspace) -> Workspace:
    smtp = space.settings.smtp.model_copy(update={"host": "127.0.0.1", "tls": "none"})
    return replace(space, settings=space.settings.model_copy(update={"smtp": smtp}))


def unrendered(_: Issue) -> Rendered:
    raise AssertionError("rendered though it does not leave")


def test_what_is_approved_is_what_was_read(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    status(space, InitiativeStatus.DEPLOYED)
    errata.prepare(space, WEEK, "Une note.", ODILE)
    keep = letters.keep

    def meanwhile(*given: Any, **named: Any) -> bool:
        monkeypatch.setattr(letters, "keep", keep)
        errata.prepare(space, WEEK, "Une autre, que personne n’a lue.", Words("Basile"))
        return keep(*given, **named)

    monkeypatch.setattr(letters, "keep", meanwhile)
    with pytest.raises(Undecided):
        errata.approve(space, WEEK, 1, ODILE)
    found = waiting(space)
    assert found is not None
    assert (found.state, found.content["editorial"]) == (IssueState.DRAFT, "Une autre, que personne n’a lue.")


def test_an_erratum_goes_the_way_its_letter_went(space: Workspace) -> None:
    prepared(space)
    with closing(open_state(space.state)) as state:
        letter = letters.issue(state, WEEK.label)
        assert letter is not None
        readers.admit(state, ["zoe@x.example"], ["t"], NOW)
        with state.write() as connection:
            connection.execute(
                update(letter_issues).where(letter_issues.c.erratum == 0).values(state="approved")
            )
        leaving.begin(state, replace(letter, state=IssueState.APPROVED), NOW)
    with pytest.raises(InputError, match="partie par courriel") as refused:
        archive.publish(space, "2026-W47/1", PLAIN)
    assert "digest send 2026-W47/1" in refused.value.next_step


def test_a_quote_is_named_by_its_first_words_and_a_reserved_one_by_none() -> None:
    long = " ".join(["mot"] * 60)
    told = sentence("quote", f"{ONE.id}:0", long, ("", ""), LETTER.items[1])
    assert max(len(part.partition(" »")[0]) for part in told.split("« ")[1:]) <= 60
    fact = ("quote", f"{ONE.id}:0", "Nous avons commencé", LETTER.items[1].key)
    reserved = replace(LETTER, gaps=Gaps(reserved=LETTER.items[1].tellings))
    assert [one.sentence for one in differences(reserved, (fact,), {})] == [
        "Odile Ferrandou, maire de Bréville-sur-Aulne : la citation est retirée."
    ]
    spoke = ("speaker", f"{ONE.id}:0", f"{MAYOR}|mayor|79901", LETTER.items[1].key)
    assert [one.sentence for one in differences(LETTER, (spoke,), {})] == [
        "« Nous avons commencé par l’école » : ces mots ne sont pas de « Odile Ferrandou, maire »."
    ]
    assert [one.sentence for one in differences(reserved, (spoke,), {})] == [
        f"{SOURCE.name} : ces mots ne sont pas de « Odile Ferrandou, maire »."
    ]


def test_of_two_initiatives_of_a_town_the_letters_words_say_which() -> None:
    said = "Bréville-sur-Aulne (Deux-Sèvres) met à l’essai un chatbot"
    pieces = (
        Piece("Bréville-sur-Aulne (Deux-Sèvres)"),
        Piece(" met à l’essai un chatbot", "c-whole"),
        Piece("."),
    )
    whole = claim("c-whole", ClaimKind.INITIATIVE, said, "La mairie teste un chatbot.")
    item = replace(ITEM, text=pieces, claims=(whole,))
    told = sentence("initiative-status", INITIATIVE, "experiment", ("plan", ""), item)
    assert told == f"« {said} » : nous disions cette initiative à l’essai ; elle est en projet."
    gone = sentence("initiative-status", INITIATIVE, "experiment", ("", ""), item)
    assert gone == f"« {said} » : cette initiative est retirée du registre."


def test_an_item_without_a_headline_is_called_by_its_article(space: Workspace) -> None:
    (found,) = concerned(space, word(Kind.QUOTE, "nous avons commence par l ecole", article_id=ONE.id))
    assert found.items == (ONE.title,)


@pytest.mark.parametrize("note", ["deux\nlignes", "x" * 2000, "a\u202eb"])
def test_a_note_is_a_line(space: Workspace, note: str) -> None:
    with pytest.raises(InputError):
        errata.prepare(space, WEEK, note, ODILE)
    assert errata.prepare(space, WEEK, "Le lien de Rodez était faux.", ODILE) is not None


def test_a_forgotten_name_is_in_no_note(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        tombstones.add(state, tombstones.of_person(names_of("Zoé Kerbrat")), NOW)
    with pytest.raises(InputError, match="oubliée"):
        errata.prepare(space, WEEK, "Nos excuses à Zoé Kerbrat.", ODILE)


def test_a_letter_that_did_not_leave_has_no_erratum(tmp_path: Path) -> None:
    space = made(tmp_path)
    with pytest.raises(InputError, match="n’est pas partie"):
        errata.touched(space, WEEK)
    checking.tick(space, drafted(space, LETTER), ["tout"], [], ODILE)
    agreed(space, LETTER)
    with pytest.raises(InputError, match="n’est pas partie"):
        errata.prepare(space, WEEK, None, ODILE)


def test_the_next_letter_opens_with_it_and_the_one_after_does_not(space: Workspace) -> None:
    status(space, InitiativeStatus.DEPLOYED)
    errata.prepare(space, WEEK, "Nos excuses.", ODILE)
    following = retold(LETTER, week=errata_week(7), items=())
    assert drafted(space, following).composed.erratum == ()
    errata.approve(space, WEEK, 1, ODILE)
    opened = (
        "Bréville-sur-Aulne : nous disions cette initiative à l’essai ; elle est en service.",
        "Nos excuses.",
    )
    assert drafted(space, following).composed.erratum == opened
    assert drafted(space, LETTER).composed.erratum == ()
    agreed(space, following)
    assert drafted(space, following).composed.erratum == opened
    after = retold(LETTER, week=errata_week(14), items=())
    assert drafted(space, after).composed.erratum == opened  # the one before it may never leave
    archive.publish(space, errata_week(7).label, PLAIN)
    assert drafted(space, after).composed.erratum == ()


def test_of_two_approved_letters_the_first_that_leaves_tells_it(space: Workspace) -> None:
    prepared(space)
    following, after = (retold(LETTER, week=errata_week(days), items=()) for days in (7, 14))
    for letter in (following, after):
        agreed(space, letter)
    archive.publish(space, errata_week(7).label, PLAIN)
    with pytest.raises(Undecided, match="2026-W48 a déjà dit"):
        archive.publish(space, errata_week(14).label, PLAIN)
    assert drafted(space, after).composed.erratum == ()
    agreed(space, after)
    archive.publish(space, errata_week(14).label, PLAIN)


@pytest.mark.parametrize("then", [InitiativeStatus.EXPERIMENT, InitiativeStatus.ABANDONED])
def test_a_letter_does_not_open_with_an_erratum_that_is_no_longer_true(
    space: Workspace, then: InitiativeStatus
) -> None:
    prepared(space)
    following = retold(LETTER, week=errata_week(7), items=())
    agreed(space, following)
    status(space, then)
    errata.prepare(space, WEEK, None, ODILE)
    with pytest.raises(InputError, match="pas approuvée"):
        archive.publish(space, errata_week(7).label, PLAIN)
    assert drafted(space, following).composed.erratum == ()


def test_a_line_that_two_errata_say_is_due_until_both_were_told(space: Workspace) -> None:
    prepared(space)
    agreed(space, retold(LETTER, week=errata_week(7), items=()))
    with closing(open_state(space.state)) as state:
        known = letters.issues(state)
    (letter,) = [replace(one, state=IssueState.SENT) for one in known if one.week == errata_week(7).label]
    (one,) = [one for one in known if one.erratum]
    content = one.content | {"editorial": "Nos excuses."}
    other = replace(one, week=errata_week(7).label, content=content)
    next_one = replace(letter, week=errata_week(14).label, state=IssueState.APPROVED)
    both = replace(
        next_one, content=letter.content | {"erratum": [*letter.content["erratum"], "Nos excuses."]}
    )
    assert told_already([letter, one, other], both) == ""
    assert told_already([letter, one], next_one) == errata_week(7).label


def test_an_older_letter_that_is_approved_late_tells_of_no_later_erratum(space: Workspace) -> None:
    prepared(space)
    older = retold(LETTER, week=errata_week(-7), items=())
    assert drafted(space, older).composed.erratum == ()
    agreed(space, older)
    archive.publish(space, errata_week(-7).label, PLAIN)
    assert len(drafted(space, retold(LETTER, week=errata_week(7), items=())).composed.erratum) == 1


def test_an_older_weeks_erratum_moves_no_event_of_the_newest_letter(space: Workspace) -> None:
    newest = retold(LETTER, week=errata_week(7))
    checking.tick(space, drafted(space, newest), ["tout"], [], ODILE)
    agreed(space, newest)
    archive.publish(space, errata_week(7).label, PLAIN)
    correcting.delete(space, Kind.EVENT, "e1", None, ODILE)
    corrected(space)
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    archive.publish(space, "2026-W47/1", PLAIN)
    assert "|withdrawn|" not in (archive.folder(space) / "agenda.ics").read_text("utf-8")
    archive.write(space, WEEK.label)
    (event,) = Calendar.from_ical((archive.folder(space) / "agenda.ics").read_bytes()).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == (
        "CONFIRMED",
        1,
    )  # who heard of the other listens to this one


def errata_week(days: int) -> Week:
    return week_of(WEEK.first + timedelta(days=days))


NOW = datetime(2026, 11, 24, tzinfo=UTC)
PLACE = ITEM.place


def word(kind: Kind, key: str, action: Action = Action.DELETE, article_id: str | None = None) -> Correction:
    return Correction(action, kind, key, "Odile", NOW, article_id=article_id)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (word(Kind.INITIATIVE, INITIATIVE, Action.STATUS), True),
        (word(Kind.INITIATIVE, "9" * 16, Action.STATUS), False),
        (word(Kind.ARTICLE, ONE.id, Action.IRRELEVANT), True),
        (word(Kind.ARTICLE, ONE.id, Action.TOPICS), False),
        (word(Kind.ARTICLE, "9" * 16, Action.IRRELEVANT), False),
        (word(Kind.PERSON, MAYOR, Action.ROLE), True),
        (word(Kind.PERSON, MAYOR, Action.ROLE, ONE.id), True),
        (word(Kind.PERSON, MAYOR, Action.ROLE, "9" * 16), False),
        (word(Kind.COMMUNE, "79901", Action.DELETE, ONE.id), True),
        (word(Kind.QUOTE, "nous avons commence par l ecole", Action.DELETE, ONE.id), True),
        (word(Kind.QUOTE, "autre chose", Action.DELETE, ONE.id), False),
        (word(Kind.FIGURE, "12000 cout", Action.DELETE, ONE.id), True),
        (word(Kind.FIGURE, "120 000 cout", Action.DELETE, ONE.id), False),
        (word(Kind.EVENT, "e1", Action.RENAME), True),
        (word(Kind.STORY, STORY, Action.SPLIT), True),
        (word(Kind.ORGANISATION, "ostrea donnees", Action.DELETE), True),
        (word(Kind.TECHNOLOGY, "assistant-vocal", Action.LINK), False),
    ],
)
def test_a_correction_says_which_letter_it_touches(space: Workspace, one: Correction, told: bool) -> None:
    assert [found.week for found in concerned(space, one)] == ["2026-W47"] * told


def test_the_items_are_named(space: Workspace) -> None:
    found = concerned(space, word(Kind.INITIATIVE, INITIATIVE, Action.STATUS))
    assert found == [Concerned("2026-W47", (PLACE,))]


def test_a_letter_that_is_only_approved_is_not_named(tmp_path: Path) -> None:
    space = made(tmp_path)
    checking.tick(space, drafted(space, LETTER), ["tout"], [], ODILE)
    agreed(space, LETTER)
    assert concerned(space, word(Kind.INITIATIVE, INITIATIVE, Action.STATUS)) == []


def test_a_merged_initiative_still_is_what_was_said_of_it(space: Workspace) -> None:
    other = processed(
        2, found=analysis(roles=(), quotes=(), figures=(), events=(), initiatives=(initiative("2b" * 8),))
    )
    with open_live(space.data, STORE) as live:
        live.write(Batch(articles=(other,)))
    publish(space.data, STORE)
    correcting.merge(space, Kind.INITIATIVE, INITIATIVE, "2b" * 8, ODILE)
    corrected(space)
    assert sentences(space) == []


def test_the_archive_says_when_it_was_put_right(space: Workspace) -> None:
    folder = archive.folder(space)
    page = folder / "2026-W47" / "index.html"
    assert "'rectified': None" in page.read_text("utf-8")
    correcting.delete(space, Kind.EVENT, "e1", None, ODILE)
    corrected(space)
    assert sentences(space) == [
        "Forum des voix : le rendez-vous « Forum des voix, du 3 au 4 décembre 2026 » est retiré."
    ]
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    archive.publish(space, "2026-W47/1", PLAIN)
    assert "'rectified': datetime.date(" in page.read_text("utf-8")
    assert "le rendez-vous « Forum des voix" in page.read_text("utf-8")
    assert "le rendez-vous « Forum des voix" in page.read_text("utf-8")
    assert "Rectifié le " in (folder / "index.html").read_text("utf-8")
    assert "|withdrawn|" in (folder / "agenda.ics").read_text("utf-8")
    assert f"'mended': {{'{LETTER.items[3].key}': datetime.date(" in page.read_text("utf-8")
    assert "None" not in (folder / "atom.xml").read_text("utf-8")
    assert (folder / "2026-W47" / "rectificatif-1.eml").is_file()


def test_what_was_wrong_is_marked_where_it_stands(space: Workspace) -> None:
    correcting.delete(space, Kind.EVENT, "e1", None, ODILE)
    status(space, InitiativeStatus.DEPLOYED)
    errata.prepare(space, WEEK, None, ODILE)
    errata.approve(space, WEEK, 1, ODILE)
    folder = archive.publish(space, "2026-W47/1")
    html, feed = ((folder / name).read_text("utf-8") for name in ("index.html", "../atom.xml"))
    today = french.date_of(datetime.now(PARIS).date()).replace(" ", "\u00a0", 1)
    mark = f'<p class="notice"><strong>Rectifié le {today}</strong> (<a href="#rectificatif">'
    assert html.count(mark) == 2
    assert re.search(f"{re.escape(mark)}[^/]*</a>\\)</p>\\s*<h3>(?:<a [^>]*>)?Bréville", html)
    assert '<section id="rectificatif">' in html
    assert html.count("Lire l’article") == 2
    assert f'"https://voix.example/lettres/{WEEK.label}/#rectificatif"' in feed.replace("&quot;", '"')
    (event,) = Calendar.from_ical((folder.parent / "agenda.ics").read_bytes()).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["SUMMARY"] == "Retiré : Forum des voix"


def test_what_was_sent_is_what_the_archive_holds(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        issue = letters.issue(state, "2026-W47")
    assert isinstance(issue, Issue)
    assert repr(letterjson.from_json(issue.content)) in (
        archive.folder(space) / "2026-W47" / "letter.txt"
    ).read_text("utf-8")
    assert article(1).id == ONE.id
