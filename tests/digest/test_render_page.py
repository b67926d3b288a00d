"""The web page and its figures; what people see of it is in test_render_browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import letters
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_of import addresses, outside, shape

import registers
from digest.letter import Section
from digest.render import figures, words
from digest.render.frame import Frame
from digest.render.page import page

FRAME = Frame(feed="https://lettre.example/feed", calendar="https://lettre.example/a.ics")


def test_every_link_of_the_letter_is_there_and_nothing_is_asked_for() -> None:
    html = page(letters.LETTER, FRAME)
    assert addresses(html) == {*words.links(letters.LETTER), FRAME.feed, FRAME.calendar}
    assert outside(html) == []
    assert "UNSUBSCRIBE" not in html


def test_an_archive_page_says_that_it_was_mended() -> None:
    html = page(letters.LETTER, Frame(rectified=date(2026, 12, 1)))
    assert "Rectifié le 1er\xa0décembre 2026" in html
    assert "Rectifié" not in page(letters.LETTER)
    assert "Brouillon" not in html


def test_departements_are_on_the_map_and_in_words() -> None:
    html = page(letters.LETTER)
    tree = lxml.html.fromstring(html)
    assert len(tree.xpath("//circle")) == 101
    assert len(tree.xpath("//circle[@class='told']")) == 4
    assert [text.text for text in tree.xpath("//svg//text")] == [
        "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte",
    ]  # fmt: skip
    assert [li.replace("\xa0", " ") for li in tree.xpath("//ul[@class='counts']/li/text()")] == [
        "Finistère : 12 articles", "Jura : 3 articles", "La Réunion : 2 articles", "Corse-du-Sud : 1 article",
    ]  # fmt: skip


def test_departements_may_be_named_instead() -> None:
    assert figures.by_departement({"Jura": 3}) == figures.by_departement({"39": 3})
    assert figures.dots({"Jura": 3}) == figures.dots({"39": 3})


def test_dots_lie_within_the_map_each_where_its_communes_are() -> None:
    placed = {dot.name: dot for dot in figures.dots({"29": 1})}
    assert all(0 < dot.x < figures.WIDTH and 0 < dot.y < figures.HEIGHT for dot in placed.values())
    assert placed["Finistère"].x < placed["Jura"].x
    assert placed["Nord"].y < placed["Corse-du-Sud"].y


def test_every_dot_lies_on_its_ground() -> None:
    france, *overseas = figures.grounds()
    of_box = {ground.name: ground for ground in overseas}
    for dot in figures.dots({}):
        ground = of_box.get(dot.name, france)
        there = inside((dot.x - ground.x, dot.y - ground.y), ground.path)
        assert there or dot.name == "Guadeloupe", dot.name  # its middle is between its two islands
    assert not inside((40, 200), france.path)  # the Bay of Biscay
    assert all(g.x + figures.INSET[0] < figures.WIDTH for g in overseas)


def inside(point: tuple[float, float], path: str) -> bool:
    """Whether a point lies in an SVG path of relative lines, by how often a ray leaves it."""
    crossed = False
    for ring in path.removesuffix("z").split("z"):
        start, _, moves = ring.removeprefix("M").partition("l")
        x, y = map(float, start.split())
        corners = [(x, y)]
        for dx, dy in batched(map(float, re.findall(r"-?[\d.]+", moves))):
            x, y = x + dx, y + dy
            corners.append((x, y))
        for (x0, y0), (x1, y1) in pairwise([*corners, corners[0]]):
            if (y0 > point[1]) != (y1 > point[1]):
                crossed ^= point[0] < x0 + (point[1] - y0) * (x1 - x0) / (y1 - y0)
    return crossed


def batched(numbers: Iterator[float]) -> Iterator[tuple[float, float]]:
    return zip(numbers, numbers, strict=True)


def test_the_table_of_departements_is_that_of_the_register() -> None:
    known = figures._departements()
    territories = registers.load().territories.to_pylist()
    expected = {t["code"]: t["name"] for t in territories if t["kind"] == "departement"}
    assert {code: name for code, (name, _, _) in known.items()} == expected


def test_the_middle_of_a_departement_is_that_of_its_communes() -> None:
    communes = [
        c for c in registers.load().communes.to_pylist() if c["kind"] == "commune" and c["lat"] is not None
    ]
    for code in ("01", "2B", "59", "75"):
        of_it = [(c["lat"], c["lon"]) for c in communes if c["departement"] == code]
        middle = [sum(axis) / len(of_it) for axis in zip(*of_it, strict=True)]
        assert figures._departements()[code][1:] == pytest.approx(middle, abs=0.01)


def test_trends_are_lines_and_words() -> None:
    (trend, _) = figures.trends(letters.LETTER.trends)
    assert trend.said == "assistant vocal, articles par semaine : 2, 4, 3, 9, 8, 27"
    assert trend.points.split()[-1] == "94.0,2.0"
    assert figures.trends({"x": (0,)})[0].points == "2.0,22.0"


def test_without_trends_a_paragraph_says_why_and_columns_are_for_lists() -> None:
    tree = lxml.html.fromstring(page(replace(letters.LETTER, trends={})))
    assert tree.xpath("string(//p[starts-with(., 'Pas de tendances')]/@class)") == "lead"
    assert {one.tag for one in tree.xpath("//*[@class='counts']")} == {"ul"}


def test_an_empty_week_has_no_part_but_its_foot() -> None:
    tree = lxml.html.fromstring(page(letters.EMPTY))
    assert tree.xpath("//section") == []
    assert "Nous n’avons lu aucun article" in tree.xpath("string(//main)")


PLAIN = shape(page(letters.hostile("mot"), FRAME))


def check(hostile: str) -> None:
    html = page(letters.hostile(hostile), FRAME)
    assert shape(html) <= PLAIN
    assert addresses(html) == {"https://phare.example/1", FRAME.feed, FRAME.calendar}


@pytest.mark.parametrize("hostile", letters.HOSTILE)
def test_hostile_words_make_no_markup(hostile: str) -> None:
    check(hostile)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=100) | st.lists(st.sampled_from("<>\"'&;-!/={}%script")).map("".join))
def test_no_words_make_markup(hostile: str) -> None:
    check(hostile)


@pytest.mark.parametrize("url", letters.BAD_LINKS)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert addresses(page(letters.hostile("mot", url))) == set()


def test_an_event_that_is_off_says_so() -> None:
    event = letters.event(41)
    off = replace(
        event, facts=(replace(event.facts[0], value=event.facts[0].value.replace("scheduled", "cancelled")),)
    )
    assert "salle des Forges, Brancé-le-Haut, annulé" in page(replace(letters.LETTER, items=(off,)))
    said = replace(off, headline="Annulé : Assises de la ville numérique")
    assert page(replace(letters.LETTER, items=(said,))).lower().count("annulé") == 1


def test_an_event_that_is_moved_above_keeps_its_day() -> None:
    moved = replace(letters.event(41), section=Section.STORIES)
    assert "Du 1er au 2\xa0décembre 2026" in page(replace(letters.LETTER, items=(moved,)))
