"""The shape of an outlet's article addresses, learnt from the links of one of its pages."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_FEW = 3  # links of a shape: fewer are no rule
_SHORT_TEXT = 20  # characters, on average: menus are shorter, headlines are not
_LONG_TEXT = 80
_OWN = 0.8  # share of a shape's links under one first folder that makes that folder part of the shape
_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NUMBER_FIRST = re.compile(r"\d+([-_.,])(?:\d+[-_.,])*[^\W\d_][\w%-]*")
_NUMBER_LAST = re.compile(r"[\w%-]*?[^\W\d_]([-_.,])\d{3,}")
_WORDS = re.compile(r"(?:[^\W_]|%)+(?:[-_](?:[^\W_]|%)+){2,}")
# Segments of pages that are no articles: whole ones, and words of short ones (a headline may speak of cookies).
_NEVER = re.compile(
    r"tags?|mots?-cles?|themes?|authors?|auteurs?|journalistes?|page|search|recherche|rechercher|login|connexion"
    r"|compte|mon-compte|panier|cart|feed|rss|contacts?|cgu|cgv|faq|newsletters?|print|imprimer|cookies?"
    r"|publicites?|sitemap|wp-(?:content|admin|login)|cdn-cgi",
    re.IGNORECASE,
)
_NEVER_SAID = re.compile(
    r"mentions?-legales|legal-notice|conditions-generales|confidentialite|privacy|donnees-personnelles|cookies"
    r"|qui-sommes|a-propos|about-us|contact(?:ez|er)-nous|nous-contacter|plan-d[ue]-site|regie-publicit|abonnez"
    r"|abonnements?|s-inscrire|mot-de-passe|charte-",
    re.IGNORECASE,
)
_SHORT_SLUG = 6  # words


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    shape: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]  # the segments that each token of the shape stands for
    slash: bool
    query: bool
    text: str


def is_navigation(url: str) -> bool:
    """Whether an address names itself a legal, tag, author, search or account page."""
    return any(_is_menu(_EXTENSION.sub("", segment)) for segment in urlsplit(url).path.split("/") if segment)


def _is_menu(segment: str) -> bool:
    if _NEVER.fullmatch(segment):
        return True
    return bool(_NEVER_SAID.search(segment)) and len(re.split(r"[-_]", segment)) <= _SHORT_SLUG


def article_pattern(links: Iterable[tuple[str, str | None]]) -> str | None:
    """The regular expression of article addresses, with scheme and host, from (address, text) of links of one host.

    The shape with many addresses, long texts and numbers or words in them wins; None when nothing looks like
    articles.
    """
    addresses = [(url, text) for url, text in links if urlsplit(url).hostname]
    if not addresses:
        return None
    root = Counter(_root(url) for url, _ in addresses).most_common(1)[0][0]
    own = [(url, text) for url, text in addresses if _root(url) == root]
    groups = defaultdict(list)
    for link in _distinct(own):
        if any(token != "" for token in link.shape):
            groups[link.shape, link.slash].append(link)
    shapes = [_narrowed(group) for group in groups.values()]
    best = max((group for group in shapes if _weight(group)), key=_weight, default=None)
    return None if best is None else _expression(root, best, [url for url, _ in own if is_navigation(url)])


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _distinct(links: Iterable[tuple[str, str | None]]) -> list[_Link]:
    """One link an address, with its longest text; navigation left out."""
    texts: dict[tuple[str, bool], str] = {}
    for url, text in links:
        if not is_navigation(url):
            parts = urlsplit(url)
            key = (f"{_root(url)}{parts.path}", bool(parts.query))
            texts[key] = max(texts.get(key, ""), text or "", key=len)
    return [_link(url, query, text) for (url, query), text in texts.items()]


def _link(url: str, query: bool, text: str) -> _Link:
    """Folders of one's own are one token however many they are: sections and their sub-sections."""
    path = urlsplit(url).path
    segments = [segment for segment in path.split("/") if segment]
    shape: list[str] = []
    parts: list[tuple[str, ...]] = []
    for number, segment in enumerate(segments, 1):
        token = _token(segment)
        if token.startswith("{words}") and number < len(segments):
            token = ""  # a folder with a long name
        if shape and not token and not shape[-1] and number < len(segments):
            parts[-1] += (segment,)
        else:
            shape.append(token)
            parts.append((segment,))
    return _Link(url, tuple(shape), tuple(parts), path.endswith("/"), query, text)


def _token(segment: str) -> str:
    """The kind of a path segment: a template with {slug} and {words}, or nothing for a word of the site's own."""
    extension = _EXTENSION.search(segment)
    end = re.escape(extension.group()) if extension else ""
    bare = segment[: extension.start()] if extension else segment
    if _NUMBER.fullmatch(bare):
        return r"\d+" + end
    if first := _NUMBER_FIRST.fullmatch(bare):
        return r"\d+" + _mark(first.group(1)) + "{slug}" + end
    if last := _NUMBER_LAST.fullmatch(bare):
        return "{slug}" + _mark(last.group(1)) + r"\d+" + end
    if _WORDS.fullmatch(bare):
        return "{words}" + end
    return ""


def _mark(character: str) -> str:
    return character if character in "-_," else re.escape(character)


def _narrowed(group: list[_Link]) -> list[_Link]:
    """The group, or those of it under the one folder that nearly all share."""
    if not group[0].shape or group[0].shape[0]:
        return group
    folder, count = Counter(link.parts[0][0] for link in group).most_common(1)[0]
    return [link for link in group if link.parts[0][0] == folder] if count >= _OWN * len(group) else group


def _weight(group: Sequence[_Link]) -> float:
    """How much a group looks like articles: 0 when it does not."""
    text = sum(len(link.text) for link in group) / len(group)
    last = group[0].shape[-1]
    if len(group) < _FEW or text < _SHORT_TEXT or not last:
        return 0.0
    return len(group) * min(text, _LONG_TEXT) * (1.5 if "{" in last else 1.0)


def _expression(root: str, group: Sequence[_Link], navigation: Iterable[str]) -> str:
    shape = group[0].shape
    columns = list(zip(*(link.parts for link in group), strict=True))
    folders = [_common(column) for column in columns]
    # With a number, or a folder of its own, a short slug is safe; else only its words tell an article from a section.
    anchored = any(r"\d" in token for token in shape) or any(
        folder for token, folder in zip(shape, folders, strict=True) if not token
    )
    path = "".join(
        "/"
        + (_template(token, [part[0] for part in column], anchored) if token else _folders(folder, column))
        for token, folder, column in zip(shape, folders, columns, strict=True)
    )
    path += "/" if group[0].slash else ""
    path += r"(?:\?.*)?$" if sum(link.query for link in group) > len(group) / 2 else "$"
    start = "^" + _escaped(root)
    return start + _barred(start + path, root, navigation) + path


def _barred(expression: str, root: str, navigation: Iterable[str]) -> str:
    """What keeps the pages of this site's menus out, where the expression would let them in."""
    paths = {urlsplit(url).path for url in navigation}
    caught = sorted(_escaped(path) for path in paths if re.search(expression, root + path))
    return f"(?!(?:{'|'.join(caught)})$)" if caught else ""


def _common(column: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The folders with which all begin."""
    shared = itertools.takewhile(lambda level: len(set(level)) == 1, zip(*column, strict=False))
    return tuple(level[0] for level in shared)


def _folders(common: tuple[str, ...], column: Sequence[tuple[str, ...]]) -> str:
    """The folders that all share, and as many others as there are behind them."""
    rest = [part[len(common) :] for part in column]
    fewest, most = min(map(len, rest)), max(map(len, rest))
    one = _letters(segment for part in rest for segment in part) + "+"
    named = [_escaped(folder) for folder in common] + [one] * fewest
    return "/".join(named) + (f"(?:/{one})*" if most > fewest else "")


def _template(token: str, column: Sequence[str], anchored: bool) -> str:
    letters = _letters({_EXTENSION.sub("", value) for value in column})
    # No hyphen nor underscore in a word, or the expression takes exponential time.
    word = "[^/?#_-]" if letters == "[^/?#]" else letters.replace("-]", "]").replace("_", "")
    words = f"{letters}+" if anchored else f"{word}+(?:[-_]{word}+){{2,}}"
    return token.replace("{slug}", f"{letters}+").replace("{words}", words)


def _letters(values: Iterable[str]) -> str:
    """The class of the characters in use."""
    used = set("".join(values))
    upper = "A-Z" if any("A" <= character <= "Z" for character in used) else ""
    others = "".join(sorted(character for character in used if character in "_%.,"))
    odd = any(not re.fullmatch(r"[A-Za-z0-9_%.,-]", character) for character in used)
    return "[^/?#]" if odd else f"[a-z{upper}0-9{others}-]"


def _escaped(text: str) -> str:
    """re.escape without the backslashes that people need not read."""
    return re.sub(r"\\([-/:_&~!,;=%@'\"])", r"\1", re.escape(text))
