"""Arrondissements of Paris, Lyon and Marseille: "13e arrondissement", "Lyon 3e", "Paris XIIIe", "le maire du 8e"."""

import re
from collections import Counter
from collections.abc import Iterator

from core.types import Commune, Mention, MentionKind, Span
from nlp.findings import Findings
from nlp.places.geography import Geography
from nlp.places.lexicons import in_order
from nlp.places.surroundings import container

# how many each city has, and the number of its first code
_CITIES = {"paris": (20, 75100), "lyon": (9, 69380), "marseille": (16, 13200)}
_WHOLE = {"paris": "75056", "lyon": "69123", "marseille": "13055"}
_WORDS, _ROMAN = in_order("ordinals"), in_order("roman")
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_ROMAN, key=len, reverse=True))})\s?(?:er|ere|eme|e)"
_ORDINAL = rf"(?<!\w)(?:{_NUMBER}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?!\w)"
_NAMED = re.compile(
    rf"((?:{_ORDINAL}(?:, | et | ou )){{0,19}})({_ORDINAL} (?:arrondissements?|arr\.?|ardt)(?!\w))"
    r"(?: de (paris|lyon|marseille)(?!\w))?"
)
# what else is numbered
_NO_OTHER = (
    r"(?! (?:siecle|rang|place|edition|jour|etage|anniversaire|mois|tour|fois|art|chapitre|alinea|regiment|congres|"
    r"numero|an|appel|programme|age|degre|titre|arr|du classement|journee|sur|de la|en \d))"
)
_AFTER_CITY = re.compile(rf"(?<!\w)(paris|lyon|marseille) \(?({_ORDINAL})(?: arrondissement|{_NO_OTHER})")
_SHORT = re.compile(
    rf"\b(?:maires?|mairesse|mairies?|elue? du|habitants du|dans le)(?: du)? ({_ORDINAL})(?= ?[,.;:)?!»\n]| et | a |$)"
)
# the number alone, once the text has said of what: what it numbers otherwise is listed
_BARE = re.compile(rf"\b(?:le|du|au) ({_ORDINAL}){_NO_OTHER}")
# ... and two together that the text has not said before: "le 12e et le 20e sont candidats"
_PAIR = re.compile(
    rf"\b(?:le|du|au) ({_ORDINAL}) et (?:le|du|au) ({_ORDINAL})"
    r"(?= (?:sont|ont|n|veulent|vont|font|suivent|attendent)\b)"
)
_CITY = re.compile(r"(?<!\w)(paris|lyon|marseille|parisien|lyonnais|marseillais)")


def arrondissements(found: Findings, geography: Geography) -> Iterator[Mention]:
    """Mentions of municipal arrondissements; the city named beside one is a mention of its own."""
    city = _main_city(found.low)
    if city is None and "arrondissement" not in found.low:
        return
    taken: set[int] = set()
    for named, ordinal, span in _written(found, city):
        if not taken & {span[0], span[1] - 1}:
            taken |= set(range(*span))
            yield from _made(found, geography, named, ordinal, span)


def _written(found: Findings, city: str | None) -> Iterator[tuple[str | None, str, Span]]:
    """(city, ordinal, span) of all that may be an arrondissement, the surest way of writing first.

    The ordinal is "" for the name of the city that stands before one.
    """
    low = found.low
    known: set[int] = set()
    for match in _AFTER_CITY.finditer(low):
        if found.text[match.start()].isupper() and container(found, match.start()) is None:
            known.add(_value(match[2]))
            yield match[1], "", match.span(1)
            yield match[1], match[2], (match.start(2), match.end())
    for match in _NAMED.finditer(low):
        known.add(_value(match[2]))
        for ordinal in re.finditer(_ORDINAL, match[1]):
            at = match.start(1)
            yield match[3] or city, ordinal.group(), (at + ordinal.start(), at + ordinal.end())
        yield match[3] or city, match[2], match.span(2)
    for match in _SHORT.finditer(low):
        yield city, match[1], match.span(1)
    for match in _BARE.finditer(low):
        if _value(match[1]) in known:
            yield city, match[1], match.span(1)
    for match in _PAIR.finditer(low) if known else ():
        yield city, match[1], match.span(1)
        yield city, match[2], match.span(2)


def _main_city(low: str) -> str | None:
    """Of the three cities, the one the text names most."""
    full = {"pari": "paris", "lyon": "lyon", "mars": "marseille"}
    counts = Counter(full[m[1][:4]] for m in _CITY.finditer(low))
    return counts.most_common(1)[0][0] if counts else None


def _made(
    found: Findings, geography: Geography, city: str | None, ordinal: str, span: Span
) -> Iterator[Mention]:
    number = _value(ordinal)
    if city and not ordinal:
        yield _mention(found, geography.by_code[_WHOLE[city]], span)
        return
    if city is None or number > _CITIES[city][0]:
        # "le 13e arrondissement" is not Lyon's, whatever the text names most
        city = (
            "paris"
            if number in range(17, 21) or (city == "lyon" and number > 9 and "paris" in found.low)
            else None
        )
    if city is None or number == 0:
        return
    code = str(_CITIES[city][1] + number)
    commune = geography.by_code.get(code)
    if commune is not None:
        yield _mention(found, commune, span)


def _mention(found: Findings, commune: Commune, span: Span) -> Mention:
    surface = found.text[span[0] : span[1]]
    return Mention(MentionKind.COMMUNE, commune.insee, commune.name, surface, *span, "arrondissement")


def _value(ordinal: str) -> int:
    digits = re.match(r"\d+", ordinal)
    if digits:
        return int(digits.group())
    word = re.sub(r" (?:arrondissements?|arr\.?|ardt)$", "", ordinal)
    if word in _WORDS:
        return _WORDS.index(word) + 1
    roman = re.sub(r"\s?(?:er|ere|eme|e)$", "", word)
    return _ROMAN.index(roman) + 1 if roman in _ROMAN else 0
