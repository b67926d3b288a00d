"""Identifiers: the same thing has the same id on every machine and in every run."""

import hashlib
import re
import secrets
from datetime import UTC, datetime
from functools import lru_cache

from core.names import name_key

_SCHEME_AND_WWW = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str:
    """The address that identifies an article: courlan-cleaned (tracking parameters, fragment dropped)."""
    from courlan import clean_url  # 60 ms to import: only where addresses are handled

    return clean_url(url) or url.strip()


def article_id(url: str) -> str:
    """16 hex digits of SHA-256 over the canonical URL, its scheme and `www.` dropped."""
    key = _SCHEME_AND_WWW.sub("", canonical_url(url)).rstrip("/")
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def story_id(founding: str, *said: str) -> str:
    """16 hex digits of SHA-256 over the id of the article that founded a story; an editor's own also has its reason."""
    return hashlib.sha256(":".join((founding, *said)).encode()).hexdigest()[:16]


def mayor_key(insee: str, name: str) -> str:
    """A mayor is one person per commune and normalised name."""
    return f"{insee}:{name_key(name)}"


def initiative_id(actor: str, technology: str, category: str, founding_article: str) -> str:
    """16 hex digits of SHA-256 over who carries it, with what, what for, and the first article that tells it."""
    key = f"{actor}\0{technology}\0{category}\0{founding_article}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_sha256(text: str) -> str:
    """Hex SHA-256 of a text, what tells one version of an article from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def run_id(now: datetime | None = None) -> str:
    """A sortable id for one run: UTC instant to the second and eight random hex digits."""
    return (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ-") + secrets.token_hex(4)
