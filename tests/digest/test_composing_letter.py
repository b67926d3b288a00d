"""The whole letter: the same week, the same letter; a week without news; what the net may try; what is unusual."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from week_material import WEEK, deed, event, event_page, material, page, saying, week_count

from digest.composing.compose import letter
from digest.composing.gaps import Frame
from digest.composing.material import Material
from digest.edited import edited
from digest.letter import EXTRACT, Claim, ClaimKind, Item, Letter, Piece, Section, Telling, shown
from digest.novelty import Novelties
from digest.plain import line, link
from store.query import Refusal
from store.readers.letter import Heard

NBSP = "\u00a0"


def composed(of: Material) -> Letter:
    return letter(of, Frame("La lettre", "Ysé Drouet", ("maires : 96 sur 100",)))


def test_the_same_rows_give_the_same_letter() -> None:
    assert composed(material(*range(1, 12))) == composed(material(*range(1, 12)))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400), st.integers(0, 260)), min_size=1, max_size=10))
def test_no_article_is_shown_beyond_its_budget(rows: list[tuple[bool, int, int]]) -> None:
    """Articles with or without an initiative, with an opening and a quote of any length."""
    numbers = range(1, len(rows) + 1)
    told = replace(
        material(*numbers),
        pages=tuple(
            page(n, summary="mot " * (long // 4)) for n, (_, long, _) in zip(numbers, rows, strict=True)
        ),
        deeds=tuple(deed(n) for n, (has, _, _) in zip(numbers, rows, strict=True) if has),
        sayings=tuple(
            saying(n, text="dit " * (long // 4), insee=str(n), speaker=str(n))
            for n, (_, _, long) in zip(numbers, rows, strict=True)
        ),
    )
    spent: Counter[str] = Counter()
    quotes: Counter[str] = Counter()
    for item in composed(told).items:
        article = item.tellings[0].article_id
        spent[article] += len(item.extract) + len(item.quote)
        quotes[article] += bool(item.quote)
    assert max(spent.values()) <= EXTRACT
    assert max(quotes.values()) <= 1
    assert sum(quotes.values()) <= 2


def test_a_week_without_articles_still_says_what_was_not_heard() -> None:
    empty = composed(
        material(heard=Heard(WEEK.first - timedelta(weeks=60), ("Le Muet",)), uncovered=("Vendée",))
    )
    assert empty.items == ()
    assert empty.subject == f"Semaine du 16 au 22 novembre 2026{NBSP}: rien de retenu"
    assert (empty.gaps.silent, empty.gaps.uncovered) == (("Le Muet",), ("Vendée",))
    assert (empty.foot.read, empty.foot.outlets, empty.foot.kept) == (0, 0, 0)
    assert empty.foot.director == "Ysé Drouet"
    assert "novembre 2025" not in empty.foot.watch_note
    assert empty.foot.watch_note.startswith("« Premier » et « nouveau » s’entendent")


@pytest.mark.parametrize(
    ("began", "said"),
    [
        (None, "Aucune collecte n’a encore eu lieu"),
        (WEEK.first + timedelta(weeks=1), "Cette semaine précède notre veille, commencée la semaine du 23"),
        (WEEK.first, "Rien n’est dit nouveau : notre veille commence cette semaine."),
    ],
)  # fmt: skip
def test_a_week_before_the_watch_says_so(began: Any, said: str) -> None:
    none = Novelties(None, enough=False, items=())
    assert composed(material(1, heard=Heard(began, ()), novelties=none)).foot.watch_note.startswith(said)


def test_refusals_are_counted_by_outlet_and_reason() -> None:
    refusals = (
        Refusal("A", "fetch", "http_404", 2),
        Refusal("A", "entry", "http_404", 1),
        Refusal("B", "fetch", "tdm", 5),
    )
    missed = composed(material(refusals=refusals)).gaps.missed
    assert [(one.outlet, one.reason, one.count) for one in missed] == [("B", "tdm", 5), ("A", "http_404", 3)]


def test_the_subject_is_the_lead_story_without_what_is_to_be_ticked() -> None:
    assert composed(material(1)).subject == (
        "Bréville-sur-Aulne (Deux-Sèvres) met à l’essai un assistant vocal"
    )
    only = composed(material(1, pages=(page(1, relevant=False, story_id=None),), deeds=(), sayings=()))
    assert [item.section for item in only.items] == [Section.AGENDA]
    assert only.subject.endswith("rien de retenu")
    long = material(1, deeds=(deed(1, technology="assistant " * 30),))
    assert len(composed(long).subject) <= 78


def test_of_an_end_the_subject_has_the_verb_once_it_is_ticked() -> None:
    ended = composed(
        material(1, deeds=(deed(1, status="abandoned", technology="logiciel d’analyse des images"),))
    )
    assert "analyse" not in ended.subject
    ticks = {claim.key: claim.kind is ClaimKind.ABANDONED for claim in ended.claims}
    said = edited(ended, [], ticks).letter.subject
    assert said.startswith("Bréville-sur-Aulne (Deux-Sèvres) abandonne le logiciel d’analyse")
    assert len(said) <= 78


def test_a_signature_that_names_nobody_is_no_author() -> None:
    signed = material(1, pages=(page(1, authors=("Correspondant local", "LA RÉDACTION", "Basile Quentric")),))
    assert composed(signed).items[0].tellings[0].authors == ("Basile Quentric",)


def test_the_foot_says_what_is_checked_and_nothing_more() -> None:
    method = composed(material(1)).foot.method
    assert "une personne vérifie, près de leur phrase, les initiatives (qui, quelle technologie" in method
    assert "les noms de personnes, les fournisseurs et les chiffres" in method
    assert "puis vérifiés" not in method
    assert "l’édito, les commentaires et les titres récrits sont de la rédaction, qui en répond" in method


def test_what_is_three_times_as_usual_is_said_in_words() -> None:
    usual = [week_count("chatbot", ago, 2) for ago in range(1, 9)]
    busy = composed(material(1, counts=(*usual, week_count("chatbot", 0, 6))))
    assert busy.unusual == (f"Chatbot{NBSP}: 6 articles cette semaine, contre 2 en temps ordinaire.",)
    assert composed(material(1, counts=(*usual, week_count("chatbot", 0, 5)))).unusual == ()
    first = composed(material(1, counts=(week_count("chatbot", 0, 5),)))
    assert first.unusual == (f"Chatbot{NBSP}: 5 articles cette semaine, d’ordinaire aucun.",)
    few = composed(material(1, counts=(week_count("chatbot", 0, 4),)))
    assert few.unusual == ()
    assert few.trends == {"chatbot": (0, 0, 0, 0, 0, 0, 0, 0, 4)}


def test_what_new_outlets_tell_is_neither_unusual_nor_a_trend() -> None:
    usual = [week_count("chatbot", ago, 2) for ago in range(1, 9)]
    fresh = composed(material(1, counts=(*usual, week_count("chatbot", 0, 40, steady=2))))
    assert fresh.unusual == ()
    assert fresh.trends == {"chatbot": (2,) * 9}
    both = composed(material(1, counts=(*usual, week_count("chatbot", 0, 8, steady=6))))
    (said,) = both.unusual
    assert said.endswith("contre 2 en temps ordinaire (2 de plus dans des titres suivis depuis peu).")
    alone = composed(material(1, counts=(week_count("79", 0, 9, "departement", steady=0),)))
    assert (alone.unusual, alone.counts) == ((), {"79": 9})


def test_nothing_is_unusual_before_the_usual_is_known() -> None:
    counts = (week_count("79", 0, 9, "departement"), week_count("chatbot", 0, 4))
    assert composed(material(counts=counts)).unusual != ()
    short = Novelties(WEEK.first - timedelta(weeks=7), enough=False, items=())
    letter = composed(material(counts=counts, novelties=short))
    assert (letter.unusual, letter.trends, letter.counts) == ((), {}, {"79": 9})


NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
HOSTILE = [
    "Mairie\r\nBcc: tous@exemple.invalid\r\n\r\n<p>bonjour",
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    "é" * 2000,
    "\u202eetsuj \u2066titre\u2069",
    "👩‍👧 école \ud83d",
    "javascript:alert(1)",
    "\u2028\u2029\x00\x1b[31m",
    "",
]  # fmt: skip


def hostile(words: str) -> Material:
    """A week in which all that comes from the net says this."""
    told = replace(
        material(),
        pages=tuple(
            page(n, title=words, summary=words, outlet=words, authors=(words,), url=words)
            for n in (1, 2, 3, 4)
        ),
        deeds=(
            deed(
                1, technology=words, use_case=words, supplier=words, evidence_text=words, status="abandoned"
            ),
        ),
        sayings=(saying(1, text=words + "Nous avons commencé par l’école, puis la mairie", speaker=words),),
        events=(event(1, name=words, place=words, url=words),),
        event_pages=(event_page(1, title=words, outlet=words, authors=[words], url=words),),
    )
    return replace(told, refusals=(Refusal(words, "fetch", words, 1),), uncovered=(words,))


def texts(letter: Letter) -> list[str]:
    """All words of a letter, however deep."""
    found = [letter.subject, letter.title, *letter.gaps.silent, *letter.gaps.uncovered, *letter.unusual]
    for item in letter.items:
        found += [item.headline, item.extract, item.quote, item.place, shown(item.text), *item.news]
        found += [piece.without for piece in item.text]
        found += [word for claim in item.claims for word in (claim.words, claim.sentence, claim.outlet)]
        found += [word for one in item.tellings for word in (one.title, one.outlet, *one.authors)]
    return found


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_become_one_line_and_hostile_addresses_none(words: str) -> None:
    made = composed(hostile(words))
    for text in texts(made):
        assert {category(c) for c in text if c not in "\u200c\u200d"}.isdisjoint(NO_TEXT), text
    assert all(len(one.title) <= 200 and one.url == "" for item in made.items for one in item.tellings)
    assert all(one.title for item in made.items for one in item.tellings)
    assert len(made.subject) <= 78


@given(st.text(max_size=400))
def test_any_words_become_one_line(words: str) -> None:
    said = line(words)
    assert len(said) <= 200
    assert said.splitlines() in ([said], [])
    assert line(said) == said


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://a.example/\r\nX: 1",
        "data:text/html,x",
        "//a.example",
        "https://a b",
        "",
        'https://a.example/"onclick="x',
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert link(address) == ""
    assert link("https://a.example/x?y=1&z=é") == "https://a.example/x?y=1&z=é"


def test_every_claim_has_its_piece_and_every_item_its_articles() -> None:
    made = composed(material(*range(1, 12)))
    for item in made.items:
        pieces = {piece.claim for piece in item.text if piece.claim}
        assert pieces == {claim.key for claim in item.claims}
        assert item.tellings
        assert item.headline or item.text
    assert len({item.key for item in made.items}) == len(made.items)
    assert {type(one) for one in (*made.items, *made.claims)} == {Item, Claim}
    assert isinstance(made.items[0].tellings[0], Telling)
    assert isinstance(made.items[0].text[0], Piece)
    assert [section for section in Section if made.of(section)] == [
        section for section in Section if section in {item.section for item in made.items}
    ]
