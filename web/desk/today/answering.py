"""A doubt that is settled answers the letter that asks the same: nobody is asked twice about one sentence."""

from collections.abc import Iterator
from datetime import timedelta

from core.errors import BeffroiError
from core.names import name_key
from digest.letter import ClaimKind
from jobs.letters.checking import tick
from store.readers.desk.doubts import Doubt
from web.desk.press.place import words
from web.desk.press.sheet import Sheet, sheet
from web.desk.today.freshness import letter_week
from web.desk.visit import Visit

_OLD = timedelta(days=30)
"""Articles that the letter at hand can still tell of, before its week."""


def answer(visit: Visit, doubt: Doubt, *, right: bool) -> None:
    """Tick the claims of the letter at hand that this sentence makes of this mayor, where nobody did yet.

    The answer to the doubt stands whatever becomes of the letter: one that has left, or has no snapshot, is left alone.
    """
    week = letter_week()
    if doubt.kind != "mayor" or doubt.day is None or not week.first - _OLD <= doubt.day <= week.last:
        return
    try:
        found = sheet(visit, week)
        keys = list(_asked(found, doubt, right=right))
        if keys:
            tick(visit.workspace, found.found, keys if right else [], [] if right else keys, words(visit))
    except BeffroiError:
        return


def _asked(found: Sheet, doubt: Doubt, *, right: bool) -> Iterator[str]:
    """What waits to be ticked of this person in this article, and is answered by the doubt's answer.

    Yes answers what says no more than the doubt did, of the same sentence: of a quote the words are claimed too, and
    must stand in it. No answers all that rests on this sentence among others.
    """
    sentence, name = name_key(doubt.evidence), name_key(doubt.name)
    quoted = {item.key: name_key(item.quote) for item in found.hand.whole.items}
    for row in found.rows:
        claim, read = row.claim, name_key(row.claim.sentence)
        same = (claim.kind, claim.article_id) == (ClaimKind.PERSON, doubt.article_id)
        if row.decided or not same or f" {name} " not in f" {name_key(claim.words)} ":
            continue
        whole = read == sentence and quoted.get(row.item, "") in sentence
        if whole if right else f" {sentence} " in f" {read} ":
            yield claim.key
