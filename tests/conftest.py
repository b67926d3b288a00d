"""What all tests share: the shared data where present, a loaded pipeline, a demo run."""

import fcntl
import os
import pickle
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from jobs.demo import Shown
    from nlp.pipeline import Analyser

SHARED = Path(__file__).parents[2] / "shared"

# a shell's background job ignores interrupts, and so would every process that a test starts to interrupt it
signal.signal(signal.SIGINT, signal.default_int_handler)

# no seconds in a test: a busy machine is no fault of the code
settings.register_profile("beffroi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beffroi")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of registers, gold and real pages that lies beside a checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: real pages and annotated texts stay outside the project")
    return SHARED


@pytest.fixture(scope="session")
def demo_pipeline() -> "Analyser":
    """The pipeline on the registers with the demo's invented mandates."""
    import registers
    from demo import MANDATES
    from jobs.registers import analyser

    return analyser(registers.with_overlay(registers.load(), registers.read_overlay(MANDATES)), 100_000)


@pytest.fixture(scope="session")
def demo_analyse(demo_pipeline: "Analyser") -> Callable[..., dict[str, Any]]:
    """Analyse a text on the registers with the demo's invented mandates: (text, day) -> the JSON answer."""
    from nlp.answer import answer
    from nlp.pipeline import Text

    def analyse(text: str, day: date = date(2026, 11, 17)) -> dict[str, Any]:
        return answer(demo_pipeline.analyse(Text(text, day)))

    return analyse


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> "Shown":
    """One demonstration, run once for all tests that look at what it left, in however many processes they run."""
    from jobs.demo import Shown

    ours = tmp_path_factory.getbasetemp()
    place = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    kept = place / "shown.pickle"
    with (place / "shown.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_demonstrated(place / "shown")))
    found = pickle.loads(kept.read_bytes())  # noqa: S301  written by the line above
    assert isinstance(found, Shown)
    return found


def _demonstrated(folder: Path) -> "Shown":
    from jobs.demo import demonstrate

    with pytest.MonkeyPatch.context() as patch:
        # its day is fixed: sitemaps are read whatever day the tests are run
        patch.setenv("BEFFROI_CRAWLER__SITEMAP_DAYS", "36500")
        return demonstrate(folder / "workspace", today=date(2026, 11, 23))
