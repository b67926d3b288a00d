"""The département that a text names right after a town: "Plaisir (78)", "Vernon (Eure)", "Torcy, en Saône-et-Loire"."""

import re

from core.types import MentionKind
from nlp.findings import Findings
from nlp.places.forms import folded_name

_BRACKET = re.compile(r"\s?[(\[]\s?([^()\[\]]{2,60}?)\s?[)\]]")
_NUMBER = re.compile(r"(?:(97[1-8])\d\d|(97[1-8])|(2[ab]|\d\d)(?:\d{3})?)$")
# overseas, the island or the country is named as others name a département: "Saint-Pierre, en Martinique"
_OVERSEAS = re.compile(
    r",? (?:(?:(?:sur|dans|de|a) )?l ile de|chef lieu de|de|a|en)(?: la)? "
    r"(reunion|martinique|guadeloupe|guyane|mayotte)(?!\w)"
)
_OVERSEAS_CODES = {
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "reunion": "974",
    "mayotte": "976",
}
ONE_DEPARTEMENT = {"01": "971", "02": "972", "03": "973", "04": "974", "06": "976"}
"""Régions that are one département each: those overseas."""
_LANDS = (MentionKind.DEPARTEMENT, MentionKind.REGION)
_IN = re.compile(r",? (?:dans|en|a|au|aux) (?:le |la |l |les )?|, ")
_ARTICLE = re.compile(r"^(?:l|la|le|les|en|dans l|dans la|dans le|dans les) ")


def overseas(low: str, end: int) -> bool:
    """Whether an island or a country overseas is named right after `end`: a town's name stands before it."""
    return _OVERSEAS.match(low, end) is not None


def bracketed(low: str, end: int, names: dict[str, str]) -> str | None:
    """The code of the département in brackets after `end`; `names` are folded names to codes."""
    beyond = _OVERSEAS.match(low, end)
    if beyond:
        return _OVERSEAS_CODES[beyond[1]]
    bracket = _BRACKET.match(low, end)
    if bracket is None:
        return None
    for part in re.split(r"[,;/–]", bracket[1])[:2]:
        inner = folded_name(part)
        number = _NUMBER.match(inner)
        if number:
            return next(g for g in number.groups() if g).upper()
        name = _ARTICLE.sub("", inner)
        code = names.get(name) or _OVERSEAS_CODES.get(name)
        if code:
            return code
    return None


def told_after(found: Findings, end: int, names: dict[str, str]) -> str | None:
    """The code of the département that stands right after `end`: in brackets, or after "en", "dans le"."""
    code = bracketed(found.low, end, names)
    after = None if code else _IN.match(found.low, end)
    if after is None:
        return code
    lands = (m for m in (*found.places, *found.pending) if m.kind in _LANDS and m.start == after.end())
    return next((ONE_DEPARTEMENT.get(m.key, m.key) for m in lands), None)


def bracketed_region(low: str, end: int, names: dict[str, str]) -> str | None:
    """The code of the région in brackets after `end`: "Beaumont (Nouvelle-Aquitaine)"."""
    bracket = _BRACKET.match(low, end)
    if bracket is None:
        return None
    inner = folded_name(bracket[1])
    return names.get(inner) or names.get(_ARTICLE.sub("", inner))
