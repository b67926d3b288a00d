"""What editors put right in place: whose words, which town, which day; from what they type to what is published."""

import contextlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from corrected_space import MAYOR, OFFICIAL, ONE, SETTINGS, SPOKE, TWO, WHY, WORDS, applied, made_of, rows
from newsroom import (
    MONDAY,
    analysis,
    article,
    event,
    initiative,
    link,
    processed,
    role,
    signature,
    story_article,
)

from core.errors import InputError, SaidAlready
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import Rule
from jobs.correcting import corrections, say, telling
from jobs.correcting.cases import export_tests, export_training
from jobs.correcting.dating import typed
from jobs.reading import history, search
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.readers.agenda import agenda
from store.readers.letter import deeds
from store.readers.past import current_articles
from store.sql import query


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An article and its reprint, which tell of one rendezvous and one initiative."""
    return made_of(tmp_path, role(), OFFICIAL)


def test_a_quote_is_of_somebody_whom_the_article_names_and_so_in_its_reprint(workspace: Workspace) -> None:
    before = rows(workspace, SPOKE)
    said = say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    assert telling.sentence(said) == (
        f"c1 : citation « Nous avons commencé par l’école » est de « Basile Quentric », dans l’article {ONE}."
    )
    assert [one.article_id for one in said.articles] == [TWO]
    assert (said.change.articles, said.change.rows) == (2, {"quotes": 2})
    applied(workspace)
    assert rows(workspace, SPOKE) == [("basile quentric", "Basile Quentric", "official", None)] * 2
    (listed,) = corrections.listed(workspace)
    assert telling.leads(listed.correction, listed.into) == "est de Basile Quentric"
    with pytest.raises(SaidAlready):
        say.link(workspace, Kind.QUOTE, WORDS, "basile quentric", ONE, WHY)
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, SPOKE) == before


def test_a_quote_is_of_a_mayor_whom_the_register_alone_knows_or_of_nobody(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, OFFICIAL)
    for named in ("odile ferrandou", MAYOR):
        said = say.link(workspace, Kind.QUOTE, WORDS, named, TWO, WHY)
        assert (said.into, said.correction.value) == ("Odile Ferrandou", MAYOR)
        corrections.undo(workspace, f"c{said.correction.number}", WHY)
    say.link(workspace, Kind.QUOTE, WORDS, "basile quentric", ONE, WHY)
    say.link(workspace, Kind.QUOTE, WORDS, MAYOR, ONE, WHY)
    applied(workspace)
    assert rows(workspace, SPOKE) == [(MAYOR, "Odile Ferrandou", "mayor", "79901")] * 2
    said = say.link(workspace, Kind.QUOTE, WORDS, "", ONE, WHY)
    assert telling.leads(said.correction, said.into) == "n’est de personne que l’on puisse nommer"
    applied(workspace)
    assert rows(workspace, SPOKE) == [(None, None, None, None)] * 2


def test_whose_words_they_are_not_is_refused_with_whose_they_may_be(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="n’a pas de rôle dans cet article") as refused:
        say.link(workspace, Kind.QUOTE, WORDS, "Ana Brizeux", ONE, WHY)
    assert refused.value.next_step.startswith("Y ont un rôle : Odile Ferrandou, Basile Quentric.")
    with pytest.raises(InputError, match="désigne 0 citation"):
        say.link(workspace, Kind.QUOTE, "jamais dit", "Basile Quentric", ONE, WHY)
    with pytest.raises(InputError, match="se corrige dans un article"):
        say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", None, WHY)
    assert corrections.listed(workspace) == []


def test_whose_words_they_are_is_a_test_case(workspace: Workspace, tmp_path: Path) -> None:
    say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    applied(workspace)
    assert export_tests(workspace, tmp_path / "cases") == 2
    lines = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    case, _ = map(json.loads, lines)
    assert case["expected"] == {
        "quotes": [{"text": "Nous avons commencé par l’école", "speaker": "Basile Quentric"}]
    }


AGENDA = "SELECT start_day::VARCHAR, end_day::VARCHAR, precision FROM v_agenda"
EVENTS = "SELECT start_day::VARCHAR FROM events ORDER BY article_id = $$" + ONE + "$$ DESC"


@pytest.mark.parametrize(
    ("first", "last", "kept", "told"),
    [
        ("2026-12-10", "", "2026-12-10", "a lieu le 10 décembre 2026"),
        ("10/12/2026", "12/12/2026", "2026-12-10/2026-12-12", "a lieu du 10 au 12 décembre 2026"),
        (" 1/2/2027 ", "2027-02-01", "2027-02-01", "a lieu le 1er février 2027"),
        ("12/2026", "", "2026-12", "a lieu en décembre 2026"),
        ("2027", "", "2027", "a lieu en 2027"),
    ],
)
def test_an_event_takes_place_when_editors_say(
    workspace: Workspace, first: str, last: str, kept: str, told: str
) -> None:
    before = rows(workspace, AGENDA)
    said = say.day(workspace, "Forum des voix", first, last, None, WHY)
    assert (said.correction.value, said.correction.articles) == (kept, (ONE, TWO))
    assert telling.leads(said.correction, said.into).replace("\u00a0", " ") == told
    applied(workspace)
    (shown,) = corrections.listed(workspace)
    assert (telling.leads(shown.correction, shown.into).replace("\u00a0", " "), shown.changes) == (told, 2)
    assert rows(workspace, AGENDA) != before
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, AGENDA) == before


def test_a_day_of_one_article_is_that_of_its_reprint(workspace: Workspace, tmp_path: Path) -> None:
    say.day(workspace, "e1", "2026-12-10", "", ONE, WHY)
    applied(workspace)
    assert rows(workspace, EVENTS) == [("2026-12-10",)] * 2
    export_tests(workspace, tmp_path / "cases")
    line = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(line)["expected"] == {
        "events": [{"name": "Forum des voix", "start_date": "2026-12-10", "end_date": "2026-12-10"}]
    }


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("", "", "aucun jour n’est dit"),
        ("bientôt", "", "« bientôt » n’est pas un jour"),
        ("31/2/2027", "", "« 31/2/2027 » n’est pas un jour"),
        ("20261203", "", "« 20261203 » n’est pas un jour"),
        ("2026-12-10", "2026-12-09", "le dernier jour vient avant le premier"),
        ("2026-12", "2026-12-09", "n’est pas écrit comme lui"),
        ("0001-01-01", "", "est bien loin d’aujourd’hui"),
        ("2026-13", "", "« 2026-13 » n’est pas un jour"),
    ],
)
def test_what_is_no_day_is_refused(first: str, last: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        typed(first, last)


def test_a_day_holds_for_what_was_just_merged_into_it(workspace: Workspace) -> None:
    later = event(id="e2", start_date="2026-12-05", end_date="2026-12-05")
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(processed(3, found=analysis(events=(later,))),)))
    publish(workspace.data, SETTINGS)
    say.merge(workspace, Kind.EVENT, "e1", "e2", WHY)
    say.day(workspace, "e2", "2026-12-10", "", None, WHY)
    applied(workspace)
    assert rows(workspace, EVENTS) == [("2026-12-10",)] * 3


def test_an_article_that_does_not_announce_it_has_no_day_of_it(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="n’est pas connu"):
        say.day(workspace, "e9", "2026-12-10", "", None, WHY)
    say.split(workspace, Kind.EVENT, "e1", [TWO], WHY)
    applied(workspace)
    with pytest.raises(InputError, match="cet article n’annonce pas « Forum des voix »"):
        say.day(workspace, "e1", "2026-12-10", "", TWO, WHY)


BORNE = "SELECT actor_kind, actor_code, actor_name FROM initiatives"
LINES = "SELECT actor_code FROM initiative_history ORDER BY article_id = $$" + ONE + "$$ DESC"
DEED = "Bréville-sur-Aulne · Assistant vocal · accueil téléphonique de nuit"


def test_an_initiative_is_of_another_commune_everywhere_and_in_articles_to_come(workspace: Workspace) -> None:
    before = rows(workspace, BORNE)
    said = say.link(workspace, Kind.INITIATIVE, "1a1a", "Marsa-le-Bois", None, WHY)
    assert telling.sentence(said) == (
        f"c1 : initiative « {DEED} » ({'1a' * 8}) est portée par « Marsa-le-Bois » (79902)."
    )
    assert (said.change.articles, said.change.rows) == (2, {"initiative_history": 2})
    applied(workspace)
    with open_live(workspace.data, SETTINGS) as live:
        told = processed(3, found=analysis(initiatives=(initiative("1a" * 8),)))
        live.write(Batch(articles=(told,)))
    publish(workspace.data, SETTINGS)
    assert rows(workspace, BORNE) == [("commune", "79902", "Marsa-le-Bois")]
    assert rows(workspace, "SELECT DISTINCT actor_code FROM initiative_history") == [("79902",)]
    (listed,) = corrections.listed(workspace)
    assert telling.leads(listed.correction, listed.into) == "est portée par Marsa-le-Bois (79902)"
    with pytest.raises(SaidAlready):
        say.link(workspace, Kind.INITIATIVE, "1a1a", "79902", None, WHY)
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, BORNE) == before


def test_what_an_initiative_was_just_merged_into_is_told_by_its_articles(workspace: Workspace) -> None:
    with open_live(workspace.data, SETTINGS) as live:
        other = processed(3, found=analysis(initiatives=(initiative("2b" * 8),)))
        live.write(Batch(articles=(other,)))
    publish(workspace.data, SETTINGS)
    say.merge(workspace, Kind.INITIATIVE, "2b2b", "1a1a", WHY)
    said = say.link(workspace, Kind.INITIATIVE, "2b2b", "79902", other.article.id, WHY)
    assert (said.correction.key, said.followed) == ("1a" * 8, (("2b" * 8, "1a" * 8),))
    applied(workspace)
    told = "SELECT DISTINCT actor_code FROM initiative_history WHERE article_id = "
    assert rows(workspace, f"{told}'{other.article.id}'") == [("79902",)]


def test_the_letter_knows_that_an_editor_said_whose_an_initiative_is(workspace: Workspace) -> None:
    """What is said of one article alone is not what the register says: nobody vouched for that."""

    def vouched() -> list[tuple[str, str, bool]]:
        with workspace.snapshot() as snapshot:
            told = deeds(snapshot, date(2020, 1, 1), date(2030, 1, 1), 0.5)
        return sorted((one.article_id, one.actor_code, one.vouched) for one in told)

    assert {one[1:] for one in vouched()} == {("79901", False)}
    say.link(workspace, Kind.INITIATIVE, "1a1a", "79902", None, WHY)
    applied(workspace)
    assert {one[1:] for one in vouched()} == {("79902", True)}
    corrections.undo(workspace, "c1", WHY)
    for one in (ONE, TWO):
        number = say.link(workspace, Kind.INITIATIVE, "1a1a", "79902", one, WHY).correction.number
        applied(workspace)
        borne = rows(workspace, "SELECT actor_code FROM initiatives")[0][0]
        assert sorted(vouched()) == sorted((n, borne, borne == "79902" and n == one) for n in (ONE, TWO))
        corrections.undo(workspace, f"c{number}", WHY)


def test_an_initiative_is_of_another_commune_in_one_article(workspace: Workspace, tmp_path: Path) -> None:
    say.link(workspace, Kind.INITIATIVE, "1a1a", "79902", ONE, WHY)
    applied(workspace)
    assert rows(workspace, LINES) == [("79902",), ("79901",)]
    assert export_tests(workspace, tmp_path / "cases") == 1
    (line,) = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert [one["actor_name"] for one in json.loads(line)["expected"]["initiatives"]] == ["Marsa-le-Bois"]
    with pytest.raises(InputError, match="commune : « Nullepart » n’est pas connue"):
        say.link(workspace, Kind.INITIATIVE, "1a1a", "Nullepart", ONE, WHY)
    say.split(workspace, Kind.INITIATIVE, "1a1a", [TWO], WHY)
    applied(workspace)
    with pytest.raises(InputError, match="cet article ne raconte pas"):
        say.link(workspace, Kind.INITIATIVE, "1a1a", "79902", TWO, WHY)


def test_the_case_of_an_initiative_of_another_commune_is_of_its_own_articles(
    workspace: Workspace, tmp_path: Path
) -> None:
    say.link(workspace, Kind.INITIATIVE, "1a1a", "79902", None, WHY)
    applied(workspace)
    assert export_tests(workspace, tmp_path / "cases") == 2


@pytest.mark.parametrize(
    "typed", ["Marsa-le-Bois (79)", "marsa le bois (Deux-Sèvres)", "79902", "Marsa-le-Bois"]
)
def test_a_commune_is_typed_as_pages_show_it(workspace: Workspace, typed: str) -> None:
    """The form of an initiative begins with its commune's name and département: what is changed in it is understood."""
    said = say.link(workspace, Kind.INITIATIVE, "1a" * 8, typed, None, WHY)
    assert said.correction.value == "79902"


@pytest.mark.parametrize("typed", ["Marsa-le-Bois (44)", "(79)", "Marsa (79)"])
def test_a_commune_of_another_departement_is_nobodys(workspace: Workspace, typed: str) -> None:
    with pytest.raises(InputError, match="n’est pas connue"):
        say.link(workspace, Kind.INITIATIVE, "1a" * 8, typed, None, WHY)


WHERE = "SELECT place, insee, commune FROM v_agenda"
PLACES = "SELECT place, insee FROM events ORDER BY article_id = $$" + ONE + "$$ DESC"


def test_an_event_is_in_another_commune_as_all_who_announce_it_now_say(workspace: Workspace) -> None:
    before = rows(workspace, WHERE)
    said = say.link(workspace, Kind.EVENT, "Forum des voix", "Marsa-le-Bois", None, WHY)
    assert telling.sentence(said) == (
        "c1 : rendez-vous « Forum des voix » (e1) a pour commune « Marsa-le-Bois » (79902)."
    )
    assert (said.change.articles, said.change.rows) == (2, {"events": 1})
    assert said.correction.articles == (ONE, TWO)
    applied(workspace)
    with open_live(workspace.data, SETTINGS) as live:
        live.write(
            Batch(articles=(processed(3, found=analysis(events=(event(id="e1"),))),), links=(link(3, 1),))
        )
    publish(workspace.data, SETTINGS)
    assert rows(workspace, WHERE) == [("Marsa-le-Bois", "79902", "Marsa-le-Bois")]
    assert rows(workspace, PLACES) == [("Marsa-le-Bois", "79902")] * 3  # a reprint that came later follows
    with workspace.snapshot() as snapshot:
        (told,) = agenda(snapshot, date(2026, 12, 1), date(2026, 12, 31))
    assert (told.commune, told.insee) == ("Marsa-le-Bois", "79902")
    (listed,) = corrections.listed(workspace)
    assert telling.leads(listed.correction, listed.into) == "a pour commune Marsa-le-Bois (79902)"
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, WHERE) == before


def test_an_event_that_is_said_to_be_there_already_is_not_said_so_twice(workspace: Workspace) -> None:
    for _ in range(2):  # once it waits, once it is published
        with contextlib.suppress(SaidAlready):
            say.link(workspace, Kind.EVENT, "e1", "79902", None, WHY)
        with pytest.raises(SaidAlready):
            say.link(workspace, Kind.EVENT, "e1", "Marsa-le-Bois", None, WHY)
        applied(workspace)
    assert len(corrections.listed(workspace)) == 1


def test_a_split_takes_nothing_back_of_where_an_event_is(workspace: Workspace) -> None:
    """Where it is does not say which it is."""
    say.link(workspace, Kind.EVENT, "e1", "79902", None, WHY)
    say.split(workspace, Kind.EVENT, "e1", [TWO], WHY)
    with pytest.raises(SaidAlready):
        say.link(workspace, Kind.EVENT, "e1", "79902", None, WHY)


def test_where_an_event_is_in_an_article_keeps_the_articles_own_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    hall = event(id="e1", place="salle des Forges")
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(processed(3, found=analysis(events=(hall,))),)))
    publish(workspace.data, SETTINGS)
    third = article(3).id
    say.link(workspace, Kind.EVENT, "e1", "79902", third, WHY)
    applied(workspace)
    own = f"SELECT place, insee FROM events WHERE article_id = '{third}'"
    assert rows(workspace, own) == [("salle des Forges", "79902")]
    assert ("Bréville-sur-Aulne", "79901") in rows(workspace, PLACES)
    assert export_tests(workspace, tmp_path / "cases") == 1
    (line,) = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["expected"] == {"events": [{"name": "Forum des voix", "place": "79902"}]}
    with pytest.raises(InputError, match="commune : « Nullepart » n’est pas connue"):
        say.link(workspace, Kind.EVENT, "e1", "Nullepart", None, WHY)


def test_a_commune_that_was_said_by_mistake_leaves_no_words_of_its_own(workspace: Workspace) -> None:
    say.link(workspace, Kind.EVENT, "e1", "79902", None, WHY)
    applied(workspace)
    say.link(workspace, Kind.EVENT, "e1", "79901", None, WHY)
    applied(workspace)
    assert rows(workspace, PLACES) == [("Bréville-sur-Aulne", "79901")] * 2
    corrections.undo(workspace, "c2", WHY)
    say.link(workspace, Kind.EVENT, "e1", "79902", ONE, WHY)
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, PLACES) == [("Marsa-le-Bois", "79902")] * 2


def test_an_article_that_does_not_announce_it_says_no_commune_of_it(workspace: Workspace) -> None:
    say.split(workspace, Kind.EVENT, "e1", [TWO], WHY)
    applied(workspace)
    with pytest.raises(InputError, match="cet article n’annonce pas « Forum des voix »"):
        say.link(workspace, Kind.EVENT, "e1", "79902", TWO, WHY)


TITLE = "La voix de Bréville répond la nuit"
TITLES = "SELECT title FROM articles ORDER BY article_id = $$" + ONE + "$$ DESC"


def found_by(workspace: Workspace, words: str) -> list[str]:
    return [one.article_id for one in search(workspace, {"words": words}).hits]


def test_a_title_that_was_read_wrongly_is_corrected_wherever_it_is_published(
    workspace: Workspace, tmp_path: Path
) -> None:
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(story_articles=(story_article(1), story_article(2, rule=Rule.LINKED))))
    publish(workspace.data, SETTINGS)
    was = article(1).title
    said = say.rename(workspace, Kind.ARTICLE, article(1).url, f" {TITLE} ", None, WHY)
    assert telling.sentence(said) == f"c1 : article « {was} » ({ONE}) a pour titre « {TITLE} »."
    assert telling.effect(said).replace("\u00a0", " ") == "Change 1 titre, dans 1 article."
    with pytest.raises(SaidAlready):
        say.rename(workspace, Kind.ARTICLE, ONE, TITLE, None, WHY)
    assert found_by(workspace, f'"{TITLE}"') == []
    applied(workspace)
    assert rows(workspace, TITLES) == [(TITLE,), (article(2).title,)]
    assert rows(workspace, "SELECT title FROM stories") == [(TITLE,)]
    assert found_by(workspace, f'"{TITLE}"') == [ONE]
    assert ONE not in found_by(workspace, f'"{was}"')
    (told, _), *others = history(workspace, ONE).versions  # what the publisher wrote
    assert (told.title, others) == (was, [])
    assert export_tests(workspace, tmp_path / "cases") == 1
    (line,) = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["expected"] == {"title": TITLE}
    assert (
        export_training(workspace, tmp_path / "decisions.jsonl") == 0
    )  # it says nothing of whether it is for us
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, TITLES) == [(was,), (article(2).title,)]
    assert found_by(workspace, f'"{was}"')[:1] == [ONE]
    assert rows(workspace, "SELECT title FROM stories") == [(was,)]


def test_a_later_version_of_the_page_keeps_the_title_that_an_editor_gave(workspace: Workspace) -> None:
    say.rename(workspace, Kind.ARTICLE, ONE, TITLE, None, WHY)
    applied(workspace)
    later = processed(1, version=2, title="Édition du soir", seen_at=MONDAY + timedelta(days=1))
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(later,)))
        # what is read, linked or told of again is what the publisher wrote: offsets count from it
        (again,) = [one for one, _ in current_articles(live.connection, [ONE])]
    publish(workspace.data, SETTINGS)
    assert again.title == "Édition du soir"
    assert rows(workspace, TITLES)[0] == (TITLE,)
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, TITLES)[0] == ("Édition du soir",)


def test_a_title_outlives_what_else_is_said_of_its_article(workspace: Workspace) -> None:
    say.rename(workspace, Kind.ARTICLE, ONE, TITLE, None, WHY)
    say.judge(workspace, Action.IRRELEVANT, ONE, "", WHY)
    applied(workspace)
    assert rows(workspace, TITLES)[0] == (TITLE,)
    corrections.undo(workspace, "c2", WHY)
    applied(workspace)
    told = rows(workspace, f"SELECT title, relevant FROM articles WHERE article_id = '{ONE}'")
    assert told == [(TITLE, True)]


def test_what_is_no_title_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="article inconnu"):
        say.rename(workspace, Kind.ARTICLE, "f" * 16, TITLE, None, WHY)
    with pytest.raises(InputError, match="le nouveau nom est vide"):
        say.rename(workspace, Kind.ARTICLE, ONE, " ", None, WHY)
    with pytest.raises(InputError, match="nommé deux fois"):
        say.rename(workspace, Kind.ARTICLE, ONE, TITLE, TWO, WHY)


def test_linking_and_stories_go_by_the_publishers_title(workspace: Workspace) -> None:
    """Mentions are placed in what the publisher wrote."""
    say.rename(workspace, Kind.ARTICLE, ONE, TITLE, None, WHY)
    applied(workspace)
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(signatures=(signature(1),)))
        (linked,) = live.traces([ONE], signature().scheme)
        told = live.connection.execute(query("story_untraced"), {"ids": [ONE]}).fetchall()
    assert linked.title == article(1).title
    assert TITLE not in repr(told)
    assert article(1).title in repr(told)
