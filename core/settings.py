"""The settings of a workspace: `beffroi.toml`, overridden by `BEFFROI_<SECTION>__<KEY>`.

Every key has a description here; `beffroi init` writes them as comments and docs/settings.md lists them.
Unknown keys are refused with the nearest right name.
"""

import difflib
import tomllib
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from core.errors import SettingsError

FILE_NAME = "beffroi.toml"


class Section(BaseModel):
    """A table of the file: unknown keys are refused, values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WorkspaceSettings(Section):
    """Who runs this monitor, and on what legal basis."""

    name: str = Field("Veille", description="Nom de la veille, en tête de la lettre.")
    legal_basis: Literal["general", "research", "licence"] = Field(
        "general",
        description="general : obéit à toute réserve de droits ; research, licence : docs/settings.md.",
    )


class CrawlerSettings(Section):
    """How politely, how fast and how far pages are asked for."""

    contact: str = Field("", description="Adresse (courriel ou page) donnée aux sites dans l'User-Agent.")
    delay_seconds: float = Field(2.0, ge=0, description="Pause entre deux demandes à un même site.")
    timeout_seconds: float = Field(30.0, gt=0, description="Temps accordé à une demande.")
    max_pages: int = Field(2000, gt=0, description="Nombre de pages d'articles demandées par collecte.")
    max_entries: int = Field(1000, gt=0, description="Nombre d'articles lus dans un flux ou un plan de site.")
    max_body_bytes: int = Field(10 * 1024 * 1024, gt=0, description="Taille maximale d'une réponse.")
    max_listing_pages: int = Field(5, gt=0, description="Nombre de pages suivies dans une rubrique.")
    allow_private_addresses: bool = Field(
        False, description="Autorise les adresses locales et privées (démonstration, intranet)."
    )


class AnalysisSettings(Section):
    """How texts are analysed."""

    max_characters: int = Field(100_000, gt=0, description="Longueur de texte analysée ; le reste est coupé.")


class StoreSettings(Section):
    """How results are written and kept."""

    batch_size: int = Field(200, gt=0, description="Articles écrits par transaction.")
    memory_limit: str = Field("1GB", description="Mémoire accordée à DuckDB.")
    snapshots_kept: int = Field(2, ge=1, description="Anciens instantanés conservés.")
    writer_wait_seconds: float = Field(10.0, ge=0, description="Attente quand un autre processus écrit.")


class ScheduleSettings(Section):
    """When jobs run: cron expressions with named days, in `timezone`; never between 02:00 and 03:00."""

    timezone: str = Field("Europe/Paris", description="Fuseau horaire des heures ci-dessous.")
    collect: str = Field("5 0,1,3-23 * * *", description="Collecte, traitement et publication.")
    weekly: str = Field("0 6 * * mon", description="Brouillon de la lettre hebdomadaire.")


class LogSettings(Section):
    """What is logged."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Niveau de détail.")


class Settings(BaseSettings):
    """All settings of a workspace."""

    model_config = SettingsConfigDict(
        env_prefix="BEFFROI_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    workspace: WorkspaceSettings = WorkspaceSettings()
    crawler: CrawlerSettings = CrawlerSettings()
    analysis: AnalysisSettings = AnalysisSettings()
    store: StoreSettings = StoreSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the names are pydantic-settings' own
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which arrives as init values."""
        return env_settings, init_settings


def load(path: Path) -> Settings:
    """Read the settings file; raises SettingsError naming the file, the key and the nearest right one."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"{path} : réglages illisibles ({error})",
            "Corrigez le fichier, ou écrivez-en un neuf avec « beffroi init ».",
        ) from error
    try:
        return Settings(**values)
    except ValidationError as error:
        hint = "Les clés sont décrites dans docs/settings.md."
        raise SettingsError(f"{path} : {_explain(error)}", hint) from error


def sections() -> dict[str, type[Section]]:
    """The sections by name, in the order of the file."""
    return {
        name: cast("type[Section]", info.annotation)
        for name, info in Settings.model_fields.items()
        if name != "model_config"
    }


def template(overrides: dict[str, dict[str, Any]] | None = None) -> str:
    """The text of a settings file: every key with its default (or override) and its description."""
    given = overrides or {}
    parts = []
    for name, section in sections().items():
        lines = [f"[{name}]"]
        for key, info in section.model_fields.items():
            value = given.get(name, {}).get(key, info.default)
            lines += [f"# {info.description}", f"{key} = {_toml(value)}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _toml(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _explain(error: ValidationError) -> str:
    """One line for the first problem: the key, what is wrong, the nearest right name."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"]]
    if first["type"] != "extra_forbidden":
        return f"{'.'.join(where)} : valeur refusée ({first['msg']})"
    known = list(sections()) if len(where) == 1 else list(sections()[where[0]].model_fields)
    near = difflib.get_close_matches(where[-1], known, n=1)
    hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else f" ; clés connues : {', '.join(known)}"
    return f"{'.'.join(where)} : clé inconnue{hint}"
