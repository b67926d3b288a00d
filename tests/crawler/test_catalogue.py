"""The shipped catalogue: what is in it, and that it is what the build makes of the table of outlets."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import registers
from core.errors import InputError
from core.types import EntryKind
from crawler import catalogue
from crawler.build_catalogue import Row, build, read_overlay, read_rows

BEAT = (
    "smart-city-mag", "la-gazette-des-communes", "localtis", "maire-info", "maires-de-france",
    "le-courrier-des-maires", "horizons-publics", "acteurs-publics", "villes-internet", "les-interconnectes",
    "weka", "le-moniteur", "numerique-gouv-fr",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    return read_rows(shared / "data/sources.csv")


def test_the_build_gives_the_shipped_file_byte_for_byte(rows: list[Row]) -> None:
    assert build(rows, read_overlay()).encode() == catalogue.PATH.read_bytes()


def test_every_feed_and_every_home_page_of_the_table_is_in_it(rows: list[Row]) -> None:
    outlets = catalogue.outlets()
    listed = {entry.url for source in outlets for entry in source.entries}
    assert {row.feed_url for row in rows if row.feed_url} <= listed
    assert {row.homepage.rstrip("/") for row in rows} == {s.homepage.rstrip("/") for s in outlets}
    assert len(outlets) == len({row.homepage for row in rows})


def test_the_page_about_it_says_how_many() -> None:
    page = (Path(__file__).parents[2] / "docs/sources.md").read_text(encoding="utf-8")
    assert f"has {len(catalogue.outlets())} titles" in page


def test_two_feeds_of_one_home_page_are_one_title() -> None:
    titles = {source.slug: source for source in catalogue.outlets()}
    assert [e.url for e in titles["ouest-france"].entries] == [
        "https://www.ouest-france.fr/rss/une",
        "https://www.ouest-france.fr/rss-en-continu.xml",
    ]
    assert titles["ouest-france"].name == "Ouest-France"


def test_the_beat_comes_first_and_is_enabled_whatever_its_evidence() -> None:
    outlets = catalogue.outlets()
    assert tuple(source.slug for source in outlets[: len(BEAT)]) == BEAT
    for source in outlets[: len(BEAT)]:
        assert source.enabled
        assert source.entries
        assert source.verified == (source.evidence in {"A", "B"})


def test_elsewhere_the_evidence_decides() -> None:
    outlets = catalogue.outlets()
    first = next(n for n, source in enumerate(outlets) if source.kind == "presse-regionale")
    for source in outlets[first:]:
        assert source.enabled == source.verified == (source.evidence in {"A", "B"})


def test_what_nobody_saw_answer_says_so_beside_it() -> None:
    """An entry point of an unverified title, or of our own, has the words beside it."""
    text = catalogue.text()
    for table in re.split(r"\n(?=\[)", text)[1:]:
        unverified = "verified = false" in table
        for line in table.splitlines():
            if line.startswith("  {") and (unverified or 'kind = "feed"' not in line):
                assert "non vérifié" in line


@pytest.mark.parametrize(
    ("slug", "article", "other"),
    [
        ("smart-city-mag", "https://www.smartcitymag.fr/article/1622", "https://www.smartcitymag.fr/actualites"),
        ("maire-info", "https://www.maire-info.com/un-titre-article-30919", "https://www.maire-info.com/archives"),
        ("maire-info", "https://www.maire-info.com/un-titre-article2-26999", "https://www.maire-info.com/article"),
        ("le-courrier-des-maires", "https://www.courrierdesmaires.fr/123/un-titre/", "https://www.courrierdesmaires.fr/123/"),
        ("horizons-publics", "https://www.horizonspublics.fr/territoires/un-titre", "https://www.horizonspublics.fr/territoires"),
        ("acteurs-publics", "https://acteurspublics.fr/articles/un-titre/", "https://acteurspublics.fr/articles/"),
        ("weka", "https://www.weka.fr/actualite/numerique/article/un-titre-12345/", "https://www.weka.fr/actualite/numerique/"),
        ("mesinfos", "https://mesinfos.fr/ain/un-titre-12345.html", "https://mesinfos.fr/ain/"),
    ],
)  # fmt: skip
def test_a_listing_takes_articles_and_leaves_sections(slug: str, article: str, other: str) -> None:
    source = next(s for s in catalogue.outlets() if s.slug == slug)
    pattern = next(e.pattern for e in source.entries if e.kind is EntryKind.LISTING)
    assert pattern
    assert re.search(pattern, article)
    assert not re.search(pattern, other)


def test_zones_are_those_of_the_registers() -> None:
    found = registers.load()
    territories = {t["name"]: t for t in found.territories.to_pylist() if t["kind"] == "region"}
    communes = found.communes.to_pylist()
    departements = {t["name"]: t["code"] for t in found.territories.to_pylist() if t["kind"] == "departement"}
    for zone, codes in read_overlay().zones.items():
        if zone in {"France", "Outre-mer"}:
            continue
        if zone in territories:
            region = territories[zone]["code"]
            assert set(codes) == {c["departement"] for c in communes if c["region"] == region}
        elif zone in departements:
            assert codes == (departements[zone],)
        else:
            biggest = max((c for c in communes if c["name"] == zone), key=lambda c: c["population"] or 0)
            assert codes == (biggest["departement"],)


def test_departements_stated_outright_correct_the_zone_of_the_table(rows: list[Row]) -> None:
    overlay = read_overlay()
    known = {t["code"] for t in registers.load().territories.to_pylist() if t["kind"] == "departement"}
    zones = {row.homepage.rstrip("/"): row.zone for row in rows}
    for source in catalogue.outlets():
        if source.slug in overlay.departements:
            names = zones[source.homepage.rstrip("/")].split("/")
            whole = {code for name in names for code in overlay.zones[name]}
            stated = overlay.departements[source.slug]
            assert source.departements == stated == tuple(sorted(set(stated)))
            assert known >= set(stated) != whole, source.slug


def test_a_title_may_cross_the_border_of_its_region() -> None:
    titles = {source.slug: source.departements for source in catalogue.outlets()}
    crossing = {"l-union": {"02"}, "le-progres": {"39"}, "le-dauphine-libere": {"05", "84"}}
    crossing["la-nouvelle-republique"] = {"79", "86"}
    for slug, codes in crossing.items():
        assert codes < set(titles[slug])
    assert set(titles["le-dauphine-libere"]) == {"05", "07", "26", "38", "73", "74", "84"}


def test_what_the_table_gives_no_source_for_is_a_usual_place_that_says_so() -> None:
    """Feeds of the catalogue have a line of evidence."""
    (le_moniteur,) = (source for source in catalogue.outlets() if source.slug == "le-moniteur")
    assert [entry.kind for entry in le_moniteur.entries] == [EntryKind.SITEMAP]
    for line in catalogue.text().splitlines():
        if 'kind = "feed"' in line:
            assert re.search(r"# [ABCD]\b", line), line


def test_an_overlay_that_names_what_is_not_there_is_refused() -> None:
    rows = [Row("Un titre", "https://un.example", "https://un.example/rss", "pqr", "Bretagne", "A", "E1")]
    overlay = read_overlay().model_copy(
        update={"beat": (), "others": (), "comments": {}, "groups": {}, "departements": {}}
    )
    assert 'departements = ["22", "29", "35", "56"]' in build(rows, overlay)
    with pytest.raises(InputError, match="noms inconnus : deux"):
        build(rows, overlay.model_copy(update={"comments": {"deux": "x"}}))
    with pytest.raises(InputError, match="zones inconnues : Armorique"):
        build([replace(rows[0], zone="Armorique")], overlay)
    with pytest.raises(InputError, match="familles sans section : radio"):
        build([replace(rows[0], kind="radio")], overlay)
    with pytest.raises(InputError, match="absents de la table"):
        build(rows, read_overlay())
