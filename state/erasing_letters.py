"""Forgetting in the letters of an SQLite file: what an article told leaves the issues that quote it.

A letter has an article's words in other places than beside its address: a headline, a passage, what an erratum says of
it. An approval is of the words that were read: without some of them it no longer holds.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from typing import Any

from core.erasure import Erasure, Row
from core.letters import IssueState

TABLE = "letter_issues"
EDITS = "letter_edits"
_TELLS = 12
"""Characters from which on words are those of an article, wherever they stand."""
_VERBS = {"initiative", "abandoned"}
"""Kinds of claims without which a sentence has no subject (digest.letter.CARRYING)."""
_OF_THE_LINE = {"initiative-status", "initiative-actor", "initiative-supplier", "figure"}
"""Kinds of facts that only the sentence of an item tells (digest.unticked_item)."""

Json = dict[str, Any]


def change(database: sqlite3.Connection, erasure: Erasure) -> Callable[[Row], Row | None]:
    """What forgetting does to a row of the table."""
    rows = database.execute(f"SELECT week, content, facts FROM {TABLE}").fetchall()  # noqa: S608  a name of ours
    issues = [(row["week"], json.loads(row["content"]), json.loads(row["facts"])) for row in rows]
    words = {word for _, letter, facts in issues for word in _words(letter, facts, erasure)}
    dropped = {
        (week, item["key"]) for week, letter, _ in issues for item in _items(letter) if _drops(item, erasure)
    }

    def without(row: Row) -> Row | None:
        letter, facts = json.loads(row["content"]), json.loads(row["facts"])
        kept = _letter(letter, erasure, words)
        unsaid = {item["key"] for item in _items(letter) if _gone(item, erasure)}
        told = [
            fact
            for fact in facts
            if (row["week"], fact[3]) not in dropped
            and (fact[3] not in unsaid or fact[0] not in _OF_THE_LINE)
            and not _tells(fact[1], fact[2], erasure.ids, words)
        ]
        if (kept, told) != (letter, facts):
            row = row | {"content": json.dumps(kept), "facts": json.dumps(told)}
        return erasure.row(row)

    return lambda row: _reopened(row, without(row))


def edit(row: Row, erasure: Erasure) -> Row | None:
    """What forgetting does to an editor's word on a draft: what was said of a forgotten article alone goes with it."""
    return None if _of(row["item"], erasure.ids) else erasure.row(row)


def _reopened(old: Row, new: Row | None) -> Row | None:
    """The row, as a draft again when its words were approved and are no longer those."""
    if new is None or new["content"] == old["content"] or old["state"] != IssueState.APPROVED:
        return new
    return new | {"state": IssueState.DRAFT.value}


def _items(letter: Json) -> list[Json]:
    items: list[Json] = letter.get("items", [])
    return items


def _gone(item: Json, erasure: Erasure) -> list[Json]:
    """The articles of an item that are forgotten."""
    return [told for told in item["tellings"] if erasure.goes(told)]


def _ids(item: Json, erasure: Erasure) -> set[str]:
    return {*erasure.ids, *(told["article_id"] for told in _gone(item, erasure))}


def _drops(item: Json, erasure: Erasure) -> bool:
    """Whether nothing else tells of an item, or its own article is what is forgotten."""
    gone = _gone(item, erasure)
    return _of(item["key"], _ids(item, erasure)) or (bool(gone) and len(gone) == len(item["tellings"]))


def _words(letter: Json, facts: Iterable[Any], erasure: Erasure) -> Iterable[str]:
    """The words of what is forgotten, by which other lines are known."""
    found = [told["title"] for told in letter.get("gaps", {}).get("reserved", []) if erasure.goes(told)]
    for item in _items(letter):
        found += [told[name] for told in _gone(item, erasure) for name in ("title", "url")]
        if _drops(item, erasure):
            found += [item["headline"], item["quote"], item["extract"], _as_subject(item)]
    found += [fact[2] for fact in facts if fact[0] == "quote" and _of(fact[1], erasure.ids)]
    return [word for word in found if len(word) >= _TELLS]


def _as_subject(item: Json) -> str:
    """The sentence as a subject has it (digest.composing.subject): with its verb, without what else was ticked."""
    verbs = {claim["key"] for claim in item["claims"] if claim["kind"] in _VERBS}
    return "".join(
        piece["without"] if piece["claim"] and piece["claim"] not in verbs else piece["text"]
        for piece in item["text"]
    )


def _letter(letter: Json, erasure: Erasure, words: Collection[str]) -> Json:
    """The letter without what they told; a subject that says it gives way to the name of the letter."""
    changed = dict(letter)
    if _items(letter):
        changed["items"] = [
            _item(item, erasure, words) for item in _items(letter) if not _drops(item, erasure)
        ]
    if letter.get("erratum"):
        kept = [line for line in letter["erratum"] if not any(word in line for word in words)]
        changed["erratum"] = kept
        if "proofs" in letter:  # an earlier version wrote none
            changed["proofs"] = _proofs(letter["proofs"], kept, words)
    if _says(letter.get("subject", ""), words):
        changed["subject"] = letter["title"]
    return changed


def _proofs(proofs: Json, kept: Collection[str], words: Collection[str]) -> Json:
    """The addresses of lines that stay, but for those of what is forgotten."""
    return {line: url for line, url in proofs.items() if line in kept and url not in words}


def _item(item: Json, erasure: Erasure, words: Collection[str]) -> Json:
    """An item that others tell as well, by the title of one of them.

    Its sentence was made of what all of them say: nobody confirmed another.
    """
    gone, ids = _gone(item, erasure), _ids(item, erasure)
    if not gone:
        return item
    left = [told for told in item["tellings"] if told not in gone]
    unsaid = item["text"] or item["headline"] in {told["title"] for told in gone}
    return item | {
        "headline": left[0]["title"] if unsaid else item["headline"],
        "text": [],
        "news": [],
        "extract": "",
        "quote": "",
        "tellings": left,
        "claims": [],
        "facts": [
            fact
            for fact in item["facts"]
            if fact["kind"] not in _OF_THE_LINE and not _tells(fact["key"], fact["value"], ids, words)
        ],
    }


def _tells(key: str, value: str, ids: Collection[str], words: Collection[str]) -> bool:
    """Whether a fact is of one of these articles, or is its words: a story is called by a title."""
    return _of(key, ids) or any(word in value for word in words)


def _of(key: str, ids: Collection[str]) -> bool:
    """Whether a key (`quote:ARTICLE:START`, `ARTICLE:START`) is of one of these articles."""
    return not set(key.split(":")).isdisjoint(ids)


def _says(subject: str, words: Collection[str]) -> bool:
    """Whether a subject, which may be cut, is made of these words."""
    begun = subject.removesuffix("…").rstrip()
    return any(word in subject or (len(begun) >= _TELLS and word.startswith(begun)) for word in words)
