"""The words of a byline: cut into names, each a person's or an organisation's. What it knows is in bylines.toml."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from extract.head import clean
from extract.words import key, lexicon

MAX_CHARS = 400
"""A longer value is no byline: the longest of the sample, five names, has 70."""

_MAX_NAME = 60
_TAGS = re.compile(r"<[^<>]{0,200}>")
_ADDRESS = re.compile(r"https?:|www\.|://|[^\s(<]+@\S+|(?<!\S)@\S+")
_DOMAIN = re.compile(r"(?:^|\s)[\w-]{2,}(?:\.[\w-]+)*\.[a-z]{2,4}$")
_ASIDE = re.compile(r"\s*[(\[（]([^()\[\]（）]{0,120})[)\]）]?")
_HARD = re.compile(r"\s*(?:[;|·•、،\n；]|\s[/–—+-]\s|//)\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_PLACE = re.compile(r"\s(?:à|au|aux|in|aus|depuis|from|at|en)\s[A-ZÀ-Þ]")
_WORD = re.compile(r"[^\W_]+")
_LOGIN = re.compile(r"(?=.{6})[a-z0-9]+(?:[._-][a-z0-9]+)*|\w*\d\w*")
_UNCASED = re.compile("[\u0590-\u10ff\u3040-\u9fff\uac00-\ud7af]")
_IDEOGRAMS = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_ENDING = re.compile(r"(?:fr|com|de|org|net)$")
_EDGES = ' \t,;:–—-|/·•"“”«»*.'
_FIRST = re.compile(r"[\s(（|·–—,-]*([^\s:：]+)")
_COMPANY = {"co", "cie", "fils", "sons", "partners", "al"}


class Declared(Enum):
    """What the page says the names are."""

    PERSON = "person"
    ORGANISATION = "organisation"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the page writes it. A known press `agency` is no person, nor is a newsroom.

    `corporate`: an organisation that signs in its own name, the outlet's own included.
    """

    text: str
    person: bool
    agency: bool = False
    corporate: bool = False


def own_names(values: Iterable[str]) -> frozenset[str]:
    """Keys of a site's own names, with and without article ("The ...") and ending ("... .fr")."""
    return frozenset(k for value in values for k in _keys(value))


def names(
    value: str, own: frozenset[str] = frozenset(), declared: Declared = Declared.NOTHING
) -> Iterator[Name]:
    """The names in what a page gives as its author, in order; none for addresses, numbers and fillers."""
    text = _ADDRESS.sub(" ; ", _TAGS.sub(" ", clean(value).replace("\xa0", " "))) if value else ""
    if len(text) > MAX_CHARS or "://" in value or value.startswith(("www.", "/")):
        return
    found = [name for part in _parts(text, own) if (name := _judged(part, own, declared))]
    if not found and declared is Declared.PERSON and _plausible(text.strip(_EDGES)):
        found = [Name(text.strip(_EDGES), person=True)]  # "staff reporter": somebody, who is not named
    yield from found


def looks_like_person(text: str) -> bool:
    """Whether an unmarked text has the shape of a name: two to five words, capitals, no furniture of the page."""
    words = text.split()
    if _UNCASED.search(text):
        enough = len(words) > 1 or _IDEOGRAMS.search(text) is not None
        return enough and len(text) <= 20 and len(words) <= 4 and not any(c.isdigit() for c in text)
    if not 2 <= len(words) <= 5 or len(text) > 45 or any(c in text for c in "0123456789?!:#@"):
        return False
    known, tokens = lexicon(), _tokens(text)
    if tokens & (known.furniture | known.roles | known.organisation | known.newsroom):
        return False
    small = [word for word in words if not word[0].isupper()]
    return len(words) - len(small) >= 2 and all(
        key(word) in known.particles or word[:2] in {"d'", "d’", "l'"} for word in small
    )


def is_label_of_author(text: str) -> bool:
    """Whether a label ("Written by", "Écrit par") announces an author, in any language we know."""
    known = lexicon()
    return bool(text) and (
        known.intro.fullmatch(text.strip()) is not None or text.casefold() in {"author", "auteur"}
    )


def introduced(text: str) -> int:
    """Where the name begins in a text that introduces one ("Par ...", "Publié le ... par ..."), or -1.

    A bare noun needs its colon here: "Auteur : ...", not "Author of ...".
    """
    known = lexicon()
    first = _FIRST.match(text)
    if first is None or first[1].casefold() not in known.first_words:
        return -1
    at = first.start(1)
    found = known.posted.match(text, at) or known.opening.match(text, at) or known.label.match(text, at)
    return found.end() if found else -1


def _parts(text: str, own: frozenset[str]) -> list[str]:
    """A byline cut at whatever separates names; roles, places, credits and asides left out."""
    asides = [aside for aside in map(_bare, _ASIDE.findall(text)) if _is_agency(aside)]
    pieces = _HARD.split(_ASIDE.sub(" ", text))
    for cut in (_at_conjunctions, _at_weak_conjunctions, _at_slashes):
        pieces = [part for piece in pieces for part in cut(piece)]
    return [*(part for piece in pieces for part in _at_commas(piece, own)), *asides]


def _at_conjunctions(text: str) -> list[str]:
    def enough(left: str, between: str, right: str) -> bool:
        if between in {"avec", "with", "mit", "con", "com"} or _is_collective(left) or _is_collective(right):
            return True
        if key(right.split(maxsplit=1)[0]) in _COMPANY:
            return False
        counts = len(left.split()), len(right.split())
        return (counts == (1, 1) and between != "&") or (max(counts) > 1 and not right[0].islower())

    return _cut(text, lexicon().conjunction, enough)


def _at_weak_conjunctions(text: str) -> list[str]:
    def enough(left: str, _: str, right: str) -> bool:
        return len(left.split()) > 1 and len(right.split()) > 1 and not right[0].islower()

    return _cut(text, lexicon().weak, enough)


def _cut(text: str, pattern: re.Pattern[str], enough: Callable[[str, str, str], bool]) -> list[str]:
    pieces, start = [], 0
    for found in pattern.finditer(text):
        left, right = text[start : found.start()].strip(), text[found.end() :].strip()
        if left and right and enough(left, found[1].lower(), right):
            pieces.append(left)
            start = found.end()
    return [*pieces, text[start:]]


def _at_slashes(text: str) -> list[str]:
    """Cut "Marie Durand/AFP" and two full names; "xyz/abc" is one signature, and so is "dpa/abc"."""
    pieces = [piece.strip() for piece in text.split("/")]
    separate = any(map(_is_agency, pieces)) and not pieces[-1].islower()
    return pieces if separate or all(" " in piece for piece in pieces) else [text]


def _at_commas(text: str, own: frozenset[str]) -> list[str]:
    parts = [part for part in map(_bare, _COMMA.split(text)) if part]
    single = [part for part in parts if _is_single(part, own)]
    if len(parts) == 2 == len(single):
        return [f"{parts[1]} {parts[0]}"]  # "Durand, Marie", as library metadata have it
    known = lexicon()
    kept: list[str] = []
    for part in parts:
        role = _tokens(part) & (known.roles | known.roles_after if kept else known.roles)
        place = bool(kept) and part in single
        phrase = bool(kept) and part[0].islower() and " " in part
        if not (role or place or phrase or known.credit.match(part)):
            kept.append(part)
    return kept


def _is_single(part: str, own: frozenset[str]) -> bool:
    """Whether a part is one capitalised word that is no organisation: half a name, or a place."""
    return " " not in part and part[:1].isupper() and not _is_agency(part) and not _keys(part) & own


def _bare(text: str) -> str:
    """A name without what introduces it, the person's role and place."""
    known = lexicon()
    text = text.strip(_EDGES[:-1])
    if found := known.intro.match(text):
        text = text[found.end() :].strip(_EDGES[:-1])
    if (found := known.ambiguous.match(text)) and (
        _starts_name(text[found.end() :]) or _is_agency(text[found.end() :])
    ):
        text = text[found.end() :]
    if place := _PLACE.search(text):
        before = text[: place.start()].strip()
        text = before if " " in before or _is_agency(before) else text
    for pattern in (known.role_after, known.role_before):
        rest = pattern.sub("", text).strip(_EDGES[:-1])
        if rest != text and looks_like_person(rest):
            text = rest
    return re.sub(r"(?<=\w{3})\.$", "", text.strip(_EDGES[:-1]))


def _starts_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and words[0][:1].isupper()


def _judged(part: str, own: frozenset[str], declared: Declared) -> Name | None:
    """Agency, newsroom, person; the page's word counts where the name does not say otherwise."""
    if not _plausible(part):
        return None
    if _is_agency(part):
        return Name(part, person=False, agency=True)
    if _is_collective(part):
        return Name(part, person=False)
    if _DOMAIN.search(part) or _keys(part) & own:
        return Name(part, person=False, corporate=True)
    if declared is Declared.NOTHING:
        return _guessed(part)
    person = declared is Declared.PERSON
    return Name(part, person=person, corporate=not person)


def _guessed(part: str) -> Name | None:
    """What a name is when the page does not say: nobody for furniture, logins and phrases ("la suite")."""
    known, tokens = lexicon(), _tokens(part)
    if tokens & known.furniture or _LOGIN.fullmatch(part):
        return None
    if tokens & known.organisation or key(part.split(maxsplit=1)[0]) in known.articles:
        return Name(part, person=False) if part[0].isupper() else None
    return Name(part, person=True)


def _plausible(part: str) -> bool:
    bare = key(part)
    letters = sum(c.isalpha() for c in bare)
    return len(part) <= _MAX_NAME and 2 * letters > len(bare) and bare not in lexicon().placeholders


def _is_agency(part: str) -> bool:
    known = lexicon()
    return part in known.short_agencies or key(part) in known.agencies or bool(known.agency.match(part))


def _is_collective(part: str) -> bool:
    return _is_agency(part) or bool(_tokens(part) & lexicon().newsroom)


def _tokens(text: str) -> set[str]:
    return {key(word) for word in _WORD.findall(text)}


def _keys(text: str) -> set[str]:
    words = text.split()
    titled = len(words) > 1 and key(words[0]) in lexicon().articles
    whole = {key(text), key(" ".join(words[1:])) if titled else ""}
    return {k for k in (whole | {_ENDING.sub("", k) for k in whole if "." in text}) if len(k) > 1}
