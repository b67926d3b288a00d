"""A whole French phrase out of a text, from where it begins to where its grammar lets it end: for a table's cell."""

import re
from bisect import bisect_left
from functools import cache
from itertools import islice

from core.types import Span
from nlp.initiatives.actions import infinitive_of
from nlp.initiatives.acts import words
from nlp.initiatives.deeds import deeds_forms
from nlp.initiatives.scene import Scene
from nlp.initiatives.wording import is_infinitive, listed, stands, written
from nlp.wordlists import either, table

MOST, _LEAST = 10, 2
"""Words of a phrase."""
_READ = 170
"""Characters that are read for one phrase."""
_SIGN = r",.;:!?…()\[\]«»“”—–/"
END = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;:!?…()\[\]«»“”\"—–\n/]| - ")
_WORD = re.compile(r"\S+")
_PIECE = rf"[^\s{_SIGN}]+"
# the rest of "d'attroupements, de départs de feu et de bagages": pieces of at most five words, the last behind "et"
_LIST = re.compile(
    rf"(?:, (?P<first>{_PIECE})(?: {_PIECE}){{0,4}}?){{1,3}} (?:et|ou) (?P<last>{_PIECE})(?: {_PIECE}){{0,4}}"
)


@cache
def _ends() -> re.Pattern[str]:
    """What a phrase ends before: a relative clause, another clause, a time."""
    lexicon = table("initiatives.toml")["phrase"]
    time = either(re.escape(w) for w in words(lexicon["times"]))
    clause = either(re.escape(w) for w in words(lexicon["ends"]))
    return re.compile(
        rf" (?:{clause}|{time})(?![\w-])| (?:qu|jusqu|lorsqu|puisqu)'| en \w+ant\b| en \d| l'(?:été|hiver)\b"
    )


def phrase(scene: Scene, start: int, end: int, *, verb: str = "", most: int = MOST) -> str:
    """The phrase that begins at `start`, "" when it is none that stands alone.

    `verb`: an infinitive to put before what stands there, which is then its object.
    """
    end = _before_name(scene.found.names, start, min(end, start + _READ))
    end = _before_means(scene, start, end)
    sign = _sign(scene, start, end)
    whole = _listed(scene, start, sign, end)
    if whole > sign and (told := _read(scene, start, whole, verb, most, cut=False)):
        return told
    return _read(scene, start, sign, verb, most)


def _read(scene: Scene, start: int, end: int, verb: str, most: int, *, cut: bool = True) -> str:
    """The phrase of what stands between two signs; without `cut` only if it need not be made shorter."""
    stop = _ends().search(scene.said, start - bool(verb), end)
    spans = [
        m.span()
        for m in islice(_WORD.finditer(scene.found.text, start, stop.start() if stop else end), MOST + 4)
    ]
    if not spans:
        return ""
    size = _joined(scene, spans, is_verb=bool(verb) or is_infinitive(scene.found.low, start))
    if not cut and (stop or size < len(spans) or size + bool(verb) > most):
        return ""
    size = _short(scene, spans[:size], most - bool(verb))
    told, size = None, size + 1
    while told is None:  # before "leur langue", of which it is not sure whether it is "la"
        size = _solid(scene, spans[: size - 1])
        if size + bool(verb) < _LEAST:
            return ""
        told = written(scene, spans[:size])
    told = f"{verb} {told}" if verb else told[:1].lower() + told[1:] if told[1:2].islower() else told
    return told if stands(told) else ""


def _before_name(names: list[Span], start: int, end: int) -> int:
    """A cell names nobody."""
    i = bisect_left(names, (start, 0))
    return min(end, names[i][0]) if i < len(names) else end


_MEANS = re.compile(
    r"\b(?:dans|sur|par|avec|via|a l aide d|a l|a la|a un|a une) (?:un |une |le |la |les |l |des |e )?$"
)
_LOOK = 20


def _before_means(scene: Scene, start: int, end: int) -> int:
    """What a technology does does not name it: "retrouver le cahier" before "dans un espace numérique"."""
    low = scene.found.low
    named = (
        m.start
        for m in scene.technologies.get(scene.sentences.at(start), ())
        if start < m.start < end and _MEANS.search(low, max(start, m.start - _LOOK), m.start)
    )
    return min(named, default=end)


def _sign(scene: Scene, start: int, end: int) -> int:
    stop = END.search(scene.found.text, start, end)
    return stop.start() if stop else end


def _listed(scene: Scene, start: int, stop: int, end: int) -> int:
    """Where an enumeration ends of which `stop` is the first comma; else `stop`."""
    match = _LIST.match(scene.said, stop, end)
    if not match:
        return stop
    head = scene.said[start:stop].split()
    kinds = {_kind(w) for w in head}
    first, last = _kind(match["first"]), _kind(match["last"])
    same = first == last and first in kinds and (first != "verb" or len(head) == 1)
    if len(head) == 1 + is_infinitive(scene.found.low, start) and kinds.isdisjoint({"of", "the"}):
        same = same or not {first, last} & {"of", "the", "verb"}  # "réserver cantine, étude et garderie"
    return _sign(scene, match.start("last"), end) if same else stop


def _kind(word: str) -> str:
    """What a piece of an enumeration begins with: "of", "the", a verb, or nothing that tells."""
    if word in {"de", "des", "du", "d"} or word.startswith("d'"):
        return "of"
    if word in {"le", "la", "les", "un", "une", "ses", "leurs"} or word.startswith("l'"):
        return "the"
    return "verb" if word.endswith(("er", "ir", "re")) else word


def _joined(scene: Scene, spans: list[Span], *, is_verb: bool) -> int:
    """How many words there are before an "et" that joins what is no part of the phrase."""
    for i in range(1, len(spans)):
        word = scene.said[slice(*spans[i])]
        if word in {"et", "ou"}:
            if i + 1 == len(spans) or not _goes_on(scene, spans[i + 1], is_verb=is_verb):
                return i
        elif (
            word in listed("finite")
            or word.endswith(_FUTURE)
            or (word.endswith("ent") and word in deeds_forms())
            or word.startswith(("n'", "s'", "c'"))
            or _participle(scene, spans[i : i + 2])
        ):
            return i
    return len(spans)


_FUTURE = ("era", "ira", "dra", "eront", "iront", "dront", "eraient", "iraient")
_AFTER_PARTICIPLE = frozenset(
    {"par", "à", "au", "aux", "avec", "dans", "sur", "en", "depuis", "entre", "chez", "sous"}
)


def _participle(scene: Scene, spans: list[Span]) -> bool:
    """Whether a participle with its own complement begins: "imaginé à Lannion", "posées sur les toits"."""
    word = scene.said[slice(*spans[0])]
    return (
        len(spans) > 1
        and word.endswith(("é", "ée", "és", "ées"))
        and not word.endswith(("té", "tés"))
        and word not in listed("no_participles")
        and scene.said[slice(*spans[1])] in _AFTER_PARTICIPLE
    )


def _goes_on(scene: Scene, span: Span, *, is_verb: bool) -> bool:
    word = scene.said[slice(*span)]
    if (
        word in listed("finite")
        or word in listed("starts_clause")
        or word.startswith(("n'", "s'", "c'", "j'"))
    ):
        return False
    if is_infinitive(scene.found.low, span[0]):
        return is_verb
    if word in {"la", "le", "les", "l'"}:
        behind = re.compile(r"\s+([\w-]+)(?! (?:de|du|des|d')\b)").match(scene.said, span[1])
        return not (behind and behind[1].endswith(("ent", "e")) and behind[1] in deeds_forms())
    return (infinitive_of(word) or word) == word and word not in deeds_forms()


def _short(scene: Scene, spans: list[Span], most: int) -> int:
    """All words when they are few enough, else those before the last joint."""
    size = len(spans)
    if size <= most:
        return size
    keys = [scene.said[s:e].partition("'")[0] for s, e in spans[: most + 1]]
    joints = [i for i in range(_LEAST, len(keys)) if keys[i] in listed("joints")]
    return joints[-1] if joints else 0


def _solid(scene: Scene, spans: list[Span]) -> int:
    """How many words there are without those at the end that lean on what would follow."""
    size = len(spans)
    while size and re.split(r"[ ]", scene.found.low[slice(*spans[size - 1])].strip())[-1] in listed(
        "dangling"
    ):
        size -= 1
    return size
