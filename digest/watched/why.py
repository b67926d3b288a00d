"""Why an article answers a watch, as a sentence of French, and the passage that shows it. Pure: words in, words out."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from core.lines import one_line
from digest import french
from digest.letter import EXTRACT
from digest.render.clean import line

_MOST = 3
NATURES = {
    "initiative": "raconte une initiative",
    "incident": "raconte un incident",
    "debate": "rend compte d’un débat",
    "national-policy": "parle de la politique nationale",
    "other": "ne raconte ni initiative, ni incident, ni débat",
}


@dataclass(frozen=True, slots=True)
class Why:
    """A sentence, and a passage of the article with the words in it that made it answer; either may be empty."""

    sentence: str = ""
    passage: str = ""
    words: tuple[str, ...] = ()

    @property
    def marked(self) -> Markup:
        """The passage escaped, its words marked."""
        shown, found = french.spaced(self.passage), _pattern(self.words)
        if found is None:
            return Markup(Markup.escape(shown))  # noqa: S704  escaped
        pieces = found.split(shown)  # every second one is a word
        return Markup().join(
            Markup("<mark>{}</mark>").format(piece) if n % 2 else Markup.escape(piece)
            for n, piece in enumerate(pieces)
        )

    @property
    def said(self) -> str:
        """Both as text."""
        quoted = _quoted(_inside(french.spaced(self.passage))) if self.passage else ""
        return " ".join(filter(None, (french.spaced(self.sentence), quoted)))


def why(reasons: Sequence[str], passage: str = "", words: Collection[str] = ()) -> Why:
    """What the article does ("nomme Autun", "répond à « vélos »"), and the passage that shows it, as much as may be."""
    kept = tuple(dict.fromkeys(filter(None, (one_line(line(word)) for word in words))))
    said = f"L’article {french.listed([one_line(line(one), 400) for one in reasons])}." if reasons else ""
    return Why(said, _quoting(passage), kept)


def names(what: Sequence[str]) -> str:
    """Say "nomme Autun", "nomme Dole, Autun et Lons", "nomme Dole, Autun, Lons et 4 autres"."""
    return f"nomme {_some(what)}" if what else ""


def technologies(what: Sequence[tuple[str, str]]) -> str:
    """Say "parle de « caméra » (« œil » dans le texte)": the lexicon's name, and the article's where it differs."""
    said = [
        _quoted(name) + (f" ({_quoted(surface)} dans le texte)" if surface.lower() != name.lower() else "")
        for name, surface in what
    ]
    return f"parle de {_some(said)}" if said else ""


def _some(words: Sequence[str]) -> str:
    rest = len(words) - _MOST
    shown = [*words[:_MOST], f"{rest} autre{'s' * (rest > 1)}"] if rest > 0 else words
    return french.listed(shown)


def _quoted(words: str) -> str:
    return f"«{french.NBSP}{words}{french.NBSP}»"


_MARKS = re.compile(r"(«\s*|\s*»)")


_DEPTH = 2
"""Of quotations in one another: more is no French."""
_BEFORE, _AFTER = f"«{french.NBSP}[…]{french.NBSP}", f"{french.NBSP}[…]{french.NBSP}»"


def _quoting(passage: str) -> str:
    """A passage whose guillemets go by pairs: somebody's words, cut in their midst, stay somebody's.

    A mark that lost its other half gets one, with the sign that words are missing there.
    """
    shown = line(passage, EXTRACT).strip()
    before, after = _unpaired(shown)
    if not before and not after:
        return shown
    shown = line(passage, EXTRACT - len(_BEFORE) * before - len(_AFTER) * after).strip()
    before, after = _unpaired(shown)  # the cut may have taken one away
    return f"{_BEFORE * before}{shown}{_AFTER * after}"


def _unpaired(passage: str) -> tuple[int, int]:
    """How many guillemets close what was opened before the passage, and how many open what it does not close."""
    before, opened = 0, 0
    for mark in _MARKS.findall(passage):
        if "«" in mark:
            opened += 1
        elif opened:
            opened -= 1
        else:
            before += 1
    return min(before, _DEPTH), min(opened, _DEPTH)


def _inside(quoted: str) -> str:
    """The guillemets of what stands between guillemets: “ and ”."""
    return _MARKS.sub(lambda mark: "“" if "«" in mark[0] else "”", quoted)


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """One group, with any of the words, the longest first, however they are spaced."""
    found = "|".join(_spelled(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({found})(?!\w)", re.IGNORECASE) if found else None


def _spelled(word: str) -> str:
    """The word with any blanks, and either apostrophe."""
    return r"\s+".join(re.sub("['’]", "['’]", re.escape(part)) for part in french.spaced(word).split())
