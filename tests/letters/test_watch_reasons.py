"""Why an article answers a watch, in words, and what its readers are told when its commune or its mayor changes."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from newsroom import analysis, mention, role
from watch_workspace import EPCI, NOW, key, places, store, told

from core.letters import Rhythm
from core.types import MentionKind, Nature, Processed
from digest.french import NATURES, TOPICS
from digest.watched.why import Why, names, technologies, why
from jobs.watching import places as registers
from jobs.watching import watches
from jobs.watching.searching import described
from jobs.workspace import Workspace
from nlp.relevance import subjects
from store.query import Snapshot, open_snapshot

NBSP = "\u00a0"
SAID = "« Le robot d’accueil est là », dit Odile Ferrandou, maire de Bréville-sur-Aulne."


def page(space: Workspace, name: str = "Le Marais", **query: str) -> str:
    made = watches.add(space, name, query, Rhythm.NONE, [], "Zoé", public=True).watch
    return (space.data / "watches" / f"{made.slug}.html").read_text("utf-8")


def full(number: int, title: str = "Du neuf") -> Processed:
    there = told(number, title)
    found = analysis(
        mentions=(
            mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne"),
            mention(MentionKind.TECHNOLOGY, "assistant-vocal", "robot d’accueil", 30),
        ),
        roles=(role("Odile Ferrandou", insee="79901", evidence_text=SAID),),
        quotes=(), figures=(), events=(), initiatives=(),
    )  # fmt: skip
    return replace(there, analysis=found)


def test_what_is_named_is_said_in_french() -> None:
    assert names(["Autun"]) == "nomme Autun"
    assert names(["Dole", "Autun", "Lons", "Mâcon", "Bar"]) == "nomme Dole, Autun, Lons et 2 autres"
    assert names(["A", "B", "C", "D"]).endswith("et 1 autre")
    assert names([]) == ""
    assert technologies([("caméra", "Caméra")]) == f"parle de «{NBSP}caméra{NBSP}»"
    assert technologies([("chatbot", "Gwenola")]).endswith(f"(«{NBSP}Gwenola{NBSP}» dans le texte)")
    assert why(["nomme Autun", "contient un mot"]).sentence == "L’article nomme Autun et contient un mot."


def test_the_words_found_are_marked_and_all_is_escaped() -> None:
    said = Why("", "<b>Des vélos</b>, l'autre vélo & l’eau : vélos.", ("vélos", "l’eau"))
    assert said.marked == (
        "&lt;b&gt;Des <mark>vélos</mark>&lt;/b&gt;, l’autre vélo &amp; <mark>l’eau</mark>"
        f"{NBSP}: <mark>vélos</mark>."
    )
    assert Why("", "rien <i>", ()).marked == "rien &lt;i&gt;"
    assert len(why([], "mot " * 200).passage) <= 200


@pytest.mark.parametrize(
    ("passage", "shown", "said"),
    [
        ("« Le robot est là », dit-elle", "« Le robot est là », dit-elle", "« “Le robot est là”, dit-elle »"),
        (
            "Elle dit : « Le robot est là", "Elle dit : « Le robot est là […] »",
            "« Elle dit : “Le robot est là […]” »",
        ),
        (
            "un robot », dit-elle. « Oui »", "« […] un robot », dit-elle. « Oui »",
            "« “[…] un robot”, dit-elle. “Oui” »",
        ),
        ("« Nous avons " + "mot " * 60, "« Nous avons " + "mot " * 44 + "mot… […] »", None),
        ("»" * 300, None, None),
    ],
)  # fmt: skip
def test_guillemets_go_by_pairs_and_those_inside_are_others(
    passage: str, shown: str | None, said: str | None
) -> None:
    """Half a quotation stays one: a mayor's words are never the paper's."""
    made = why([], passage)
    assert len(made.passage) <= 200
    assert shown is None or made.marked.replace(NBSP, " ") == shown
    assert said is None or made.said.replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"commune": "79901"}, "L’article nomme Bréville-sur-Aulne."),
        ({"departement": "79"}, "L’article nomme Bréville-sur-Aulne (Deux-Sèvres)."),
        ({"epci": EPCI}, "L’article nomme Bréville-sur-Aulne (Communauté de communes du Marais)."),
        ({"mayor": "ferrandou"}, "L’article nomme Odile Ferrandou comme maire."),
        (
            {"technology": "assistant-vocal", "words": "mairie"},
            f"«{NBSP}robot d’accueil{NBSP}» et répond à «{NBSP}mairie{NBSP}».",
        ),
        ({"source": "le-veilleur-du-marais", "nature": "initiative"}, "L’article raconte une initiative et est paru"),
        ({"topic": "services-en-ligne"}, f"L’article relève du thème «{NBSP}services en ligne{NBSP}»."),
    ],
)  # fmt: skip
def test_each_kind_of_watch_says_why(space: Workspace, query: dict[str, str], sentence: str) -> None:
    store(space, [full(1)])
    assert sentence in page(space, **query)


def test_a_watch_of_a_theme_is_described_in_words() -> None:
    asked = described({"topic": "ia", "nature": "national-policy"})
    assert asked == f"thème{NBSP}: intelligence artificielle, nature{NBSP}: politique nationale"
    assert described({"topic": "autre-chose"}) == f"thème{NBSP}: autre-chose"
    assert TOPICS.keys() == subjects.TOPICS.keys()
    assert NATURES.keys() == set(Nature)


def test_a_mayor_is_shown_in_the_sentence_that_names_them(space: Workspace) -> None:
    store(space, [full(1)])
    shown = page(space, mayor="Odile Ferrandou")
    assert f"est là{NBSP}», dit <mark>Odile Ferrandou</mark>, maire de Bréville-sur-Aulne." in shown


def test_an_epci_is_found_where_it_is_named_itself(space: Workspace) -> None:
    """Of which no commune is: such articles were missed."""
    there = told(1, "Le Marais se connecte")
    about = (mention(MentionKind.EPCI, EPCI, "Communauté du Marais"),)
    store(space, [replace(there, analysis=replace(there.analysis, mentions=about))])  # type: ignore[type-var]
    assert "L’article nomme la communauté de communes du Marais." in page(space, epci=EPCI)


def test_a_story_keeps_its_id_in_the_feed_as_it_grows(space: Workspace) -> None:
    store(space, [told(1, "Un robot")])
    made = watches.add(space, "Le Marais", {"commune": "79901"}, Rhythm.NONE, [], "Zoé", public=True).watch
    feed = space.data / "watches" / f"{made.slug}.xml"

    def ids() -> list[str | None]:
        entry, name = "{http://www.w3.org/2005/Atom}entry", "{http://www.w3.org/2005/Atom}id"
        return [one.findtext(name) for one in ET.parse(feed).iter(entry)]  # noqa: S314  our own

    before = ids()
    after = told(2, "Le robot parle", source="le-guet", seen=NOW + timedelta(hours=9))
    store(space, [told(1, "Un robot"), after], {"5" * 16: [key(1), key(2, "le-guet")]})
    assert ids() == before


@contextmanager
def snapshot(space: Workspace) -> Iterator[Snapshot]:
    with closing(open_snapshot(space.data)) as opened:
        yield opened


def changed(**of_sainte_orme: str | None) -> tuple[pa.Table, pa.Table, pa.Table]:
    communes, territories, mandates = places()
    rows = [row | of_sainte_orme if row["insee"] == "79902" else row for row in communes.to_pylist()]
    return pa.Table.from_pylist(rows, communes.schema), territories, mandates


def test_a_commune_that_merged_is_followed_into_the_other_and_readers_are_told(space: Workspace) -> None:
    store(space, [told(1, "Avant", insee="79902")])
    assert "Avant" in page(space, commune="Sainte-Orme")
    store(space, [told(2, "Après")], tables=changed(kind="deleguee", parent="79901"))
    shown = (space.data / "watches" / "le-marais.html").read_text("utf-8")
    assert "Avant" in shown
    assert "Après" in shown
    assert f"Sainte-Orme fait partie de Bréville-sur-Aulne{NBSP}: ce suivi cherche les deux." in shown
    assert "fait partie" in page(space, "Encore", commune="Sainte-Orme")  # an old name can be watched


def test_a_place_that_the_registers_forgot_is_told(space: Workspace) -> None:
    store(space, [told(1, "Avant")])
    with snapshot(space) as now:
        assert "ne connaissent plus l’identifiant 200099999" in registers.notes(now, {"epci": "200099999"})[0]
        assert registers.notes(now, {"epci": EPCI, "commune": "79902", "words": "x"}) == ()


def test_a_surname_is_said_to_be_of_several(space: Workspace) -> None:
    store(space, [full(1)])
    assert "quiconque est dit maire et se nomme Ferrandou" in page(space, mayor="Ferrandou")
    assert "quiconque" not in page(space, "Elle", mayor="Odile Ferrandou")


def test_who_is_no_longer_mayor_is_told_and_still_followed(space: Workspace) -> None:
    communes, territories, mandates = places()
    (held,) = mandates.to_pylist()
    left = held | {"from_day": date(2020, 5, 24), "to_day": date(2026, 11, 20)}
    after = held | {"name": "Luc Moineau", "name_key": "luc moineau", "from_day": date(2026, 11, 21)}
    store(space, [full(1)])
    assert "est fini" not in page(space, mayor="Odile Ferrandou")
    rows = pa.Table.from_pylist([left, after])
    store(space, [full(2, "Toujours là")], tables=(communes, territories, rows))
    shown = (space.data / "watches" / "le-marais.html").read_text("utf-8")
    assert (
        "le mandat d’Odile Ferrandou à la mairie de Bréville-sur-Aulne est fini depuis le 20\u00a0novembre 2026"
        " (aujourd’hui Luc Moineau)"
    ) in shown
    assert "Toujours là" in shown


def test_words_that_find_little_are_told_the_filter_that_finds_more(space: Workspace) -> None:
    store(space, [full(1)])
    watches.add(space, "Ville", {"words": "Bréville-sur-Aulne"}, Rhythm.NONE, [], "Zoé", public=True)
    found = watches.tried(space, "ville")
    assert found.mails == ()
    assert found.notes == (f"Voir aussi{NBSP}: --commune Bréville-sur-Aulne (1{NBSP}article).",)
    watches.add(space, "Commune", {"commune": "79901"}, Rhythm.NONE, [], "Zoé", public=True)
    found = watches.tried(space, "commune")
    assert (len(found.mails), found.notes) == (1, ())
