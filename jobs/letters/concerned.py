"""Which letters that left told of what a correction is about."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from core.names import name_key
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.workspace import Workspace
from state import letters
from state.letters import GONE
from state.open import open_state


@dataclass(frozen=True, slots=True)
class Concerned:
    """A letter that left and says what a correction is about, in these items."""

    week: str
    items: tuple[str, ...]


def concerned(workspace: Workspace, one: Correction) -> list[Concerned]:
    """The letters that left and say what a correction is about."""
    with closing(open_state(workspace.state)) as state:
        known = [issue for issue in letters.issues(state) if issue.state in GONE]
    found: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for issue in known:
        if not issue.erratum:
            titles |= {item["key"]: _called(item) for item in issue.content.get("items", ())}
        for kind, key, value, item in issue.facts:
            if is_about(one, kind, key, value):
                found.setdefault(issue.week, []).append(titles.get(item, "") or item)
    return [Concerned(week, tuple(dict.fromkeys(names))) for week, names in found.items()]


def _called(item: dict[str, Any]) -> str:
    """What an item is called: a quote has neither place nor headline, its article has a title."""
    title = next((told["title"] for told in item["tellings"] if told["title"]), "")
    return item["place"] or item["headline"] or title


def is_about(one: Correction, kind: str, key: str, value: str) -> bool:
    """Whether a correction is about a fact that a letter told, by kind, key and article. Pure."""
    article, _, rest = key.partition(":")
    if one.kind in _BY_KEY:
        return kind.partition("-")[0] == one.kind.value and key in {one.key, one.value}
    if one.kind is Kind.ORGANISATION:
        names = {name_key(one.key), name_key(one.detail.called)}
        return kind == "initiative-supplier" and name_key(value) in names
    if one.kind is Kind.ARTICLE and one.action is Action.RENAME:
        return kind in _OF_ARTICLES and one.key == article
    if one.kind is Kind.ARTICLE:
        judged = one.action in {Action.RELEVANT, Action.IRRELEVANT}
        return judged and one.key == article and kind in _OF_ARTICLES
    named = {one.article_id, *one.articles}
    return (None in named or article in named) and _is_said(one, kind, rest, value)


def _is_said(one: Correction, kind: str, rest: str, value: str) -> bool:
    """Whether a correction is about what an article says; `rest` is the fact's key in it."""
    person, _, insee = (value if kind == "speaker" else f"{rest}|{value}").rpartition("|")
    told = {
        Kind.PERSON: kind in _OF_PEOPLE and person.rpartition("|")[0] == one.key,
        Kind.COMMUNE: kind in _OF_PEOPLE and insee == one.key,
        Kind.QUOTE: kind == "quote" and name_key(value) == one.key,
        Kind.FIGURE: kind == "figure" and f"{one.key} ".startswith(f"{_figure(value)} "),
    }
    return told.get(one.kind, False)


def _figure(value: str) -> str:
    """How the key of a figure begins, of a fact such as "12000 €"."""
    number, _, unit = value.partition(" ")
    return name_key(f"{float(number):g} {unit}")


_OF_PEOPLE = {"mayor", "speaker"}
_OF_ARTICLES = {"article", "quote", "speaker", "mayor", "figure"}
_BY_KEY = {Kind.INITIATIVE, Kind.EVENT, Kind.STORY}
