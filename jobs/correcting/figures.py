"""A figure as an editor types it: as the letter prints it, as people write numbers, or as the results have it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from core.names import name_key
from digest import french
from store.correcting.facts import figure_key
from store.readers.facts_now import figure
from store.rows import Row

_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\s\d{3})+(?!\d)")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_EUROS = re.compile(r"\beuros?\b")
_PER = re.compile(r"\s(?:par|/)\s")
_ABOUT = re.compile(r"^\s*environ\s")


def named(typed: str, rows: Sequence[Row]) -> list[str]:
    """The keys (`figure_key`) of the figures that are written so: whole, else with more words, else in part."""
    wanted = _key(typed)
    if not wanted:
        return []
    forms = defaultdict[str, set[str]](set)
    for row in rows:
        forms[figure_key(row)] |= _forms(row)
    for is_so in (_is_whole, _has_words, str.__contains__):
        if found := sorted(key for key, said in forms.items() if any(is_so(one, wanted) for one in said)):
            return found
    return []


def _is_whole(form: str, wanted: str) -> bool:
    return form == wanted


def _has_words(form: str, wanted: str) -> bool:
    """Whether it has these words: "12" is no part of "12000"."""
    return f" {wanted} " in f" {form} "


def _forms(row: Row) -> set[str]:
    """What it may be called: as it is kept, as the article prints it, with its unit, with what it counts."""
    number = figure(row["value"], row["unit"] or "")
    said = {number, f"{number} {row['what'] or ''}", told(row), _printed(row)}
    return {figure_key(row), *filter(None, map(_key, said))}


def _key(words: str) -> str:
    """One for "54 000 € par an" and "54000 €/an": thousands together, one decimal sign, no word for what is a sign."""
    words = _THOUSANDS.sub(lambda found: "".join(found[0].split()), _ABOUT.sub("", words))
    return name_key(_EUROS.sub(" ", _PER.sub("/", _DECIMAL.sub(".", words))))


def _printed(row: Row) -> str:
    """The article's own words, cut from its sentence."""
    if row["evidence_start"] is None:  # of before sentences had their place
        return ""
    first, last = (row[at] - row["evidence_start"] for at in ("start_at", "end_at"))
    return (row["evidence_text"] or "")[first:last] if first >= 0 else ""


def told(row: Row) -> str:
    """A figure as people read it: "54 000 €/an facturation"; "12 caméras", and not "12 caméras caméras"."""
    value, unit, what = row["value"], row["unit"] or "", row["what"] or ""
    number = french.number(int(value)) if float(value).is_integer() else figure(value, "").replace(".", ",")
    counted = name_key(unit)
    again = counted and f" {counted} " in f" {name_key(what)} "
    return " ".join(filter(None, (number, "" if again else unit, what)))
