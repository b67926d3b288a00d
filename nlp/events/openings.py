"""Inaugurations told by a verb: "inauguré ce vendredi", "a rouvert samedi"; the day stands beside it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from core.types import DateMention, Span
from nlp.events.between import CLAIMS
from nlp.events.days import Link, days
from nlp.events.heads import Named
from nlp.events.vocabulary import pattern
from nlp.findings import Findings
from nlp.text import sentence

_AUXILIARY = (
    "a|ont|avait|avaient|sera|seront|est|sont|a ete|ont ete|etait|etaient|va|vont|doit|doivent|pour|d"
)
_VERB = re.compile(
    rf"\b(?:(?:{_AUXILIARY}) (?:etre )?)?(?:officiellement )?(?P<verb>inaugur(?:er?|ees?|es|ait|aient|era|eront|ent))\b"
    r"|\b(?:a|ont) (?:officiellement )?(?P<open>r?ouvert)(?: ses portes| officiellement)?\b"
    r"|\b(?:(?:a|ont|va|vont|doit|doivent) )?(?P<rite>coup(?:er?|ent|ait|eront|era) le ruban|"
    r"pos(?:er?|ent|ait|eront|era)(?: [a-z0-9]{1,12}){0,4}? la premiere pierre)\b"
    r"|\bruban (?:a ete|sera|est) (?P<cut>coupe)\b"
)
_GAP = re.compile(
    r"(?: (?:officiellement|en grande pompe|par [^,.;:\n]{1,60}|a [^,.;:\n]{1,30}|en presence [^,.;:\n]{1,60}))?"
    r"(?:,? (?:en|le|ce|au|des|fin|debut|mi))? ?$"
)
_TITLE = 200
_LEADS_WITHIN = 80
_SINCE = re.compile(r"\b(?:depuis|jusqu (?:a|au|en)) (?:le |ce )?$")
_DAY_OR_MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?$")
_THING = re.compile(
    r"(?:[ \u00a0](?:à|au|en) [^,.;:\n]{2,30}?)?,? ?"
    r"(?P<thing>(?:l[ea]s?|l’|l'|une?|son|sa|ses|leur) ?[^,.;:!?\n«»()]{3,70})"
)
_VERB_AHEAD = re.compile(
    r" (?:est|sont|a|ont|sera|seront|qui|où|dont|par|sur|doté|accueille|permet|abrite|pour|en|,)\b.*"
)
_PARTICIPLE = re.compile(r"é(?:e|s|es)?$")
_HAVING = re.compile(r"(?:a|ont|avait|avaient) (?!été)")
_NOTHING = re.compile(rf"\b{pattern('otherwise', 'opened')}")
_KIND = {
    "inaug": "inauguration",
    "coup": "inauguration",
    "pos": "pose de la première pierre",
    "rouv": "réouverture",
    "ouv": "ouverture",
}


def openings(found: Findings) -> Iterator[Link]:
    """Every inauguration with its day (or its month)."""
    if not any(sign in found.low for sign in ("inaugur", "ouvert", "le ruban", "premiere pierre")):
        return
    dates = days(found)
    told = False
    starts = [d.start for d in dates]
    for m in _VERB.finditer(found.low) if dates else ():
        around = sentence(found.plain, *m.span())
        at = bisect_left(starts, m.end())
        after = dates[at] if at < len(dates) else None
        d = after if after and _GAP.match(found.low[m.end() : after.start]) else None
        within = dates[at - 1] if at and dates[at - 1].start >= m.start() else None
        d = within or d
        if d is None and at and not m["open"]:
            d = dates[at - 1] if _leads(found, dates[at - 1], m, around) else None
        if d and _counts(found, m, d):
            told = True
            yield _link(found, m, d, around)
    if dates and not told and (link := _in_title(found, dates)):
        yield link


def _in_title(found: Findings, dates: list[DateMention]) -> Link | None:
    """A title that opens something is dated by the sentence below: "Numapo pose la première pierre", "mardi"."""
    end = found.text.find("\n")
    m = _VERB.search(found.low, 0, end) if 0 < end < _TITLE else None
    below = next((i for i in range(end, min(end + 3, len(found.text))) if found.text[i] != "\n"), 0)
    if m is None or m["open"] or not below:
        return None
    lead = sentence(found.plain, below, below + 1)
    d = next((d for d in dates if lead[0] <= d.start < lead[1] and len(d.first) == 10), None)
    if d is None or _SINCE.search(found.low[max(0, d.start - 14) : d.start]):
        return None
    link = _link(found, m, d, sentence(found.plain, *m.span()))
    return link._replace(points=5.0, name=link.name._replace(end=m.end()))


def _leads(found: Findings, d: DateMention, m: re.Match[str], around: Span) -> bool:
    """Whether a day before the verb is the verb's: no other claims it, and it is no beginning."""
    if d.start < around[0] or m.start() - d.end > _LEADS_WITHIN or ";" in found.low[d.end : m.start()]:
        return False
    return not (
        CLAIMS.search(found.plain, max(0, d.start - 30), d.start)
        or _SINCE.search(found.low[max(0, d.start - 14) : d.start])
    )


def _counts(found: Findings, m: re.Match[str], d: DateMention) -> bool:
    """A month is enough for an inauguration; what is merely opened needs its day, and must be something to go to."""
    if m["open"]:
        end = max(m.end(), d.end) + 40
        left = max(0, m.start() - 40)
        return len(d.first) == 10 and _NOTHING.search(found.low, left, end) is None
    return _DAY_OR_MONTH.match(d.first) is not None


def _link(found: Findings, m: re.Match[str], d: DateMention, around: Span) -> Link:
    end = d.end if d.start >= m.end() and d.end - m.end() < 45 else m.end()
    word = m["verb"] or m["open"] or m["rite"] or m["cut"]
    kind = next(name for start, name in _KIND.items() if word.startswith(start))
    title = kind if m["rite"] or m["cut"] else f"{kind} {_of(_thing(found, m, end, around))}".strip()
    return Link(Named(m.start(), end, title, 2, m.start()), d, 7.5, "opening", around)


def _thing(found: Findings, m: re.Match[str], end: int, around: Span) -> str:
    """What is opened: what follows an active or a leading verb, else the subject before a passive one."""
    said = found.plain[m.start() : m.end()]
    passive = _PARTICIPLE.search(said) is not None and not _HAVING.match(said)
    active = m["open"] or not passive or m.start() - around[0] < 3
    if active and (thing := _THING.match(found.text, end)):
        return _short(thing["thing"])
    before = found.text[around[0] : m.start()].rstrip(" ,")
    return _short(re.split(r"[,;:«»()]|\bque |\bqui ", before)[-1])


def _short(words: str) -> str:
    return _VERB_AHEAD.sub("", words.strip(" ,"))[:80].strip()


def _of(thing: str) -> str:
    """Behind "inauguration": "le campus" is "du campus"."""
    for article, written in (
        ("les ", "des "),
        ("le ", "du "),
        ("la ", "de la "),
        ("l’", "de l’"),
        ("l'", "de l’"),
        ("un ", "d’un "),
        ("une ", "d’une "),
    ):
        if thing.lower().startswith(article):
            return written + thing[len(article) :]
    return f"de {thing}" if thing else ""
