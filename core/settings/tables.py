"""The tables of the settings file: every key with its default, its bounds and its description."""

import re
from datetime import timedelta
from typing import Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator


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


class DeskSettings(Section):
    """The editors' desk in a browser; on an address that others reach, it needs users (`beffroi users add`)."""

    host: str = Field("127.0.0.1", description="Adresse où écouter.")
    port: int = Field(8080, gt=0, lt=65536, description="Port où écouter.")
    base_path: str = Field(
        "",
        pattern=r"^$|^(/[A-Za-z0-9._-]+)+$",
        description="Chemin sous lequel un serveur mandataire présente la rédaction, par exemple « /veille ».",
    )
    proxies: tuple[str, ...] = Field(
        (), description="Adresses des serveurs mandataires dont les en-têtes X-Forwarded-… sont crus."
    )
    hosts: tuple[str, ...] = Field(
        (), description="Noms sous lesquels on y accède, en plus de ceux de cette machine."
    )
    session_days: int = Field(14, gt=0, le=365, description="Jours au bout desquels se connecter de nouveau.")
    memory_limit: str = Field(
        "128MB",
        pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$",
        description="Mémoire accordée à DuckDB pour les pages.",
    )


class LogSettings(Section):
    """What is logged."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Niveau de détail.")
