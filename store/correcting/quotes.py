"""What one correction does to what somebody says: pure steps."""

from core.names import name_key
from core.redaction import BLOCK
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.facts import Told, in_its_article
from store.correcting.people import People, as_corrected
from store.rows import Row

_TELLING = 4  # words that a quote has of its own
_WHO = ("person_key", "role", "insee")


def quote(row: Row, told: Told, people: People) -> Row | None:
    """What somebody says: deleted, or given to another by its words; else it follows the speaker's role."""
    said = told.said
    if said.kind is Kind.QUOTE:
        if not (in_its_article(said, row) and same_words(said.key, name_key(row["text"] or ""))):
            return row
        return row | _speaker(row, told, people) if said.action is Action.LINK else None
    if people.concerns(row["person_key"]):
        now = people.now(row["person_key"], row["role"])
        return row | (_who(now) if now else dict.fromkeys(_WHO))
    if row["person_key"] and not people.has(row["person_key"]):
        return row | _without_a_role_here(row, told)
    return row


def is_nobodys(said: Correction) -> bool:
    """Whether it says that these words are of nobody who can be named: who was forgotten since cannot."""
    return not said.value or BLOCK in said.value


def same_words(one: str, other: str) -> bool:
    """The same words, though another reading may cut them elsewhere."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short.split()) >= _TELLING and f" {short} " in f" {long} "


def _speaker(row: Row, told: Told, people: People) -> Row:
    """Who says it: as the article has this person now; else as an editor knew them, or nobody who can be named."""
    key, detail = told.said.value, told.said.detail
    if is_nobodys(told.said):
        return dict.fromkeys((*_WHO, "speaker"))
    who = {"person_key": key, "role": detail.category or None, "insee": detail.insee, "speaker": detail.name}
    known = _role(row | who)
    for word in told.before if who["role"] else ():
        known = as_corrected(known, word) or known  # who was deleted speaks all the same
    return _who(people.here(known["person_key"], known["role"]) or known)


def _role(row: Row) -> Row:
    """The speaker of a quote as somebody who has a role."""
    return {name: row[name] for name in ("article_id", *_WHO)} | {"name": row["speaker"], "inferred": False}


def _who(role: Row) -> Row:
    return {name: role[name] for name in _WHO} | {"speaker": role["name"]}


def _without_a_role_here(row: Row, told: Told) -> Row:
    """A speaker whom an editor named, and of whom the article says nothing: what is said of them everywhere counts."""
    if not row["role"]:
        return {}
    role = _role(row)
    now = as_corrected(role, told)
    if now is None:
        return dict.fromkeys(_WHO)
    return _who(now) if now != role else {}
