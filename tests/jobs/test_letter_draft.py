"""The letter of the demo newsroom: every name, figure and quote is what the results say, at its article."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from core.errors import InputError
from digest.composing.verbs import VERBS
from digest.letter import CARRYING, Claim, ClaimKind, Item, Letter, Section, shown, week_of
from jobs.letters.accuracy import measured
from jobs.letters.drafting import compose
from store.query import run_sql

if TYPE_CHECKING:
    from jobs.demo import Shown

WEEK = week_of(date(2026, 11, 18))
ELSEWHERE = " [nom lu ailleurs dans l'article]"


@pytest.fixture(scope="module")
def letter(shown: "Shown") -> Letter:
    return compose(shown.workspace, WEEK)


def ask(shown: "Shown", sql: str) -> list[tuple[Any, ...]]:
    return run_sql(shown.workspace.data, sql, 100_000).rows


def plain(words: str | None) -> str:
    """Words without what typography changes: spaces and apostrophes."""
    return " ".join((words or "").replace("’", "'").split())


def facts(letter: Letter, kind: str) -> list[tuple[Item, str, str]]:
    return [(item, fact.key, fact.value) for item in letter.items for fact in item.facts if fact.kind == kind]


def claims(letter: Letter, kind: ClaimKind) -> list[Claim]:
    return [claim for claim in letter.claims if claim.kind is kind]


def test_the_demo_has_every_section(letter: Letter) -> None:
    assert {item.section for item in letter.items} == set(Section)
    counts = {section: len(letter.of(section)) for section in Section}
    assert 3 <= counts[Section.STORIES] <= 5
    assert counts[Section.INITIATIVES] <= 8
    assert counts[Section.QUOTES] == 2
    assert counts[Section.BRIEFS] <= 12
    assert letter.subject
    assert len(letter.subject) <= 78


def test_the_same_snapshot_gives_the_same_letter(shown: "Shown", letter: Letter) -> None:
    assert compose(shown.workspace, WEEK) == letter


def test_every_article_is_as_the_results_have_it(shown: "Shown", letter: Letter) -> None:
    rows = {
        row[0]: row[1:]
        for row in ask(
            shown, "SELECT article_id, title, url, source, authors, published_day, access FROM v_articles"
        )
    }
    told = [one for item in letter.items for one in item.tellings] + list(letter.gaps.reserved)
    assert len(told) > 20
    for one in told:
        title, url, outlet, authors, day, access = rows[one.article_id]
        assert (plain(one.title), one.url, plain(one.outlet), one.day) == (
            plain(title),
            url,
            plain(outlet),
            day,
        )
        assert [plain(author) for author in one.authors] == [
            plain(author) for author in authors if author != "Correspondant local"
        ]
        assert one.paywall == (access == "excerpt")


def test_every_initiative_is_as_the_register_has_it(shown: "Shown", letter: Letter) -> None:
    rows = {
        row[0]: row[1:]
        for row in ask(
            shown, "SELECT initiative_id, status, actor, technology, supplier, actor_code FROM v_initiatives"
        )
    }
    said = facts(letter, "initiative-status")
    assert len(said) == len({key for _, key, _ in said}) >= 11
    for item, key, value in said:
        status, actor, technology, _, _ = rows[key]
        words = plain(shown_of(item))
        assert value == status
        assert words.startswith(plain(actor))
        assert all(word in words for word in plain(technology).split())  # in whatever number
        verbs = {VERBS[status][0], *{"deployed": ("a mis en place", "utilise")}.get(status, ())}
        assert any(f" {plain(verb)} " in words for verb in verbs)
    for item, key, value in facts(letter, "initiative-supplier"):
        assert value == rows[key][3]
        assert plain(value) in plain(shown_of(item))
    for _, key, value in facts(letter, "initiative-actor"):
        assert value == rows[key][4]


def shown_of(item: Item) -> str:
    return shown(item.text)


def test_every_figure_is_as_its_sentence_says(shown: "Shown", letter: Letter) -> None:
    rows = {
        f"{row[0]}:{row[1]}": row[2:]
        for row in ask(
            shown,
            "SELECT article_id, start_at, value, unit FROM figures JOIN articles USING (article_id, version)",
        )
    }
    said = facts(letter, "figure")
    pieces = {piece.claim for item in letter.items for piece in item.text}
    assert len(said) == sum(claim.key in pieces for claim in claims(letter, ClaimKind.FIGURE)) >= 2
    for _, key, value in said:
        number, unit = rows[key]
        assert value == f"{number:.0f} {unit}"


def test_a_yearly_cost_is_said_to_be_one(letter: Letter) -> None:
    """« facturé 54 000 € par an » is no total."""
    assert "54 000 € par an" in {claim.words for claim in claims(letter, ClaimKind.FIGURE)}


def test_every_quote_is_as_the_article_has_it(shown: "Shown", letter: Letter) -> None:
    rows = {
        f"{row[0]}:{row[1]}": row[2:]
        for row in ask(
            shown,
            "SELECT article_id, start_at, text, speaker, person_key, role, insee, commune, direct FROM v_quotes",
        )
    }
    registers = ask(shown, "SELECT person_key, article_id, register FROM v_mayors")
    for item in letter.of(Section.QUOTES):
        text, speaker, person, role, insee, commune, direct = rows[item.key.removeprefix("quote:")]
        assert plain(item.quote) == plain(text)
        assert direct
        assert shown_of(item).startswith(f"{speaker}, ")
        assert commune in shown_of(item)
        assert {fact.value for fact in item.facts if fact.kind == "speaker"} == {f"{person}|{role}|{insee}"}
        assert item.key.split(":")[1] == item.tellings[0].article_id
        article = item.tellings[0].article_id
        assert (person, article, "confirmed") in registers


def test_every_event_is_as_the_agenda_has_it(shown: "Shown", letter: Letter) -> None:
    rows = {
        row[0]: row[1:]
        for row in ask(shown, "SELECT event_id, start_day, end_day, state, name FROM v_agenda")
    }
    said = facts(letter, "event")
    assert len(said) == 4
    for item, key, value in said:
        assert value == "|".join(map(str, rows[key]))
        assert item.event is not None
        assert WEEK.last < item.event[0] <= WEEK.last + timedelta(weeks=4)


def test_every_claim_stands_beside_a_sentence_of_its_article_that_says_it(
    shown: "Shown", letter: Letter
) -> None:
    rows = ask(
        shown,
        "SELECT article_id, evidence_text FROM quotes UNION SELECT article_id, evidence_text FROM roles"
        " UNION SELECT article_id, evidence_text FROM figures"
        " UNION SELECT article_id, evidence_text FROM initiative_history",
    )
    sentences: dict[str, set[str]] = {}
    for article, sentence in rows:
        sentences.setdefault(article, set()).add(plain(sentence))
    urls = dict(ask(shown, "SELECT article_id, url FROM articles"))
    assert {claim.kind for claim in letter.claims} == set(ClaimKind)
    printed = {plain(words) for item in letter.items for words in (item.headline, item.extract, item.quote)}
    for claim in letter.claims:
        if plain(claim.sentence) in printed:
            continue
        for part in plain(claim.sentence).removesuffix(ELSEWHERE).split(" […] "):
            assert part in sentences[claim.article_id]
        assert claim.url == urls[claim.article_id]
        if claim.kind not in CARRYING and not plain(claim.sentence).endswith(ELSEWHERE):
            assert plain(claim.words).partition(",")[0] in plain(claim.sentence), claim


def test_nobody_is_named_but_where_somebody_ticks(shown: "Shown", letter: Letter) -> None:
    """Titles of articles apart: they are the outlets' own."""
    people = [row[0] for row in ask(shown, "SELECT DISTINCT name FROM roles")]
    for item in letter.items:
        unticked = "".join(piece.without if piece.claim else piece.text for piece in item.text)
        told = {claim.words for claim in item.claims if claim.words in item.extract}
        extract = "" if told else item.extract  # unticked, it goes whole
        said = " ".join((unticked, extract, item.place, *item.news))
        assert [name for name in people if name in said] == []
    assert [name for name in people if name in letter.subject] == []


def test_a_mayor_whom_the_register_contradicts_is_not_quoted(letter: Letter) -> None:
    assert "Karim Benslamane" not in str(letter.items)


def test_gaps_and_foot_tell_what_the_demo_hides(shown: "Shown", letter: Letter) -> None:
    assert len(letter.gaps.reserved) == 5
    assert "Finistère" not in letter.gaps.uncovered
    assert "Vendée" in letter.gaps.uncovered
    assert not [name for name in letter.gaps.uncovered if "australes" in name or "Clipperton" in name]
    articles = ask(shown, "SELECT count(*), count(DISTINCT source_id) FROM articles"
        f" WHERE published_day BETWEEN '{WEEK.first}' AND '{WEEK.last}'")  # fmt: skip
    assert articles == [(33, letter.foot.outlets)]
    assert letter.foot.read == 31  # a second copy and a page that sums up tell nothing of their own
    assert letter.foot.watch_note.startswith("Cette semaine précède notre veille")
    assert letter.counts["29"] == 2


def test_a_week_that_is_not_over_has_no_letter(shown: "Shown") -> None:
    with pytest.raises(InputError, match="n’est pas finie"):
        compose(shown.workspace, week_of(date(2199, 1, 7)))


def test_a_week_long_ago_gives_a_letter_without_items(shown: "Shown") -> None:
    made = compose(shown.workspace, week_of(date(2019, 1, 9)))
    assert (made.items, made.gaps.reserved) == ((), ())
    assert made.foot.read == 0
    assert made.gaps


def test_accuracy_is_that_of_texts_that_nobody_had_read() -> None:
    page = (
        "# Accuracy\n\nWritten by `bench/accuracy.py` on 2026-11-26, commit 1.\n"
        "## Development set (seen)\n| figures (span and value) | .999 | 1 | 1 | .9 |\n"
        "## Annotated blind\n| figures (span and value) | .970 | .968 | .969 | .85 |\n"
        "| initiatives with their status | 1.000 | .6 | .6 | .6 |\n"
    )
    assert measured(page) == (
        "Justesse mesurée le 26 novembre 2026 sur des textes inconnus de qui écrit les règles\u00a0:",
        "chiffres\u00a0: 97 sur 100",
        "initiatives, avec leur état\u00a0: 100 sur 100",
    )
    assert measured("nothing") == ()
    assert len(measured()) == 5
