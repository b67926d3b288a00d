"""Pages of outlets: health, ledger, rights, as the snapshot has them."""

from desk_browser import Browser
from desk_pages import ask, part, words

from digest import french
from jobs.workspace import Workspace


def _slugs(space: Workspace) -> list[str]:
    return [slug for (slug,) in ask(space, "SELECT source_id FROM sources ORDER BY 1")]


def test_every_outlet_has_its_page_and_its_line(looking: Browser, demo_space: Workspace) -> None:
    listed = looking.get("/titres").text
    slugs = _slugs(demo_space)
    assert slugs
    for slug in slugs:
        assert f'href="/titres/{slug}"' in listed
        assert looking.get(f"/titres/{slug}").status_code == 200
    assert looking.get("/titres/aucun").status_code == 404


def test_counts_rights_and_relevance(looking: Browser, demo_space: Workspace) -> None:
    for slug in _slugs(demo_space):
        page = looking.get(f"/titres/{slug}").text
        ((all_, relevant, analysed, reserved, own),) = ask(
            demo_space,
            "SELECT count(*), count(*) FILTER (relevant), count(relevant), count(*) FILTER (tdm_reserved),"
            " count(*) FILTER (counted_as = 'article') FROM v_articles WHERE source_id = ?",
            slug,
        )
        said = words(part(page, "part"))
        assert f"{relevant} sur {analysed} analysés" in said
        assert f"Articles gardés {all_} ," in said or f"Articles gardés {all_}," in said
        assert f"Fouille réservée {reserved} article" in said
        assert f"{own} article" in words(part(page, "volume"))


def test_the_ledger_is_that_of_v_coverage(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(
        demo_space,
        "SELECT source_id, week, expected, collected, readable, excerpts, reserved, blocked, refused, failed, rejected"
        " FROM v_coverage",
    )
    assert rows
    for slug, week, expected, *rest in rows:
        line = f"{week:%d/%m/%Y} {'inconnu' if expected is None else expected} " + " ".join(map(str, rest))
        assert line in words(looking.get(f"/titres/{slug}").text)


def test_refusals_are_counted_by_reason_in_words(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(demo_space, "SELECT source_id, reason, stage, count(*) FROM rejections GROUP BY ALL")
    assert rows
    for slug, reason, stage, n in rows:
        told = words(part(looking.get(f"/titres/{slug}").text, "refus"))
        assert french.reason(reason) in told
        assert f" {n} " in told
        assert stage != "fetch" or "collecte" in told


def test_health_is_in_words(looking: Browser, demo_space: Workspace) -> None:
    for slug, state in ask(demo_space, "SELECT source_id, state FROM v_source_health"):
        assert french.STATES[state or "waiting"] in words(part(looking.get(f"/titres/{slug}").text, "sante"))
