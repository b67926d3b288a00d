"""What a figure says is something else than the analysis read: its value, its unit, what it counts or measures."""

import re
from dataclasses import replace
from typing import NamedTuple

from core.errors import InputError
from core.figures import Reckoned
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import Detail
from digest.french import spaced
from jobs.correcting import figures
from jobs.correcting.corrections import Said
from jobs.correcting.session import Session
from jobs.correcting.wording import chosen
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from nlp.figures.numerals import Numeral, in_digits
from nlp.figures.reading import Kind as Reads
from nlp.figures.reading import read
from nlp.figures.units import base
from nlp.text import fold
from nlp.wordlists import table
from store.correcting.facts import figure_key
from store.rows import Row

_HOW = "Par exemple 45 000, 12,5 %, 1,2 million d’euros, 54 000 €/an ; l’unité peut se dire à part."
_PER = re.compile(r"\s+par\s+\S+")
_OF = re.compile(r"(?:de\s+|d[’'])")
_SAID = re.compile(r"[^\W\d]|[%€$£°]")
_ANOTHER = re.compile(r"(?<!\S)[\d+−–-]")
_MONEY = frozenset(table("figures.toml")["units"]["money"])
_LARGE = 1000
_LONGEST = 300


class Part(NamedTuple):
    """What an editor says of a figure: None leaves unit, or what it counts, as it is."""

    value: str
    unit: str | None = None
    what: str | None = None


def figure(workspace: Workspace, named: str, part: Part, article: str | None, words: Words) -> Said:
    """Say what a figure of an article says, and so in those that repeat its text; its sentence stays as printed."""
    if not article:
        raise InputError("un chiffre se corrige dans un article", "Donnez-le : --article ADRESSE.")
    with Session(workspace, words) as session:
        it = chosen(session, Kind.FIGURE, named, article)
        row = next(row for row in it.facts["figures"] if figure_key(row) == it.key)
        now = typed(part, row)
        told = spaced(figures.told(now._asdict()))
        if (now.value, now.unit, now.what) == (row["value"], row["unit"] or "", row["what"] or ""):
            raise InputError(
                f"ce chiffre est déjà « {told} »",
                "Une correction qui attend s’annule : « beffroi correct list ».",
            )
        said = session.say(
            Action.FIGURE, Kind.FIGURE, it.key, it.called, told, value=now.kept,
            detail=Detail(told, _amount(now)), article_id=it.where, articles=it.ids,
        )  # fmt: skip
        return replace(said, articles=it.others)


def typed(part: Part, row: Row) -> Reckoned:
    """The figure that an editor typed, in place of one that was read: "1,2 million d’euros" is 1.2 M€."""
    value, unit = _read(_line(part.value), None if part.unit is None else _line(part.unit), row["unit"] or "")
    what = row["what"] or "" if part.what is None else _line(part.what)
    base_unit, scale = base(unit)
    return Reckoned(value, unit, round(value * scale, 6), base_unit, what)


def _read(value: str, unit: str | None, before: str) -> tuple[float, str]:
    """Value and unit: as said together, else the unit that is said beside it, else the one that it had."""
    numeral = _number(value)
    if value[numeral.end :].strip():
        found = _with_unit(value)
        other = _with_unit(f"1 {unit}")[1] if unit else found[1]
        if base(other)[0] != base(found[1])[0]:
            raise InputError(f"l’unité est dite deux fois : « {found[1]} » et « {other} »", _HOW)
        return found
    wanted = before if unit is None else unit
    plain, scale = base(wanted)
    if scale == 1 or not _is_money(plain):
        return _with_unit(f"{value} {wanted}")
    if numeral.multiple > 1:  # of "1,2 million" in M€ nobody means a million of millions
        return _with_unit(f"{value} {plain}")
    if abs(numeral.value) >= _LARGE:
        raise InputError(
            f"« {value} » : en {wanted} ou en {plain} ?", f"Dites-le avec le nombre : {value} {plain}."
        )
    return _with_unit(f"{value} {wanted}")


def _number(value: str) -> Numeral:
    """The only number that is typed, at its beginning."""
    found = next(in_digits(value, fold(value).lower()), None)
    if found is None or found.start:
        raise InputError(f"« {value} » n’est pas un nombre" if value else "aucun nombre n’est dit", _HOW)
    return found


def _with_unit(text: str) -> tuple[float, str]:
    """A number and its unit in the words of the analysis, else in those that were typed."""
    text = text.strip()
    numeral = _number(text)
    found = read(text, fold(text).lower(), numeral)
    left = text[found.end :] if found else ""
    if found and found.kind not in {Reads.COUNT, Reads.ALONE} and (not left or _is_each(found.unit, left)):
        return round(found.value, 6), found.unit
    rest = text[numeral.end :].strip()
    glued = rest and text[numeral.end].isalnum()
    if glued or (rest and (not _SAID.match(rest) or _ANOTHER.search(rest))):
        raise InputError(f"« {text} » n’est pas un seul nombre avec son unité", _HOW)
    return round(numeral.total, 6), _OF.sub("", rest, count=1) if _OF.match(rest) else rest


def _is_each(unit: str, left: str) -> bool:
    """Whether what is left of the words is in the unit: "par an" of "€/an"."""
    return "/" in unit and _PER.fullmatch(left) is not None


def _line(words: str) -> str:
    """One line without what separates the parts of a figure where it is kept."""
    words = " ".join(words.split())
    if "|" in words or len(words) > _LONGEST:
        raise InputError("ces mots sont trop longs, ou tiennent une barre « | »", _HOW)
    return words


def _is_money(unit: str) -> bool:
    return re.split(r"[ /]", unit, maxsplit=1)[0] in _MONEY


def _amount(now: Reckoned) -> str:
    """Its words as the amount of an initiative: "54 000 € par an"; of what is no money, none."""
    if not _is_money(now.base_unit):
        return ""
    unit, per, each = now.unit.partition("/")
    number = figures.told({"value": now.value, "unit": unit, "what": ""})
    return " ".join((f"{number} par {each}" if per else number).split())
