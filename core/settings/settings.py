"""All settings of a workspace, and what must hold between them."""

from typing import Self, cast

from pydantic import model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from core.settings.tables import (
    AnalysisSettings,
    ArchiveSettings,
    CrawlerSettings,
    DeskSettings,
    LetterSettings,
    LogSettings,
    ScheduleSettings,
    Section,
    SmtpSettings,
    StoreSettings,
    WorkspaceSettings,
)

GENERAL_KEEP_DAYS = 90
"""Without another legal basis, a page and its text are kept no longer than its analysis and its correction may need."""


class Settings(BaseSettings):
    """All settings of a workspace."""

    model_config = SettingsConfigDict(
        env_prefix="BEFFROI_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    workspace: WorkspaceSettings = WorkspaceSettings()
    crawler: CrawlerSettings = CrawlerSettings()
    archive: ArchiveSettings = ArchiveSettings()
    analysis: AnalysisSettings = AnalysisSettings()
    store: StoreSettings = StoreSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    letter: LetterSettings = LetterSettings()
    smtp: SmtpSettings = SmtpSettings()
    desk: DeskSettings = DeskSettings()
    log: LogSettings = LogSettings()

    @model_validator(mode="after")
    def _lawful_retention(self) -> Self:
        days = self.archive.keep_days
        if self.workspace.legal_basis == "general" and not 0 < days <= GENERAL_KEEP_DAYS:
            raise ValueError(
                f"archive.keep_days (« {days} ») : de 1 à {GENERAL_KEEP_DAYS} jours"
                " avec workspace.legal_basis = « general »"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the names are pydantic-settings' own
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which arrives as init values.

        Only `BEFFROI_<SECTION>__<KEY>` is ours to read here: BEFFROI_WORKSPACE names a folder.
        """
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = {k: v for k, v in env_settings.env_vars.items() if "__" in k}
        return env_settings, init_settings


def sections() -> dict[str, type[Section]]:
    """The sections by name, in the order of the file."""
    return {
        name: cast("type[Section]", info.annotation)
        for name, info in Settings.model_fields.items()
        if name != "model_config"
    }
