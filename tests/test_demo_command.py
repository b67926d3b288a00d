"""What `beffroi demo` shows of towns that are called alike."""

import re
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from commands.demo import _initiatives, _mayors, located

if TYPE_CHECKING:
    from jobs.demo import Shown


def printed(table: object) -> set[str]:
    """The cells of a table, wide enough for all of them."""
    out = Console(width=300, file=StringIO(), record=True)
    out.print(table)
    return set(re.split(r" *│ *", out.export_text()))


def test_towns_of_one_name_are_told_apart() -> None:
    towns = [("Vernon", "27"), ("Vernon", "07"), ("Vernon", "07"), ("Autun", "71"), ("Autun", "71")]
    assert located(towns) == ["Vernon (27)", "Vernon (07)", "Vernon (07)", "Autun", "Autun"]
    assert located([("Autun", "71"), ("Autun", None), (None, None)]) == ["Autun (71)", "Autun", ""]


def test_the_tables_of_the_demonstration_tell_them_apart(shown: "Shown") -> None:
    for table in (_mayors(shown), _initiatives(shown)):
        cells = printed(table)
        assert {"Vernon (07)", "Vernon (27)", "Saint-Priest (07)", "Saint-Priest (69)", "Autun"} <= cells
        assert not {"Vernon", "Saint-Priest", "Autun (71)"} & cells
