"""The settings of a workspace: `beffroi.toml`, overridden by `BEFFROI_<SECTION>__<KEY>`.

Every key has a description here; `beffroi init` writes them as comments and docs/settings.md lists them.
Unknown keys are refused with the nearest right name.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Self, cast
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings.exceptions import SettingsError as EnvironmentRefused

from core.errors import SettingsError

FILE_NAME = "beffroi.toml"
GENERAL_KEEP_DAYS = 90
"""Without another legal basis, a page and its text are kept no longer than its analysis and its correction may need."""


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

    contact: str = Field(
        "",
        pattern=r"^$|^\S+@\S+$|^https?://\S+$",
        description="Adresse (courriel ou page) donnée aux sites dans l'User-Agent.",
    )
    delay_seconds: float = Field(2.0, ge=0, description="Pause entre deux demandes à un même site.")
    timeout_seconds: float = Field(30.0, gt=0, description="Temps accordé à une demande.")
    max_pages: int = Field(2000, gt=0, description="Nombre de pages d'articles demandées par collecte.")
    max_pages_per_source: int = Field(300, gt=0, description="Le même, pour un seul titre.")
    max_minutes: float = Field(50.0, gt=0, description="Durée d'une collecte ; le reste attend la suivante.")
    max_entries: int = Field(1000, gt=0, description="Nombre d'articles lus dans un flux ou un plan de site.")
    max_body_bytes: int = Field(10 * 1024 * 1024, gt=0, description="Taille maximale d'une réponse.")
    max_listing_pages: int = Field(5, gt=0, description="Nombre de pages suivies dans une rubrique.")
    max_sitemaps: int = Field(20, gt=0, description="Nombre de plans lus derrière un index de plans de site.")
    sitemap_days: int = Field(
        14, gt=0, description="Âge maximal, en jours, de ce qu'un plan de site annonce."
    )
    revisit_hours: tuple[float, ...] = Field(
        (1.0, 6.0, 24.0, 72.0), description="Âges, en heures, auxquels un article récent est relu."
    )
    poll_min_minutes: int = Field(30, gt=0, description="Délai minimal entre deux visites d'un flux.")
    poll_max_hours: int = Field(24, gt=0, description="Délai maximal entre deux visites d'un flux.")
    allow_private_addresses: bool = Field(
        False, description="Autorise les adresses locales et privées (démonstration, intranet)."
    )

    @property
    def revisit_ages(self) -> tuple[timedelta, ...]:
        """The ages at which an article is visited again."""
        return tuple(timedelta(hours=hours) for hours in self.revisit_hours)


class ArchiveSettings(Section):
    """How long raw pages and texts are kept, and how much room pages may take."""

    keep_days: int = Field(
        90,
        ge=0,
        description="Jours de conservation des pages et des textes ; 0 : sans limite (pas sous « general »).",
    )
    disk_budget_gb: float = Field(20.0, gt=0, description="Taille de l'archive au-delà de laquelle prévenir.")


class AnalysisSettings(Section):
    """How texts are analysed."""

    max_characters: int = Field(100_000, gt=0, description="Longueur de texte analysée ; le reste est coupé.")


class StoreSettings(Section):
    """How results are written and kept."""

    batch_size: int = Field(200, gt=0, description="Articles écrits par transaction.")
    memory_limit: str = Field(
        "1GB", pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$", description="Mémoire accordée à DuckDB."
    )
    snapshots_kept: int = Field(2, ge=1, description="Anciens instantanés conservés.")
    min_free_mb: int = Field(
        500, ge=0, description="Place libre sur le disque, en Mo, sans laquelle rien n'est écrit."
    )
    writer_wait_seconds: float = Field(10.0, ge=0, description="Attente quand un autre processus écrit.")
    sql_seconds: float = Field(30.0, gt=0, description="Temps accordé à une requête de « beffroi sql ».")


class ScheduleSettings(Section):
    """When jobs run: cron expressions with named days, in `timezone`; never between 02:00 and 03:00."""

    timezone: str = Field("Europe/Paris", description="Fuseau horaire des heures ci-dessous.")
    collect: str = Field("5 0,1,3-23 * * *", description="Collecte, traitement et publication.")
    weekly: str = Field("0 6 * * mon", description="Brouillon de la lettre hebdomadaire.")
    compact: str = Field("30 4 * * sun", description="Réécriture des résultats, sans ce qui en fut effacé.")
    watches: str = Field("30 7 * * *", description="Courriels des suivis.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("fuseau inconnu ; exemple : Europe/Paris")
        return value

    @field_validator("collect", "weekly", "compact", "watches")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        """Libraries count numbered days from Monday, cron from Sunday; 02:30 comes twice or never a year."""
        fields = value.split()
        if len(fields) != 5:
            raise ValueError("cinq champs attendus, par exemple « 0 6 * * mon »")
        if any(c.isdigit() for c in fields[4]):
            raise ValueError("jour numéroté : nommez-le (mon, tue, wed, thu, fri, sat, sun)")
        if re.search(r"(?:^|,)0?2(?:$|[,-])", fields[1]):
            raise ValueError("pas de tâche entre 2 h et 3 h, l'heure des changements d'heure")
        return value


class LetterSettings(Section):
    """Whose letter it is, and where it can be read."""

    sender: str = Field("", pattern=r"^$|^[^\s@<>]+@[^\s@<>]+$", description="Adresse d'où part la lettre.")
    reply_to: str = Field(
        "",
        pattern=r"^$|^[^\s@<>]+@[^\s@<>]+$",
        description="Adresse où répondre ; vide : celle d'où elle part.",
    )
    director: str = Field("", description="Directeur ou directrice de la publication, au pied de la lettre.")
    base_url: str = Field(
        "",
        pattern=r"^$|^https?://\S+$",
        description="Adresse publique des pages de la lettre et du désabonnement.",
    )
    send_empty: bool = Field(True, description="Envoyer une courte lettre quand la semaine n'a rien donné.")


class SmtpSettings(Section):
    """The server that letters leave by; user and password belong in BEFFROI_SMTP__USER and BEFFROI_SMTP__PASSWORD."""

    host: str = Field("", description="Serveur d'envoi (SMTP) ; vide : rien n'est envoyé.")
    port: int = Field(587, gt=0, lt=65536, description="Son port.")
    tls: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="Chiffrement : starttls, tls (dès la connexion), none (seulement vers cette machine).",
    )
    user: str = Field("", description="Compte ; à donner par l'environnement (BEFFROI_SMTP__USER).")
    password: str = Field(
        "", repr=False, description="Mot de passe ; à donner par l'environnement (BEFFROI_SMTP__PASSWORD)."
    )
    per_minute: int = Field(60, gt=0, description="Lettres remises par minute, au plus.")
    timeout_seconds: float = Field(30.0, gt=0, description="Temps accordé à une réponse du serveur.")


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
    archive: ArchiveSettings = ArchiveSettings()
    analysis: AnalysisSettings = AnalysisSettings()
    store: StoreSettings = StoreSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    letter: LetterSettings = LetterSettings()
    smtp: SmtpSettings = SmtpSettings()
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


def load(path: Path) -> Settings:
    """Read the settings file; raises SettingsError naming the file, the key and the nearest right one."""
    try:
        return parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} : réglages illisibles ({error})",
            "Corrigez le fichier, ou refaites-le avec « beffroi init ».",
        ) from error


def parse(text: str, name: str) -> Settings:
    """The settings of a file's text; `name` is what errors call it."""
    try:
        return Settings(**tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        hint = "Corrigez le fichier, ou refaites-le avec « beffroi init »."
        raise SettingsError(f"{name} : réglages illisibles ({error})", hint) from error
    except ValidationError as error:
        known: dict[tuple[str, ...], list[str]] = {(): list(sections())}
        known |= {(section,): list(table.model_fields) for section, table in sections().items()}
        hint = "Les clés sont décrites dans le fichier que « beffroi init » écrit, et dans docs/settings.md."
        raise SettingsError(f"{name} : {explain(error, known)}", hint) from error
    except EnvironmentRefused as error:
        raise SettingsError(
            f"environnement : {error}", "Forme attendue : BEFFROI_SECTION__CLE=valeur."
        ) from error


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


def _toml(value: str | float | bool | tuple[float, ...]) -> str:
    """A TOML value; JSON's strings, numbers and booleans are TOML's."""
    return json.dumps(value, ensure_ascii=False)


_FRENCH = {
    "missing": "clé manquante",
    "bool_type": "true ou false attendu",
    "bool_parsing": "true ou false attendu",
    "int_parsing": "nombre entier attendu",
    "int_type": "nombre entier attendu",
    "float_parsing": "nombre attendu",
    "float_type": "nombre attendu",
    "string_type": "texte entre guillemets attendu",
    "tuple_type": "liste entre crochets attendue",
    "model_type": "table attendue",
    "model_attributes_type": "table attendue",
    "greater_than": "plus de {gt} attendu",
    "greater_than_equal": "au moins {ge} attendu",
    "literal_error": "valeurs possibles : {expected}",
    "enum": "valeurs possibles : {expected}",
    "string_pattern_mismatch": "forme refusée",
    "string_too_short": "texte vide",
    "value_error": "{error}",
}


def explain(error: ValidationError, known: Mapping[tuple[str, ...], Sequence[str]]) -> str:
    """One French line for the first problem: the key, what is wrong, the nearest of the `known` names."""
    problems = error.errors()  # a misspelt key comes before the one that is missing for it
    first = next((p for p in problems if p["type"] == "extra_forbidden"), problems[0])
    where = [str(part) for part in first["loc"] if not isinstance(part, int)]
    name = ".".join(where)
    if first["type"] != "extra_forbidden":
        template = _FRENCH.get(first["type"], first["msg"])
        detail = template.format(
            **{k: str(v).replace(" or ", " ou ") for k, v in first.get("ctx", {}).items()}
        )
        given = (
            ""
            if first["type"] == "missing" or isinstance(first["input"], dict)
            else f" (« {first['input']} »)"
        )
        return f"{name}{given} : {detail}" if name else detail
    names = known[tuple(where[:-1])]
    near = difflib.get_close_matches(where[-1], names, n=1)
    hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else f" ; clés connues : {', '.join(names)}"
    return f"{name} : clé inconnue{hint}"
