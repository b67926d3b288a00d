"""From an article to its analysis: what may be analysed, by which model, and what a hostile text may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core import logs
from core.types import Analysis, Article, Processed
from jobs.judging import weights_of
from jobs.registers import analyser
from jobs.workspace import Workspace

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from registers import Registers

LANGUAGES = frozenset({None, "fr"})
"""What is analysed: French, and what does not say what it is."""


@dataclass(frozen=True, slots=True)
class Analyst:
    """The loaded pipeline for one workspace; `areas` are the départements of each source."""

    pipeline: "Analyser"
    areas: dict[str, tuple[str, ...]]
    obeys: bool

    def analysed(self, found: Article, seen_at: datetime, meanwhile: Callable[[], None]) -> Processed:
        """The article with its analysis; `meanwhile` is called after it, so that the worker has its next page."""
        done = Processed(found, self.analysis(found), seen_at)
        meanwhile()
        return done

    def forbids(self, found: Article) -> bool:
        """Whether it is listed only: its publisher reserves it, or it is not in French."""
        return (self.obeys and found.rights.tdm_reserved) or not is_french(found)

    def analysis(self, found: Article) -> Analysis | None:
        """None for what may not be analysed or is not in French, and for what cannot be."""
        from nlp.pipeline import Text

        if self.forbids(found):
            return None
        stopped = self.pipeline.screen.stopped(found.body)
        if stopped is not None:
            return stopped
        try:
            return self.pipeline.analyse(
                Text(found.body, found.published_at, self.areas.get(found.source, ()))
            )
        except Exception:  # noqa: BLE001  whatever a hostile text can set off
            # the article stays, without facts; reprocessing finds it by its empty `model`
            logs.get(__name__).exception("analysis failed", source=found.source, url=found.url)
            return None


def model_of(workspace: Workspace, registers: "Registers") -> str:
    """What an article's `model` says when it is read now; costs nothing."""
    from nlp.pipeline import model_name

    return model_name(weights_of(workspace), registers.manifest.fingerprint)


def analyst(workspace: Workspace, registers: "Registers") -> Analyst:
    """Load the pipeline on these registers (some seconds)."""
    pipeline = analyser(registers, workspace.settings.analysis.max_characters, weights_of(workspace))
    areas = {source.slug: source.departements for source in workspace.sources()}
    return Analyst(pipeline, areas, obeys_reservations(workspace))


def obeys_reservations(workspace: Workspace) -> bool:
    """Whether what its publisher reserves is listed and not analysed."""
    return workspace.settings.workspace.legal_basis == "general"


def is_french(found: Article) -> bool:
    """Whether the pipeline can read it."""
    return found.lang in LANGUAGES
