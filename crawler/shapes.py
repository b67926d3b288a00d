"""The shape of an outlet's article addresses, learnt from the links of one of its pages."""

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
_WORDS = re.compile(r"[\w%]+(?:[-_][\w%]+){2,}")
# Segments of pages that are no articles, whatever their shape.
_NEVER = re.compile(
    r"(?:tags?|mots?-cles?|themes?|authors?|auteurs?|journalistes?|page|search|recherche|rechercher|login|connexion"
    r"|compte|mon-compte|panier|cart|feed|rss|contact|contacts|archives?|cgu|cgv|faq|newsletters?|print|imprimer"
    r"|wp-(?:content|admin|login)|cdn-cgi)"
    r"|.*(?:mentions?-legales|legal-notice|conditions-generales|confidentialite|privacy|donnees-personnelles|cookies"
    r"|qui-sommes|a-propos-de|about-us|contact(?:ez|er)-nous|nous-contacter|plan-d[ue]-site|sitemap|publicite|abonne[rz]"
    r"|abonnement|s-inscrire|mot-de-passe|accessibilite-|charte-).*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    segments: tuple[str, ...]
    shape: tuple[str, ...]
    slash: bool
    query: bool
    text: str


def is_navigation(url: str) -> bool:
    """Whether an address names itself a legal, tag, author, search or account page."""
    segments = [_EXTENSION.sub("", segment) for segment in urlsplit(url).path.split("/") if segment]
    return any(_NEVER.fullmatch(segment) for segment in segments)


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
    path = urlsplit(url).path
    segments = tuple(segment for segment in path.split("/") if segment)
    return _Link(url, segments, tuple(map(_token, segments)), path.endswith("/"), query, text)


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
    if not group[0].segments or group[0].shape[0]:
        return group
    folder, count = Counter(link.segments[0] for link in group).most_common(1)[0]
    return [link for link in group if link.segments[0] == folder] if count >= _OWN * len(group) else group


def _weight(group: Sequence[_Link]) -> float:
    """How much a group looks like articles: 0 when it does not."""
    text = sum(len(link.text) for link in group) / len(group)
    last = group[0].shape[-1]
    if len(group) < _FEW or text < _SHORT_TEXT or not last:
        return 0.0
    return len(group) * min(text, _LONG_TEXT) * (1.5 if "{" in last else 1.0)


def _expression(root: str, group: Sequence[_Link], navigation: Iterable[str]) -> str:
    shape = group[0].shape
    columns = list(zip(*(link.segments for link in group), strict=True))
    # With a number, or a folder of its own, a short slug is safe; else only its words tell an article from a section.
    anchored = any(r"\d" in token for token in shape) or any(
        not token and len(set(column)) == 1 for token, column in zip(shape, columns, strict=True)
    )
    parts = [_part(token, column, anchored) for token, column in zip(shape, columns, strict=True)]
    path = "/" + "/".join(parts) + ("/" if group[0].slash else "")
    path += r"(?:\?.*)?$" if any(link.query for link in group) else "$"
    start = "^" + _escaped(root)
    caught = {
        urlsplit(url).path for url in navigation if re.search(start + path, _root(url) + urlsplit(url).path)
    }
    barred = "".join(f"(?!{_escaped(address)}$)" for address in sorted(caught))
    return start + barred + path


def _part(token: str, column: Sequence[str], anchored: bool) -> str:
    values = set(column)
    if not token:
        return _escaped(column[0]) if len(values) == 1 else _letters(values) + "+"
    letters = _letters({_EXTENSION.sub("", value) for value in values})
    word = letters.replace("-]", "]")
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
