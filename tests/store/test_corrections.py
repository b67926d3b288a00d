"""What one correction does to an article's rows, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from newsroom import MONDAY, analysis, event, figure, initiative, mention, processed, quote, role

from core.types import Correction, CorrectionAction, CorrectionKind, Detail, MentionKind, RoleKind
from store.batch import Batch
from store.correcting.corrected import corrected
from store.correcting.facts import Office, Tables, figure_key
from store.correcting.people import agreement
from store.correcting.plan import Plan, Unit
from store.staging import staged
from store.tables import FACTS

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MAYOR = "79901:odile ferrandou"
DAY = MONDAY.date()


def said(action: str, kind: str, key: str, value: str = "", number: int = 1, **changes: Any) -> Correction:
    usual = Correction(
        CorrectionAction(action), CorrectionKind(kind), key, "O.", NOW, "vu", None, value, number=number
    )
    return replace(usual, **changes)


def unit(**facts: Any) -> Unit:
    done = processed(found=analysis(**facts))
    tables = staged(Batch(articles=(done,)), 1)
    kept: Tables = {facts.name: tables[facts.name] for facts in FACTS}
    kept["articles"] = [
        {k: row[k] for k in ("article_id", "version", "relevant", "nature", "title")}
        for row in tables["articles"]
    ]
    return Unit(done.article.id, 1, kept, DAY)


def after(one: Unit, *words: Correction, offices: dict[str, list[Office]] | None = None) -> Tables:
    return corrected(one, Plan(words, offices or {}))[0]


def column(tables: Tables, table: str, name: str) -> list[Any]:
    return [row[name] for row in tables[table]]


ORG = mention(MentionKind.ORGANISATION, "ostrea donnees", "Ostréa Données", 60)


def test_without_a_word_nothing_changes_and_the_rows_given_are_never_touched() -> None:
    one = unit()
    before = repr(one)
    assert corrected(one, Plan(())) == (one.tables, [])
    after(one, said("irrelevant", "article", one.article_id), said("delete", "event", "e1", number=2))
    assert repr(one) == before


def test_words_on_other_things_change_nothing_and_are_not_counted() -> None:
    words = [
        said("rename", "organisation", "autre", "X", 1),
        said("delete", "person", MAYOR, number=2, article_id="b" * 16),
    ]
    assert corrected(unit(), Plan(words))[1] == []


def test_of_two_words_on_one_thing_the_later_wins() -> None:
    one = unit(mentions=(ORG,))
    words = [
        said("rename", "organisation", ORG.key, name, n) for n, name in ((1, "Ostréa"), (2, "Ostréa SAS"))
    ]
    assert column(after(one, *words), "mentions", "name") == ["Ostréa SAS"]
    assert column(after(one, *reversed(words)), "mentions", "name") == ["Ostréa SAS"]


def test_a_merge_takes_the_name_that_its_target_was_given() -> None:
    one = unit(mentions=(ORG,))
    rename = said("rename", "organisation", "ostrea", "Ostréa SAS", 1)
    merge = said("merge", "organisation", ORG.key, "ostrea", 2, detail=Detail("Ostréa"))
    assert column(after(one, rename, merge), "mentions", "name") == ["Ostréa SAS"]
    assert column(after(one, merge), "mentions", "name") == ["Ostréa"]


def test_a_supplier_follows_its_organisation() -> None:
    one = unit(mentions=(ORG,))
    renamed = after(one, said("rename", "organisation", ORG.key, "Ostréa SAS"))
    assert column(renamed, "initiative_history", "supplier") == ["Ostréa SAS"]
    gone = after(one, said("delete", "organisation", ORG.key))
    assert (gone["mentions"], column(gone, "initiative_history", "supplier")) == ([], [None])


def test_words_that_circle_come_to_an_end() -> None:
    words = [
        said("merge", "organisation", ORG.key, "b", 1),
        said("merge", "organisation", "b", "c", 2),
        said("merge", "organisation", "c", ORG.key, 3),
    ]
    found = after(unit(mentions=(ORG,)), *words)
    assert column(found, "mentions", "entity_key") in (["ostrea donnees"], ["b"], ["c"])
    assert Plan(words).redirects() is not None


def test_two_mentions_that_become_one_are_one_row() -> None:
    twin = replace(ORG, key="ostrea")
    found = after(
        unit(mentions=(ORG, twin)), said("merge", "organisation", "ostrea", ORG.key, detail=Detail("Ostréa"))
    )
    assert len(found["mentions"]) == 1


def test_a_deleted_person_says_nothing_as_such_but_what_was_said_stays() -> None:
    one = unit(mentions=(mention(MentionKind.PERSON, MAYOR, "Odile Ferrandou"),), quotes=(quote(),))
    found = after(one, said("delete", "person", MAYOR, article_id=one.article_id))
    assert (found["roles"], found["persons"], found["mentions"]) == ([], [], [])
    (spoken,) = found["quotes"]
    assert (spoken["person_key"], spoken["role"], spoken["insee"], spoken["speaker"]) == (
        None, None, None, "Odile Ferrandou",
    )  # fmt: skip


def test_of_several_roles_one_is_replaced() -> None:
    roles = (
        role("Basile Quentric", RoleKind.COUNCILLOR, person_key="basile quentric"),
        role("Basile Quentric", RoleKind.OFFICIAL, person_key="basile quentric"),
    )
    word = said("role", "person", "basile quentric", "deputy_mayor", detail=Detail(was="official"))
    assert column(after(unit(roles=roles), word), "roles", "role") == ["councillor", "deputy_mayor"]


def test_of_a_homonym_everything_goes_to_the_other_commune_but_a_name_that_was_inferred() -> None:
    town = mention(MentionKind.COMMUNE, "79901", "Bréville")
    word = said("link", "commune", "79901", "50700", detail=Detail("Bréville (Manche)"))
    found = after(unit(mentions=(town,)), word)
    assert column(found, "roles", "insee") == column(found, "events", "insee") == ["50700"]
    assert column(found, "roles", "person_key") == ["50700:odile ferrandou"]
    assert column(found, "initiative_history", "actor_code") == ["50700"]
    assert column(found, "mentions", "name") == ["Bréville (Manche)"]
    assert after(unit(roles=(role(inferred=True),)), word)["roles"] == []


def test_a_commune_that_is_none_takes_with_it_what_rests_on_it() -> None:
    one = unit()
    found = after(one, said("delete", "commune", "79901", article_id=one.article_id))
    assert (found["roles"], found["initiative_history"], column(found, "events", "insee")) == ([], [], [None])
    assert column(found, "mentions", "kind") == ["technology"]


@pytest.mark.parametrize(
    ("action", "before", "expected"),
    [
        ("relevant", (False, "other"), (True, "initiative")),
        ("relevant", (False, "debate"), (True, "debate")),
        ("irrelevant", (True, "initiative"), (False, "other")),
        ("irrelevant", (True, "debate"), (False, "debate")),
    ],
)
def test_an_initiative_is_for_us_and_nothing_else_is_one(
    action: str, before: tuple[bool, str], expected: tuple[bool, str]
) -> None:
    one = unit(relevant=before[0], nature=before[1])
    (row,) = after(one, said(action, "article", one.article_id))["articles"]
    assert (row["relevant"], row["nature"]) == expected


def test_nature_topics_status_and_words() -> None:
    one = unit(
        quotes=(quote(), quote(200, text="Autre chose")),
        figures=(figure(), figure(80, 3, what="postes", unit="")),
    )
    found = after(
        one,
        said("nature", "article", one.article_id, "incident", 1),
        said("topics", "article", one.article_id, "mobilite", 2),
        said("status", "initiative", "i1", "deployed", 3, article_id=one.article_id),
        said("rename", "initiative", "i1", "accueil de jour", 4),
        said("rename", "event", "e1", "Forum", 5),
        said("delete", "quote", "autre chose", number=6, article_id=one.article_id),
        said("delete", "figure", "3 postes", number=7, article_id=one.article_id),
    )
    assert column(found, "articles", "nature") == ["incident"]
    assert column(found, "article_topics", "topic") == ["mobilite"]
    assert (column(found, "initiative_history", "status"), column(found, "initiative_history", "use_case")) == (
        ["deployed"], ["accueil de jour"],
    )  # fmt: skip
    assert column(found, "events", "name") == ["Forum"]
    assert (column(found, "quotes", "start_at"), column(found, "figures", "value")) == ([0], [12000])


def test_an_amount_goes_with_the_figure_that_it_is() -> None:
    one = unit(
        figures=(figure(20), figure(60, 3000)),
        initiatives=(initiative(amounts=((20, 32), (60, 72))),),
    )

    def amounts(*words: Correction) -> list[int]:
        ((kept),) = column(after(one, *words), "initiative_history", "amounts")
        return [span["start_at"] for span in kept]

    wrong = said("delete", "figure", figure_key(one.tables["figures"][0]), article_id=one.article_id)
    assert amounts(wrong) == [60]
    assert amounts(replace(wrong, article_id="f" * 16)) == [20, 60]
    undo = said("undo", "figure", wrong.key, number=2, article_id=one.article_id, undoes=1)
    assert amounts(wrong, undo) == [20, 60]


def reckoned(one: Unit, value: str, number: int = 1, **changes: Any) -> Correction:
    return said(
        "figure", "figure", "12000 cout", value, number,
        article_id=one.article_id, detail=Detail("", "1,2 M€"), **changes,
    )  # fmt: skip


def test_a_figure_says_what_editors_say_and_its_sentence_stays() -> None:
    one = unit(
        figures=(figure(20, low=9000, approximate=True), figure(60, 3000)),
        initiatives=(initiative(amounts=((20, 32), (60, 72))),),
    )
    mine, other = one.tables["figures"]
    words = [span["words"] for span in one.tables["initiative_history"][0]["amounts"]]
    word = reckoned(one, "1.2|M€|1200000|€|budget")
    found = after(one, word)
    said_now = {
        "value": 1.2,
        "unit": "M€",
        "base_value": 1200000,
        "base_unit": "€",
        "what": "budget",
        "low": None,
    }
    assert found["figures"] == [mine | said_now, other]
    (amounts,) = column(found, "initiative_history", "amounts")
    assert [span["words"] for span in amounts] == ["1,2 M€", words[1]]
    assert after(one, replace(word, article_id="b" * 16)) == one.tables
    no_money = after(one, replace(word, detail=Detail("12 caméras", "")))
    assert [span["start_at"] for (span,) in column(no_money, "initiative_history", "amounts")] == [60]
    again = replace(word, number=2, value="45000|€|45000|€|coût", detail=Detail("", "45 000 €"))
    (amounts,) = column(after(one, replace(word, detail=Detail()), again), "initiative_history", "amounts")
    assert [span["words"] for span in amounts] == ["45 000 €", words[1]], "the last word on it counts"
    assert after(one, word, said("undo", "figure", "", number=2, undoes=1)) == one.tables
    renamed = after(one, reckoned(one, "12000|€|12000|€|budget"))
    assert renamed["figures"] == [mine | {"what": "budget"}, other], "a range stays one"


def test_a_figure_that_was_said_anew_is_known_by_what_it_says_now_and_by_what_it_said() -> None:
    one = unit(figures=(figure(20),))
    first = reckoned(one, "45000|€|45000|€|coût")
    then = replace(reckoned(one, "45|k€|45000|€|coût", 2), key="45000 cout", at=NOW + timedelta(hours=1))
    undo = said("undo", "figure", "", number=3, undoes=1, at=NOW + timedelta(hours=2))
    before = replace(undo, number=2, at=NOW + timedelta(minutes=1))
    for words in ((first, then), (first, then, undo), (first, replace(then, key="12000 cout"))):
        assert column(after(one, *words), "figures", "unit") == ["k€"], words
    gone = replace(then, action=CorrectionAction.DELETE)
    assert after(one, first, gone)["figures"] == after(one, first, gone, undo)["figures"] == []
    # what was taken back before was no way to call it any more: another figure is meant
    assert after(one, first, before, replace(gone, number=3))["figures"] == one.tables["figures"]


WORDS = "nous avons commence par l ecole"
ANA = Detail("Ana Brizeux", "mayor", "79902")


def spoken(tables: Tables) -> list[tuple[Any, ...]]:
    return [
        tuple(row[name] for name in ("person_key", "speaker", "role", "insee")) for row in tables["quotes"]
    ]


def test_a_quote_is_of_another_person_or_of_nobody_by_its_words() -> None:
    roles = (role(), role("Basile Quentric", RoleKind.OFFICIAL, insee=None, person_key="basile quentric"))
    one = unit(roles=roles, quotes=(quote(), quote(200, text="Autre chose")))
    hers = (MAYOR, "Odile Ferrandou", "mayor", "79901")
    his = said(
        "link",
        "quote",
        WORDS,
        "basile quentric",
        article_id=one.article_id,
        detail=Detail("B. Q.", "official"),
    )
    found = after(one, his)
    assert spoken(found) == [("basile quentric", "Basile Quentric", "official", None), hers]
    assert {name: rows for name, rows in found.items() if name != "quotes"} == {
        name: rows for name, rows in one.tables.items() if name != "quotes"
    }
    nobody = replace(his, value="", detail=Detail(), number=2)
    assert spoken(after(one, his, nobody)) == [(None, None, None, None), hers]
    undoing = said("undo", "quote", WORDS, number=3, undoes=2)
    assert after(one, his, nobody, undoing) == found
    assert after(one, replace(his, article_id="b" * 16)) == one.tables


def test_a_speaker_whom_the_article_does_not_name_follows_what_is_said_of_them_everywhere() -> None:
    one = unit(quotes=(quote(),))
    hers = said("link", "quote", WORDS, "79902:ana brizeux", article_id=one.article_id, detail=ANA)
    assert spoken(after(one, hers)) == [("79902:ana brizeux", "Ana Brizeux", "mayor", "79902")]
    over = said("role", "person", "79902:ana brizeux", "former_mayor", 2)
    assert spoken(after(one, hers, over)) == [("79902:ana brizeux", "Ana Brizeux", "former_mayor", "79902")]
    merged = said(
        "merge", "person", "79902:ana brizeux", "79902:anna brizeux", 2, detail=Detail("Anna Brizeux")
    )
    assert spoken(after(one, hers, merged)) == [("79902:anna brizeux", "Anna Brizeux", "mayor", "79902")]
    gone = said("delete", "person", "79902:ana brizeux", number=2)
    assert spoken(after(one, hers, gone)) == [(None, "Ana Brizeux", None, None)]


def test_a_speaker_is_known_by_name_where_a_role_said_before_gave_another_key() -> None:
    one = unit(quotes=(quote(person_key="x", speaker="X"),))
    moved = said("link", "person", MAYOR, "79902", article_id=one.article_id)
    hers = said(
        "link", "quote", WORDS, MAYOR, 2, article_id=one.article_id,
        detail=Detail("Odile Ferrandou", "mayor", "79901"),
    )  # fmt: skip
    assert spoken(after(one, moved, hers)) == [("79902:odile ferrandou", "Odile Ferrandou", "mayor", "79902")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-12-10", (date(2026, 12, 10), date(2026, 12, 10), "day")),
        ("2026-12-10/2026-12-12", (date(2026, 12, 10), date(2026, 12, 12), "day")),
        ("2026-12", (date(2026, 12, 1), date(2026, 12, 31), "month")),
        ("2026-12/2027-02", (date(2026, 12, 1), date(2027, 2, 28), "month")),
        ("2027", (date(2027, 1, 1), date(2027, 12, 31), "year")),
    ],
)
def test_an_event_takes_place_when_editors_say_and_nothing_else_of_it_changes(
    value: str, expected: tuple[date, date, str]
) -> None:
    one = unit(events=(event(), event(200)))
    found = after(one, said("day", "event", "e1", value, articles=(one.article_id,)))
    days = dict(zip(("start_day", "end_day", "precision"), expected, strict=True))
    assert found["events"] == [row | days for row in one.tables["events"]]
    assert after(one, said("day", "event", "e1", value, articles=("b" * 16,))) == one.tables
    undone = after(one, said("day", "event", "e1", value), said("undo", "event", "e1", number=2, undoes=1))
    assert undone == one.tables


def test_a_title_is_an_editors_whatever_else_is_said_of_the_article() -> None:
    one = unit()
    title = said("rename", "article", one.article_id, "Le bon titre")
    found = after(one, title, said("irrelevant", "article", one.article_id, number=2))
    (row,) = found["articles"]
    assert (row["title"], row["relevant"]) == ("Le bon titre", False)
    assert {name for name, rows in after(one, title).items() if rows != one.tables[name]} == {"articles"}
    assert after(one, title, said("undo", "article", one.article_id, number=2, undoes=1)) == one.tables
    assert after(one, replace(title, key="b" * 16)) == one.tables


def test_an_event_is_in_another_commune_in_the_words_of_its_article_but_for_a_bare_name() -> None:
    hall = event(200, place="salle des Forges")
    one = unit(events=(event(place="BREVILLE sur Aulne"), hall, event(300, place="")))
    word = said(
        "link", "event", "e1", "79902", articles=(one.article_id,),
        detail=Detail("Marsa-le-Bois", was="Marsa|Bréville-sur-Aulne"),
    )  # fmt: skip
    found = after(one, word)
    assert column(found, "events", "insee") == ["79902"] * 3
    before = column(one.tables, "events", "place")
    assert column(found, "events", "place") == ["Marsa-le-Bois", *before[1:]]
    assert {name for name, rows in found.items() if rows != one.tables[name]} == {"events"}
    assert after(one, replace(word, articles=("b" * 16,))) == one.tables
    assert after(one, word, said("undo", "event", "e1", number=2, undoes=1)) == one.tables


def test_an_initiative_is_of_another_commune_and_keeps_all_else() -> None:
    other = initiative("i2", use_case="autre usage")
    one = unit(initiatives=(initiative(), other))
    word = said("link", "initiative", "i1", "50700", detail=Detail("Bréville (Manche)"))
    carrier = {"actor_kind": "commune", "actor_code": "50700", "actor_name": "Bréville (Manche)"}
    mine, theirs = one.tables["initiative_history"]
    found = after(one, word)
    assert found["initiative_history"] == [mine | carrier, theirs]
    assert {name for name, rows in found.items() if rows != one.tables[name]} == {"initiative_history"}
    assert after(one, replace(word, article_id="b" * 16)) == one.tables
    assert after(one, replace(word, article_id=one.article_id)) == found
    # the commune of the article is another: not of what an editor gave to one
    town = said("link", "commune", "79901", "79902", 2, article_id=one.article_id, detail=Detail("Marsa"))
    assert column(after(one, word, town), "initiative_history", "actor_code") == ["50700", "79902"]
    assert after(one, word, said("undo", "initiative", "i1", number=2, undoes=1)) == one.tables


def test_a_split_is_of_its_articles_alone_and_what_is_said_later_of_the_rest_does_not_reach_it() -> None:
    one = unit(events=(event(),), initiatives=(initiative(),))
    split = said("split", "initiative", "i1", "apart", 1, articles=(one.article_id,))
    gone = said("delete", "initiative", "i1", number=2)
    assert column(after(one, split, gone), "initiative_history", "initiative_id") == ["apart"]
    elsewhere = replace(split, articles=("b" * 16,))
    assert after(one, elsewhere, gone)["initiative_history"] == []


def test_the_register_agrees_or_not_as_when_an_article_is_analysed() -> None:
    over = Office("odile ferrandou", date(2014, 3, 30), date(2020, 5, 20), "attested")
    now = Office("basile quentric", date(2020, 5, 21), None, "attested")
    offices = [over, now]
    assert agreement("current", "Basile Quentric", DAY, offices) == ("confirmed", "attested")
    assert agreement("current", "Odile Ferrandou", DAY, offices) == ("contradicted", "attested")
    assert agreement("former", "Odile Ferrandou", DAY, offices) == ("confirmed", "attested")
    assert agreement("former", "Basile Quentric", DAY, offices) == ("contradicted", "attested")
    assert agreement("former", "Ana Brizeux", DAY, offices) == ("unknown", None)
    assert agreement("candidate", "Ana Brizeux", DAY, offices) == ("unknown", None)
    assert agreement("current", "Ana Brizeux", None, offices) == ("unknown", None)
    guessed = [replace_basis(now, "extrapolated")]
    assert agreement("current", "Ana Brizeux", DAY, guessed) == ("unknown", "extrapolated")


def replace_basis(office: Office, basis: str) -> Office:
    return office._replace(basis=basis)


def test_a_supplier_follows_however_often_its_organisation_is_renamed_or_merged() -> None:
    one = unit(mentions=(ORG,))
    words = [
        said("rename", "organisation", ORG.key, "Ostréa SAS", 1),
        said("rename", "organisation", ORG.key, "Ostréa Conseil", 2),
    ]
    found = after(one, *words)
    assert column(found, "initiative_history", "supplier") == ["Ostréa Conseil"]
    assert "supplier_key" not in found["initiative_history"][0]
    merged = [*words, said("merge", "organisation", ORG.key, "marsa", 3, detail=Detail("Marsa"))]
    renamed = [*merged, said("rename", "organisation", "marsa", "Marsa SA", 4)]
    assert column(after(one, *merged), "initiative_history", "supplier") == ["Marsa"]
    assert column(after(one, *renamed), "initiative_history", "supplier") == ["Marsa SA"]


def test_a_supplier_that_an_editor_names_follows_the_organisation_of_that_name() -> None:
    words = [
        said("rename", "organisation", "marsa", "Marsa SA", 1),
        said("supplier", "initiative", "i1", "Marsa SA", 2),
        said("rename", "organisation", "marsa", "Marsa Conseil", 3),
    ]
    assert column(after(unit(), *words), "initiative_history", "supplier") == ["Marsa Conseil"]


def test_names_of_persons_and_events_follow_however_often_they_are_given() -> None:
    one = unit(mentions=(mention(MentionKind.PERSON, MAYOR, "Odile Ferrandou"),), quotes=(quote(),))
    found = after(
        one,
        said("rename", "person", MAYOR, "Odile Ferrand", 1),
        said("rename", "person", MAYOR, "Odile Ferrandou-Bès", 2),
        said("rename", "event", "e1", "Forum", 3),
        said("rename", "event", "e1", "Grand forum", 4),
    )
    assert column(found, "quotes", "speaker") == column(found, "roles", "name") == ["Odile Ferrandou-Bès"]
    assert column(found, "mentions", "name") == ["Odile Ferrandou-Bès"]
    assert column(found, "events", "name") == ["Grand forum"]
    into = after(one, said("rename", "event", "e2", "Salon", 1), said("merge", "event", "e1", "e2", 2))
    assert (column(into, "events", "event_id"), column(into, "events", "name")) == (["e2"], ["Salon"])


def test_a_status_of_several_articles_is_theirs_alone() -> None:
    one = unit()
    word = said("status", "initiative", "i1", "deployed", articles=(one.article_id, "b" * 16))
    assert column(after(one, word), "initiative_history", "status") == ["deployed"]
    elsewhere = replace(word, articles=("b" * 16,))
    assert column(after(one, elsewhere), "initiative_history", "status") == ["experiment"]


def test_an_article_that_is_not_for_us_announces_nothing_until_it_is_said_to_be() -> None:
    one = unit()
    gone = said("irrelevant", "article", one.article_id)
    found = after(one, gone)
    assert (found["initiative_history"], found["events"]) == ([], [])
    back = after(one, gone, said("relevant", "article", one.article_id, number=2))
    assert (len(back["initiative_history"]), len(back["events"])) == (1, 1)
