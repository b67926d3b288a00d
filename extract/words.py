"""What bylines are made of: the lexicon of bylines.toml, compiled once, and how words are compared."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NO_KEY = re.compile(r"[^a-z0-9]+")


def key(text: str) -> str:
    """What remains of a name when case, accents, spaces and punctuation are forgotten."""
    if text.isascii():
        return _NO_KEY.sub("", text.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets hold keys (`short_agencies`: the words as they stand); patterns match where a part begins."""

    short_agencies: frozenset[str]
    agencies: frozenset[str]
    newsroom: frozenset[str]
    organisation: frozenset[str]
    articles: frozenset[str]
    roles: frozenset[str]
    roles_after: frozenset[str]
    placeholders: frozenset[str]
    furniture: frozenset[str]
    particles: frozenset[str]
    agency: re.Pattern[str]
    intro: re.Pattern[str]
    opening: re.Pattern[str]
    label: re.Pattern[str]
    posted: re.Pattern[str]
    first_words: frozenset[str]
    ambiguous: re.Pattern[str]
    credit: re.Pattern[str]
    role_after: re.Pattern[str]
    role_before: re.Pattern[str]
    conjunction: re.Pattern[str]
    weak: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The words, read once."""
    data: dict[str, list[str]] = tomllib.loads(files("extract").joinpath("bylines.toml").read_text("utf-8"))

    data["placeholders"] += data["conjunctions"]
    data["openings"] = [*data["intros"], "von", "av", "af"]
    data["intros"] += data["labels"]
    first_words = {w.split()[0] for w in (*data["openings"], *data["labels"], *data["posted"])}

    def any_of(name: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
        words = sorted(data[name], key=len, reverse=True)
        return re.compile(pattern.replace("WORDS", "|".join(map(re.escape, words))), flags)

    sets = (
        "agencies",
        "newsroom",
        "organisation",
        "articles",
        "roles",
        "roles_after",
        "placeholders",
        "furniture",
        "particles",
    )
    return Lexicon(
        short_agencies=frozenset(data["short_agencies"]),
        **{name: frozenset(map(key, data[name])) for name in sets},
        agency=any_of("agencies", r"(?:WORDS)(?!\w)", re.NOFLAG),
        intro=any_of("intros", r"(?:WORDS)(?:\s*[:：]\s*|\s+|$)"),
        opening=any_of("openings", r"(?:WORDS)(?:\s*[:：]\s*|\s+|$)"),
        label=any_of("labels", r"(?:WORDS)\s*[:：]\s*"),
        posted=any_of("posted", r"(?:WORDS)\b.{0,80}?\s(?:par|by)\s+"),
        first_words=frozenset(word.casefold() for word in first_words),
        ambiguous=any_of("ambiguous_intros", r"(?:WORDS)\s+"),
        credit=any_of("credits", r"(?:WORDS)(?!\w)"),
        role_after=any_of("roles", r"(?:^|[\s,–-]+)(?:WORDS)(?!\w).*$"),
        role_before=any_of("roles", r"^(?:WORDS)(?:\s+en\s+chef)?\s*[:：]?\s+"),
        conjunction=any_of("conjunctions", r"\s+(WORDS)\s+"),
        weak=any_of("weak_conjunctions", r"\s+(WORDS)\s+", re.NOFLAG),
    )
