"""Names that nobody knows: what they do, when they last or who is there shows that they are an event's.

"La Techtonique se tiendra", "lors des Nuits bleues, du 17 au 20 juillet"; and "la prochaine", which is another one of
the event named before.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp.events.heads import Named
from nlp.events.reach import end_of
from nlp.events.vocabulary import pattern
from nlp.findings import Findings

# a full stop within a word ("Futur.e.s"), none that ends a sentence
_LETTER = r"(?:[\w’'&@+-]|\.(?=\w))"
_CAPITALS = rf"[A-ZÀ-Ý]{_LETTER}{{1,30}}"
_MORE = rf"(?: (?:(?:de|du|des|d|en|la|le|les|l|et|&)[ ’'])?[A-ZÀ-Ý0-9]{_LETTER}{{0,30}}){{0,5}}"
_SURELY = re.compile(rf"\b{pattern('signs', 'surely')}\b")
_SUBJECT = re.compile(
    r"(?:(?<=[ \u00a0\n«])|^)(?:L[ea]s? |l[ea]s? |[Ll][’']|[Ll]a (?:\d{1,3}e|\w{5,12}) édition (?:de |d[’']))"
    rf"(?P<name>{_CAPITALS}{_MORE}(?: \([A-Z][A-Za-z]{{1,12}}\))?)(?:, [^,.;:\n]{{2,60}},)? $"
)
_FRAMED = re.compile(
    r"\b(?:lors|pendant|durant|au cours|à l[’']occasion|en marge|en ouverture|en clôture|dans le cadre)"
    r"(?: (?:de (?:la |l[’'])?|d[’']|du |des )| (?:les |le |la |l[’']))"
    rf"(?P<name>(?:\d{{1,3}}es? )?{_CAPITALS}{_MORE})(?: à [A-ZÀ-Ý][\w’'-]{{1,30}})?,? $"
)
_FRAMES = re.compile(
    r"\b(?:lors|pendant|durant|au cours|a l occasion|en marge|en ouverture|en cloture|dans le cadre) "
)
_AT = re.compile(r"\b(?:lors|en marge|a l occasion|en ouverture|en cloture) (?:de la |de l |du |des )")
_AT_SIGNS = ("lors d", "n marge d", "l occasion d", "n ouverture d", "n cloture d")
_ATTENDED = re.compile(
    r"(?!(?:Conseil|Comité|Covid|Plan|Seconde|Première|Grande|Assemblée|Sénat|Noël|Journal|JT|Brexit)\b)"
    r"[A-ZÀ-Ý][\w’'.&@+-]{2,30}"
)
_BODIES = "Ville|Mairie|Métropole|Région|Agglo|Département|État|Communauté|Commune|Préfecture|Poste|Maison"
_LASTING = re.compile(
    rf"(?:^|[.!?»]\s+|\n)(?P<name>(?:Le |La |Les |L[’'])(?!(?:{_BODIES})\b){_CAPITALS}{_MORE}(?: [a-zà-ÿ]{{2,14}})?), $"
)
"""What opens a sentence and lasts some days: "Le Cabaret bleu, du 21 au 24 août"."""
_AHEAD = 110
_NEXT_ONE = re.compile(
    r"\b(?:la prochaine|le prochain|une? (?:autre|second|seconde|deuxieme|troisieme)) "
    rf"(?={pattern('signs', 'takes_place')}\b)"
    rf"|(?<=[.!?;] )(?:celle|celui) (?:de|d|du|des) [^.;:,!?«»\n]{{2,40}}? (?={pattern('signs', 'takes_place')}\b)"
)
ELLIPTIC = "prochaine"
"""The head of "la prochaine est fixée au 17": the event named before is told again."""


def unknown(found: Findings) -> Iterator[Named]:
    """Every such name, in no order."""
    yield from _subjects(found)
    yield from _framed(found)
    yield from _attended(found)
    yield from _elliptic(found)


def _subjects(found: Findings) -> Iterator[Named]:
    """Names that nobody knows, subjects of what only events do: "le Zéphyrium se tiendra"."""
    if not any(
        sign in found.low for sign in ("lieu", "se t", " se deroul", "s est tenu", "ses portes", "retour")
    ):
        return
    for m in _SURELY.finditer(found.low):
        subject = _SUBJECT.search(found.text, max(0, m.start() - 110), m.start())
        if subject and not _in_town(found, subject.start("name")):
            yield Named(subject.start(), subject.end("name"), "", 2, subject.start("name"))


def _in_town(found: Findings, at: int) -> bool:
    """Whether a name would begin inside a town's: "à La Souterraine"."""
    near = bisect_left(found.communes, at, key=lambda m: m.start) - 1
    return near >= 0 and at < found.communes[near].end


def _framed(found: Findings) -> Iterator[Named]:
    """Names that nobody knows, of what one is at: "lors des Nuits bleues, du 17 au 20 juillet"."""
    for d in found.dates:
        if len(d.first) < 10 or found.plain[d.start - 1 : d.start] != " ":
            continue
        left = max(0, d.start - _AHEAD)
        framed = _FRAMES.search(found.low, left, d.start)
        name = _FRAMED.search(found.text, framed.start(), d.start) if framed else None
        if name is None and d.rule == "period":
            name = _LASTING.search(found.text, max(0, d.start - _AHEAD), d.start)
            name = None if name and name.start("name") in {m.start for m in found.communes} else name
        if name:
            yield Named(name.start("name"), name.end("name"), "", 2, name.start("name"))


def _attended(found: Findings) -> Iterator[Named]:
    """As "lundi, en marge du Carrefour des eaux": what is told with a capital of where somebody was."""
    if not found.dates or not any(sign in found.low for sign in _AT_SIGNS):
        return
    for frame in _AT.finditer(found.low):
        name = _ATTENDED.match(found.text, frame.end())
        if name:
            yield Named(name.start(), end_of(found, name.end()), "", 2, name.start())


def _elliptic(found: Findings) -> Iterator[Named]:
    if not any(
        sign in found.low for sign in ("prochain", " autre ", " second", "xieme ", " celle d", " celui d")
    ):
        return
    for m in _NEXT_ONE.finditer(found.low):
        yield Named(m.start(), m.end() - 1, ELLIPTIC, 2, m.start())
