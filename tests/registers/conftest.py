import pytest

from registers import Registers, load
from registers.schema import MandateRow


@pytest.fixture(scope="session")
def registers() -> Registers:
    return load()


@pytest.fixture(scope="session")
def mandates(registers: Registers) -> dict[str, list[MandateRow]]:
    """The shipped mandates by commune, in order."""
    found: dict[str, list[MandateRow]] = {}
    for row in registers.mandates.to_pylist():
        found.setdefault(row["insee"], []).append(MandateRow(**row))
    return found
