"""The settings of a workspace: `beffroi.toml`, overridden by `BEFFROI_<SECTION>__<KEY>`.

Every key has a description in `tables`; `beffroi init` writes them as comments and docs/settings.md lists them.
Unknown keys are refused with the nearest right name.
"""

from core.settings.file import FILE_NAME, load, parse, template
from core.settings.refused import explain
from core.settings.settings import GENERAL_KEEP_DAYS, Settings, sections
from core.settings.tables import (
    AnalysisSettings,
    ArchiveSettings,
    CrawlerSettings,
    LetterSettings,
    LogSettings,
    ScheduleSettings,
    Section,
    SmtpSettings,
    StoreSettings,
    WorkspaceSettings,
)

__all__ = [
    "FILE_NAME",
    "GENERAL_KEEP_DAYS",
    "AnalysisSettings",
    "ArchiveSettings",
    "CrawlerSettings",
    "LetterSettings",
    "LogSettings",
    "ScheduleSettings",
    "Section",
    "Settings",
    "SmtpSettings",
    "StoreSettings",
    "WorkspaceSettings",
    "explain",
    "load",
    "parse",
    "sections",
    "template",
]
