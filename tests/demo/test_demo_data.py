"""The newsroom's data agree with one another, and with the official list of communes where it is at hand."""

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from newsroom_browser import Browser

from demo import MANDATES, Running, sources
from demo.load import articles, outlets
from demo.nouns import Printed
from demo.printing import printed_by

REGISTERS = Path(__file__).parents[3] / "shared" / "data" / "registers"


def everything_printed(today: date) -> list[tuple[str, Printed]]:
    return [
        (outlet.slug, story)
        for outlet in outlets()
        for edition in (1, 2)
        for story in printed_by(outlet, today, edition)
    ]


def text_of(story: Printed) -> str:
    return "\n\n".join([story.title, story.standfirst, *(block.text for block in story.blocks)])


def plain(text: str) -> str:
    """Letters and digits alone: what a commune's name has in common in its spellings."""
    bare = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", bare)


@pytest.fixture(scope="module")
def commune_names() -> dict[str, str]:
    path = REGISTERS / "mayors_2026.csv"
    if not path.exists():
        pytest.skip("the list of communes is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["insee"]: row["commune"] for row in csv.DictReader(rows)}


@pytest.fixture(scope="module")
def mandates() -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(MANDATES.read_text(encoding="utf-8"))["mandate"]
    return tables


def test_expected_lists_every_copy_once(expected: dict[str, Any], copies: list[dict[str, Any]]) -> None:
    planted = {(story.slug, slug) for story in articles() for slug in story.outlets}
    assert {(copy["slug"], copy["outlet"]) for copy in copies} == planted
    assert len(copies) == len(planted)
    assert Counter(copy["outcome"] for copy in copies) == expected["totals"]


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1), date(2028, 3, 1), date(2026, 8, 7)])
def test_texts_leave_no_placeholder_and_are_dated_in_the_days_before(today: date) -> None:
    for _, story in everything_printed(today):
        assert not re.search(r"\{\{|\}\}|\{%|\+\+\+|\*\*|##", text_of(story)), story.slug
        assert today - timedelta(days=14) <= story.published.date() < today
        assert story.published <= story.modified
        assert story.modified.date() < today


def test_most_stories_are_of_the_week(today: date) -> None:
    ages = Counter((today - story.published.date()).days > 7 for _, story in everything_printed(today))
    assert ages[True] == 4  # two stories, in two editions


def test_people_of_expected_are_named_in_the_text(expected: dict[str, Any], today: date) -> None:
    for _, story in everything_printed(today):
        article = expected["articles"][story.slug]
        for person in [*article["mayors"], *article["persons"]]:
            assert person["name"] in text_of(story), (story.slug, person)


def test_mandates_confirm_or_contradict_each_mayor(
    expected: dict[str, Any], mandates: list[dict[str, Any]], today: date
) -> None:
    def hold(mayor: dict[str, Any], *, current: bool) -> set[str]:
        return {
            mandate["name"]
            for mandate in mandates
            if mandate["insee"] == mayor["insee"] and (mandate.get("to_day", today) >= today) == current
        }

    for article in expected["articles"].values():
        for mayor in article["mayors"]:
            names = hold(mayor, current=mayor["status"] == "current")
            assert names, mayor
            assert (mayor["name"] in names) == (mayor["register"] == "confirmed"), mayor
        for insee in article.get("unnamed_mayors", []):
            assert len(hold({"insee": insee}, current=True)) == 1


def test_one_mayor_is_contradicted(expected: dict[str, Any]) -> None:
    found = [
        mayor["name"]
        for article in expected["articles"].values()
        for mayor in article["mayors"]
        if mayor["register"] == "contradicted"
    ]
    assert found == ["Karim Benslamane"]


def test_communes_exist_and_are_named_in_their_text(
    expected: dict[str, Any], copies: list[dict[str, Any]], commune_names: dict[str, str], today: date
) -> None:
    texts = {(slug, story.slug): plain(text_of(story)) for slug, story in everything_printed(today)}
    for copy in copies:
        for insee in copy.get("communes", expected["articles"][copy["slug"]]["communes"]):
            bare = re.sub(r"^(Les |La |Le |L')", "", commune_names[insee])
            assert plain(bare) in texts[copy["outlet"], copy["slug"]], (copy["slug"], insee)


def test_every_mandate_is_of_a_commune_that_exists(
    mandates: list[dict[str, Any]], commune_names: dict[str, str]
) -> None:
    assert {mandate["insee"] for mandate in mandates} <= commune_names.keys()


def test_no_invented_mayor_bears_a_real_mayors_name(mandates: list[dict[str, Any]]) -> None:
    if not REGISTERS.exists():
        pytest.skip("the registers of mayors are not beside this checkout")
    real: set[str] = set()
    for path in REGISTERS.glob("mayors_*.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            real |= {plain(row["prenom"] + row["nom"]) for row in csv.DictReader(rows)}
    assert [mandate["name"] for mandate in mandates if plain(mandate["name"]) in real] == []


def test_towns_of_the_page_frames_are_not_towns_of_the_articles(
    ask: Browser, running: Running, expected: dict[str, Any], commune_names: dict[str, str]
) -> None:
    mentioned = {
        commune_names[code] for article in expected["articles"].values() for code in article["communes"]
    }
    for slug in tomllib.loads(sources(running.port)):
        frame = html.fromstring(ask(slug, "/mentions-legales/").body)
        bottom = " ".join(frame.xpath("//footer//text() | //div[@id='bas' or @class='pied']//text()"))
        towns = {name for name in mentioned if re.search(rf"\b{re.escape(name)}\b", bottom)}
        # Tournon-sur-Rhône is in both on purpose: a frame's town must neither be added nor removed blindly.
        assert towns <= {"Tournon-sur-Rhône"}, slug
