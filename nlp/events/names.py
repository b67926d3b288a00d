"""Where a text names what may be an event: by a head noun, by a name that the field knows, or in English."""

import re
from collections.abc import Iterator
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.events.heads import Named, headed
from nlp.events.reach import BRACKETS, YEAR
from nlp.events.unknown import unknown
from nlp.events.vocabulary import words
from nlp.findings import Findings
from nlp.text import is_word

_OPENING = re.compile(r"(?:\b(?:[Ll]e|[Ll]a|[Ll]es|du|des|au|aux) |\b[Ll][’'])$")
_FRENCH = "(?:Le|La|Les|Un|Une|Ce|Cet|Cette|Au|Aux|Du|Des|Son|Sa|Ses|En|Prochaine?|Premi[eè]re?|Grande?)"
_ENGLISH = re.compile(rf"(?<![\w’'.-])(?!{_FRENCH}\b)(?:[A-Z][\w&.’'-]{{0,24}}(?<!\.)[ \u00a0]){{1,6}}$")


@cache
def _known() -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick([*words("known", "names"), *words("known", "english")])


def named(found: Findings) -> list[Named]:
    """Every name that may be an event's, in order; of those that overlap the longest head wins."""
    kept: list[Named] = []
    for name in sorted(
        [*headed(found), *_foreign(found), *unknown(found)],
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
