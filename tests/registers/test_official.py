from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_file import AUTUN, CANNES, HEADER, Mayor, official

from core.errors import RegisterError
from registers.official import Sitting, latest_day, read_official

TODAY = date(2026, 11, 26)


def read(text: str | bytes) -> list[Sitting]:
    return read_official(text.encode() if isinstance(text, str) else text, "maires.csv", TODAY)


EXPECTED = [
    Sitting("06029", "QUERVEUR-LANNIC", "Maïwenn", date(2026, 3, 15), date(2026, 3, 21)),
    Sitting("71014", "D'ESTRABOU", "Jean - Marc", date(2026, 3, 22), date(2026, 9, 18)),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_official_format_is_read_in_its_encodings(encoding: str) -> None:
    found = read(official().encode(encoding))
    assert found == EXPECTED
    assert latest_day(found) == date(2026, 9, 18)


def test_days_of_before_august_2026_are_read_too() -> None:
    old: Mayor = ("06029", "QUERVEUR-LANNIC", "Maïwenn", "15/03/2026", "21/03/2026")
    assert read(official([old])) == EXPECTED[:1]


def test_other_columns_may_come_and_go() -> None:
    names = ("Code de la commune", "Prénom de l’élu", "Nom de l’élu")
    starts = ("Date de début de la fonction", "Date de début du mandat", "Autre")
    rows = [";".join((*names, *starts)), "06029;Maïwenn;QUERVEUR-LANNIC;2026-03-21;2026-03-15;x"]
    assert read("\n".join(rows)) == EXPECTED[:1]


def test_a_spreadsheet_drops_a_zero_and_a_vacancy_has_no_mayor() -> None:
    mayors: list[Mayor] = [("6029", *CANNES[1:]), ("71014", "", "", "", "")]
    assert read(official(mayors)) == EXPECTED[:1]


def test_missing_days_stay_missing() -> None:
    (found,) = read(official([("2A004", "Filidori", "Ghjulia", "", "")]))
    assert found == Sitting("2A004", "Filidori", "Ghjulia", None, None)
    assert found.start is None


WHOLE = official()
BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "vide"),
    "blank": ("\n \n", "vide"),
    "a page": ("<!DOCTYPE html><html><body>503</body></html>", "HTML"),
    "a page after a mark": (b"\xef\xbb\xbf\n<html>", "HTML"),
    "an archive": (b"PK\x03\x04\0\0", "pas un texte"),
    "the header alone": (official([]), "aucun maire"),
    "other columns": (official(header=[*HEADER[:6], "Nom", *HEADER[7:]]), "Nom de l'élu"),
    "commas": (WHOLE.replace(";", ","), "point-virgule"),
    "cut in a line": (WHOLE[:-60], "tronqué"),
    "cut in a date": (WHOLE.rstrip()[:-3], "n'est pas une date"),
    "cut in quotes": (WHOLE + '"06', "illisible"),
    "a commune twice": (official([CANNES, CANNES]), "deux maires"),
    "no such day": (official([CANNES, (*AUTUN[:3], "2026-02-30", "")]), "ligne 3 : « 2026-02-30 »"),
    "no such day of before": (official([(*CANNES[:3], "31/02/2026", "")]), "« 31/02/2026 »"),
    "a day to come": (official([(*CANNES[:3], "2062-05-18", "")]), "possible"),
    "a day of another age": (official([(*CANNES[:3], "1814-05-18", "")]), "possible"),
    "no code": (official([("Cannes", *CANNES[1:])]), "code de commune"),
    "mojibake": (official().encode().decode("latin-1"), "Nom de l'élu"),
}


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused_with_its_reason(name: str) -> None:
    content, why = BAD[name]
    with pytest.raises(RegisterError, match=r"^maires\.csv : ") as refused:
        read(content)
    assert why in str(refused.value)
    assert refused.value.next_step


DAMAGE: list[Callable[[bytes, int], bytes]] = [
    lambda content, at: content[:at],
    lambda content, at: content[:at] + b"\0" + content[at:],
    lambda content, at: content[:at] + b'"' + content[at:],
    lambda content, at: content[:at] + b";" + content[at:],
]


@given(st.integers(0, len(WHOLE.encode())), st.sampled_from(DAMAGE))
def test_a_damaged_file_is_read_or_refused(at: int, damage: Callable[[bytes, int], bytes]) -> None:
    try:
        found = read(damage(WHOLE.encode(), at))
    except RegisterError:
        return
    assert {row.insee for row in found} <= {"06029", "71014"}
