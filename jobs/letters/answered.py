"""What the letter asks and an editor answered before, of the same sentence, while working through what was doubtful.

It holds for letters that are composed later as well. No name is kept for it: a digest says of what it was said.
"""

from hashlib import sha256

from core.letters import Tick
from core.names import name_key
from digest.letter import ClaimKind, Letter
from state import checked
from state.open import State


def print_of(article_id: str, name: str, sentence: str) -> str:
    """What "this sentence of this article is right about this person" is known by (state.checked)."""
    said = ("person", article_id, name_key(name), name_key(sentence))
    return sha256("\x1f".join(said).encode()).hexdigest()[:16]


def answered(state: State, letter: Letter) -> dict[str, Tick]:
    """The ticks of claims that say no more than what was found right: who somebody is, by the same sentence.

    Of a quote the words are claimed too: they must stand in the sentence that was read.
    """
    prints = {
        claim.key: print_of(claim.article_id, claim.words.partition(",")[0], claim.sentence)
        for item in letter.items
        for claim in item.claims
        if claim.kind is ClaimKind.PERSON and name_key(item.quote) in name_key(claim.sentence)
    }
    said = checked.answers(state, prints.values())
    week = letter.week.label
    return {key: Tick(week, key, True, *said[one]) for key, one in prints.items() if one in said}
