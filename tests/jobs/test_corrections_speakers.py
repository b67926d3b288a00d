"""Who is said to have spoken: the right mayor, in the role of the day, whatever else is said of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from corrected_space import (
    MAYOR,
    OFFICIAL,
    ONE,
    SETTINGS,
    SPOKE,
    TWO,
    WHY,
    WORDS,
    applied,
    made_of,
    rows,
    two_towns,
)
from newsroom import analysis, article, processed, quote, role

from core.errors import InputError, SaidAlready
from core.types import CorrectionKind as Kind
from core.types import RoleKind
from jobs.correcting import corrections, say
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.registers import load_registers

HERS = (MAYOR, "Odile Ferrandou", "mayor", "79901")


def with_another(workspace: Workspace, *told: RoleKind) -> Workspace:
    """The workspace with an article of January in which nobody is mayor, and others on her, in these roles."""
    january = datetime(2026, 1, 5, tzinfo=UTC)
    early = processed(4, published_at=january, found=analysis(roles=(OFFICIAL,), quotes=(quote(),)))
    others = (
        processed(5 + n, found=analysis(roles=(role(kind=kind),), quotes=())) for n, kind in enumerate(told)
    )
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(early, *others)))
    publish(workspace.data, SETTINGS)
    return workspace


def mandates(workspace: Workspace, *spans: tuple[str, date | None, date | None]) -> None:
    """Who was mayor of Bréville, and when."""
    communes, territories, known = two_towns()
    row = known.to_pylist()[0]
    told = [
        row | {"name": name, "name_key": name.lower(), "from_day": first, "to_day": last}
        for name, first, last in spans
    ]
    with open_live(workspace.data, SETTINGS) as live:
        load_registers(live, communes, territories, pa.Table.from_pylist(told), "2")


def test_the_register_says_who_was_mayor_on_the_day_of_the_article(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, OFFICIAL)
    over = ("Odile Ferrandou", date(2020, 5, 1), date(2026, 3, 20))
    mandates(workspace, over, ("Basile Roy", date(2026, 3, 21), None))
    with_another(workspace, RoleKind.MAYOR)  # an article of November calls her mayor still
    said = say.link(workspace, Kind.QUOTE, WORDS, MAYOR, ONE, WHY)
    assert said.correction.detail.category == "former_mayor"
    said = say.link(workspace, Kind.QUOTE, WORDS, "odile ferrandou", article(4).id, WHY)
    assert said.correction.detail.category == "mayor"
    with pytest.raises(InputError, match="n’est maire de nulle part"):
        say.link(workspace, Kind.QUOTE, WORDS, "Basile Roy", article(4).id, WHY)


def test_a_mandate_of_unknown_beginning_is_the_first(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, OFFICIAL)
    again = ("Odile Ferrandou", date(2026, 3, 21), None)
    mandates(workspace, again, ("Odile Ferrandou", None, date(2014, 3, 20)))
    publish(workspace.data, SETTINGS)
    said = say.link(workspace, Kind.QUOTE, WORDS, MAYOR, ONE, WHY)
    assert said.correction.detail.category == "mayor"


def test_a_namesake_in_the_article_is_not_who_was_named(tmp_path: Path) -> None:
    namesake = role("Odile Ferrandou", insee="79902", person_key="79902:odile ferrandou")
    workspace = made_of(tmp_path, namesake, OFFICIAL)
    say.link(workspace, Kind.QUOTE, WORDS, "basile quentric", ONE, WHY)
    say.link(workspace, Kind.QUOTE, WORDS, MAYOR, ONE, WHY)
    applied(workspace)
    assert rows(workspace, SPOKE) == [HERS] * 2


def test_a_name_alone_is_no_mayor_of_a_commune_that_the_article_does_not_name(tmp_path: Path) -> None:
    workspace = with_another(made_of(tmp_path, OFFICIAL))
    plain = processed(
        6, found=analysis(mentions=(), roles=(), quotes=(quote(),), events=(), initiatives=())
    )  # fmt: skip
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(plain,)))
    publish(workspace.data, SETTINGS)
    where = plain.article.id
    with pytest.raises(InputError, match="ne nomme aucune commune dont « Odile Ferrandou »") as refused:
        say.link(workspace, Kind.QUOTE, WORDS, "Odile Ferrandou", where, WHY)
    assert refused.value.next_step == f"Donnez la clé : {MAYOR} (Bréville-sur-Aulne)."
    assert say.link(workspace, Kind.QUOTE, WORDS, MAYOR, where, WHY).correction.value == MAYOR
    assert say.link(workspace, Kind.QUOTE, WORDS, "Odile Ferrandou", ONE, WHY).correction.value == MAYOR


@pytest.mark.parametrize("here", [True, False], ids=["in a role here", "of no role here"])
@pytest.mark.parametrize("after", [True, False], ids=["said after", "said before"])
@pytest.mark.parametrize(
    ("word", "then"),
    [
        (
            lambda space: say.rename(space, Kind.PERSON, MAYOR, "Odile Ferrandoux", None, WHY),
            (MAYOR, "Odile Ferrandoux", "mayor", "79901"),
        ),
        (
            lambda space: say.link(space, Kind.PERSON, MAYOR, "79902", None, WHY),
            ("79902:odile ferrandou", "Odile Ferrandou", "mayor", "79902"),
        ),
        (
            lambda space: say.link(space, Kind.COMMUNE, "79901", "79902", None, WHY),
            ("79902:odile ferrandou", "Odile Ferrandou", "mayor", "79902"),
        ),
    ],
    ids=["renamed", "of another commune", "of a commune that is another"],
)
def test_what_is_said_of_a_speaker_counts_whenever_it_was_said(
    tmp_path: Path, word: Callable[[Workspace], object], then: tuple[str, ...], *, after: bool, here: bool
) -> None:
    workspace = made_of(tmp_path, *((role(),) if here else ()), OFFICIAL)
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(processed(5, found=analysis(roles=(role(),), quotes=())),)))
    publish(workspace.data, SETTINGS)
    say.link(workspace, Kind.QUOTE, WORDS, "basile quentric", ONE, WHY)
    if not after:
        word(workspace)
    say.link(workspace, Kind.QUOTE, WORDS, MAYOR, ONE, WHY)
    if after:
        word(workspace)
    applied(workspace)
    assert rows(workspace, SPOKE) == [then] * 2
    corrections.undo(workspace, "c3" if after else "c2", WHY)
    applied(workspace)
    assert rows(workspace, SPOKE) == [HERS] * 2


def test_a_quote_is_named_by_all_its_words_though_another_has_them(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, role(), OFFICIAL)
    two = (quote(text="Oui, bien sûr"), quote(90, text="Oui, bien sûr que nous attendons le printemps"))
    with open_live(workspace.data, SETTINGS) as live:
        live.write(Batch(articles=(processed(6, found=analysis(roles=(role(), OFFICIAL), quotes=two)),)))
    publish(workspace.data, SETTINGS)
    where = article(6).id
    with pytest.raises(InputError, match="désigne 2 citation"):
        say.link(workspace, Kind.QUOTE, "bien sûr", "Basile Quentric", where, WHY)
    say.link(workspace, Kind.QUOTE, "Oui, bien sûr", "Basile Quentric", where, WHY)
    applied(workspace)
    spoke = f"SELECT speaker FROM quotes WHERE article_id = '{where}' ORDER BY start_at"
    assert rows(workspace, spoke) == [("Basile Quentric",), ("Odile Ferrandou",)]


def test_of_a_quote_that_was_taken_away_nobody_is_the_speaker(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, role(), OFFICIAL)
    say.delete(workspace, Kind.QUOTE, WORDS, ONE, WHY)
    for where in (ONE, TWO):
        with pytest.raises(InputError, match="c1 retire déjà « Nous avons commencé par l’école »") as refused:
            say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", where, WHY)
        assert refused.value.next_step == "Annulez d’abord : beffroi correct undo c1."
    corrections.undo(workspace, "c1", WHY)
    say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    applied(workspace)
    assert {row[1] for row in rows(workspace, SPOKE)} == {"Basile Quentric"}


def test_what_was_said_of_an_article_is_said_of_its_reprint(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, role(), OFFICIAL)
    say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    with pytest.raises(SaidAlready, match="c1 le dit déjà"):
        say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", TWO, WHY)
    say.link(workspace, Kind.QUOTE, WORDS, "", TWO, WHY)
    say.link(
        workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY
    )  # overruled meanwhile: it counts again
    applied(workspace)
    assert {row[1] for row in rows(workspace, SPOKE)} == {"Basile Quentric"}
