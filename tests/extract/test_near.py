"""Copies are found whatever an outlet does to them, and nothing else is."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.types import Form, Link, LinkKind, Precision, Trace
from demo.load import outlets
from demo.printing import printed_by
from extract import near
from extract.memory import remember
from extract.shingles import MAX_WORDS, PERMUTATIONS, minhash, shingles, sign, words

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
STORIES = {
    story.slug: [block.text for block in story.blocks]
    for outlet in outlets()
    for story in printed_by(outlet, date(2026, 11, 23), 1)
    if len(words(" ".join(block.text for block in story.blocks))) >= 100 and "imprimer" not in story.slug
}
AUTUN = STORIES["autun-cameras-augmentees"]
OTHER = STORIES["le-cheylard-secretariat-ia"]


def trace(
    key: str, paragraphs: Sequence[str], source: str = "guet", hours: float = 0, **changes: Any
) -> Trace:
    at = AT + timedelta(hours=hours)
    signature = sign(sha256(key.encode()).hexdigest()[:16], 1, f"Titre de {key}", "", "\n\n".join(paragraphs))
    usual = Trace(signature, source, source, (), key, "", Form.ARTICLE, at, Precision.INSTANT, at)
    return usual._replace(**changes)


def linked(*traces: Trace) -> list[Link]:
    known = {t.signature.article_id: t for t in traces}
    memory = remember(None, (t.signature for t in traces))
    return near.links(near.pairs(memory, known), known)


def kinds(*traces: Trace) -> list[LinkKind]:
    return [link.kind for link in linked(*traces)]


# --- what is found ---------------------------------------------------------------------------


def changed(paragraphs: Sequence[str], share: float, rng: random.Random) -> list[str]:
    spare = [word for story in STORIES.values() for paragraph in story for word in paragraph.split()]
    return [
        " ".join(rng.choice(spare) if rng.random() < share else word for word in paragraph.split())
        for paragraph in paragraphs
    ]


def swapped(paragraphs: Sequence[str], rng: random.Random) -> list[str]:
    return rng.sample(paragraphs, len(paragraphs))


Edit = Callable[[list[str], random.Random], list[str]]
EDITS: dict[str, Edit] = {
    "as it is": lambda story, _: story,
    "cut to two thirds": lambda story, _: story[: -(len(story) // 3) or None],
    "cut to half": lambda story, _: story[: (len(story) + 1) // 2],
    "a word in twenty changed": lambda story, rng: changed(story, 0.05, rng),
    "paragraphs in another order": swapped,
    "a lead of its own before it": lambda story, _: [
        "La nouvelle est tombée ce vendredi soir à la mairie.",
        *story,
    ],
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("source", ["guet", "veille"])
def test_edited_copies_are_found_and_no_other_story_is(edit: Edit, source: str) -> None:
    rng = random.Random(4)
    originals = [trace(slug, story) for slug, story in STORIES.items()]
    copies = [trace(f"{slug} bis", edit(story, rng), source, 1) for slug, story in STORIES.items()]
    # too short to be judged: what a cut leaves of a brief
    long = [copy.signature.words >= near.MIN_WORDS for copy in copies]
    truth = {
        (copy.signature.article_id, original.signature.article_id)
        for copy, original, kept in zip(copies, originals, long, strict=True)
        if kept
    }
    found = {(link.article_id, link.other_id) for link in linked(*originals, *copies)}
    assert found - truth == set()
    assert len(found) >= 0.95 * len(truth) > 15


def test_case_accents_ligatures_and_spaces_do_not_matter() -> None:
    assert words("« L’ŒUVRE »\u00a0: 12\u202f000 élèves, dé\u00adployée") == [
        "l", "oeuvre", "12", "000", "eleves", "deployee",
    ]  # fmt: skip
    assert kinds(trace("a", AUTUN), trace("b", [p.upper() for p in AUTUN], hours=1)) == [LinkKind.EXACT]


def test_a_dispatch_cut_at_its_end_shares_all_it_has() -> None:
    (link,) = linked(trace("a", AUTUN), trace("b", AUTUN[:5], "veille", 1))
    assert link.score > 0.9


# --- what is not -----------------------------------------------------------------------------


def test_a_follow_up_that_ends_on_yesterdays_article_is_news() -> None:
    background = AUTUN[1:4]
    share = len(words(" ".join(background))) / len(words(" ".join(OTHER + background)))
    assert 0.3 < share < 0.5
    assert linked(trace("a", AUTUN), trace("b", OTHER + background, hours=24)) == []


@pytest.mark.parametrize("count", [0, 2, 10, near.MIN_WORDS - 1])
def test_a_title_a_stub_or_an_excerpt_repeats_nothing(count: int) -> None:
    stub = [" ".join(words(" ".join(AUTUN))[:count])]
    assert linked(trace("a", stub), trace("b", stub, "veille", 1), trace("c", AUTUN, hours=2)) == []


def test_a_new_version_is_no_copy_of_the_one_before() -> None:
    first, second = trace("a", AUTUN), trace("a", [*AUTUN, "Le texte a été complété."])
    memory = remember(remember(None, [first.signature]), [second.signature])
    assert memory.ids.tolist() == [first.signature.article_id]
    assert near.pairs(memory, memory.ids.tolist()) == []


def test_a_round_up_is_no_copy_of_an_article_but_may_be_of_a_round_up() -> None:
    essentials = trace("a", AUTUN, form=Form.ROUND_UP)
    assert linked(essentials, trace("b", AUTUN, hours=1)) == []
    assert kinds(essentials, trace("b", AUTUN, hours=1, form=Form.ROUND_UP)) == [LinkKind.EXACT]


# --- what it is called, and which comes first ------------------------------------------------


@pytest.mark.parametrize(
    ("source", "owner", "agencies", "text", "kind"),
    [
        ("guet", "guet", ("AFP",), AUTUN, LinkKind.EXACT),
        ("guet", "guet", (), AUTUN[:4], LinkKind.NEAR),
        ("veille", "guet", (), AUTUN, LinkKind.EXACT),
        ("veille", "guet", ("La rédaction",), AUTUN[:4], LinkKind.NEAR),
        ("veille", "guet", ("Agence Ligne Claire",), AUTUN[:4], LinkKind.SYNDICATED),
        ("veille", "veille", (), AUTUN, LinkKind.SYNDICATED),
    ],
)
def test_kinds(source: str, owner: str, agencies: tuple[str, ...], text: list[str], kind: LinkKind) -> None:
    assert kinds(trace("a", AUTUN), trace("b", text, source, 1, owner=owner, agencies=agencies)) == [kind]


def test_the_later_points_at_the_earlier_in_whatever_order_they_come() -> None:
    early, late = trace("a", AUTUN), trace("b", AUTUN, "veille", 1)
    for order in ((early, late), (late, early)):
        (link,) = linked(*order)
        assert (link.article_id, link.other_id) == (late.signature.article_id, early.signature.article_id)
        assert link.seen_at == late.seen_at


def test_a_day_without_an_hour_is_not_its_first_minute() -> None:
    midnight = datetime(2026, 11, 20, tzinfo=UTC)
    noon = trace("a", AUTUN, hours=-5)
    day = trace("b", AUTUN, hours=-1, published_at=midnight, precision=Precision.DAY)
    (link,) = linked(noon, day)
    assert link.article_id == day.signature.article_id


def test_a_copy_is_linked_to_the_first_of_all_and_to_the_first_of_its_outlet() -> None:
    first, second = trace("a", AUTUN, "veille"), trace("b", AUTUN, "veille", 1)
    own, printed = trace("c", AUTUN, "guet", 2), trace("d", AUTUN, "guet", 3)
    found = [(link.article_id, link.other_id) for link in linked(printed, second, own, first)]
    ids = {
        name: t.signature.article_id for name, t in zip("abcd", (first, second, own, printed), strict=True)
    }
    assert sorted(found) == sorted((ids[x], ids[y]) for x, y in ("ba", "ca", "da", "dc"))


# --- how it is found -------------------------------------------------------------------------


def test_signatures_are_the_same_for_ever() -> None:
    """They are stored: another hash or another permutation needs another SCHEME."""
    text = "Le conseil municipal a voté le budget, à l’unité près : 12 000 euros."
    signature = sign("a", 1, "Un titre de plus de six mots", "", text)
    assert (signature.words, signature.shingles) == (14, 12)
    assert sha256(signature.minhash).hexdigest()[:16] == "c46fb06366f778fb"
    assert signature.openings == (745397819086531200, 0, 9783792375576173915)


def test_the_estimate_is_as_good_as_its_theory_says() -> None:
    values = np.random.default_rng(4).integers(0, 2**32, 2000, np.uint32)
    errors = []
    for start in range(0, 1000, 25):
        one, other = values[start : start + 300], values[start + 100 : start + 400]  # Jaccard 200 / 400
        errors.append(float((minhash(one) == minhash(other)).mean()) - 0.5)
    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 1.5 * 0.5 / PERMUTATIONS**0.5


@given(arrays(np.uint32, (7, 8), elements=st.integers(0, 3)), st.sets(st.integers(0, 6), min_size=1))
def test_candidates_are_the_rows_that_share_a_band(prints: Any, chosen: set[int]) -> None:
    fresh = np.array(sorted(chosen), np.intp)
    new, old = near._candidates(prints, fresh)
    bands = prints.reshape(7, 4, 2)
    truth = {
        (row, other)
        for row in chosen
        for other in range(7)
        if row != other and (bands[row][:, None] == bands[other][None]).all(axis=2).any()
    }
    assert set(zip(new.tolist(), old.tolist(), strict=True)) == truth


def test_one_page_under_a_thousand_addresses_is_one_link_each() -> None:
    signature = trace("a", AUTUN).signature
    copies = [trace("a", AUTUN, hours=n) for n in range(1500)]
    copies = [c._replace(signature=signature._replace(article_id=f"{n:016x}")) for n, c in enumerate(copies)]
    memory = remember(None, (c.signature for c in copies))
    known = {c.signature.article_id: c for c in copies}
    newest = [f"{n:016x}" for n in range(1490, 1500)]
    found = near.links(near.pairs(memory, newest), known)
    assert {link.other_id for link in found} == {f"{0:016x}"}
    assert len(found) == 10


def test_a_text_without_end_is_judged_by_its_beginning() -> None:
    endless = [str(n) for n in range(MAX_WORDS + 10_000)]
    assert len(shingles(endless)) <= MAX_WORDS
