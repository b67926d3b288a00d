"""What need not be said: a word that stands already, or that nothing is left to follow."""

from collections.abc import Sequence
from typing import Any

from core.errors import InputError, SaidAlready
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting.telling import BY_WORDS
from store.correcting.quotes import same_words
from store.correcting.said import identity

_RIVALS = (
    {Action.RELEVANT, Action.IRRELEVANT},
    {Action.MERGE, Action.LINK, Action.SPLIT},
    {Action.ROLE, Action.DELETE},
)
"""Actions of which the last that was said of a thing wins."""


_LINKED_APART = {Kind.INITIATIVE, Kind.EVENT}
"""What is linked to a commune and stays what it is."""


def refuse(words: Sequence[Correction], one: Correction) -> None:
    """Refuse a word, of those that hold, that would change nothing."""
    _refuse_gone(words, one)
    _refuse_said(words, one)


def _refuse_gone(words: Sequence[Correction], one: Correction) -> None:
    """Refuse a word on what an editor took away: nothing is left that could follow it."""
    if one.action in {Action.DELETE, Action.ROLE}:
        return
    for word in words:
        takes = word.action is Action.DELETE and not word.detail.was and word.kind is one.kind
        if takes and _same(word, one) and _covers(word, one):
            raise InputError(
                f"{identity(word)} retire déjà « {one.detail.called} »",
                f"Annulez d’abord : beffroi correct undo {identity(word)}.",
            )


def _refuse_said(words: Sequence[Correction], one: Correction) -> None:
    """Refuse a word that stands already; one that a later word overruled may be said again."""
    rivals = next((group for group in _RIVALS if one.action in group), {one.action})
    if one.kind in _LINKED_APART and Action.LINK in rivals:  # whose, or where, it is does not say which it is
        rivals = {Action.LINK} if one.action is Action.LINK else rivals - {Action.LINK}
    same = [
        word
        for word in words
        if (word.kind, word.key) == (one.kind, one.key) and word.action in rivals and _meet(word, one)
    ]
    if same and (_content(same[-1]) == _content(one) or _says_more(same[-1], one)):
        number = identity(same[-1])
        raise SaidAlready(f"{number} le dit déjà", "« beffroi correct list » montre tout.", number)


def _meet(one: Correction, other: Correction) -> bool:
    """Whether there is an article of which both say something; None is all of them."""
    return (
        one.article_id is None
        or other.article_id is None
        or one.article_id == other.article_id
        or (one.kind in BY_WORDS and bool(_where(one) & _where(other)))
    )


def _says_more(word: Correction, one: Correction) -> bool:
    """Whether a word on a text that others repeat was said of one of these, and is the same."""
    same = (word.action, word.value) == (one.action, one.value)
    return same and one.kind in BY_WORDS and _covers(word, one)


def _same(word: Correction, one: Correction) -> bool:
    """Whether both are about one thing; a quote may be cut elsewhere by another reading."""
    return same_words(word.key, one.key) if one.kind is Kind.QUOTE else word.key == one.key


def _covers(word: Correction, one: Correction) -> bool:
    """Whether a word holds in all articles that another is about."""
    return not _where(word) or (bool(_where(one)) and _where(one) <= _where(word))


def _where(one: Correction) -> set[str]:
    """The articles that a word is about, none when it is about all."""
    return {article for article in (one.article_id, *one.articles) if article}


def _content(one: Correction) -> tuple[Any, ...]:
    """What is said, whoever says it and why."""
    was = (
        "" if one.action is Action.LINK else one.detail.was
    )  # where an event was said to be: no part of the word
    return one.action, one.article_id, one.value, one.articles, one.detail.insee, was
