"""The département that a text names right after a town: "Plaisir (78)", "Vernon (Eure)", "Saint-Denis (93200)"."""

import re

from nlp.places.forms import folded_name

_BRACKET = re.compile(r"\s?[(\[]\s?([^()\[\]]{2,60}?)\s?[)\]]")
_NUMBER = re.compile(r"(?:(97[1-8])\d\d|(97[1-8])|(2[ab]|\d\d)(?:\d{3})?)$")
_ARTICLE = re.compile(r"^(?:l|la|le|les|en|dans l|dans la|dans le|dans les) ")


def bracketed(low: str, end: int, names: dict[str, str]) -> str | None:
    """The code of the département in brackets after `end`; `names` are folded names to codes."""
    bracket = _BRACKET.match(low, end)
    if bracket is None:
        return None
    for part in re.split(r"[,;/–]", bracket[1])[:2]:
        inner = folded_name(part)
        number = _NUMBER.match(inner)
        if number:
            return next(g for g in number.groups() if g).upper()
        code = names.get(_ARTICLE.sub("", inner), "")
        if code:
            return code
    return None
