"""Which spans of a text may be towns, how much each speaks for it, and their groups: a name is one place a text."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc

from core.types import MentionKind
from nlp.findings import Findings
from nlp.places.brackets import told_after
from nlp.places.forms import GENERIC, SHORT, USUAL
from nlp.places.gazetteer import Match, Reading
from nlp.places.geography import Geography
from nlp.places.name_groups import Group
from nlp.places.own_points import DELEGATED
from nlp.places.spans import Covered
from nlp.places.surroundings import COORDINATED, TOWNS_OWN, before
from nlp.places.townness import THRESHOLD, Townness, certainty

_KINDS = (MentionKind.COMMUNE, MentionKind.OTHER)
_FEW = 4
_MOST = 20
_TERRITORY_ARTICLE = re.compile(r"(?:^|[\s«(“\"])(?:le|la|l|les|en|dans le|dans la) $")


def candidates(
    doc: Doc, found: Findings, geography: Geography
) -> tuple[dict[Match, float], list[Group], list[Group]]:
    """Points of every span that may be a town, their groups by name, and the witnesses.

    Witnesses are names inside larger ones ("l'hôpital d'Aurillac"): no towns here, but they show where a text is set.
    """
    covered = Covered(len(found.text), found.masks)
    free = [m for m in found.matches if not covered.holds((m.start, m.end))]
    held = [m for m in found.matches if covered.holds((m.start, m.end))]
    spans = [m for m in free if _may_be(found, m)]
    land = _land(found, geography, spans)
    points = _points(doc, found, geography, [m for m in spans if found.low[m.start : m.end] not in land])
    return points, _groups(found, geography, points), _witnesses(held)


def _witnesses(held: list[Match]) -> list[Group]:
    whole = [(m, [r for r in m.of(MentionKind.COMMUNE) if not r.rank]) for m in held]
    return [
        Group([m], 0.5, readings)
        for m, readings in whole
        if readings and len(readings) < _FEW and not m.of(MentionKind.DEPARTEMENT, MentionKind.REGION)
    ][:_MOST]


def _points(doc: Doc, found: Findings, geography: Geography, spans: list[Match]) -> dict[Match, float]:
    """Points of every candidate; names in one enumeration vouch for each other."""
    townness = Townness(doc, found, geography)
    points = {m: townness.points(m) for m in spans}
    for one, other in pairwise(spans):
        if COORDINATED.fullmatch(found.low, one.end, other.start):
            low, high = sorted((one, other), key=lambda m: points[m])
            if points[high] >= THRESHOLD + 0.5:
                points[low] += 1.5
    return points


def _may_be(found: Findings, match: Match) -> bool:
    if not any(r.code for r in match.of(*_KINDS)):
        return False
    territory = match.of(MentionKind.DEPARTEMENT)
    return not (territory and _TERRITORY_ARTICLE.search(before(found, match.start)))


def _land(found: Findings, geography: Geography, spans: list[Match]) -> set[str]:
    """Names that the text gives to a département, far from the town of the name: Vienne lies in Isère.

    A mention that only a town can have ("à Vienne", "la ville de Vienne") keeps the name for the town.
    """
    told = {m.key for m in (*found.places, *found.pending) if m.kind is MentionKind.DEPARTEMENT}
    names, towns = set(), set()
    for match in spans:
        codes = {r.code for r in match.of(MentionKind.DEPARTEMENT)} & told
        low = found.low[match.start : match.end]
        if codes and not any(
            geography.commune(r.code).departement in told for r in match.of(MentionKind.COMMUNE)
        ):
            names.add(low)
        if TOWNS_OWN.search(before(found, match.start)):
            towns.add(low)
    return names - towns


def _apart(
    found: Findings, geography: Geography, matches: list[Match]
) -> Iterable[tuple[str | None, list[Match]]]:
    """The mentions of a name, apart where the text itself says that they are several places.

    "Torcy (Seine-et-Marne) et Torcy, en Saône-et-Loire": mentions with no département beside them are a group of their
    own, which the rest of the text decides. One département alone tells of all.
    """
    parts: dict[str | None, list[Match]] = defaultdict(list)
    for match in matches:
        parts[told_after(found, match.end, geography.departement_codes)].append(match)
    return parts.items() if len(set(parts) - {None}) > 1 else [(None, matches)]


def _groups(found: Findings, geography: Geography, points: dict[Match, float]) -> list[Group]:
    """Names that may be places, with their readings."""
    by_name: dict[str, list[Match]] = defaultdict(list)
    for match in points:
        by_name[found.low[match.start : match.end]].append(match)
    groups = []
    for told, matches in (part for same in by_name.values() for part in _apart(found, geography, same)):
        top = max(points[m] for m in matches)
        if top < THRESHOLD - 1.5:
            continue
        readings = dict.fromkeys(
            r for m in matches for r in m.readings
            if (r.kind in _KINDS and r.code) or r.kind is MentionKind.FOREIGN
        )  # fmt: skip
        distinct = _distinct(readings, delegated=_says_delegated(found, matches))
        groups.append(Group(matches, certainty(top), distinct, told=told))
    return groups


def _says_delegated(found: Findings, matches: list[Match]) -> bool:
    return any(DELEGATED.search(before(found, m.start)) for m in matches)


def _distinct(readings: Iterable[Reading], *, delegated: bool) -> list[Reading]:
    """One reading a code: the full name before the short one.

    "Château-Gontier" is a delegated commune and the short name of Château-Gontier-sur-Mayenne, under one code: the
    commune is meant unless the text says "commune déléguée".
    """
    ranked = sorted(readings, key=lambda r: r.rank in {SHORT, GENERIC})
    parts = {r.code for r in ranked if r.kind is MentionKind.OTHER}
    kept: dict[str, Reading] = {}
    for reading in ranked:
        old = kept.get(reading.code)
        if reading.kind is MentionKind.FOREIGN or old is None:
            kept[reading.code if reading.kind is not MentionKind.FOREIGN else f"abroad {reading.code}"] = (
                reading
            )
        elif old.kind is MentionKind.OTHER and not delegated:
            kept[reading.code] = reading._replace(rank=USUAL) if reading.code in parts else reading
    return list(kept.values())
