import random
from pathlib import Path

import pytest
from kill_rounds import KINDS, play


@pytest.mark.slow
def test_twenty_kills_lose_nothing_and_leave_nothing_to_mend(tmp_path: Path) -> None:
    kinds = ["random"] * 11 + [kind for kind in KINDS if kind != "random" for _ in range(3)]
    seed = random.Random().randrange(
        2**31
    )  # other moments each time: a seed would always kill in the same places
    tally = play(tmp_path / "data", kinds, seed)
    assert tally.lost == set(), seed
    assert tally.findings == [], seed
    assert len(tally.stored) >= len(kinds)
    assert sum(tally.rounds.values()) == 20
