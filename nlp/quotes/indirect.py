"""Reported clauses of a sentence, by the one way that reads it: "que", "selon", a colon, an attribution behind."""

from nlp.quotes.followed import behind_colon, followed, promised
from nlp.quotes.relayed import is_relayed
from nlp.quotes.reported import narrated, with_that
from nlp.quotes.sentences import Sentence
from nlp.quotes.told import Said
from nlp.quotes.views import closed, introduced
from nlp.quotes.voices import Voices

_PLAIN = (narrated, promised, behind_colon)
"""Those that need no verb of speech as such."""
_RELAYED = frozenset(["according", "clause-before"])
_WAYS = (with_that, introduced, behind_colon, followed, closed, narrated, promised)


def reported(voices: Voices, sentence: Sentence) -> list[Said]:
    """The clauses without marks that a sentence reports; passages in marks are left to others."""
    told = voices.hits.verbs(sentence.start, sentence.end) or voices.hits.views(sentence.start, sentence.end)
    ways = _WAYS if told else _PLAIN
    found: list[Said] = next((said for way in ways if (said := list(way(voices, sentence)))), [])
    found = [one for one in found if one.rule not in _RELAYED or not is_relayed(voices, one.start, one.end)]
    for one in found:
        voices.whose.spoke(one.speaker, one.end)
    return found
