"""Where a text names what may be an event: by a head noun, by a name that the field knows, or in English."""

import re
from collections.abc import Iterator
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.events.heads import Named, headed
from nlp.events.reach import BRACKETS, YEAR
from nlp.events.vocabulary import pattern, words
from nlp.findings import Findings
from nlp.text import is_word

_OPENING = re.compile(r"(?:\b(?:[Ll]e|[Ll]a|[Ll]es|du|des|au|aux) |\b[Ll][’'])$")
_FRENCH = "(?:Le|La|Les|Un|Une|Ce|Cet|Cette|Au|Aux|Du|Des|Son|Sa|Ses|En|Prochaine?|Premi[eè]re?|Grande?)"
_ENGLISH = re.compile(rf"(?<![\w’'.-])(?!{_FRENCH}\b)(?:[A-Z][\w&.’'-]{{0,24}}[ \u00a0]){{1,6}}$")
_SURELY = re.compile(rf"\b{pattern('signs', 'surely')}\b")
_SUBJECT = re.compile(
    r"(?:(?<=[ \u00a0\n«])|^)(?:L[ea]s? |l[ea]s? |[Ll][’']|[Ll]a (?:\d{1,3}e|\w{5,12}) édition (?:de |d[’']))(?P<name>[A-ZÀ-Ý][\w’'.&@+-]{1,30}"
    r"(?: (?:(?:de|du|des|d|en|la|le|les|l|et|&)[ ’'])?[A-ZÀ-Ý][\w’'.&@+-]{0,30}){0,5}(?: \([A-Z][A-Za-z]{1,12}\))?)"
    r"(?:, [^,.;:\n]{2,60},)? $"
)


_FRAMED = re.compile(
    r"\b(?:lors|pendant|durant|au cours|à l[’']occasion|en marge|en ouverture|en clôture|dans le cadre)"
    r"(?: (?:de (?:la |l[’'])?|d[’']|du |des )| (?:les |le |la |l[’']))(?P<name>(?:\d{1,3}es? )?[A-ZÀ-Ý][\w’'.&@+-]{1,30}"
    r"(?: (?:(?:de|du|des|d|en|la|le|les|l|et|&)[ ’'])?[A-ZÀ-Ý0-9][\w’'.&@+-]{0,30}){0,5})"
    r"(?: à [A-ZÀ-Ý][\w’'-]{1,30})?,? $"
)
_AHEAD = 110
_NEXT_ONE = re.compile(
    rf"\b(?:la prochaine|le prochain|une? (?:autre|second|seconde|deuxieme|troisieme)) (?={pattern('signs', 'takes_place')}\b)"
)
ELLIPTIC = "prochaine"
"""The head of "la prochaine est fixée au 17": the event named before is told again."""


@cache
def _known() -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick([*words("known", "names"), *words("known", "english")])


def named(found: Findings) -> list[Named]:
    """Every name that may be an event's, in order; of those that overlap the longest head wins."""
    kept: list[Named] = []
    for name in sorted(
        [*headed(found), *_foreign(found), *_subjects(found), *_framed(found), *_elliptic(found)],
        key=lambda n: (n.at, -len(n.head), -n.end),
    ):
        if kept and name.at < kept[-1].end:
            continue
        kept.append(name)
    return kept


def _foreign(found: Findings) -> Iterator[Named]:
    """Names without a French head: known ones, and English ones in capitals."""
    text = found.text
    known = len(words("known", "names"))
    spans = []
    for start, end, index in _known().find_overlapping(text):
        if (
            not is_word(text, start, end)
            or text[end : end + 1] == "-"
            or (start and text[start - 1] in "-’'")
        ):
            continue
        if index < known:
            spans.append((start, end))
        elif words_before := _ENGLISH.search(text[max(0, start - 150) : start]):
            spans.append((start - len(words_before.group()), end))
    for start, end in spans:
        opening = _OPENING.search(text[max(0, start - 5) : start])
        more = BRACKETS.match(text, end) or YEAR.match(text, end)
        yield Named(
            start - (len(opening.group()) if opening else 0), more.end() if more else end, "", 3, start
        )


def _subjects(found: Findings) -> Iterator[Named]:
    """Names that nobody knows, subjects of what only events do: "le Zéphyrium se tiendra"."""
    if not any(
        sign in found.low for sign in ("lieu", "se t", " se deroul", "s est tenu", "ses portes", "retour")
    ):
        return
    for m in _SURELY.finditer(found.low):
        subject = _SUBJECT.search(found.text, max(0, m.start() - 110), m.start())
        if subject:
            yield Named(subject.start(), subject.end("name"), "", 2, subject.start("name"))


def _framed(found: Findings) -> Iterator[Named]:
    """Names that nobody knows, of what one is at: "lors des Nuits bleues, du 17 au 20 juillet"."""
    for d in found.dates:
        if len(d.first) < 10 or found.plain[d.start - 1 : d.start] != " ":
            continue
        name = _FRAMED.search(found.text, max(0, d.start - _AHEAD), d.start)
        if name:
            yield Named(name.start("name"), name.end("name"), "", 2, name.start("name"))


def _elliptic(found: Findings) -> Iterator[Named]:
    for m in _NEXT_ONE.finditer(found.low):
        yield Named(m.start(), m.end() - 1, ELLIPTIC, 2, m.start())
