"""The page of a mayor; who has no public role has none."""

from urllib.parse import quote

from desk_browser import Browser
from desk_pages import ask, change, part, words

from jobs.workspace import Workspace


def _page(browser: Browser, key: str) -> str:
    answer = browser.get(f"/maires/{quote(key)}")
    assert answer.status_code == 200
    return answer.text


def test_every_mayor_of_an_article_has_a_page_that_counts_as_v_mayors(
    looking: Browser, demo_space: Workspace
) -> None:
    rows = ask(
        demo_space,
        "SELECT person_key, any_value(person), count(DISTINCT article_id) FILTER (counted_as = 'article')"
        " FROM v_mayors WHERE person_key LIKE '%:%' GROUP BY ALL",
    )
    assert len(rows) > 5
    for key, name, articles in rows:
        page = _page(looking, key)
        assert f"{articles} article" in words(part(page, "presse"))
        assert name.split()[-1].lower() in words(page).lower().replace("’", "'")


def test_nobody_without_a_mayors_role_has_one(looking: Browser, demo_space: Workspace) -> None:
    others = ask(
        demo_space,
        "SELECT DISTINCT person_key FROM roles WHERE coalesce(status, '') = ''"
        " AND person_key NOT IN (SELECT person_key FROM roles WHERE status <> '')"
        " AND person_key NOT IN (SELECT insee || ':' || name_key FROM mandates)",
    )
    assert others
    for (key,) in others:
        assert looking.get(f"/maires/{quote(key)}").status_code == 404
    assert looking.get("/maires/29232:personne").status_code == 404
    assert looking.get("/maires/maelle%20kervran").status_code == 404
    assert looking.get("/maires/99999:maelle%20kervran").status_code == 404


def test_a_name_that_only_the_register_gave_is_not_counted(browser: Browser, space: Workspace) -> None:
    key = "56078:erwan le guennic pedrono"
    change(
        space,
        "INSERT INTO roles (article_id, version, person_key, name, role, insee, status, register, register_basis,"
        " inferred, evidence_text) SELECT article_id, version, ?, 'Erwan Le Guennic-Pédrono', 'mayor', '56078',"
        " 'current', 'confirmed', 'attested', true, 'Le maire de Guidel a tranché.'"
        " FROM articles JOIN article_communes USING (article_id) WHERE insee = '56078' AND form = 'article' LIMIT 1",
        key,
    )
    page = _page(browser, key)
    assert "Aucun article ne nomme cette personne." in words(page)
    assert "1 article dit « le maire »" in words(part(page, "presse"))
    assert "nom déduit du registre : 1 article" in words(part(page, "statut"))
    assert "Le maire de Guidel a tranché." in words(part(page, "statut"))


def test_a_name_that_is_inferred_alone_has_no_page(browser: Browser, space: Workspace) -> None:
    change(
        space,
        "INSERT INTO roles (article_id, version, person_key, name, role, insee, status, inferred)"
        " SELECT article_id, version, '72181:odile personne', 'Odile Personne', 'mayor', '72181', 'current', true"
        " FROM articles LIMIT 1",
    )
    assert browser.get("/maires/72181:odile%20personne").status_code == 404


def test_who_was_merged_is_found_where_they_went(browser: Browser, space: Workspace) -> None:
    change(
        space,
        "INSERT INTO redirects VALUES ('person', '71014:b chazelas', '71014:bertrand chazelas', NULL)",
    )
    answer = browser.get("/maires/71014:b%20chazelas")
    assert (answer.status_code, answer.headers["location"]) == (301, "/maires/71014%3Abertrand%20chazelas")
    assert browser.get(answer.headers["location"]).status_code == 200


def test_mandates_and_the_registers_word(looking: Browser) -> None:
    page = _page(looking, "71014:odile perraudin")
    assert "du 25/05/2020 au 21/03/2026" in words(part(page, "mandats"))
    contradicted = _page(looking, "69290:karim benslamane")
    assert "ne connaît pas de mandat à ce nom" in words(part(contradicted, "mandats"))
    assert "le registre dit autre chose" in words(part(contradicted, "statut"))


def test_quotes_are_theirs(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(
        demo_space,
        "SELECT person_key, text FROM v_quotes"
        " WHERE role = 'mayor' AND person_key LIKE '%:%' AND counted_as = 'article'",
    )
    assert rows
    for key, text in rows:
        assert words(text)[:30].replace("'", "’") in words(part(_page(looking, key), "citations"))


def test_initiatives_are_those_of_the_mandate(looking: Browser, demo_space: Workspace) -> None:
    before, now = "71014:odile perraudin", "71014:bertrand chazelas"
    rows = ask(demo_space, "SELECT initiative_id, first_seen FROM initiatives WHERE actor_code = '71014'")
    for initiative, first in rows:
        assert str(first) >= "2026-03-22"
        assert f"/initiatives/{initiative}" in _page(looking, now)
        assert f"/initiatives/{initiative}" not in _page(looking, before)


def test_who_came_back_has_two_mandates_and_only_their_initiatives(
    browser: Browser, space: Workspace
) -> None:
    """As in Valserhône: mayor to 2020, another for six years, mayor again; spans of one mandate touch or overlap."""
    change(space, "DELETE FROM mandates WHERE insee = '71014'")
    for name, first, last in (
        ("Une Revenante", "2014-04-05", "2020-05-17"), ("Une Revenante", "2020-05-18", "2020-07-03"),
        ("Un Autre", "2020-07-04", "2026-03-29"), ("Une Revenante", "2026-03-30", None),
    ):  # fmt: skip
        change(
            space,
            "INSERT INTO mandates (insee, name, name_key, from_day, to_day, basis, source)"
            " VALUES ('71014', ?, plain_name(?), ?, ?, 'attested', 'test')",
            name, name, first, last,
        )  # fmt: skip
    ((between,), (after,), *_) = ask(
        space,
        "SELECT initiative_id FROM v_initiatives WHERE actor_code = '71014' ORDER BY initiative_id",
    )
    change(
        space,
        "UPDATE initiatives SET first_seen = '2022-01-03', last_seen = '2022-02-01' WHERE initiative_id = ?",
        between,
    )
    change(
        space,
        "UPDATE initiatives SET first_seen = '2026-02-03', last_seen = '2026-04-02' WHERE initiative_id = ?",
        after,
    )
    page = _page(browser, "71014:une revenante")
    said = words(part(page, "mandats"))
    assert said.count("depuis le 30/03/2026") == 2  # the mandate, and its only span
    assert "du 05/04/2014 au 03/07/2020" in said
    assert "du 05/04/2014 au 17/05/2020" in said
    assert "depuis le 05/04/2014" not in said
    assert f"/initiatives/{after}" in part(page, "initiatives")
    assert between not in page
    other = _page(browser, "71014:un autre")
    assert between in part(other, "initiatives")
    assert "du 04/07/2020 au 29/03/2026" in words(part(other, "mandats"))
