"""`sources.toml`: the outlets to watch, one table each; a new outlet is data, not code.

Its format is in the file that `beffroi init` writes (`TEMPLATE`) and in docs/sources.md. Unknown keys are
refused with the nearest right name, like those of the settings.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, StrictBool, StrictStr, ValidationError, field_validator, model_validator

from core.errors import SettingsError
from core.os_errors import said
from core.settings import Section, explain
from core.types import Entry, EntryKind, Policy, Source

FILE_NAME = "sources.toml"
TEMPLATE = """\
# Les titres suivis, une table par titre. Le nom de la table désigne le titre partout ailleurs
# (lettres minuscules, chiffres, tirets, points ; avec un point, entre guillemets : ["actu.fr"]).
#
# [le-titre]
# name = "Le Titre"
# homepage = "https://www.exemple.fr/"
# kind = "presse-locale"          # facultatif : sa famille, en vos mots
# group = "groupe-x"              # facultatif : son propriétaire
# departements = ["29", "2A"]     # facultatif : les départements qu'il couvre
# enabled = true                  # facultatif : false, il reste dans la liste sans être visité
# evidence = "A"                  # facultatif : à quel point ses adresses sont sûres (A à D)
# verified = true                 # facultatif : false tant que personne n'a vu ses adresses répondre
# policy = "full"                 # facultatif : ce qui est gardé de ses articles. full, la page ; excerpt,
#                                 #   ce que sa liste en donne ; metadata, titre, date et lien
# poll = "auto"                   # facultatif : entre deux visites. auto, son rythme ; ou "30m", "2h", "1d"
# headers = { "X-Api-Key" = "x" } # facultatif : en-têtes envoyés à ses seuls hôtes
# verify_tls = true               # facultatif : false, un certificat refusé est accepté
# entries = [
#   { kind = "feed", url = "https://www.exemple.fr/rss.xml" },            # RSS, Atom ou JSON Feed
#   { kind = "sitemap", url = "https://www.exemple.fr/sitemap-news.xml" },
#   { kind = "listing", url = "https://www.exemple.fr/actus/", pattern = "/actus/[a-z0-9-]+$" },
# ]
"""
SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")
_POLL = re.compile(r"([1-9]\d{0,3})([mhd])")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_DEPARTEMENT = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[4-9]")
_LOGIN = re.compile(r"//[^/\s]*@")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_OURS = frozenset({
    "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "cookie", "cookie2",
    "expect", "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range",
    "if-unmodified-since", "keep-alive", "range", "referer", "te", "trailer", "transfer-encoding", "upgrade",
    "user-agent", "via", "x-forwarded-for", "x-forwarded-host",
})  # fmt: skip
"""Headers that say who asks, that frame the message, or that make an answer partial or conditional."""


def web_address(value: str) -> str:
    """The value, when it is an http(s) address that can be asked for; raises ValueError, in French."""
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("adresse illisible : hôte ou port impossible") from error
    if parts.scheme not in {"http", "https"} or not host or not value.isprintable() or " " in value:
        raise ValueError("adresse http:// ou https:// attendue")
    if "@" in parts.netloc:  # addresses are published with the results
        raise ValueError(
            "un nom et un mot de passe ne s'écrivent pas dans l'adresse ; « headers » est leur place"
        )
    return value


def without_login(text: str) -> str:
    """The text with the name and password of addresses masked."""
    return _LOGIN.sub("//…@", text)


class _EntryTable(Section):
    kind: EntryKind
    url: StrictStr
    pattern: StrictStr | None = None

    _url = field_validator("url")(web_address)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"motif illisible : {error}") from error
        return value

    @model_validator(mode="after")
    def _listing_has_pattern(self) -> "_EntryTable":
        if self.kind is EntryKind.LISTING and not self.pattern:
            raise ValueError("une rubrique (listing) demande « pattern », le motif des adresses d'articles")
        return self


class _SourceTable(Section):
    name: StrictStr = Field(min_length=1)
    homepage: StrictStr
    entries: tuple[_EntryTable, ...]
    kind: StrictStr | None = None
    group: StrictStr | None = None
    departements: tuple[StrictStr, ...] = ()
    enabled: StrictBool = True
    evidence: StrictStr | None = None
    verified: StrictBool = True
    policy: Policy = Policy.FULL
    poll: StrictStr = "auto"
    headers: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    verify_tls: StrictBool = True

    _homepage = field_validator("homepage")(web_address)

    @field_validator("departements")
    @classmethod
    def _known_codes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [code for code in value if not _DEPARTEMENT.fullmatch(code)]:
            raise ValueError(f"« {wrong[0]} » n'est pas un code de département ; exemples : 01, 2A, 971")
        return value

    @field_validator("poll")
    @classmethod
    def _duration(cls, value: str) -> str:
        if value != "auto" and not _POLL.fullmatch(value):
            raise ValueError('"auto", ou une durée comme "30m", "2h" ou "1d"')
        return value

    @field_validator("headers")
    @classmethod
    def _allowed(cls, value: dict[str, str]) -> dict[str, str]:
        """The message names the header and never its value, which may be a secret."""
        names = [name.lower() for name in value]
        for name, text in value.items():
            if not _TOKEN.fullmatch(name):
                raise ValueError(f"« {name} » n'est pas un nom d'en-tête")
            if name.lower() in _OURS or name.lower().startswith(("proxy-", "sec-")):
                raise ValueError(f"« {name} » : cet en-tête appartient au collecteur")
            if names.count(name.lower()) > 1:
                raise ValueError(f"« {name} » : en-tête donné deux fois")
            if not text.isprintable() or not text.isascii():
                raise ValueError(f"« {name} » : valeur sur une ligne, sans accent ni caractère invisible")
        return value


def load(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order; raises SettingsError naming the file, the source and the key."""
    return parse(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The text of a sources file with its own line ends, without the mark that some editors put before it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except OSError as error:
        raise SettingsError(f"{path} : {said(error)}", "Vérifiez le chemin et les droits.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} : ce n'est pas un texte en UTF-8", "Corrigez le fichier.") from error


def parse(text: str, name: str) -> tuple[Source, ...]:
    """The sources of a file's text; `name` is what errors call it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{name} : sources illisibles ({_said(error)})", "Corrigez le fichier."
        ) from error
    sources = tuple(_source(name, slug, table) for slug, table in tables.items())
    _refuse_shared_addresses(name, sources)
    return sources


def poll_minutes(poll: str) -> int | None:
    """Minutes of a duration such as "2h"; None for "auto"."""
    found = _POLL.fullmatch(poll)
    return int(found[1]) * _MINUTES[found[2]] if found else None


def _source(file: str, slug: str, table: Any) -> Source:
    if not SLUG.fullmatch(slug) or not isinstance(table, dict):
        raise _refused(file, slug, "table attendue, nommée en lettres minuscules, chiffres, tirets et points")
    if table and all(isinstance(value, dict) and key != "headers" for key, value in table.items()):
        inner = f"{slug}.{next(iter(table))}"
        raise _refused(file, inner, f'un nom à points s\'écrit entre guillemets : ["{inner}"]')
    try:
        read = _SourceTable.model_validate(table)
    except ValidationError as error:
        known = {(): list(_SourceTable.model_fields), ("entries",): list(_EntryTable.model_fields)}
        raise _refused(file, slug, without_login(explain(error, known))) from error
    if read.enabled and not read.entries:
        raise _refused(file, slug, "« entries » est vide : un titre actif demande un point d'entrée")
    return Source(
        slug=slug,
        name=read.name,
        homepage=read.homepage,
        entries=tuple(Entry(e.kind, e.url, e.pattern) for e in read.entries),
        kind=read.kind,
        outlet_group=read.group,
        departements=read.departements,
        enabled=read.enabled,
        evidence=read.evidence,
        verified=read.verified,
        policy=read.policy,
        poll_minutes=poll_minutes(read.poll),
        headers=tuple(read.headers.items()),
        verify_tls=read.verify_tls,
    )


def _refuse_shared_addresses(file: str, sources: Iterable[Source]) -> None:
    """An address belongs to one entry point: its validators, its rhythm and its articles have one owner."""
    owners: dict[str, str] = {}
    for source in sources:
        for entry in source.entries:
            owner = owners.setdefault(entry.url, source.slug)
            if owner != source.slug:
                raise _refused(file, source.slug, f"{entry.url} est déjà un point d'entrée de [{owner}]")
        urls = [entry.url for entry in source.entries]
        if twice := [url for url in urls if urls.count(url) > 1]:
            raise _refused(file, source.slug, f"{twice[0]} est donné deux fois dans « entries »")


def _said(error: tomllib.TOMLDecodeError) -> str:
    """The parser's words; in ours for the commonest slip, two tables of one name."""
    twice = re.match(r"Cannot declare \('([^']+)',\) twice \(at line (\d+)", str(error))
    return f"deux tables [{twice[1]}], la seconde ligne {twice[2]}" if twice else str(error)


def _refused(file: str, slug: str, problem: str) -> SettingsError:
    hint = "Corrigez cette table ; « beffroi init » écrit un exemple en tête de sources.toml."
    return SettingsError(f"{file} : [{slug}] {problem}", hint)
