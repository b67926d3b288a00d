"""What stands between an event's name and a day, and how much that says that the day is the event's.

A council votes every month and a debate is everywhere, so that weak names need the day beside them ("le conseil
municipal du 12 février", "10 h : balade") or a verb that says that they take place. A congress needs a day that no
other verb claims.
"""

import re

from core.types import DateMention, Span
from nlp.events.heads import Named
from nlp.events.vocabulary import pattern
from nlp.findings import Findings

_BESIDE = re.compile(
    r",? ?(?:\(|:|–|—|-)? ?(?:(?:de|du|des|d|prevue?s?|programmee?s?|qui|pour|fixee?|en|ce|la|reportee?s? au"
    r"|fin|debut|mi|courant)? ?){0,2}$"
)
_OPEN_SINCE = re.compile(r",? (?:(?:qui )?est )?(?:ouverte?s?|visibles?) depuis (?:le )?$")
_PLACE_BETWEEN = re.compile(
    r",? (?:à|au|aux|en|dans|sur|place|salle|chez|par|avec)\b[^.;:!?«»]{0,60},? ?(?:de|du|des|prevue?s?)? ?$"
)
_TAKES_PLACE = re.compile(rf"\b{pattern('signs', 'takes_place')}\b")
_COLON = re.compile(r": ?(?:le |ce )?$")
_CLOCK = r"(?:,? (?:a |de |des )?\d{1,2} ?(?:h|heures?)\b ?(?:\d\d)?(?: ?(?:a|/) ?\d{1,2} ?h ?(?:\d\d)?)?)"
_AGENDA = re.compile(
    rf"(?: (?:matin|soir|midi|apres midi))?(?:{_CLOCK} ?[,:–—•|/-]?|{_CLOCK}? ?[,:–—•|/-])"
    r"(?: ?pour)? ?(?:(?:l|le|la|les|un|une|des) ?)?$"
)
ENDS = re.compile(rf"\b{pattern('signs', 'ends')}\b")
_ATTENDS = re.compile(rf"\b{pattern('signs', 'attends')}\b")
_SHOWN = re.compile(rf"\b{pattern('signs', 'shown')}\b")
_ATTENDED = re.compile(
    rf"\b(?P<at>pour|lors|a|au|aux|devant|suivre|en) (?:(?:de|d|des|du|l|la|le|les|une?|son|sa|leurs?|cette|ce"
    rf"|{pattern('adjectives', 'before')}|\d{{1,3}} ?e(?:me)?) ){{0,4}}$"
)
_THERE = re.compile(
    r"(?: matin| soir| midi| apres midi)?,? (?:en|lors d|en marge d|a l occasion d|au|aux|a|lors)(?:e|u|es)?"
    r"(?: la| l| une?)? ?(?:\d{1,3} ?e(?:me)? )?$"
)
"""Between "mardi" and the salon that one was at."""
_OTHER_VERB = re.compile(r"\b(?:que|qu|(?:de|d|pour) [a-z]{2,20}(?:er|ir|re)) ")
_BODIES = ("conseil", "seance", "assemblee")
"""Who decides on a day is no event: "Jeudi soir, le conseil municipal a voté"."""
_HOSTS = re.compile(rf"\b{pattern('signs', 'hosts')}\b")
_WILL_DECIDE = re.compile(rf"\b{pattern('signs', 'will_decide')}\b")
_WISHES = re.compile(rf"\b{pattern('signs', 'wishes')}\b")
_FRAME = re.compile(rf"\b{pattern('signs', 'frames')} ?$")
# another verb's day: "a annoncé jeudi que le festival"
CLAIMS = re.compile(
    r"(?:\w+(?:é|ée|és|ées)|dit|mis|mise|pris|prise|remis|promis|retransmis|rendu|vendu|paru|reçu) (?:le |ce |dès )?$"
)
_LEADS = re.compile(rf"\b{pattern('signs', 'takes_place')} ?(?:le |ce |du )?$")
_PUT_OFF = re.compile(rf"\b{pattern('signs', 'moved')} (?:du \d{{1,2}} )?(?:au |a |aux )?$")
_IN_FACT = re.compile(
    rf"\b(?:{pattern('signs', 'takes_place')} (?:en fait|finalement|plutot|en realite)"
    r"|aura (?:en fait|finalement|plutot) lieu|sera (?:en fait|finalement) [a-z]{2,20}) (?:le |au |ce )?$"
)
_HANDED = re.compile(rf"\b{pattern('signs', 'handed')} $")
_ANOTHERS = re.compile(rf"\b{pattern('unheld', 'others')} ")
BREAK = re.compile(r"[.!?»«]|;(?! ?(?:il|elle)s? )|:(?! )")


def after(found: Findings, name: Named, d: DateMention) -> tuple[float, str, bool]:
    """(points, rule, whether they are one phrase) of a day behind the name."""
    gap = found.low[name.end : d.start]
    if ENDS.search(gap) or _ANOTHERS.search(gap):
        return 0.0, "", False
    put_off = _PUT_OFF.search(gap) or _IN_FACT.search(gap) or _is_handed_on(found, name, d)
    if _OPEN_SINCE.match(gap) or (put_off and not BREAK.search(gap)):
        return 11.0, "takes-place", False
    if _BESIDE.match(gap):
        return 10.0, "beside", True
    verb = _TAKES_PLACE.search(gap)
    if verb is None and name.head.startswith(_BODIES):
        verb = _WILL_DECIDE.search(gap)
    if verb and not BREAK.search(gap) and ":" not in gap[: verb.start()]:
        return 9.0 - len(gap) / 60, "takes-place", False
    if len(gap) < 64 and _PLACE_BETWEEN.match(found.plain[name.end : d.start]):
        return 6.5, "place-between", False
    return _loose(found, name, gap, d.start)


def _is_handed_on(found: Findings, name: Named, d: DateMention) -> bool:
    """As "remis au 21 mars": with "au", for a medal is remise "le 21 mars"."""
    ahead = found.low[max(name.end, d.start - 24) : d.start]
    return found.low.startswith("au ", d.start) and _HANDED.search(ahead) is not None


def before(found: Findings, name: Named, d: DateMention, around: Span) -> tuple[float, str, bool]:
    """The same of a day before the name."""
    low = found.low
    gap = low[d.end : name.start]
    if name.head.startswith(_BODIES) and _decides(found, name, gap):
        return 0.0, "", False
    if len(gap) < 40 and _AGENDA.match(gap):
        # ", la mise en service" goes on with a list, unless the day begins the sentence
        opens = d.start <= around[0] + 3 or _COLON.search(low, max(0, d.start - 8), d.start)
        listed = "," in gap and not any(c.isdigit() for c in gap) and not opens
        return 4.0 if listed else 8.0, "agenda", False
    leads = _LEADS.search(low, max(0, d.start - 40), d.start)
    if (leads or _TAKES_PLACE.search(gap)) and not BREAK.search(gap):
        return 7.5 - len(gap) / 60, "takes-place", False
    holds = _WISHES if name.head.startswith("vœux") else _HOSTS
    held = not BREAK.search(gap) and holds.search(low, max(0, d.start - 60), name.start)
    there = name.rank >= 2 and _THERE.match(low[d.end : name.at])
    sure = there or (held and holds is _WISHES)
    if sure or (len(gap) < 90 and (held or _is_attended(found, name, d, around))):
        return (7.5 if sure else 7.0 - len(gap) / 60), "hosted", False
    if d.start > around[0] + 3 and not _FRAME.search(low[max(0, name.start - 34) : name.at]):
        return 0.0, "", False
    return _loose(found, name, gap, d.start)


def _loose(found: Findings, name: Named, gap: str, at: int) -> tuple[float, str, bool]:
    if BREAK.search(gap) or ":" in gap[:-6]:  # "devant le conseil : les caméras marcheront le 9"
        return 0.0, "", False
    claimed = CLAIMS.search(found.plain, max(0, at - 30), at) is not None
    ahead = found.low[max(0, name.start - 34) : name.at]
    if _FRAME.search(ahead) or _FRAME.search(found.low[max(0, name.start - 34) : name.start]):
        return 6.5 - len(gap) / 200, "framed", False
    if claimed:
        return 0.0, "", False
    if _HOSTS.search(found.low, max(0, name.start - 60), name.start):
        return 5.0 + (1.0 if len(gap) < 30 else 0), "hosted", False
    return (3.5 if len(gap) < 110 else 0.0), "same-sentence", False


def _decides(found: Findings, name: Named, gap: str) -> bool:
    listed = any(c.isdigit() for c in gap) or ":" in gap
    return gap.rstrip().endswith((",", ", le", ", la", ", l")) and not (
        listed
        or _TAKES_PLACE.search(found.low, name.end, name.end + 24)
        or _WILL_DECIDE.search(found.low, name.end, name.end + 40)
    )


def _is_attended(found: Findings, name: Named, d: DateMention, around: Span) -> bool:
    """Whether somebody is at the event that day: "présenté le 12 mars à Dole au salon de l'eau"."""
    low, gap = found.low, found.low[d.end : name.start]
    at = _ATTENDED.search(low, max(d.end - 1, name.at - 48), name.at)
    if at is None or BREAK.search(gap) or _OTHER_VERB.search(gap):
        return False
    if name.head.startswith(_BODIES) and d.first <= str(found.published or ""):
        return False
    left = max(around[0], d.start - 70)
    shown = at["at"] != "pour" and _SHOWN.search(low, left, name.start)
    return bool(shown or _ATTENDS.search(low, left, name.start))
