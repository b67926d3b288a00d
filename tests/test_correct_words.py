"""Roles, states and natures as editors type them, and what the commands of corrections say."""

from datetime import UTC, datetime

import pytest
import typer

from commands.correcting import words as correct_words
from commands.correcting.told import shown, words
from core.types import Correction, CorrectionAction, CorrectionKind, InitiativeStatus, Nature, RoleKind
from jobs.correcting.corrections import Listed

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maire", RoleKind.MAYOR),
        ("Ancienne Maire", RoleKind.FORMER_MAYOR),
        ("former_mayor", RoleKind.FORMER_MAYOR),
        ("adjoint", RoleKind.DEPUTY_MAYOR),
        ("candidat a la mairie", RoleKind.MAYOR_CANDIDATE),
    ],
)
def test_a_role_is_understood_in_french_and_by_its_code(typed: str, expected: RoleKind) -> None:
    assert correct_words.role_of(typed) is expected


def test_states_and_natures_too() -> None:
    states = ["prévu", "annoncée", "expérimentation", "en service", "abandonné"]
    assert [correct_words.status_of(typed) for typed in states] == list(InitiativeStatus)
    assert correct_words.nature_of("politique nationale") is Nature.NATIONAL_POLICY


def test_every_code_has_its_words_and_no_word_two_codes() -> None:
    for names, codes in (
        (correct_words.ROLES, RoleKind),
        (correct_words.STATUSES, InitiativeStatus),
        (correct_words.NATURES, Nature),
    ):
        assert list(names) == list(codes)
        said = [word for known in names.values() for word in known]
        assert len(said) == len(set(said))


def test_what_is_not_understood_is_refused_with_all_that_is() -> None:
    with pytest.raises(typer.BadParameter, match=r"ancien maire \(former_mayor\)"):
        correct_words.role_of("roi")
    with pytest.raises(typer.BadParameter, match=r"à l’essai \(experiment\)"):
        correct_words.status_of("")


def test_without_a_terminal_the_reason_is_an_option() -> None:
    with pytest.raises(typer.BadParameter, match="--why"):
        words(None, None)
    assert words("O.", " lu ").reason() == "lu"


def test_a_correction_is_listed_in_french() -> None:
    def told(action: str, kind: str, key: str, value: str, name: str, into: str, waits: str = "") -> str:
        one = Correction(
            CorrectionAction(action), CorrectionKind(kind), key, "O.", NOW, value=value, number=1
        )
        row = shown(Listed(one, None, None, 2, name, into, waits))
        return f"{row['quoi']} {row['correction']} : {row['effet']}"

    assert told("link", "commune", "69290", "07288", "Saint-Priest", "Saint-Priest") == (
        "commune Saint-Priest (69290) devient Saint-Priest (07288) : 2\u00a0articles"
    )
    assert told("role", "person", "k", "deputy_mayor", "Odile Ferrandou", "deputy_mayor", "process") == (
        "personne Odile Ferrandou a pour rôle adjoint : à traiter"
    )
    assert told("status", "initiative", "i", "experiment", "Dreux · capteur", "experiment", "publish") == (
        "initiative Dreux · capteur a pour état à l’essai : à publier"
    )
    assert told("supplier", "initiative", "i", "", "Dreux · capteur", "") == (
        "initiative Dreux · capteur n’a pas de fournisseur : 2\u00a0articles"
    )
