"""The settings file: read with the environment over it, and written with its comments."""

import json
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings.exceptions import SettingsError as EnvironmentRefused

from core.errors import SettingsError
from core.settings.refused import explain
from core.settings.settings import Settings, sections

FILE_NAME = "beffroi.toml"


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
