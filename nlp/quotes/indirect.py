"""Reported clauses of a sentence, by the one way that reads it: "que", "selon", a colon, an attribution behind."""

from nlp.quotes.followed import behind_colon, followed
from nlp.quotes.reported import narrated, with_that
from nlp.quotes.sentences import Sentence
from nlp.quotes.told import Said
from nlp.quotes.views import closed, introduced
from nlp.quotes.voices import Voices

_WAYS = (with_that, narrated, introduced, behind_colon, followed, closed)


def reported(voices: Voices, sentence: Sentence) -> list[Said]:
    """The clauses without marks that a sentence reports; passages in marks are left to others."""
    hits = voices.hits
    if not hits.views(sentence.start, sentence.end) and not hits.verbs(sentence.start, sentence.end):
        return []
    found: list[Said] = next((told for way in _WAYS if (told := list(way(voices, sentence)))), [])
    for said in found:
        voices.whose.spoke(said.speaker, said.end)
    return found
