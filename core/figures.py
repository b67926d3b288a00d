"""What a figure says, as a correction keeps it: one line, like the days of an event (core.days.span_of)."""

from typing import NamedTuple

_BAR = "|"


class Reckoned(NamedTuple):
    """A number in its unit, the same in the unit's base ("26 M€" is 26000000 €), and what it counts or measures."""

    value: float
    unit: str
    base_value: float
    base_unit: str
    what: str

    @property
    def kept(self) -> str:
        """As a correction keeps it: "26|M€|26000000|€|budget"."""
        return _BAR.join(
            (_number(self.value), self.unit, _number(self.base_value), self.base_unit, self.what)
        )


def reckoned(kept: str) -> Reckoned:
    """What `Reckoned.kept` says; ValueError for anything else."""
    value, unit, base_value, base_unit, what = kept.split(_BAR, 4)
    return Reckoned(float(value), unit, float(base_value), base_unit, what)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
