"""Figures: numbers with their unit or the noun they count, and what they measure.

Numbers are found first (`numerals`, `spoken`); what follows each says whether it measures or counts (`reading`);
`refusals` takes out clock times, years and labels; `told` completes ranges and numbers whose noun stands elsewhere.
"""

from collections.abc import Iterator
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Figure, Span
from nlp import findings
from nlp.figures.nearby import before
from nlp.figures.numerals import Form, in_digits
from nlp.figures.owners import Owners
from nlp.figures.reading import Kind, Reading, read
from nlp.figures.refusals import refused
from nlp.figures.spoken import in_words
from nlp.figures.told import Told, told
from nlp.figures.units import base
from nlp.figures.what import what
from nlp.findings import Findings
from nlp.text import sentence


@Language.factory("figures")
def create(nlp: Language, name: str) -> "Figures":
    """Needs the mentions that the components before it found: numbers inside names are none."""
    del nlp, name
    return Figures()


class Figures:
    """Fills the findings' figures, in the order of the text."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the figures of the document to its findings."""
        found = findings.of(doc)
        found.figures.extend(_figures(found))
        return doc


def _figures(found: Findings) -> Iterator[Figure]:
    owners = Owners(found)
    evidence = (0, 0)
    for item in told(found.text, found.low, list(_readings(found))):
        if not (evidence[0] <= item.start and item.reading.end <= evidence[1]):
            evidence = sentence(found.text, item.start, item.reading.end)
        yield _figure(found, owners, item, evidence)


def _figure(found: Findings, owners: Owners, item: Told, evidence: Span) -> Figure:
    start, reading = item.start, item.reading
    person = owners.person_before(start) if reading.unit == "ans" else None
    phrase = what(found.text, found.low, reading, start, aged=person is not None)
    unit, scale = base(reading.unit)
    return Figure(
        start=start,
        end=reading.end,
        value=_exact(reading.value),
        low=None if item.low is None else _exact(item.low),
        unit=reading.unit,
        what=phrase,
        owner=person or ""
        if phrase == "âge"
        else owners.owner(start, reading.end, evidence[0], distance=reading.kind in _DISTANCES),
        approximate=reading.numeral.form is Form.COLLECTIVE or before(found.low, start).about,
        evidence=evidence,
        evidence_text=found.text[evidence[0] : evidence[1]],
        rule=_rule(item),
        confidence=_confidence(item),
        base_value=None if scale == 1 else _exact(reading.value * scale),
        base_unit="" if scale == 1 else unit,
    )


_DISTANCES = {Kind.DURATION, Kind.MEASURE}


def _exact(value: float) -> float:
    """Without what binary fractions add: 2.3 * 1e6 is 2300000."""
    return round(value, 6)


def _rule(item: Told) -> str:
    """What it is, and how it is told; who sums figures leaves out those that end in "-lower"."""
    how = "lower" if item.lower else "alone" if item.alone else item.reading.numeral.form
    return f"{item.reading.kind}-{how}"


def _confidence(item: Told) -> float:
    """Set by kind, not measured: units are surest, numbers that take up a noun said before least."""
    if item.alone:
        return 0.8
    if item.reading.numeral.value == 1 and item.reading.numeral.form is Form.WORDS:
        return 0.75
    return {Kind.MONEY: 0.98, Kind.PERCENT: 0.96, Kind.MEASURE: 0.96, Kind.DURATION: 0.92}.get(
        item.reading.kind, 0.94
    )


def _readings(found: Findings) -> Iterator[Reading]:
    """What the numbers say, those inside names and dates left out."""
    taken = _taken(found)
    at, done = 0, 0
    for numeral in sorted([*in_digits(found.text, found.low), *in_words(found.text, found.low)]):
        while at < len(taken) and taken[at][1] <= numeral.start:
            at += 1
        if numeral.start < done:
            continue
        reading = read(found.text, found.low, numeral)
        name = taken[at] if at < len(taken) and taken[at][0] < numeral.end else None
        if reading is None or (name and not _is_no_name(found.text, reading, name)):
            continue
        if refused(found.text, found.low, reading):
            continue
        done = reading.end
        yield reading


def _is_no_name(text: str, reading: Reading, name: Span) -> bool:
    """Whether a number stands in what only looks like a name to the model: "2 600 Vernonnais", "20 minutes"."""
    if reading.numeral.grouped:
        return True
    measured = reading.kind not in {Kind.COUNT, Kind.ALONE} and name == (reading.start, reading.end)
    return measured and text[reading.start + 1 : reading.end].islower()


def _taken(found: Findings) -> list[Span]:
    """Names and dates, in order, overlapping ones made one."""
    mentions = chain(found.communes, found.places, found.technologies, found.organisations)
    spans = sorted([
        *((m.start, m.end) for m in mentions), *((d.start, d.end) for d in found.dates), *found.masks, *found.names,
    ])  # fmt: skip
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
