"""A doubt that is settled answers the letter that asks the same: nobody is asked twice about one sentence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from core import logs
from core.errors import BeffroiError
from core.names import name_key
from digest.letter import ClaimKind
from jobs.letters.answered import print_of
from jobs.letters.checking import tick
from state import checked
from store.readers.desk.doubts import Doubt
from web.desk.press.place import words
from web.desk.press.sheet import Sheet, sheet
from web.desk.today.freshness import letter_week
from web.desk.visit import Visit

_OLD = timedelta(days=30)
"""Articles that the letter at hand can still tell of, before its week."""


def right(visit: Visit, doubt: Doubt) -> None:
    """It is right: of a mayor, any letter that asks the same of this sentence has its answer."""
    at = datetime.now(UTC)
    checked.settle(visit.state, doubt.key, doubt.article_id, visit.user.name, at)
    if doubt.kind == "mayor":
        same = print_of(doubt.article_id, doubt.name, doubt.evidence)
        checked.settle(visit.state, same, doubt.article_id, visit.user.name, at)


def wrong(visit: Visit, doubt: Doubt) -> None:
    """It is wrong: untick what the letter at hand says by this sentence of this mayor, where nobody answered yet.

    Later letters are composed of what the correction left. The answer to the doubt stands whatever becomes of the
    letter: one that has left, or has no snapshot, is left alone.
    """
    week = letter_week()
    if doubt.kind != "mayor" or doubt.day is None or not week.first - _OLD <= doubt.day <= week.last:
        return
    try:
        found = sheet(visit, week)
        if keys := list(_asked(found, doubt)):
            tick(visit.workspace, found.found, [], keys, words(visit))
    except BeffroiError as error:
        logs.get(__name__).info("the letter asks by itself", week=week.label, reason=str(error))


def _asked(found: Sheet, doubt: Doubt) -> Iterator[str]:
    """What waits to be ticked of this person in this article, and rests on this sentence, among others or alone."""
    sentence, name = name_key(doubt.evidence), name_key(doubt.name)
    for row in found.rows:
        claim = row.claim
        same = (claim.kind, claim.article_id) == (ClaimKind.PERSON, doubt.article_id)
        named = same and f" {name} " in f" {name_key(claim.words)} "
        if named and not row.decided and f" {sentence} " in f" {name_key(claim.sentence)} ":
            yield claim.key
