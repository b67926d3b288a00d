"""Clauses whose subject tells nothing: "elle a été annoncée", "La convention est signée par N. Elle prévoit que"."""

import re

from nlp.quotes import genders
from nlp.quotes.lexicon import word_list, words
from nlp.quotes.patterns import ARTICLE
from nlp.quotes.sentences import Sentence
from nlp.quotes.told import Voice
from nlp.quotes.voices import Voices
from nlp.wordlists import either

_BE = re.compile(
    r"(?<![a-z])(?<!\bs )(?<!\bse )(?:est|sont|etait|etaient|sera|seront|serait|seraient|fut|furent|ete|etre|etant)"
    r"(?: [a-z]+ment| deja| encore| aussi| enfin| d abord)? $"
)
_CONVINCED = ("persuad", "convain")
_WRITTEN = re.compile(rf"(?<![a-z]){either(word_list('bodies', 'writings'))}(?![a-z])")
_WOMAN = frozenset(["la", "une", "sa", "cette"])
_MAN = frozenset(["le", "un", "ce", "cet"])
_THINGS_TELL = tuple(word_list("things", "tell"))


def is_passive(voices: Voices, start: int, end: int) -> bool:
    """Whether a verb of speech is said of what is told, not of who tells: "était annoncée"."""
    verb = voices.low[start:end].rsplit(maxsplit=1)[-1]
    told = voices.is_participle(start, end) or verb in words("things", "told")
    if not told or verb.startswith(_CONVINCED):
        return False
    return _BE.search(voices.low, max(0, start - 30), start) is not None


def may_be_thing(voices: Voices, sentence: Sentence, voice: Voice, verb: int) -> bool:
    """Whether a pronoun may resume the thing that the sentence before is about, and the verb at `verb` suits one."""
    before = _before(voices, sentence) if voice.kind == "pronoun" else None
    if before is None or not voices.low.startswith(_THINGS_TELL, verb):
        return False
    article = ARTICLE.match(voices.low, before.start, before.end)
    if article is None or any(m[2] for m in voices.whose.mentions(before.end, before.start)):
        return False
    said, she = article.group().strip(), voices.low.startswith("elle", voice.start)
    noun = voices.low[article.end() : article.end() + 30].split(" ", 1)[0]
    return not genders.is_someone(noun) and said not in (_MAN if she else _WOMAN)


def may_be_written(voices: Voices, sentence: Sentence, voice: Voice) -> bool:
    """Whether a pronoun may resume something written: "N a signé l'étude. Elle est formelle : ..."."""
    before = _before(voices, sentence) if voice.kind == "pronoun" else None
    return before is not None and _WRITTEN.search(voices.low, before.start, before.end) is not None


def _before(voices: Voices, sentence: Sentence) -> Sentence | None:
    prominence = voices.whose.prominence
    index = prominence.sentence(sentence.start) - 1
    before = prominence.sentences[index] if index >= 0 else None
    return before if before is not None and before.paragraph == sentence.paragraph else None
