"""What is measured in a text to judge it: named values that an editor can read.

What speaks for an article needs a technology: a town hall that works, decides and tests is no news for us
without one. What speaks against it is counted by its density, so that a long article is not another one.
Counts enter as log(1 + n): the tenth "mairie" says little more than the third. `.head` is the title and what
follows it at once; `.near` the share of the sentences with a technology that hold such words too.

A sign says which way a value may speak (+1 for us, -1 against, 0 either): training drops what would speak the
other way, so that every reason given is one that an editor can accept.
"""

from functools import cache
from math import log1p

from core.types import MentionKind, RoleKind
from nlp.relevance.cues import groups
from nlp.relevance.evidence import LOCAL_ROLES, Evidence
from nlp.relevance.linear import Features

SHORT = 40
"""Words under which a text is a title, or a title and a line."""

MEASURES: dict[str, tuple[int, str]] = {
    "tech": (1, "technologies nommées"),
    "tech.head": (1, "technologie dans le titre ou le chapeau"),
    "tech.title": (1, "technologie dans le titre"),
    "tech.kinds": (1, "plusieurs technologies"),
    "tech.none": (-1, "aucune technologie nommée"),
    "digital.none": (-1, "aucun mot du numérique"),
    "weak": (1, "mots du numérique"),
    "weak.head": (1, "mots du numérique dans le titre ou le chapeau"),
    "weak.local": (1, "mots du numérique et collectivité dans une même phrase"),
    "local.none": (-1, "ni commune ni collectivité"),
    "authority.none": (-1, "aucun mot de collectivité"),
    "both": (1, "technologie et collectivité dans le même texte"),
    "both.head": (1, "technologie et collectivité dès le titre ou le chapeau"),
    "town.head": (1, "technologie et commune dès le titre ou le chapeau"),
    "together": (1, "technologie et collectivité dans une même phrase"),
    "together.share": (1, "technologies presque toujours liées à une collectivité"),
    "acting": (1, "collectivité qui décide, équipe ou teste, avec une technologie, dans une même phrase"),
    "elected": (1, "élus locaux nommés, et une technologie"),
    "suffered": (-1, "attaque ou panne plus présente que le reste"),
    "suffered.head": (-1, "attaque ou panne au cœur du titre ou du chapeau"),
    "abroad.share": (-1, "plus de lieux étrangers que de communes françaises"),
    "companies": (-1, "dirigeants d'entreprise nommés"),
    "ministers": (-1, "membres du gouvernement nommés"),
    "off": (-1, "d'autres rubriques plus présentes que le numérique"),
    "short": (0, "texte court"),
}
_FREE = frozenset({"debate", "budget", "election", "national"})
"""Groups that may speak either way: a budget or an election can hold a plan."""
_WITH_TECH = ("deploy", "test", "plan", "stop", "people", "agents", "county")
"""Groups that only count in a sentence with a technology."""


@cache
def measures() -> dict[str, tuple[int, str]]:
    """Every feature of the judge: its sign and its name for an editor."""
    out = dict(MEASURES)
    known = groups()
    for name in _WITH_TECH:
        out[name] = (0 if name in {"stop", "county"} else 1, f"{known[name].says}, avec une technologie")
    for g in known.values():
        if g.side == "away":
            sign = 0 if g.name in _FREE else -1
            out[g.name] = (sign, g.says)
            out[f"{g.name}.head"] = (sign, f"{g.says}, dès le titre ou le chapeau")
            out[f"{g.name}.near"] = (sign, f"{g.says}, dans les phrases qui nomment une technologie")
    return out


def judged(evidence: Evidence) -> Features:
    """The values of one text."""
    out = {**_what(evidence), **_who(evidence), **_together(evidence), **_away(evidence)}
    return {name: value for name, value in out.items() if value}


def _what(e: Evidence) -> Features:
    return {
        "tech": log1p(len(e.tech)),
        "tech.head": log1p(e.tech.before(e.head_end)),
        "tech.title": min(1.0, e.tech.before(e.title_end)),
        "tech.kinds": log1p(e.tech.kinds),
        "tech.none": float(not e.tech),
        "digital.none": float(e.plain),
        "weak": log1p(len(e.weak)),
        "weak.head": log1p(e.weak.before(e.head_end)),
        "short": float(e.words < SHORT),
    }


def _who(e: Evidence) -> Features:
    foreign = len({m.key or m.name for m in e.found.places if m.kind is MentionKind.FOREIGN})
    foreign += len(e.groups["foreign"]) if "foreign" in e.groups else 0
    roles = [r.role for r in e.found.roles]
    elected = sum(role in LOCAL_ROLES for role in roles)
    return {
        "local.none": float(not e.local and not e.towns),
        "authority.none": float(not e.local),
        "elected": log1p(elected) if e.tech else 0.0,
        "abroad.share": foreign / (foreign + len(e.towns) + 0.5 * len(e.local)) if foreign else 0.0,
        "companies": log1p(roles.count(RoleKind.COMPANY)),
        "ministers": log1p(roles.count(RoleKind.MINISTER)),
    }


def _together(e: Evidence) -> Features:
    """What stands together."""
    tech, weak, who = e.sentences(e.tech), e.sentences(e.weak), e.sentences(e.local) | e.sentences(e.towns)
    both = tech & who
    local_head, town_head = e.local.before(e.head_end), e.towns.before(e.head_end)
    tech_head = e.tech.before(e.head_end)
    values = {
        "weak.local": log1p(len(weak & who)),
        "both": min(log1p(len(e.tech)), log1p(len(e.local) + len(e.towns))),
        "both.head": log1p(min(tech_head, local_head)),
        "town.head": log1p(min(tech_head, town_head)),
        "together": log1p(len(both)),
        "together.share": len(both) / len(tech) if tech else 0.0,
        "acting": log1p(len(both & e.sentences(e.acts))),
    }
    used = tech | weak
    return values | {name: log1p(len(used & e.sentences(e.group(name)))) for name in _WITH_TECH}


def _away(e: Evidence) -> Features:
    """Other sections, by density; and what part of the whole they are."""
    tech = e.sentences(e.tech)
    out, total = {}, 0
    for name, spot in e.groups.items():
        if groups()[name].side != "away":
            continue
        out[name] = log1p(len(spot) / max(1.0, e.words / 100))
        out[f"{name}.head"] = log1p(spot.before(e.head_end))
        out[f"{name}.near"] = len(tech & e.sentences(spot)) / len(tech) if tech else 0.0
        total += len(spot) if name not in _FREE else 0
    ours = len(e.tech) + len(e.weak) + len(e.local) + len(e.towns)
    suffered = len(e.group("incident"))
    return out | {
        "off": total / (total + ours + 1),
        "suffered": suffered / (suffered + len(e.tech) + 1),
        "suffered.head": float(e.group("incident").before(e.head_end) > 1),
    }
