"""The grammar of roles: "maire de X" beside a name, on either side (lexicon/roles.toml)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core.types import RoleKind, Span

_DETERMINER = (
    r"(?:le |la |l |les |son |sa |notre |leur |un |une |aujourd hui |egalement |aussi |alors |par ailleurs )?"
)
_PARTY = re.compile(r"\s?\(\s?[^()]{1,40}\)")
_JOIN = re.compile(r"(?:\s?, (?:et )?| et | & |, mais aussi |, egalement |\s?\()")
_CIVILITY = r"(?:M\. |Mme |Mlle |Monsieur |Madame |Dr |docteur )?"
REACH = 170


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role with the span of its words; `end` is where its complement ("de Cannes") begins."""

    kind: RoleKind
    start: int
    end: int


@cache
def _patterns() -> list[tuple[RoleKind, re.Pattern[str]]]:
    data = tomllib.loads(files("nlp").joinpath("lexicon/roles.toml").read_text("utf-8"))
    return [
        (RoleKind(r["kind"]), re.compile(rf"{_DETERMINER}(?:{'|'.join(r['forms'])})(?!\w)", re.IGNORECASE))
        for r in data["role"]
    ]


@cache
def _any_role() -> re.Pattern[str]:
    data = tomllib.loads(files("nlp").joinpath("lexicon/roles.toml").read_text("utf-8"))
    words = "|".join(form for r in data["role"] for form in r["forms"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def role_at(folded: str, at: int) -> RolePhrase | None:
    """The role whose words begin at `at`, after an optional determiner."""
    for kind, pattern in _patterns():
        match = pattern.match(folded, at)
        if match:
            return RolePhrase(kind, at, match.end())
    return None


def after(folded: str, person: Span) -> list[RolePhrase]:
    """Roles in apposition after a name: "X (PX), maire de Y et président de Z"; "X (maire de Y)"."""
    at = person[1]
    found: list[RolePhrase] = []
    party = _PARTY.match(folded, at)
    if party and role_at(folded, folded.index("(", at) + 1) is None:
        at = party.end()
    limit = _clause_end(folded, at)
    while join := _JOIN.search(folded, at, limit) if found else _JOIN.match(folded, at, limit):
        role = role_at(folded, join.end())
        if role is None:
            if not found or join.group().strip() not in {",", "et"}:
                break
            at = join.end()
            continue
        found.append(role)
        at = role.end
    return found


def before(folded: str, person: Span) -> RolePhrase | None:
    """The role just before a name: "le maire de Y, X"; "la maire, Mme X"; "l'adjointe au numérique X"."""
    left = max(folded.rfind(stop, 0, person[0]) for stop in ".;:!?\n«»“”") + 1
    left = max(left, person[0] - REACH)
    if folded[max(0, person[0] - 3) : person[0]].endswith("M. "):
        left = max(max(folded.rfind(stop, 0, person[0] - 3) for stop in ".;:!?\n«»“”") + 1, person[0] - REACH)
    for match in reversed(list(_any_role().finditer(folded, left, person[0]))):
        role = role_at(folded, match.start())
        if role and _reaches(folded[role.end : person[0]]):
            return RolePhrase(role.kind, match.start(), role.end)
    return None


_COMPLEMENT = re.compile(
    rf"^(?:\s?\([^()]{{1,40}}\))?"
    rf"(?: (?:de la |de l |des |du |de |d |au |aux |a la |a l |en charge |charge|delegue|generale? |adjointe? )"
    rf"[^,()]{{1,90}}?)?(?:\s?\([^()]{{1,40}}\))?(?:,)? ?{_CIVILITY}$"
)


def _reaches(between: str) -> bool:
    """Whether only the role's complement stands between the role and the name."""
    if not _COMPLEMENT.match(between):
        return False
    return not re.search(
        r"\b(?:et|que|qui|dont|est|a|ont|avec|pour|par|selon|comme|mais|ou)\b", _own(between)
    )


def _own(between: str) -> str:
    """The complement without what may lawfully hold small words: names with capitals."""
    return re.sub(r"\b[A-Z]\w+(?: (?:et|a|sur|en|les|le|la|de|du|d|l) [A-Z]\w+)*", "", between)


def _clause_end(folded: str, at: int) -> int:
    """Where an apposition can go at most."""
    stops = [i for s in ".;:!?\n«»“”" if (i := folded.find(s, at)) >= 0]
    return min([*stops, at + REACH, len(folded)])
